// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <mpi.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "analysis/regression/feature_matrix.h"
#include "analysis/regression/forest.h"

namespace catena {

/// How often a forest is grown, on what, and what is taken from it.
struct RepeatSettings {
  ForestSettings forest;
  std::int64_t seeds = 10;            ///< repeats on all particles but those held out
  std::int64_t subsamples = 10;       ///< repeats on random draws, without replacement
  std::int64_t subsample_size = 500;  ///< particles of a draw; at most 4/5 of all
  double held_out = 0.05;             ///< share of the particles that a seed does not see
  std::int64_t shuffles = 3;          ///< for the permutation importance
  std::int64_t explained = 20000;     ///< most particles of a repeat whose SHAP values are taken
  std::uint64_t seed = 1;
};

/// What the forests of one set say, repeat by repeat: first the seeds, then the subsamples.
struct Contributions {
  std::string not_computed;  ///< why all else is empty, or nothing
  std::size_t repeats = 0, seeds = 0, columns = 0, groups = 0;
  std::vector<double> r2;                  ///< (repeats): on particles not seen; NaN where there are none
  std::vector<double> out_of_bag_r2;       ///< (repeats)
  std::vector<double> contribution;        ///< (repeats, columns): mean |SHAP| over the particles seen
  std::vector<double> group_contribution;  ///< (repeats, groups): mean |sum of a group's SHAP values|
  std::vector<double> permutation;         ///< (repeats, columns): fall of r² on particles not seen
  double pooled_r2 = 0;                    ///< over all particles that the seeds held out, each in its repeat
  double additivity_error = 0;             ///< the largest
  std::int64_t subsample_size = 0;         ///< as it was

  /// Whether held-out particles are predicted at all: pooled and out-of-bag r² above 0.05.
  bool explained() const;
};

constexpr double least_explained_r2 = 0.05;
/// Fewer particles say nothing about 21 attributes.
constexpr std::size_t fewest_particles_for_forest = 30;

/// Collective: repeats are spread over the ranks; the result is the same on any number of them. The seeds
/// hold out consecutive parts of one random order, so that ten of 5 % judge half of the particles, each once.
/// \param groups columns whose joint contribution is wanted
Contributions contributions(MPI_Comm comm, const FeatureMatrix& inputs, const std::vector<double>& target,
                            const std::vector<std::vector<std::size_t>>& groups,
                            const RepeatSettings& settings);

/// The particles that a repeat sees, and those by which it is judged.
struct RepeatRows {
  std::vector<std::int32_t> seen, unseen;
};
RepeatRows rows_of_repeat(std::size_t particles, std::size_t repeat, const RepeatSettings& settings);

/// Particles in a subsample of so many.
std::int64_t size_of_subsample(std::size_t particles, const RepeatSettings& settings);

/// The seed of a repeat's forest.
std::uint64_t seed_of_repeat(const RepeatSettings& settings, std::size_t repeat);

}  // namespace catena
