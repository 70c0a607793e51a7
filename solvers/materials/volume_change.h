// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>

namespace catena {

/// Relative volume change v(x) = dV/V of the particles against full lithiation, x = c/c_max. Extraction
/// shrinks: v <= 0 and v' > 0. The free (misfit) strain against a start x_0 is (v(x) - v(x_0))/3.
class VolumeChange {
 public:
  virtual ~VolumeChange() = default;
  /// v [1] and dv/dx [1] at n points.
  virtual void evaluate(std::size_t n, const double* x, double* v, double* dv) const = 0;
  /// Partial molar volume of lithium Omega = v'(x)/c_max [m^3/mol] at n points.
  void partial_molar_volume(std::size_t n, const double* x, double maximum_concentration,
                            double* Omega) const;
};

/// v = -(v1 (1 - x) + v2 s ln(1 + exp((xc - x)/s))): a steady shrinking and, below xc, the collapse of the
/// layered lattice that begins near 40 % lithium irrespective of composition and rate (Jousseaume et al.,
/// Energy Environ. Sci. (2024), doi:10.1039/d3ee04115h). The form is ours.
class CollapseVolumeChange : public VolumeChange {
 public:
  CollapseVolumeChange(double steady = 0.025, double collapse = 0.20, double centre = 0.38,
                       double width = 0.04)
      : steady_(steady), collapse_(collapse), centre_(centre), width_(width) {}
  void evaluate(std::size_t n, const double* x, double* v, double* dv) const override;

 private:
  double steady_, collapse_, centre_, width_;
};

/// v = Omega c_max (x - 1) with one Omega [m^3/mol].
class ConstantMolarVolume : public VolumeChange {
 public:
  ConstantMolarVolume(double partial_molar_volume, double maximum_concentration)
      : total_(partial_molar_volume * maximum_concentration) {}
  void evaluate(std::size_t n, const double* x, double* v, double* dv) const override;

 private:
  double total_;
};

}  // namespace catena
