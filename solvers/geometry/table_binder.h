// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <deal.II/base/tensor.h>

#include <vector>

#include "solvers/geometry/carbon_binder.h"

namespace catena {

/// Every particle has its wanted coverage f_k: in the region nearest to particle k the high-conductivity
/// domain is the cone around a given direction from its centre that cuts the share f_k out of its surface.
/// The cone's angle is the closed form for balls, else counted on 2000 points of the surface.
template <int dim>
class TableBinder : public CarbonBinder<dim> {
 public:
  /// \param shapes must live as long as this. \param coverages one for each particle, from 0 to 1.
  /// \param direction of the cones, any length above 0. \throws InputError otherwise.
  TableBinder(const ParticleShapes<dim>& shapes, const std::vector<double>& coverages,
              const dealii::Tensor<1, dim>& direction, double separator_thickness = 0);

  bool high(const Point<dim>& point) const override { return in_cone(shapes_.nearest(point), point); }
  double coverage(const ParticleShapes<dim>& shapes, std::size_t k) const override;

 private:
  double cosine(std::size_t k, const Point<dim>& point) const;
  bool in_cone(std::size_t k, const Point<dim>& point) const { return cosine(k, point) >= least_cosine_[k]; }

  const ParticleShapes<dim>& shapes_;
  dealii::Tensor<1, dim> direction_;
  std::vector<double> least_cosine_;
};

}  // namespace catena
