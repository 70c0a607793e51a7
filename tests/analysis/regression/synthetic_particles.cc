// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/analysis/regression/synthetic_particles.h"

#include <algorithm>
#include <cmath>
#include <random>

namespace catena {
namespace {

std::vector<double> standardised_column(const std::vector<double>& values) {
  double mean = 0, squares = 0;
  for (const double value : values) mean += value / static_cast<double>(values.size());
  for (const double value : values)
    squares += (value - mean) * (value - mean) / static_cast<double>(values.size());
  std::vector<double> result;
  for (const double value : values) result.push_back((value - mean) / std::sqrt(squares));
  return result;
}

}  // namespace

std::size_t SyntheticParticles::place(const std::string& name) const {
  return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

SyntheticParticles synthetic_particles(std::size_t count, const std::vector<std::string>& causes,
                                       double attainable, std::uint64_t seed) {
  std::mt19937_64 engine(seed);
  std::normal_distribution<double> normal;
  std::uniform_real_distribution<double> uniform;
  const auto n = [&] { return normal(engine); };
  const auto angle = [&] { return 180 * uniform(engine) - 90; };
  SyntheticParticles result;
  result.names = {"Z",
                  "Roll",
                  "Pitch",
                  "Yaw",
                  "EDensity",
                  "Homogeneity",
                  "SurfaceInner",
                  "SurfaceOuter",
                  "Volume",
                  "Elongation",
                  "Sphericity",
                  "VSratio",
                  "RoughInner",
                  "RoughOuter",
                  "Contact",
                  "PDensity",
                  "DistNearest",
                  "VolumeStd",
                  "OrienIso",
                  "ElongStd",
                  "SphericityStd"};
  result.columns.resize(result.names.size());
  for (std::size_t i = 0; i < count; ++i) {
    // What attributes share: size, irregularity, crowding and variety of the neighbourhood, grey.
    const double size = n(), shape = n(), crowd = n(), variety = n(), grey = n();
    const double volume = 4e-16 * std::exp(0.6 * size);
    const double sphericity = 0.75 - 0.07 * (0.9 * shape + 0.45 * n());
    const double values[] = {
        5e-5 * uniform(engine),
        angle(),
        angle(),
        angle(),
        0.6 + 0.05 * grey,
        0.04 * std::exp(0.2 * (-0.5 * grey + 0.85 * n())),
        1e-11 * std::exp(0.3 * size + 0.5 * n()),
        3e-10 * std::exp(0.4 * size + 0.15 * shape + 0.1 * n()),
        volume,
        1 + std::exp(-1 + 0.5 * (0.5 * shape + 0.85 * n())),
        sphericity,
        std::pow(sphericity, 1.0 / 6) + 0.009 * n(),
        std::exp(0.2 * (0.3 * shape + 0.95 * n())),
        std::exp(0.05 * (0.5 * shape + 0.85 * n())),
        1 / (1 + std::exp(-(0.5 * crowd + 0.85 * n()) + 1)),
        0.5 + 0.06 * (0.7 * crowd + 0.7 * n()),
        1e-5 * std::exp(-0.12 * (0.5 * crowd + 0.85 * n())),
        1e-16 * std::exp(0.5 * (0.5 * variety + 0.85 * n())),
        0.6 + 0.1 * n(),
        0.3 * std::exp(0.4 * (0.5 * variety + 0.85 * n())),
        0.07 * std::exp(0.3 * (0.5 * variety + 0.85 * n())),
    };
    for (std::size_t c = 0; c < result.columns.size(); ++c) result.columns[c].push_back(values[c]);
  }
  std::vector<double> signal(count, 0);
  for (std::size_t k = 0; k < causes.size(); ++k) {
    const std::vector<double> z = standardised_column(result.columns[result.place(causes[k])]);
    std::vector<double> effect;
    // Monotone and saturating, one up, one down.
    for (const double value : z) effect.push_back((k % 2 ? -1 : 1) * std::tanh(0.8 * value));
    effect = standardised_column(effect);
    for (std::size_t i = 0; i < count; ++i) signal[i] += effect[i];
  }
  const double noise =
      causes.empty() ? 1 : std::sqrt(static_cast<double>(causes.size()) * (1 - attainable) / attainable);
  for (std::size_t i = 0; i < count; ++i) result.damage.push_back(0.2 + 0.05 * (signal[i] + noise * n()));
  return result;
}

}  // namespace catena
