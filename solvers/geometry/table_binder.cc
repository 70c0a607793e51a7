// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/geometry/table_binder.h"

#include <algorithm>
#include <cmath>
#include <sstream>
#include <utility>

#include "jobs/run/error.h"

namespace catena {
namespace {

constexpr double never = 2, always = -2;

/// The cosine of a cone that cuts the share f out of a ball's surface, or of a disc's circumference.
template <int dim>
double cosine_for_coverage(double f) {
  return dim == 3 ? 1 - 2 * f : std::cos(std::acos(-1.) * f);
}

}  // namespace

template <int dim>
TableBinder<dim>::TableBinder(const ParticleShapes<dim>& shapes, const std::vector<double>& coverages,
                              const dealii::Tensor<1, dim>& direction, double separator_thickness)
    : CarbonBinder<dim>(separator_thickness), shapes_(shapes) {
  if (coverages.size() != shapes.size()) {
    std::ostringstream text;
    text << "Geometry/Coverages: " << coverages.size() << " coverages for " << shapes.size()
         << " particles; one a particle is needed";
    throw InputError(text.str());
  }
  if (!(direction.norm() > 0))
    throw InputError(
        "Geometry/Carbon binder/Direction: the direction has no length; one number must not be 0");
  direction_ = direction / direction.norm();
  for (std::size_t k = 0; k < coverages.size(); ++k) {
    const double f = coverages[k];
    if (!(f >= 0 && f <= 1)) {
      std::ostringstream text;
      text << "Geometry/Coverages: " << f << " of particle " << shapes.particles()[k].id
           << "; coverages must lie from 0 to 1";
      throw InputError(text.str());
    }
    if (f == 0 || f == 1) {
      least_cosine_.push_back(f == 0 ? never : always);
    } else if (shapes.is_ball(k)) {
      least_cosine_.push_back(cosine_for_coverage<dim>(f));
    } else {
      std::vector<std::pair<double, double>> points;  // cosine, area
      double all = 0, counted = 0;
      for (const SurfacePoint<dim>& at : shapes.surface_points(k, 2000)) {
        points.emplace_back(cosine(k, at.point), at.area);
        all += at.area;
      }
      std::sort(points.rbegin(), points.rend());
      std::size_t last = 0;
      while (last + 1 < points.size() && (counted += points[last].second) < f * all) ++last;
      least_cosine_.push_back(points.empty() ? cosine_for_coverage<dim>(f) : points[last].first);
    }
  }
}

template <int dim>
double TableBinder<dim>::cosine(std::size_t k, const Point<dim>& point) const {
  const dealii::Tensor<1, dim> difference = point - shapes_.particles()[k].center;
  const double length = difference.norm();
  return length > 0 ? difference * direction_ / length : 0;
}

template <int dim>
double TableBinder<dim>::coverage(const ParticleShapes<dim>& shapes, std::size_t k) const {
  if (&shapes != &shapes_ || !shapes.is_ball(k)) return CarbonBinder<dim>::coverage(shapes, k);
  const double cosine = std::clamp(least_cosine_[k], -1., 1.);
  return dim == 3 ? (1 - cosine) / 2 : std::acos(cosine) / std::acos(-1.);
}

template class TableBinder<2>;
template class TableBinder<3>;

}  // namespace catena
