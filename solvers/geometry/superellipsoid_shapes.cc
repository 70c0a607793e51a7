// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/geometry/superellipsoid_shapes.h"

#include <algorithm>
#include <cmath>
#include <sstream>

#include "jobs/run/error.h"
#include "solvers/geometry/even_directions.h"
#include "solvers/geometry/mesh_units.h"

namespace catena {
namespace {

template <int dim>
struct Gauge {
  double value = 0;
  dealii::Tensor<1, dim> gradient;  ///< in the particle's frame
};

/// g and its gradient; powers of ratios below 1 only, so that nothing overflows.
template <int dim>
Gauge<dim> gauge(const Superellipsoid<dim>& body, const dealii::Tensor<1, dim>& v) {
  const double m = body.exponent;
  const double x = std::abs(v[0]) / body.half_axes[0], y = std::abs(v[1]) / body.half_axes[1];
  const double most = std::max(x, y);
  const double h = most > 0 ? most * std::pow(std::pow(x / most, m) + std::pow(y / most, m), 1 / m) : 0;
  Gauge<dim> result;
  if (h > 0)
    for (int axis = 0; axis < 2; ++axis)
      result.gradient[axis] =
          std::copysign(std::pow((axis == 0 ? x : y) / h, m - 1) / body.half_axes[axis], v[axis]);
  result.value = h;
  if constexpr (dim == 3) {
    const double n = body.axial_exponent;
    const double z = std::abs(v[2]) / body.half_axes[2], longest = std::max(h, z);
    if (longest > 0) {
      const double g = longest * std::pow(std::pow(h / longest, n) + std::pow(z / longest, n), 1 / n);
      const double share = std::pow(h / g, n - 1);
      result.gradient[0] *= share;
      result.gradient[1] *= share;
      result.gradient[2] = std::copysign(std::pow(z / g, n - 1) / body.half_axes[2], v[2]);
      result.value = g;
    }
  }
  return result;
}

/// Bound of |grad psi| of one body: psi's gradient tends to one of degree 0 far away, so a few radii show it.
template <int dim>
double steepest(const SuperellipsoidShapes<dim>& shapes, std::size_t k, const Superellipsoid<dim>& body) {
  double steepest = 1;
  for (const auto& direction : even_directions<dim>(200))
    for (const double radii : {0.5, 1., 2., 8.}) {
      const auto v = direction * (radii / gauge<dim>(body, direction).value);
      const Point<dim> point = body.center + dealii::transpose(body.rotation) * v;
      const double step = 1e-4 * v.norm();
      double square = 0;
      for (int axis = 0; axis < dim; ++axis) {
        Point<dim> above = point, below = point;
        above[axis] += step;
        below[axis] -= step;
        const double slope =
            (shapes.particle_distance(k, above) - shapes.particle_distance(k, below)) / (2 * step);
        square += slope * slope;
      }
      steepest = std::max(steepest, std::sqrt(square));
    }
  return steepest;
}

}  // namespace

template <int dim>
double Superellipsoid<dim>::volume() const {
  const double m = exponent, n = axial_exponent;
  const double area =
      4 * half_axes[0] * half_axes[1] * std::pow(std::tgamma(1 + 1 / m), 2) / std::tgamma(1 + 2 / m);
  if constexpr (dim == 2) return area;
  return area * 2 * half_axes[dim - 1] * std::tgamma(1 + 1 / n) * std::tgamma(1 + 2 / n) /
         std::tgamma(1 + 3 / n);
}

template <int dim>
dealii::Tensor<2, dim> rotation_by_angles(const std::array<double, 3>& yaw_pitch_roll) {
  double c[3], s[3];
  for (int i = 0; i < 3; ++i) {
    const double angle = yaw_pitch_roll[i] * std::acos(-1.) / 180;
    c[i] = std::cos(angle);
    s[i] = std::sin(angle);
  }
  dealii::Tensor<2, dim> rows;
  if constexpr (dim == 2) {
    rows[0][0] = rows[1][1] = c[0];
    rows[0][1] = s[0];
    rows[1][0] = -s[0];
  } else {
    const double columns[3][3] = {
        {c[0] * c[1], s[0] * c[1], -s[1]},
        {c[0] * s[1] * s[2] - s[0] * c[2], s[0] * s[1] * s[2] + c[0] * c[2], c[1] * s[2]},
        {c[0] * s[1] * c[2] + s[0] * s[2], s[0] * s[1] * c[2] - c[0] * s[2], c[1] * c[2]}};
    for (int i = 0; i < 3; ++i)
      for (int j = 0; j < 3; ++j) rows[i][j] = columns[i][j];
  }
  return rows;
}

template <int dim>
SuperellipsoidShapes<dim>::SuperellipsoidShapes(const Point<dim>& box,
                                                const std::vector<Superellipsoid<dim>>& bodies)
    : bodies_(bodies) {
  for (const Superellipsoid<dim>& body : bodies_) {
    const auto id = static_cast<std::int64_t>(this->particles_.size() + 1);
    for (const double half_axis : body.half_axes)
      if (!(half_axis > 0)) {
        std::ostringstream text;
        text << "Geometry/Superellipsoids: body " << id << " has a half axis of " << half_axis * metres_per_um
             << " m; half axes must be above 0";
        throw InputError(text.str());
      }
    for (const double exponent : {body.exponent, body.axial_exponent})
      if (!(exponent >= 2 && exponent <= 10)) {
        std::ostringstream text;
        text << "Geometry/Superellipsoids: body " << id << " has an exponent of " << exponent
             << "; exponents must lie from 2 to 10";
        throw InputError(text.str());
      }
    const double volume = body.volume();
    this->particles_.push_back(
        {id, body.center, std::pow(volume / unit_volume<dim>(), 1. / dim), volume, -1});
  }
  double lipschitz = 1;
  for (std::size_t k = 0; k < bodies_.size(); ++k)
    lipschitz = std::max(lipschitz, 1.1 * steepest<dim>(*this, k, bodies_[k]));
  this->build_tree(box, lipschitz);
}

template <int dim>
double SuperellipsoidShapes<dim>::particle_distance(std::size_t k, const Point<dim>& point) const {
  const Superellipsoid<dim>& body = bodies_[k];
  const Gauge<dim> g = gauge<dim>(body, body.rotation * (point - body.center));
  // At the very centre there is no gradient; the value only has to be deep inside.
  if (g.value == 0) return -*std::min_element(body.half_axes.begin(), body.half_axes.end());
  return (g.value - 1) / g.gradient.norm();
}

template <int dim>
std::vector<SurfacePoint<dim>> SuperellipsoidShapes<dim>::surface_points(std::size_t k,
                                                                         std::size_t count) const {
  const Superellipsoid<dim>& body = bodies_[k];
  std::vector<SurfacePoint<dim>> points;
  for (const auto& direction : even_directions<dim>(count)) {
    const Gauge<dim> g = gauge<dim>(body, direction);
    const double reach = 1 / g.value;
    const double slant = g.value / g.gradient.norm();  // n . direction, as g is homogeneous of degree one
    points.push_back({body.center + dealii::transpose(body.rotation) * (reach * direction),
                      unit_surface<dim>() / static_cast<double>(count) * std::pow(reach, dim - 1) / slant});
  }
  return points;
}

template struct Superellipsoid<2>;
template struct Superellipsoid<3>;
template dealii::Tensor<2, 2> rotation_by_angles<2>(const std::array<double, 3>&);
template dealii::Tensor<2, 3> rotation_by_angles<3>(const std::array<double, 3>&);
template class SuperellipsoidShapes<2>;
template class SuperellipsoidShapes<3>;

}  // namespace catena
