// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/regression/explained_particles.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>

#include "analysis/statistics/correlation.h"
#include "analysis/statistics/seeded_sequence.h"
#include "analysis/statistics/spread_rows.h"

namespace catena {
namespace {

constexpr std::size_t particles_at_once = 500, interactions_at_once = 50;

std::vector<std::int32_t> rows_from(const std::vector<std::int32_t>& all, std::size_t begin,
                                    std::size_t count) {
  const std::size_t end = std::min(begin + count, all.size());
  return {all.begin() + static_cast<std::ptrdiff_t>(begin), all.begin() + static_cast<std::ptrdiff_t>(end)};
}

std::vector<double> mean_interactions(MPI_Comm comm, const Forest& forest, const FeatureMatrix& inputs,
                                      std::vector<std::int32_t> rows, std::size_t wanted) {
  if (rows.size() > wanted) rows.resize(wanted);
  const std::size_t chunks = (rows.size() + interactions_at_once - 1) / interactions_at_once;
  const std::size_t width = inputs.columns * inputs.columns;
  const std::vector<double> sums = spread_rows(comm, chunks, width, [&](std::size_t k) {
    const auto own = rows_from(rows, k * interactions_at_once, interactions_at_once);
    std::vector<double> sum = forest.mean_interactions(inputs.part(own));
    for (double& value : sum) value *= static_cast<double>(own.size());
    return sum;
  });
  std::vector<double> mean(width, 0);
  for (std::size_t k = 0; k < chunks; ++k)
    for (std::size_t p = 0; p < width; ++p) mean[p] += sums[k * width + p] / static_cast<double>(rows.size());
  return mean;
}

}  // namespace

ExplainedParticles explained_particles(MPI_Comm comm, const FeatureMatrix& inputs,
                                       const std::vector<double>& target, const RepeatSettings& settings,
                                       std::int64_t interactions) {
  ExplainedParticles result;
  const std::size_t columns = inputs.columns, n = inputs.rows;
  const RepeatRows split = rows_of_repeat(n, 0, settings);
  std::vector<double> seen;
  for (const std::int32_t i : split.seen) seen.push_back(target[i]);
  if (std::all_of(seen.begin(), seen.end(), [&](double value) { return value == seen[0]; })) {
    // All that varies is held out: there is nothing to grow a forest on.
    result.prediction.assign(n, seen[0]);
    result.out_of_bag = result.prediction;
    result.shap.assign(n * columns, 0);
    result.base = seen[0];
    result.direction.assign(columns, std::numeric_limits<double>::quiet_NaN());
    return result;
  }
  const Forest forest(inputs.part(split.seen), seen, settings.forest, seed_of_repeat(settings, 0));
  result.prediction = forest.predict(inputs);
  result.out_of_bag = result.prediction;
  for (std::size_t k = 0; k < split.seen.size(); ++k)
    result.out_of_bag[split.seen[k]] = forest.out_of_bag()[k];

  std::vector<std::int32_t> all(n);
  std::iota(all.begin(), all.end(), 0);
  const std::size_t chunks = (n + particles_at_once - 1) / particles_at_once,
                    width = particles_at_once * columns + 2;
  const std::vector<double> parts = spread_rows(comm, chunks, width, [&](std::size_t k) {
    ShapValues shap = forest.shap(inputs.part(rows_from(all, k * particles_at_once, particles_at_once)));
    shap.values.resize(width, 0);
    shap.values[width - 2] = shap.base;
    shap.values[width - 1] = shap.additivity_error;
    return shap.values;
  });
  for (std::size_t k = 0; k < chunks; ++k) {
    const auto begin = parts.begin() + static_cast<std::ptrdiff_t>(k * width);
    const std::size_t own = std::min(particles_at_once, n - k * particles_at_once);
    result.shap.insert(result.shap.end(), begin, begin + static_cast<std::ptrdiff_t>(own * columns));
    result.base = parts[k * width + width - 2];
    result.additivity_error = std::max(result.additivity_error, parts[k * width + width - 1]);
  }
  for (std::size_t c = 0; c < columns; ++c) {
    std::vector<double> value, contribution;
    for (std::size_t i = 0; i < n; ++i) {
      value.push_back(inputs.row(i)[c]);
      contribution.push_back(result.shap[i * columns + c]);
    }
    result.direction.push_back(pearson(value, contribution));
  }
  if (interactions > 0) {
    result.interaction_particles = std::min(interactions, static_cast<std::int64_t>(n));
    result.interactions =
        mean_interactions(comm, forest, inputs, SeededSequence(settings.seed, Draw::rows, 0).order(n),
                          static_cast<std::size_t>(interactions));
  }
  return result;
}

}  // namespace catena
