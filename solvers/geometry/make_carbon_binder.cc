// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/geometry/make_carbon_binder.h"

#include <cstdint>
#include <vector>

#include "jobs/run/error.h"
#include "solvers/geometry/field_binder.h"
#include "solvers/geometry/mesh_units.h"
#include "solvers/geometry/plane_binder.h"
#include "solvers/geometry/table_binder.h"

namespace catena {

template <int dim>
unsigned int plane_axis(const CarbonBinderParameters& binder) {
  if (binder.axis == "last") return dim - 1;
  const auto number = static_cast<unsigned int>(binder.axis[0] - 'x');
  if (number >= dim)
    throw InputError("Geometry/Carbon binder/Axis: there is no axis z with Dimension = 2; use last, x or y");
  return number;
}

template <int dim>
std::unique_ptr<CarbonBinder<dim>> make_carbon_binder(const GeometryParameters& parameters,
                                                      const ElectrodeGeometry<dim>& geometry) {
  const CarbonBinderParameters& binder = parameters.carbon_binder;
  const unsigned int axis = plane_axis<dim>(binder);
  const double bottom = geometry.separator_thickness;
  if (binder.kind == "plane") {
    const double start = axis == dim - 1 ? bottom : 0;
    return std::make_unique<PlaneBinder<dim>>(
        axis, start + (geometry.box[axis] - start) * binder.plane_position, bottom);
  }
  if (binder.kind == "field")
    return std::make_unique<FieldBinder<dim>>(geometry.box, *geometry.shapes, binder.high_fraction,
                                              binder.length * um_per_m,
                                              static_cast<std::uint64_t>(binder.seed), bottom);
  if (parameters.coverages.empty())
    throw InputError("Geometry/Coverages: Carbon binder/Kind = table needs at least one coverage");
  std::vector<double> coverages;
  for (std::size_t k = 0; k < geometry.shapes->size(); ++k)
    coverages.push_back(parameters.coverages[k % parameters.coverages.size()]);
  dealii::Tensor<1, dim> direction;
  direction[axis] = 1;
  return std::make_unique<TableBinder<dim>>(*geometry.shapes, coverages, direction, bottom);
}

template unsigned int plane_axis<2>(const CarbonBinderParameters&);
template unsigned int plane_axis<3>(const CarbonBinderParameters&);
template std::unique_ptr<CarbonBinder<2>> make_carbon_binder<2>(const GeometryParameters&,
                                                                const ElectrodeGeometry<2>&);
template std::unique_ptr<CarbonBinder<3>> make_carbon_binder<3>(const GeometryParameters&,
                                                                const ElectrodeGeometry<3>&);

}  // namespace catena
