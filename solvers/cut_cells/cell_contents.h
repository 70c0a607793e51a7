// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <deal.II/base/point.h>

#include <array>
#include <cstdint>
#include <functional>
#include <vector>

namespace catena {

/// The geometry as the mesh sees it: a level set (psi < 0 in particles, in the mesh's length unit, near a
/// distance round the interface), the index of the particle whose level set is least at a point, and the
/// level set of one particle alone, which has no kink halfway to another; none: `value`, and no cell may
/// hold two particles.
template <int dim>
struct LevelSet {
  std::function<double(const dealii::Point<dim>&)> value;
  std::function<std::size_t(const dealii::Point<dim>&)> particle;
  std::function<double(std::size_t, const dealii::Point<dim>&)> of_particle = nullptr;
  /// How messages name a particle; none: by its place in the list, from 1.
  std::function<std::int64_t(std::size_t)> id = nullptr;
};

/// What a cell holds, by the level set at its element's support points.
struct CellContents {
  std::vector<double> values;  ///< of the level set, none of them zero
  std::vector<int> particles;  ///< indices of those that have one of the points, ascending
  bool matrix = false;  ///< whether one of the points lies in it, or a film of it between two particles
  bool cut() const { return matrix && !particles.empty(); }
};

/// \param unit_points support points, in the unit cell. \param edge lengths of the cell's edges.
template <int dim>
CellContents cell_contents(const LevelSet<dim>& level_set, const std::vector<dealii::Point<dim>>& unit_points,
                           const dealii::Point<dim>& corner, const std::array<double, dim>& edge);

/// The level set of one particle at the cell's support points, none of them zero.
template <int dim>
std::vector<double> values_of_particle(const LevelSet<dim>& level_set, int particle,
                                       const std::vector<dealii::Point<dim>>& unit_points,
                                       const dealii::Point<dim>& corner, const std::array<double, dim>& edge);

}  // namespace catena
