// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/geometry/field_binder.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "solvers/geometry/random_draws.h"

namespace catena {
namespace {

constexpr std::size_t mode_count = 100;
constexpr std::uint64_t sample_count = 1u << 15, purpose_of_modes = 1;

/// Radical inverse: a point of the Halton sequence (Halton 1960, doi:10.1007/BF01386213).
double radical_inverse(std::uint64_t index, std::uint64_t base) {
  double result = 0, digit = 1;
  for (; index > 0; index /= base) {
    digit /= static_cast<double>(base);
    result += digit * static_cast<double>(index % base);
  }
  return result;
}

/// cos(2 pi t) to 1e-9, without branches so that a loop over it is vectorised. With r the way from t to the
/// nearest whole number, cos(2 pi t) = 2 cos(pi r)^2 - 1, and cos(pi r) is Taylor's sum, |pi r| <= pi/2.
inline double cosine_of_turns(double t) {
  const double r = t - std::rint(t), x = r * r * 9.869604401089358;  // (pi r)^2
  const double half =
      1 - x / 2 * (1 - x / 12 * (1 - x / 30 * (1 - x / 56 * (1 - x / 90 * (1 - x / 132 * (1 - x / 182))))));
  return 2 * half * half - 1;
}

}  // namespace

template <int dim>
FieldBinder<dim>::FieldBinder(const Point<dim>& box, const ParticleShapes<dim>& shapes, double fraction,
                              double length, std::uint64_t seed, double separator_thickness)
    : CarbonBinder<dim>(separator_thickness) {
  RandomDraws draws(seed, purpose_of_modes);
  for (std::size_t mode = 0; mode < mode_count; ++mode) {
    for (int axis = 0; axis < dim; ++axis)
      waves_[static_cast<std::size_t>(axis)].push_back(draws.normal() / (2 * std::acos(-1.) * length));
    turns_.push_back(draws.uniform());
  }
  constexpr std::array<std::uint64_t, 3> bases{2, 3, 5};
  std::vector<double> values;
  for (std::uint64_t i = 1; i <= sample_count; ++i) {
    Point<dim> point;
    for (int axis = 0; axis < dim; ++axis) point[axis] = box[axis] * radical_inverse(i, bases[axis]);
    if (!this->separator(point) && shapes.signed_distance(point) > 0) values.push_back(field(point));
  }
  const auto below =
      static_cast<std::size_t>(std::llround((1 - fraction) * static_cast<double>(values.size())));
  if (below == 0)
    threshold_ = -std::numeric_limits<double>::infinity();
  else if (below == values.size())
    threshold_ = std::numeric_limits<double>::infinity();
  else {
    std::sort(values.begin(), values.end());
    threshold_ = (values[below - 1] + values[below]) / 2;
  }
}

template <int dim>
double FieldBinder<dim>::field(const Point<dim>& point) const {
  std::array<double, mode_count> turns;
  for (std::size_t mode = 0; mode < mode_count; ++mode) turns[mode] = turns_[mode];
  for (int axis = 0; axis < dim; ++axis) {
    const double* wave = waves_[static_cast<std::size_t>(axis)].data();
    for (std::size_t mode = 0; mode < mode_count; ++mode) turns[mode] += wave[mode] * point[axis];
  }
  for (std::size_t mode = 0; mode < mode_count; ++mode) turns[mode] = cosine_of_turns(turns[mode]);
  double sum = 0;
  for (const double cosine : turns) sum += cosine;
  return sum;
}

template class FieldBinder<2>;
template class FieldBinder<3>;

}  // namespace catena
