// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <deal.II/base/tensor.h>

#include <cstddef>
#include <vector>

namespace catena {

/// Unit vectors that stand for equal parts of the unit sphere (circle): in 3-D a Fibonacci lattice about the
/// last axis, whose heights are evenly spaced (Swinbank and Purser 2006, doi:10.1256/qj.05.227), in 2-D equal
/// angles.
template <int dim>
std::vector<dealii::Tensor<1, dim>> even_directions(std::size_t count);

/// Surface of the unit ball, length of the unit circle.
template <int dim>
constexpr double unit_surface() {
  return dim == 2 ? 2 * 3.14159265358979323846 : 4 * 3.14159265358979323846;
}

/// Volume of the unit ball, area of the unit disc.
template <int dim>
constexpr double unit_volume() {
  return unit_surface<dim>() / dim;
}

}  // namespace catena
