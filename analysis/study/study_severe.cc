// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/study/study_severe.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "analysis/statistics/distribution.h"
#include "analysis/statistics/mark_correlation.h"
#include "analysis/statistics/observation_window.h"
#include "analysis/statistics/severe_distances.h"
#include "analysis/statistics/severe_particles.h"
#include "jobs/run/run.h"

namespace catena {
namespace {

using Json = AnalysisRecord::Json;
constexpr std::int64_t distance_bins = 30;
constexpr double none = std::numeric_limits<double>::quiet_NaN();

/// A set's severely damaged particles before they are relabelled.
struct Severe {
  std::vector<std::uint8_t> flag;
  SevereDistances found;
};

struct Edges {
  std::vector<double> nearest, three_nearest;
};

/// Bins from 0 to the longest distance found, and further than random ones are on average.
Edges common_distance_edges(const Study& study, const std::vector<Severe>& severe) {
  std::vector<double> nearest{0}, three{0};
  for (std::size_t s = 0; s < severe.size(); ++s) {
    const SevereDistances& found = severe[s].found;
    const ObservationWindow window = window_of(study.sets[s].points());
    if (found.particle.size() < 2 || window.dimension() == 0) continue;
    const double spacing =
        std::pow(window.volume() / static_cast<double>(found.particle.size()), 1.0 / window.dimension());
    nearest.push_back(1.2 * spacing);
    three.push_back(1.6 * spacing);
    nearest.insert(nearest.end(), found.nearest.begin(), found.nearest.end());
    three.insert(three.end(), found.three_nearest.begin(), found.three_nearest.end());
  }
  return {common_edges({&nearest}, distance_bins), common_edges({&three}, distance_bins)};
}

double weighted_mean(const std::vector<double>& values, const std::vector<double>& weights) {
  const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
  double sum = 0;
  for (std::size_t i = 0; i < values.size(); ++i)
    if (weights[i] > 0) sum += weights[i] * values[i];
  return total > 0 ? sum / total : none;
}

double weighted_median(const std::vector<double>& values, const std::vector<double>& weights) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  const double half = std::accumulate(weights.begin(), weights.end(), 0.0) / 2;
  double sum = 0;
  for (const std::size_t i : order)
    if ((sum += weights[i]) >= half && weights[i] > 0) return values[i];
  return none;
}

/// The distance to the nearest, or the mean of the three nearest, of one set.
Json record_distances(const StudySet& set, const std::string& group, const std::vector<double>& distance,
                      const std::vector<double>& weight, const std::vector<double>& edges,
                      const Relabelling& relabelled, AnalysisRecord& record) {
  record.add(set.path(group + "/density"), density(distance, weight, edges), {distance_bins}, "1/m",
             "probability density of the distance between severely damaged particles, with edge correction");
  record.add(set.path(group + "/plain_density"), density(distance, edges), {distance_bins}, "1/m",
             "the same without edge correction");
  record.add(set.path(group + "/relabelled"), relabelled.density, {3, distance_bins}, "1/m",
             "low end, median and high end of plain_density where as many particles are drawn at random");
  record.add(set.path(group + "/relabelled_mean"), relabelled.mean,
             {static_cast<std::int64_t>(relabelled.mean.size())}, "m", "mean distance of every such draw");
  return {{"mean", mean_and_deviation(distance).mean},
          {"corrected_mean", weighted_mean(distance, weight)},
          {"corrected_median", weighted_median(distance, weight)},
          {"relabelled_mean", mean_and_deviation(relabelled.mean).mean},
          {"relabelled_low", relabelled.low},
          {"relabelled_high", relabelled.high},
          {"p_value", relabelled.clustered},
          {"p_value_regular", relabelled.regular},
          {"relabellings", relabelled.mean.size()}};
}

void record_particles(const StudySet& set, const Severe& severe, AnalysisRecord& record) {
  record.add(set.path("particles/severe"), std::vector<std::int64_t>(severe.flag.begin(), severe.flag.end()),
             {static_cast<std::int64_t>(severe.flag.size())}, "1 if the particle is severely damaged");
  const auto m = static_cast<std::int64_t>(severe.found.particle.size());
  if (m == 0) return;
  std::vector<std::int64_t> id, neighbour;
  for (const std::int32_t i : severe.found.particle) id.push_back(set.table.id[i]);
  for (const std::int32_t i : severe.found.neighbour) neighbour.push_back(i < 0 ? 0 : set.table.id[i]);
  record.add(set.path("severe/id"), id, {m}, "severely damaged particles");
  record.add(set.path("severe/neighbour"), neighbour, {m, 3},
             "the three nearest severely damaged; 0: there are fewer");
  record.add(set.path("severe/distance"), severe.found.distance, {m, 3}, "m",
             "distance of these; NaN: there are fewer");
}

void record_pairs(Run& run, const Study& study, const StudySet& set, const Severe& severe,
                  AnalysisRecord& record) {
  const StudyParameters& parameters = study.parameters;
  record.json["pairs"][set.name] = Json();
  const std::vector<std::vector<double>> marks{set.table.column("Damage"),
                                               std::vector<double>(severe.flag.begin(), severe.flag.end())};
  const PairCorrelations pairs = pair_correlations(
      run.communicator(), set.points(), marks, parameters.longest_pair, parameters.pair_bins,
      parameters.pair_relabellings, parameters.confidence, static_cast<std::uint64_t>(parameters.seed));
  if (!pairs.not_computed.empty()) return record.warn(set.name, pairs.not_computed);
  const std::int64_t bins = parameters.pair_bins;
  record.add(set.path("pairs/distance"), pairs.distance, {bins}, "m", "middles of the bins");
  record.add(set.path("pairs/correlation"), pairs.points, {bins}, "1", "pair correlation of all particles");
  Json json = {{"damage", Json()}, {"severe", Json()}};
  const char* const kinds[] = {"damage", "severe"};
  for (std::size_t m = 0; m < 2; ++m) {
    const MarkCorrelation& mark = pairs.marks[m];
    if (mark.found.empty()) continue;
    const std::string kind = kinds[m];
    json[kind] = {{"p_value", mark.p_value}};
    record.add(set.path("pairs/" + kind), mark.found, {bins}, "1",
               m == 0 ? "mark correlation of the damage"
                      : "pair correlation of the severely damaged over that of all particles");
    record.add(set.path("pairs/" + kind + "_relabelled"), mark.relabelled, {3, bins}, "1",
               "low end, median and high end of the same where damage is shuffled");
  }
  record.json["pairs"][set.name] = json;
}

}  // namespace

