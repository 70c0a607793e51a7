// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <mpi.h>

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace catena {

/// How damage knows of the damage nearby.
struct MarkCorrelation {
  std::vector<double> found;       ///< (p): k(r)
  std::vector<double> relabelled;  ///< (3, p): low end, median, high end where the marks are shuffled
  double p_value = 1;              ///< of the largest |k - mean| / deviation over r, against the shuffles
};

struct PairCorrelations {
  std::string not_computed;            ///< why all else is empty, or nothing
  std::vector<double> distance;        ///< (p): middles of the bins, m
  std::vector<double> points;          ///< (p): g(r) of all particles
  std::vector<MarkCorrelation> marks;  ///< one for each kind of mark; empty where its marks are all 0
};

/// Pair correlation of points, and mark correlation of numbers m >= 0 that they bear (Illian et al. 2008,
/// doi:10.1002/9780470725160):
///   g(r) = sum over pairs at r of w / (lambda^2 V shell(r)),   k(r) = sum of w m m' / sum of w / mean(m)^2,
/// w = V / overlap of the window and itself shifted from one to the other (translation correction). With
/// marks 1 and 0, g k is the pair correlation of the points marked 1. Where a bin has no pair both are NaN,
/// 0.
///
/// Collective: shuffles are spread over the ranks, and the same for all kinds of marks.
/// \param longest in mean spacings (V / n)^(1/dimension); at most 0.9 of the window's shortest edge
PairCorrelations pair_correlations(MPI_Comm comm, const std::vector<std::array<double, 3>>& points,
                                   const std::vector<std::vector<double>>& marks, double longest,
                                   std::int64_t bins, std::int64_t relabellings, double confidence,
                                   std::uint64_t seed);

}  // namespace catena
