// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "solvers/geometry/carbon_binder.h"

namespace catena {

/// The high-conductivity domain is where a smooth gaussian random field of correlation exp(-r^2 / 2 l^2),
///   g(p) = sum_m cos(k_m . p + phi_m),   k_m normal of variance 1/l^2, phi_m uniform,
/// exceeds its own quantile over the matrix in the box (2^15 points of a Halton sequence), so that the domain
/// takes the wanted share of the matrix in this box. Depends on the seed alone.
template <int dim>
class FieldBinder : public CarbonBinder<dim> {
 public:
  /// \param fraction from 0 to 1; \param length l in um, above 0.
  FieldBinder(const Point<dim>& box, const ParticleShapes<dim>& shapes, double fraction, double length,
              std::uint64_t seed, double separator_thickness = 0);

  bool high(const Point<dim>& point) const override { return field(point) > threshold_; }
  double field(const Point<dim>& point) const;

 private:
  /// Of the modes one after the other: wave numbers over 2 pi along each axis, phases in turns.
  std::array<std::vector<double>, dim> waves_;
  std::vector<double> turns_;
  double threshold_ = 0;
};

}  // namespace catena