void study_severe(Run& run, const Study& study, AnalysisRecord& record) {
  const StudyParameters& parameters = study.parameters;
  std::vector<const std::vector<double>*> damages;
  for (const StudySet& set : study.sets) damages.push_back(&set.table.column("Damage"));
  const double threshold = severe_threshold(damages, parameters.severe_threshold, parameters.severe_quantile);
  std::vector<Severe> severe;
  for (const StudySet& set : study.sets) {
    Severe own;
    own.flag = severe_particles(set.table.column("Damage"), threshold);
    own.found = severe_distances(set.points(), own.flag);
    severe.push_back(std::move(own));
  }
  const Edges edges = common_distance_edges(study, severe);
  record.add("/nearest/edges", edges.nearest, {distance_bins + 1}, "m", "edges of the bins of the distance");
  record.add("/three_nearest/edges", edges.three_nearest, {distance_bins + 1}, "m",
             "edges of the bins of the mean distance of the three nearest");
  for (std::size_t s = 0; s < study.sets.size(); ++s) {
    const StudySet& set = study.sets[s];
    const SevereDistances& found = severe[s].found;
    const std::size_t m = found.particle.size();
    Json json = {{"threshold", threshold},
                 {"count", m},
                 {"share", static_cast<double>(m) / static_cast<double>(set.table.size())},
                 {"nearest", Json()},
                 {"three_nearest", Json()}};
    record_particles(set, severe[s], record);
    if (m < 2) {
      record.warn(set.name, "there is no distance between severely damaged particles: " + std::to_string(m) +
                                " of " + std::to_string(set.table.size()) + " have a Damage above " +
                                std::to_string(threshold) + " (Severe/Threshold, Severe/Quantile)");
    } else {
      const RelabelledDistances relabelled = relabel_severe(
          run.communicator(), set.points(), found, edges.nearest, edges.three_nearest,
          parameters.relabellings, parameters.confidence, static_cast<std::uint64_t>(parameters.seed));
      json["nearest"] = record_distances(set, "nearest", found.nearest, found.nearest_weight, edges.nearest,
                                         relabelled.nearest, record);
      json["three_nearest"] =
          record_distances(set, "three_nearest", found.three_nearest, found.three_nearest_weight,
                           edges.three_nearest, relabelled.three_nearest, record);
    }
    record.json["severe"][set.name] = json;
    record_pairs(run, study, set, severe[s], record);
  }
}

}  // namespace catena
