// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <vector>

#include "solvers/materials/volume_change.h"

namespace catena {

/// The strain that a free piece of particle would have, the same in all three directions:
/// e(x) = (v(x) - v(x_0))/3 with the lithium content x = c/c_max and x_0 where it is free of stress.
class MisfitStrain {
 public:
  MisfitStrain(const VolumeChange& volume_change, double stress_free) : volume_change_(volume_change) {
    volume_change_.evaluate(1, &stress_free, &start_, &slope_);
  }

  /// At points of a cell, where `x` is interpolated from its values at `shapes` shape functions, given there
  /// row by row.
  void evaluate(unsigned int points, unsigned int shapes, const double* shape_values, const double* x,
                std::vector<double>& strain) {
    strain.resize(points);
    at_points_.resize(points);
    slopes_.resize(points);
    for (unsigned int q = 0; q < points; ++q) {
      at_points_[q] = 0;
      for (unsigned int i = 0; i < shapes; ++i) at_points_[q] += shape_values[q * shapes + i] * x[i];
    }
    volume_change_.evaluate(points, at_points_.data(), strain.data(), slopes_.data());
    for (double& e : strain) e = (e - start_) / 3;
  }

 private:
  const VolumeChange& volume_change_;
  double start_ = 0, slope_ = 0;
  std::vector<double> at_points_, slopes_;
};

}  // namespace catena
