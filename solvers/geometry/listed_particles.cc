// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/geometry/listed_particles.h"

#include <array>
#include <sstream>

#include "jobs/run/error.h"
#include "solvers/geometry/mesh_units.h"
#include "solvers/geometry/number_rows.h"

namespace catena {

template <int dim>
std::vector<Sphere<dim>> listed_spheres(const std::string& text) {
  const std::vector<std::string> columns =
      dim == 2 ? std::vector<std::string>{"x", "y", "r"} : std::vector<std::string>{"x", "y", "z", "r"};
  std::vector<Sphere<dim>> spheres;
  for (const std::vector<double>& row : number_rows(text, "Geometry/Spheres", columns)) {
    Sphere<dim> sphere;
    for (unsigned int axis = 0; axis < dim; ++axis) sphere.center[axis] = row[axis] * um_per_m;
    sphere.radius = row[dim] * um_per_m;
    if (!(sphere.radius > 0)) {
      std::ostringstream sentence;
      sentence << "Geometry/Spheres: sphere " << spheres.size() + 1 << " has a radius of " << row[dim]
               << " m; radii must be above 0";
      throw InputError(sentence.str());
    }
    spheres.push_back(sphere);
  }
  if (spheres.empty())
    throw InputError("Geometry/Spheres: there is no particle in the list; give at least one");
  return spheres;
}

template <int dim>
std::vector<Superellipsoid<dim>> listed_superellipsoids(const std::string& text) {
  const std::vector<std::string> columns =
      dim == 2 ? std::vector<std::string>{"x", "y", "a", "b", "m", "angle"}
               : std::vector<std::string>{"x", "y", "z", "a", "b", "c", "m", "n", "yaw", "pitch", "roll"};
  std::vector<Superellipsoid<dim>> bodies;
  for (const auto& row : number_rows(text, "Geometry/Superellipsoids", columns)) {
    Superellipsoid<dim> body;
    for (unsigned int axis = 0; axis < dim; ++axis) {
      body.center[axis] = row[axis] * um_per_m;
      body.half_axes[axis] = row[dim + axis] * um_per_m;
    }
    body.exponent = row[2 * dim];
    if (dim == 3) body.axial_exponent = row[2 * dim + 1];
    body.rotation = rotation_by_angles<dim>(
        dim == 2 ? std::array<double, 3>{row[5], 0, 0}
                 : std::array<double, 3>{row[8 % row.size()], row[9 % row.size()], row[10 % row.size()]});
    bodies.push_back(body);
  }
  if (bodies.empty())
    throw InputError("Geometry/Superellipsoids: there is no particle in the list; give at least one");
  return bodies;
}

template std::vector<Sphere<2>> listed_spheres<2>(const std::string&);
template std::vector<Sphere<3>> listed_spheres<3>(const std::string&);
template std::vector<Superellipsoid<2>> listed_superellipsoids<2>(const std::string&);
template std::vector<Superellipsoid<3>> listed_superellipsoids<3>(const std::string&);

}  // namespace catena
