// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/geometry/carbon_binder.h"

namespace catena {

template <int dim>
double CarbonBinder<dim>::coverage(const ParticleShapes<dim>& shapes, std::size_t k) const {
  double facing = 0, all = 0;
  for (const SurfacePoint<dim>& at : shapes.surface_points(k, 2000)) {
    all += at.area;
    if (high(at.point)) facing += at.area;
  }
  return all > 0 ? facing / all : 0;
}

template <int dim>
void measure_coverage(const CarbonBinder<dim>& carbon_binder, ParticleShapes<dim>& shapes) {
  for (std::size_t k = 0; k < shapes.size(); ++k) shapes.set_coverage(k, carbon_binder.coverage(shapes, k));
}

template class CarbonBinder<2>;
template class CarbonBinder<3>;
template void measure_coverage<2>(const CarbonBinder<2>&, ParticleShapes<2>&);
template void measure_coverage<3>(const CarbonBinder<3>&, ParticleShapes<3>&);

}  // namespace catena
