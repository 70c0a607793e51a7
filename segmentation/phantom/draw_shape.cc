// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/phantom/draw_shape.h"

#include <algorithm>
#include <cmath>

#include "segmentation/phantom/directions.h"

namespace catena {

Modulation draw_modulation(RandomSequence& random, double amplitude, double decay, double squareness) {
  Modulation m;
  m.squareness = static_cast<float>(squareness);
  const double each = amplitude / std::sqrt(static_cast<double>(Modulation::directions));
  for (int d = 0; d < Modulation::directions; ++d) {
    const auto direction = random.direction();
    for (int k = 0; k < 3; ++k) m.direction[d][k] = static_cast<float>(direction[k]);
    for (int l = 0; l < Modulation::degrees; ++l)
      m.coefficient[d][l] = static_cast<float>(each * std::clamp(random.normal(), -2.5, 2.5) *
                                               std::pow(2.0 / Modulation::degree(l), decay));
  }
  return m;
}

ParticleShape draw_shape(RandomSequence& random, const Recipe::Shape& recipe) {
  ParticleShape shape;
  double log_axis[3];
  for (double& axis : log_axis) axis = recipe.elongation * std::clamp(random.normal(), -2.5, 2.5);
  const double mean = (log_axis[0] + log_axis[1] + log_axis[2]) / 3;
  for (int k = 0; k < 3; ++k) shape.inverse_axes[k] = static_cast<float>(std::exp(mean - log_axis[k]));
  shape.modulation = draw_modulation(random, recipe.roughness, recipe.decay, recipe.squareness);

  // m³ has degree 72: the rule integrates it exactly.
  static const Directions rule = sphere_directions(37);
  double cube = 0;
  for (std::size_t i = 0; i < rule.at.size(); ++i) {
    const double m = shape.modulation.at(rule.at[i][0], rule.at[i][1], rule.at[i][2]);
    cube += rule.weight[i] * m * m * m / (4 * M_PI);
  }
  const double axes =
      1.0 / (static_cast<double>(shape.inverse_axes[0]) * shape.inverse_axes[1] * shape.inverse_axes[2]);
  shape.modulation.scale(1 / std::cbrt(cube * axes));

  double bound = 0;
  for (const Point& n : rule.at) {
    const double m = shape.modulation.at(n[0], n[1], n[2]);
    const double v[3] = {n[0] / shape.inverse_axes[0], n[1] / shape.inverse_axes[1],
                         n[2] / shape.inverse_axes[2]};
    bound = std::max(bound, m * std::sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]));
  }
  // Between the rule's points the surface may stand a little higher.
  shape.bound = static_cast<float>(bound * 1.02);
  return shape;
}

}  // namespace catena
