// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <deal.II/base/quadrature.h>

#include <map>
#include <vector>

#include "solvers/cut_cells/shape_functions.h"
#include "solvers/cut_cells/shape_table.h"

namespace catena {

/// Quadrature of what several particles leave of a cell: the film of matrix between them.
///
/// What polynomials up to twice the element's degree integrate to is known, the whole cell's less each
/// particle's; points are taken from a regular grid where no particle is, and get the weights, none of them
/// negative, that meet those integrals best (moment fitting, B. Mueller, F. Kummer, M. Oberlack, Int. J.
/// Numer. Meth. Eng. 96, 512 (2013)). Weights of one sign keep forms with unlike coefficients definite.
template <int dim>
class FilmQuadrature {
 public:
  explicit FilmQuadrature(const dealii::FE_Q<dim>& element);

  /// \param level_sets of each particle, at the element's support points.
  /// \param particles the quadrature of each particle's part, weights in units of the cell's volume.
  /// \return points and weights in the unit cell; none where the film is thinner than the finest grid.
  dealii::Quadrature<dim> rule(const std::vector<std::vector<double>>& level_sets,
                               const std::vector<dealii::Quadrature<dim>>& particles);

 private:
  struct Grid {
    std::vector<dealii::Point<dim>> points;
    std::vector<std::vector<double>> shapes;   ///< [point][shape]
    std::vector<std::vector<double>> moments;  ///< [point][polynomial]
  };
  std::vector<double> polynomials(const dealii::Point<dim>& point) const;
  const Grid& grid(unsigned int intervals);

  unsigned int degree_;
  ShapeFunctions<dim> shapes_;
  std::map<unsigned int, Grid> grids_;
};

}  // namespace catena
