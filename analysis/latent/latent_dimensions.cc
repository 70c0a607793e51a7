// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/latent/latent_dimensions.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

#include "analysis/latent/autoencoder.h"
#include "analysis/latent/principal_components.h"
#include "jobs/run/agreement.h"

namespace catena {
namespace {

constexpr std::size_t fewest_particles = 20;

using Rows = std::vector<std::size_t>;

/// The sets one below the other.
struct Table {
  std::size_t columns = 0;
  std::vector<double> values;      ///< (n, columns)
  std::vector<std::size_t> begin;  ///< first row of each set, and the end
};

/// Standardised by the first `reference` rows; columns that do not vary there are left out.
Table standardised(const std::vector<LatentSet>& sets, const std::vector<std::string>& attributes,
                   bool by_first_set, LatentDimensions& result) {
  const std::size_t all = attributes.size();
  std::vector<double> values;
  Table table;
  table.begin.push_back(0);
  for (const LatentSet& set : sets) {
    values.insert(values.end(), set.values.begin(), set.values.end());
    table.begin.push_back(values.size() / all);
  }
  const std::size_t n = table.begin.back(), reference = by_first_set ? table.begin[1] : n;
  std::vector<std::size_t> used;
  std::vector<double> mean(all, 0), deviation(all, 0);
  for (std::size_t c = 0; c < all; ++c) {
    double largest = 0;
    for (std::size_t r = 0; r < reference; ++r) {
      mean[c] += values[r * all + c] / static_cast<double>(reference);
      largest = std::max(largest, std::abs(values[r * all + c]));
    }
    for (std::size_t r = 0; r < reference; ++r)
      deviation[c] += std::pow(values[r * all + c] - mean[c], 2) / static_cast<double>(reference);
    deviation[c] = std::sqrt(deviation[c]);
    const bool varies = deviation[c] > 1e-12 * largest;
    (varies ? result.attributes : result.constant).push_back(attributes[c]);
    if (varies) used.push_back(c);
  }
  table.columns = used.size();
  for (std::size_t r = 0; r < n; ++r)
    for (const std::size_t c : used) table.values.push_back((values[r * all + c] - mean[c]) / deviation[c]);
  return table;
}

/// The same on every machine, unlike std::shuffle.
void shuffle(Rows& rows, std::mt19937_64& random) {
  for (std::size_t i = rows.size(); i > 1; --i) std::swap(rows[i - 1], rows[random() % i]);
}

/// Who is learned from, who stops, and who judges: of each set those that were not used, in order.
struct Split {
  Rows training, stopping;
  std::vector<Rows> judging;
};

Split split_rows(const Table& table, std::size_t fitted, const LatentParameters& parameters,
                 std::uint64_t seed) {
  std::mt19937_64 random(seed);
  Rows rows(fitted);
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  shuffle(rows, random);
  const auto held = static_cast<std::size_t>(
      std::clamp(parameters.held_out * static_cast<double>(fitted), 4.0, static_cast<double>(fitted) / 2));
  const std::size_t most = static_cast<std::size_t>(parameters.particles);
  Split split;
  split.stopping.assign(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(std::min(held / 2, most)));
  const std::size_t from = held, to = std::min(fitted, from + most);
  split.training.assign(rows.begin() + static_cast<std::ptrdiff_t>(from),
                        rows.begin() + static_cast<std::ptrdiff_t>(to));
  std::vector<char> used(table.begin.back(), 0);
  for (const Rows* list : {&split.training, &split.stopping})
    for (const std::size_t r : *list) used[r] = 1;
  for (std::size_t s = 0; s + 1 < table.begin.size(); ++s) {
    split.judging.emplace_back();
    for (std::size_t r = table.begin[s]; r < table.begin[s + 1]; ++r)
      if (!used[r]) split.judging.back().push_back(r);
  }
  return split;
}

double mean_error(const std::vector<double>& a, const std::vector<double>& b, std::size_t columns,
                  const Rows& rows) {
  double sum = 0;
  for (const std::size_t r : rows)
    for (std::size_t c = 0; c < columns; ++c) sum += std::pow(a[r * columns + c] - b[r * columns + c], 2);
  return rows.empty() ? std::nan("") : sum / static_cast<double>(rows.size() * columns);
}

std::vector<double> part_of(const std::vector<double>& table, std::size_t columns, std::size_t begin,
                            std::size_t end) {
  return {table.begin() + static_cast<std::ptrdiff_t>(begin * columns),
          table.begin() + static_cast<std::ptrdiff_t>(end * columns)};
}

AutoencoderTask task_of(const Table& table, const Split& split, const PrincipalComponents& principal,
                        const LatentParameters& parameters, std::size_t size, std::uint64_t seed) {
  AutoencoderTask task;
  task.columns = table.columns;
  task.size = size;
  task.table = table.values;
  task.training = split.training;
  task.stopping = split.stopping;
  task.mean = principal.mean;
  task.axes = part_of(principal.axes, table.columns, 0, size);
  for (std::size_t k = 0; k < size; ++k) {
    // A direction without variance has no scale of its own.
    const double deviation = std::sqrt(principal.variance[k]);
    task.scale.push_back(deviation > 1e-9 ? deviation : 1);
  }
  task.depth = parameters.depth;
  task.width = parameters.width;
  task.epochs = parameters.epochs;
  task.patience = parameters.patience;
  task.weight_decay = parameters.weight_decay;
  task.sparsity = parameters.sparsity;
  task.learning_rate = parameters.learning_rate;
  task.seed = seed + size;
  return task;
}

/// Turns dimensions so that the attribute each goes with most has a positive correlation with it.
void settle_signs(std::vector<double>& latent, std::size_t size, const Table& table, std::size_t fitted,
                  std::vector<double>& correlation) {
  correlation = column_correlations(part_of(latent, size, 0, fitted), size,
                                    part_of(table.values, table.columns, 0, fitted), table.columns, fitted);
  for (std::size_t k = 0; k < size; ++k) {
    const auto begin = correlation.begin() + static_cast<std::ptrdiff_t>(k * table.columns),
               end = begin + static_cast<std::ptrdiff_t>(table.columns);
    const double most =
        *std::max_element(begin, end, [](double x, double y) { return std::abs(x) < std::abs(y); });
    if (most >= 0) continue;
    for (auto at = begin; at != end; ++at) *at = -*at;
    for (std::size_t r = 0; r < latent.size() / size; ++r) latent[r * size + k] = -latent[r * size + k];
  }
}

std::vector<double> correlation_of(const std::vector<double>& latent, std::size_t size, const Table& table,
                                   std::size_t set) {
  const std::vector<double> part = part_of(latent, size, table.begin[set], table.begin[set + 1]);
  return column_correlations(part, size, part, size, table.begin[set + 1] - table.begin[set]);
}

/// A rank's doubles to all.
void send(MPI_Comm comm, std::vector<double>& values, int owner) {
  for (std::size_t at = 0; at < values.size(); at += 1 << 24)
    MPI_Bcast(values.data() + at, static_cast<int>(std::min<std::size_t>(1 << 24, values.size() - at)),
              MPI_DOUBLE, owner, comm);
}

std::string why_not(const std::vector<LatentSet>& sets, const Table& table, std::size_t fitted) {
  if (!why_no_autoencoder().empty()) return why_no_autoencoder();
  if (fitted < fewest_particles)
    return "an autoencoder has " + std::to_string(fitted) + " particles to learn from; at least " +
           std::to_string(fewest_particles) + " are needed";
  for (std::size_t s = 0; s < sets.size(); ++s)
    if (table.begin[s + 1] - table.begin[s] < 3)
      return "the set '" + sets[s].name + "' has " + std::to_string(table.begin[s + 1] - table.begin[s]) +
             " particles; correlations of latent dimensions need at least 3";
  if (table.columns < 2)
    return std::to_string(table.columns) +
           " attributes vary in the particles that the autoencoder learns from; at least 2 are needed";
  return "";
}

}  // namespace

LatentDimensions latent_dimensions(MPI_Comm comm, const std::vector<LatentSet>& sets,
                                   const std::vector<std::string>& attributes,
                                   const LatentParameters& parameters, std::uint64_t seed) {
  LatentDimensions result;
  result.threshold = parameters.link_threshold;
  result.fitted_on = parameters.fitted_on;
  if (sets.empty() || parameters.dimensions == 0) {
    result.not_computed = "latent dimensions were not asked for (Latent/Dimensions = 0)";
    return result;
  }
  const bool first_only = parameters.fitted_on == "first";
  const Table table = standardised(sets, attributes, first_only, result);
  const std::size_t fitted = first_only ? table.begin[1] : table.begin.back();
  result.not_computed = why_not(sets, table, fitted);
  if (!result.not_computed.empty()) return result;

  const std::size_t n = table.begin.back(), number = sets.size();
  result.dimensions = std::min(static_cast<std::size_t>(parameters.dimensions), table.columns - 1);
  const Split split = split_rows(table, fitted, parameters, seed);
  result.learned_from = split.training.size();
  result.stopped_by = split.stopping.size();
  const PrincipalComponents principal = principal_components(table.values, table.columns, split.training);

  int rank = 0, ranks = 1;
  MPI_Comm_rank(comm, &rank);
  MPI_Comm_size(comm, &ranks);
  // The largest first and alone, as it takes longest.
  const auto owner = [&](std::size_t size) {
    return static_cast<int>((result.dimensions - size) % static_cast<std::size_t>(ranks));
  };
  std::vector<std::vector<double>> numbers(result.dimensions + 1, std::vector<double>(1 + 2 * number, 0));
  std::vector<double> latent(n * result.dimensions, 0);
  agree(comm, [&] {
    for (std::size_t size = result.dimensions; size > 0; --size) {
      if (owner(size) != rank) continue;
      AutoencoderResult fit = fit_autoencoder(task_of(table, split, principal, parameters, size, seed));
      numbers[size][0] = static_cast<double>(fit.best);
      for (std::size_t s = 0; s < number; ++s) {
        numbers[size][1 + s] = mean_error(fit.reconstruction, table.values, table.columns, split.judging[s]);
        numbers[size][1 + number + s] = static_cast<double>(
            latent_links(correlation_of(fit.latent, size, table, s), size, parameters.link_threshold).size());
      }
      if (size == result.dimensions) latent = std::move(fit.latent);
    }
  });
  for (std::size_t size = 1; size <= result.dimensions; ++size) send(comm, numbers[size], owner(size));
  send(comm, latent, owner(result.dimensions));

  settle_signs(latent, result.dimensions, table, fitted, result.attribute_correlation);
  for (std::size_t size = 1; size <= result.dimensions; ++size)
    result.epochs.push_back(static_cast<std::int64_t>(numbers[size][0]));
  for (std::size_t s = 0; s < number; ++s) {
    LatentSetResult set;
    set.name = sets[s].name;
    set.particles = table.begin[s + 1] - table.begin[s];
    set.values = part_of(latent, result.dimensions, table.begin[s], table.begin[s + 1]);
    set.correlation = correlation_of(latent, result.dimensions, table, s);
    set.links = latent_links(set.correlation, result.dimensions, parameters.link_threshold);
    if (s > 0) set.added = added_links(set.links, result.sets.front().links);
    for (std::size_t size = 1; size <= result.dimensions; ++size)
      set.sizes.push_back({size, numbers[size][1 + s], principal.error(table.values, split.judging[s], size),
                           static_cast<std::size_t>(numbers[size][1 + number + s])});
    result.sets.push_back(std::move(set));
  }
  return result;
}

}  // namespace catena
