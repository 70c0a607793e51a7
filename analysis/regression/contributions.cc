// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/regression/contributions.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/regression/permutation_importance.h"
#include "analysis/statistics/seeded_sequence.h"
#include "analysis/statistics/spread_rows.h"

namespace catena {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t most_shuffled_rows = 200;  ///< for the permutation importance

std::vector<double> part(const std::vector<double>& values, const std::vector<std::int32_t>& wanted) {
  std::vector<double> result;
  result.reserve(wanted.size());
  for (const std::int32_t i : wanted) result.push_back(values[i]);
  return result;
}

bool constant(const std::vector<double>& values) {
  return std::all_of(values.begin(), values.end(), [&](double value) { return value == values[0]; });
}

std::vector<std::int32_t> at_most(std::vector<std::int32_t> rows, std::size_t most) {
  if (rows.size() > most) rows.resize(most);
  return rows;
}

/// A repeat as a row of numbers.
struct Columns {
  std::size_t r2 = 0, out_of_bag = 1, additivity = 2, error = 3, sum = 4, squares = 5, count = 6;
  std::size_t contribution = 7, permutation, group, width;
  Columns(std::size_t columns, std::size_t groups)
      : permutation(contribution + columns), group(permutation + columns), width(group + groups) {}
};

/// Mean |SHAP| of columns and of groups, into a row.
void add_contributions(const ShapValues& shap, std::size_t rows, std::size_t columns,
                       const std::vector<std::vector<std::size_t>>& groups, const Columns& at,
                       std::vector<double>& row) {
  const double share = 1 / static_cast<double>(rows);
  for (std::size_t i = 0; i < rows; ++i) {
    const double* values = shap.values.data() + i * columns;
    for (std::size_t c = 0; c < columns; ++c) row[at.contribution + c] += std::abs(values[c]) * share;
    for (std::size_t g = 0; g < groups.size(); ++g) {
      double sum = 0;
      for (const std::size_t c : groups[g]) sum += values[c];
      row[at.group + g] += std::abs(sum) * share;
    }
  }
}

}  // namespace

std::uint64_t seed_of_repeat(const RepeatSettings& settings, std::size_t repeat) {
  return SeededSequence(settings.seed, Draw::forest, repeat).bits();
}

std::int64_t size_of_subsample(std::size_t particles, const RepeatSettings& settings) {
  return std::min(settings.subsample_size, static_cast<std::int64_t>(particles) * 4 / 5);
}

RepeatRows rows_of_repeat(std::size_t particles, std::size_t repeat, const RepeatSettings& settings) {
  RepeatRows rows;
  const auto seeds = static_cast<std::size_t>(settings.seeds);
  if (repeat < seeds) {
    const std::vector<std::int32_t> order = SeededSequence(settings.seed, Draw::held_out, 0).order(particles);
    auto held = static_cast<std::size_t>(std::lround(settings.held_out * static_cast<double>(particles)));
    if (settings.held_out > 0) held = std::max<std::size_t>(held, 1);
    std::vector<bool> unseen(particles, false);
    for (std::size_t k = 0; k < held; ++k) unseen[(repeat * held + k) % particles] = true;
    for (std::size_t k = 0; k < particles; ++k) (unseen[k] ? rows.unseen : rows.seen).push_back(order[k]);
  } else {
    rows.seen = SeededSequence(settings.seed, Draw::subsample, repeat - seeds).order(particles);
    const auto drawn = static_cast<std::ptrdiff_t>(size_of_subsample(particles, settings));
    rows.unseen.assign(rows.seen.begin() + drawn, rows.seen.end());
    rows.seen.resize(static_cast<std::size_t>(drawn));
  }
  return rows;
}

bool Contributions::explained() const {
  double sum = 0;
  for (std::size_t k = 0; k < seeds; ++k) sum += out_of_bag_r2[k];
  const bool judged = !std::isnan(pooled_r2);
  return not_computed.empty() && sum / static_cast<double>(seeds) > least_explained_r2 &&
         (!judged || pooled_r2 > least_explained_r2);
}

