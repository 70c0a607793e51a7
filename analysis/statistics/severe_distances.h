// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <mpi.h>

#include <array>
#include <cstdint>
#include <vector>

namespace catena {

/// From each severely damaged particle to the nearest other ones.
struct SevereDistances {
  std::vector<std::int32_t> particle;   ///< (m): places of the severely damaged in the table
  std::vector<std::int32_t> neighbour;  ///< (m, 3): places of the three nearest; -1 where there are fewer
  std::vector<double> distance;         ///< (m, 3); NaN likewise
  std::vector<double> nearest;          ///< (m): distance to the nearest
  std::vector<double> three_nearest;    ///< (m): mean of the three nearest, or of as many as there are
  /// Weights that correct for the edge: 1 / volume of what is further from the faces than the (third) nearest
  /// is, 0 where the face is nearer, as there might be another one behind it (Hanisch 1984,
  /// doi:10.1080/02331888408801787).
  std::vector<double> nearest_weight, three_nearest_weight;
};

/// \param points centroids of all particles, \param severe 1 for the severely damaged
SevereDistances severe_distances(const std::vector<std::array<double, 3>>& points,
                                 const std::vector<std::uint8_t>& severe);

/// Mean distances where as many particles are drawn at random as are severely damaged: what the distances of
/// the severely damaged would be if damage knew nothing of place. The particles stay where they are, so what
/// the edges do to the mean they do here too.
struct Relabelling {
  std::vector<double> mean;              ///< (L): of every draw
  std::vector<double> density;           ///< (3, bins): low end, median, high end over the draws
  double low = 0, high = 0, median = 0;  ///< of the mean: ends of the interval
  double clustered = 1;  ///< p-value: share of the draws whose mean is as small, the found one counted
  double regular = 1;    ///< the same, as large
};
struct RelabelledDistances {
  Relabelling nearest, three_nearest;
};

/// Collective: draws are spread over the ranks. At least two of the particles must be severely damaged.
/// \param confidence of the intervals, e.g. 0.95
RelabelledDistances relabel_severe(MPI_Comm comm, const std::vector<std::array<double, 3>>& points,
                                   const SevereDistances& found, const std::vector<double>& nearest_edges,
                                   const std::vector<double>& three_nearest_edges, std::int64_t relabellings,
                                   double confidence, std::uint64_t seed);

}  // namespace catena
