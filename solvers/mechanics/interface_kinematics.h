// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <petscvec.h>

#include <array>
#include <vector>

#include "solvers/cut_cells/interface_points.h"
#include "solvers/materials/elasticity.h"
#include "solvers/mechanics/displacement_space.h"

namespace catena {

/// What a displacement is at the interface points, um and GPa: the opening [[u]] = u_matrix - u_particle and
/// the mean traction {s} = w_p sigma_p n + w_m sigma_m n with harmonic weights w_p = E_m/(E_p + E_m), w_m = 1
/// - w_p (the stiffer side counts less); and the transposed of both, the forces on the unknowns.
template <int dim>
class InterfaceKinematics {
 public:
  using Vectors = std::vector<dealii::Tensor<1, dim>>;  ///< at each point
  struct Cell {
    std::array<std::vector<dealii::types::global_dof_index>, 2> unknowns;  ///< in the whole numbering
    std::array<std::vector<unsigned int>, 2> local;  ///< their places in the gathered values
    std::size_t particle_cell;                       ///< number of the cell in the particles' space
  };

  /// \param elasticity of particles and matrix, GPa.
  InterfaceKinematics(const DisplacementSpace<dim>& space, const InterfacePoints<dim>& points,
                      const std::array<Elasticity, 2>& elasticity);
  ~InterfaceKinematics();
  InterfaceKinematics(const InterfaceKinematics&) = delete;
  InterfaceKinematics& operator=(const InterfaceKinematics&) = delete;

  /// Opening, and mean traction unless `traction` is null. Collective.
  void evaluate(Vec displacement, Vectors& opening, Vectors* traction) const;
  /// Adds the forces sum_q w_q (f_q . [[v]] + g_q . {s(v)}) to a vector; `g` may be null. Collective.
  void add_forces(const Vectors& f, const Vectors* g, Vec forces) const;
  /// sigma n of a misfit strain e = 1 in the particle, as it enters {s}: -w_p 3 K_p.
  double misfit_traction() const { return -share_[0] * 3 * elasticity_[0].bulk(); }

  const InterfacePoints<dim>& points() const { return points_; }
  /// In the order of InterfacePoints::cells().
  const std::vector<Cell>& cells() const { return cells_; }
  /// Part of {s} that one unit of component c of a shape function of phase p makes.
  dealii::Tensor<1, dim> traction_of_shape(int p, const dealii::Tensor<1, dim>& gradient,
                                           const dealii::Tensor<1, dim>& normal, int c) const;

 private:
  const InterfacePoints<dim>& points_;
  std::array<Elasticity, 2> elasticity_;
  std::array<double, 2> share_, lambda_, mu_;
  std::vector<Cell> cells_;
  Vec gathered_ = nullptr;
  VecScatter gather_ = nullptr;
};

}  // namespace catena
