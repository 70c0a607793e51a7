// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <vector>

namespace catena {

/// Piecewise cubic through a table that overshoots nowhere: monotone where the table is.
///
/// Fritsch and Carlson, SIAM J. Numer. Anal. 17, 238 (1980), doi:10.1137/0717021, with the slopes of Fritsch
/// and Butland, SIAM J. Sci. Stat. Comput. 5, 300 (1984), doi:10.1137/0905021. Value and slope are
/// continuous; beyond its ends the table goes on along straight lines.
class MonotoneCubic {
 public:
  /// x strictly increasing or strictly decreasing, at least two finite points.
  /// \throws InputError otherwise, naming the point.
  MonotoneCubic(std::vector<double> x, std::vector<double> y);

  void evaluate(double x, double& y, double& slope) const;
  double lowest() const { return x_.front(); }
  double highest() const { return x_.back(); }

 private:
  std::vector<double> x_, y_, slope_;
};

}  // namespace catena
