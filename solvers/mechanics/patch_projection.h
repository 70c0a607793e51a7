// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <deal.II/lac/la_parallel_vector.h>

#include <vector>

#include "solvers/cut_cells/interface_points.h"
#include "solvers/mechanics/displacement_space.h"

namespace catena {

/// Smooths what is known at interface points over patches of cells: the lumped L2 projection on the mesh's
/// vertices and back,
///   f_v = sum_q w_q phi_v(q) f_q / sum_q w_q phi_v(q),   (P f)_q = sum_v phi_v(q) f_v,
/// with the (bi-, tri-) linear hat functions phi_v of the vertices. P keeps constants, is symmetric for the
/// weights w_q, and its eigenvalues lie in [0, 1]. On cut cells of degree 1 openings and tractions are noisy
/// from point to point, by a tenth and more; P leaves half a per cent.
template <int dim>
class PatchProjection {
 public:
  PatchProjection(const DisplacementSpace<dim>& space, const InterfacePoints<dim>& points);

  /// Projects `components` quantities at [point][component]. Collective. `fields` may be `projected`.
  template <unsigned int components>
  void apply(const std::vector<double>& fields, std::vector<double>& projected) const;

 private:
  static constexpr unsigned int corners = 1u << dim;
  using Vector = dealii::LinearAlgebra::distributed::Vector<double>;

  const InterfacePoints<dim>& points_;
  MPI_Comm comm_;
  std::vector<double> hats_;            ///< [point][corner]
  std::vector<unsigned int> vertices_;  ///< [cell][corner], index of a vertex in global_
  std::vector<dealii::types::global_dof_index>
      global_;  ///< numbers of the vertices that this rank's cells touch
  dealii::types::global_dof_index owned_ = 0, begin_ = 0, size_ = 0;
  std::vector<double> inverse_mass_;                       ///< of each vertex here
  mutable std::vector<Vector> sums_;                       ///< by number of components
  mutable std::vector<std::vector<unsigned int>> places_;  ///< where each vertex' components begin in them
  void sum_over_ranks(unsigned int components, std::vector<double>& at_vertices) const;
};

}  // namespace catena