Contributions contributions(MPI_Comm comm, const FeatureMatrix& inputs, const std::vector<double>& target,
                            const std::vector<std::vector<std::size_t>>& groups,
                            const RepeatSettings& settings) {
  Contributions result;
  if (inputs.rows < fewest_particles_for_forest) {
    result.not_computed = "a forest needs at least " + std::to_string(fewest_particles_for_forest) +
                          " particles, there are " + std::to_string(inputs.rows);
    return result;
  }
  if (constant(target)) {
    result.not_computed = "a forest has nothing to explain: the target is the same for all particles";
    return result;
  }
  double mean = 0;
  for (const double y : target) mean += y / static_cast<double>(target.size());
  const Columns at(inputs.columns, groups.size());
  result.seeds = static_cast<std::size_t>(settings.seeds);
  result.repeats = result.seeds + static_cast<std::size_t>(settings.subsamples);
  const std::vector<double> rows = spread_rows(comm, result.repeats, at.width, [&](std::size_t k) {
    std::vector<double> row(at.width, 0);
    const RepeatRows split = rows_of_repeat(inputs.rows, k, settings);
    const std::vector<double> seen = part(target, split.seen), unseen = part(target, split.unseen);
    row[at.r2] = row[at.out_of_bag] = none;
    std::fill_n(row.begin() + static_cast<std::ptrdiff_t>(at.permutation), inputs.columns, none);
    if (constant(seen)) return row;
    const std::uint64_t seed = seed_of_repeat(settings, k);
    const Forest forest(inputs.part(split.seen), seen, settings.forest, seed);
    row[at.out_of_bag] = r_squared(seen, forest.out_of_bag());
    const FeatureMatrix explained =
        inputs.part(at_most(split.seen, static_cast<std::size_t>(settings.explained)));
    const ShapValues shap = forest.shap(explained);
    row[at.additivity] = shap.additivity_error;
    add_contributions(shap, explained.rows, inputs.columns, groups, at, row);
    if (unseen.empty()) return row;
    const std::vector<double> predicted = forest.predict(inputs.part(split.unseen));
    row[at.r2] = r_squared(unseen, predicted);
    for (std::size_t i = 0; i < unseen.size(); ++i) {
      row[at.error] += (unseen[i] - predicted[i]) * (unseen[i] - predicted[i]);
      row[at.sum] += unseen[i] - mean;
      row[at.squares] += (unseen[i] - mean) * (unseen[i] - mean);
      row[at.count] += 1;
    }
    const std::vector<std::int32_t> shuffled = at_most(split.unseen, most_shuffled_rows);
    const std::vector<double> falls = permutation_importance(forest, inputs.part(shuffled),
                                                             part(target, shuffled), settings.shuffles, seed);
    std::copy(falls.begin(), falls.end(), row.begin() + static_cast<std::ptrdiff_t>(at.permutation));
    return row;
  });
  result.columns = inputs.columns;
  result.groups = groups.size();
  result.subsample_size = size_of_subsample(inputs.rows, settings);
  double error = 0, sum = 0, squares = 0, count = 0;
  for (std::size_t k = 0; k < result.repeats; ++k) {
    const double* row = rows.data() + k * at.width;
    result.r2.push_back(row[at.r2]);
    result.out_of_bag_r2.push_back(row[at.out_of_bag]);
    result.additivity_error = std::max(result.additivity_error, row[at.additivity]);
    const auto append = [&](std::vector<double>& to, std::size_t begin, std::size_t number) {
      to.insert(to.end(), row + begin, row + begin + number);
    };
    append(result.contribution, at.contribution, result.columns);
    append(result.permutation, at.permutation, result.columns);
    append(result.group_contribution, at.group, result.groups);
    if (k >= result.seeds) continue;
    error += row[at.error], sum += row[at.sum], squares += row[at.squares], count += row[at.count];
  }
  const double deviation = squares - sum * sum / std::max(count, 1.0);
  result.pooled_r2 = count > 1 && deviation > 0 ? 1 - error / deviation : none;
  return result;
}

}  // namespace catena
