// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/phantom/damage_law.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <numeric>

#include "jobs/run/error.h"
#include "segmentation/phantom/counter_random.h"
#include "segmentation/phantom/nearest_centroids.h"
#include "segmentation/phantom/true_columns.h"

namespace catena {
namespace {

constexpr double most_damage = 0.45;
constexpr std::size_t neighbours_asked = 6;
constexpr char neighbours_word[] = "neighbours ";

std::string trimmed(const std::string& text) {
  const auto first = text.find_first_not_of(" \t\n");
  return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(" \t\n") + 1 - first);
}

/// Damage and what follows from it cannot cause it, and a smooth surface's roughness is always 1.
bool may_cause(const std::string& name) {
  for (const char* no : {"Damage", "SurfaceInner", "RoughInner", "RoughOuter", "Homogeneity"})
    if (name == no) return false;
  return true;
}

std::size_t column_of(const std::string& name) {
  std::string allowed;
  for (std::size_t c = 0; c < true_columns().size(); ++c) {
    if (!may_cause(true_columns()[c].name)) continue;
    if (name == true_columns()[c].name) return c;
    allowed += (allowed.empty() ? "" : ", ") + std::string(true_columns()[c].name);
  }
  throw InputError("Damage law/Weights names '" + name + "'; damage may follow from " + allowed +
                   ", each also as 'neighbours NAME'");
}

/// Normal quantile to 4.5e-4 (Abramowitz, Stegun, 26.2.23).
double normal_quantile(double p) {
  const double tail = std::min(p, 1 - p), t = std::sqrt(-2 * std::log(tail));
  const double x =
      t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  return p < 0.5 ? -x : x;
}

/// Equal values share the mean of their ranks.
std::vector<double> normal_scores(const std::vector<double>& values) {
  const std::size_t n = values.size();
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t i, std::size_t j) { return values[i] < values[j]; });
  std::vector<double> score(n);
  for (std::size_t begin = 0, end = 0; begin < n; begin = end) {
    while (end < n && values[order[end]] == values[order[begin]]) ++end;
    const double rank = 0.5 * static_cast<double>(begin + end + 1);
    for (std::size_t k = begin; k < end; ++k)
      score[order[k]] = normal_quantile((rank - 0.375) / (static_cast<double>(n) + 0.25));
  }
  return score;
}

double mean_product(const std::vector<double>& a, const std::vector<double>& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum / static_cast<double>(a.size());
}

/// Mean 0 and variance 1; zeros where there is no variance.
void standardise(std::vector<double>& values) {
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
  for (double& v : values) v -= mean;
  const double deviation = std::sqrt(mean_product(values, values));
  for (double& v : values) v = deviation > 1e-9 ? v / deviation : 0;
}

double squared_correlation(std::vector<double> a, std::vector<double> b) {
  standardise(a);
  standardise(b);
  const double r = mean_product(a, b);
  return r * r;
}

std::vector<double> values_of(const DamageCause& cause, const std::vector<TrueParticle>& particles,
                              const std::vector<std::vector<int>>& nearest) {
  const auto value = true_columns()[cause.column].value;
  std::vector<double> values;
  for (std::size_t i = 0; i < particles.size(); ++i) {
    if (!cause.neighbours) {
      values.push_back(value(particles[i]));
      continue;
    }
    double mean = 0;
    for (const int j : nearest[i])
      mean += value(particles[static_cast<std::size_t>(j)]) / static_cast<double>(nearest[i].size());
    values.push_back(mean);
  }
  return values;
}

}  // namespace

std::vector<DamageCause> damage_causes(const std::string& weights) {
  std::vector<DamageCause> causes;
  for (std::size_t at = 0; at <= weights.size();) {
    const std::size_t end = std::min(weights.find(';', at), weights.size());
    const std::string part = trimmed(weights.substr(at, end - at));
    at = end + 1;
    if (part.empty()) continue;
    const std::size_t equals = part.find('=');
    const std::string number = equals == std::string::npos ? "" : trimmed(part.substr(equals + 1));
    char* rest = nullptr;
    DamageCause cause;
    cause.weight = std::strtod(number.c_str(), &rest);
    if (number.empty() || *rest != '\0' || !std::isfinite(cause.weight) || cause.weight == 0)
      throw InputError(
          "Damage law/Weights has '" + part +
          "'; it takes 'NAME = WEIGHT; neighbours NAME = WEIGHT; ...' with weights other than 0");
    std::string name = trimmed(part.substr(0, equals));
    cause.neighbours = name.rfind(neighbours_word, 0) == 0;
    if (cause.neighbours) name = trimmed(name.substr(sizeof neighbours_word - 1));
    cause.column = column_of(name);
    for (const DamageCause& other : causes)
      if (other.column == cause.column && other.neighbours == cause.neighbours)
        throw InputError("Damage law/Weights names '" + trimmed(part.substr(0, equals)) +
                         "' twice; once is enough");
    causes.push_back(cause);
  }
  return causes;
}

LawDamage law_damage(const std::vector<TrueParticle>& undamaged, const Recipe& recipe) {
  const std::size_t n = undamaged.size();
  std::vector<Point> centroids;
  for (const TrueParticle& p : undamaged) centroids.push_back(p.centroid);
  const auto nearest = nearest_centroids(centroids, neighbours_asked);
  std::vector<double> signal(n, 0), noise;
  for (const DamageCause& cause : damage_causes(recipe.law.weights)) {
    const std::vector<double> values = values_of(cause, undamaged, nearest);
    if (n < 2 ||
        *std::max_element(values.begin(), values.end()) == *std::min_element(values.begin(), values.end()))
      throw InputError(
          std::string("Damage law/Weights names '") + true_columns()[cause.column].name +
          "', which is the same for all particles of this recipe, so that no damage can follow from it");
    const std::vector<double> score = normal_scores(values);
    for (std::size_t i = 0; i < n; ++i) signal[i] += cause.weight * score[i];
  }
  standardise(signal);
  for (std::size_t i = 0; i < n; ++i)
    noise.push_back(RandomSequence(static_cast<std::uint64_t>(recipe.seed), Purpose::damage, i).normal());
  standardise(noise);
  const double common = mean_product(signal, noise);
  for (std::size_t i = 0; i < n; ++i) noise[i] -= common * signal[i];
  standardise(noise);

  LawDamage law;
  const auto& from = recipe.law;
  for (std::size_t i = 0; i < n; ++i) {
    law.expected.push_back(from.mean + from.spread * std::sqrt(from.explained) * signal[i]);
    law.wanted.push_back(std::clamp(law.expected[i] + from.spread * std::sqrt(1 - from.explained) * noise[i],
                                    0.0, most_damage));
  }
  law.attainable = squared_correlation(law.expected, law.wanted);
  return law;
}

std::string causes_table(const std::vector<TrueParticle>& undamaged, const LawDamage& law) {
  std::string text = true_header() + "\n";
  for (std::size_t i = 0; i < undamaged.size(); ++i) {
    TrueParticle particle = undamaged[i];
    particle.damage = law.realised[i];
    text += true_line(particle) + "\n";
  }
  return text;
}

}  // namespace catena
