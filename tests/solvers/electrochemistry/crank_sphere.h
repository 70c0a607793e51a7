// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cmath>
#include <vector>

namespace catena_test {

/// Diffusion in a ball of radius 1 with diffusivity 1 from a uniform start, by the series of J. Crank, The
/// Mathematics of Diffusion, 2nd ed. (1975), section 6.3. They hold beyond the surface too, as smooth
/// continuations.
class CrankSphere {
 public:
  static constexpr int terms = 40;

  /// -(c - c_0) under a constant flux 1 out of the surface; roots of tan l = l.
  static double constant_flux(double rho, double time) {
    double sum = 0;
    for (int n = 1; n <= terms; ++n) {
      double l = (n + 0.5) * M_PI;
      for (int k = 0; k < 20; ++k) l = n * M_PI + std::atan(l);
      if (l * l * time > 60) break;
      sum += shape(l, rho) * std::exp(-l * l * time) / (l * l * std::sin(l));
    }
    return 3 * time + 0.5 * rho * rho - 0.3 - 2 * sum;
  }

  /// (c - c_b)/(c_0 - c_b) with the flux biot (c - c_b) out of the surface: c_b at the surface for biot ->
  /// infinity. Roots of b cot b = 1 - biot, biot > 1.
  explicit CrankSphere(double biot) : biot_(biot) {
    for (int n = 1; n <= terms; ++n) {
      double low = (n - 1) * M_PI + 1e-9, high = n * M_PI - 1e-15 * n;
      for (int k = 0; k < 200; ++k) {
        const double middle = 0.5 * (low + high);
        (middle * std::cos(middle) / std::sin(middle) > 1 - biot ? low : high) = middle;
      }
      roots_.push_back(0.5 * (low + high));
    }
  }
  double profile(double rho, double time) const {
    double sum = 0;
    for (const double b : roots_)
      if (b * b * time < 60)
        sum += 2 * biot_ * shape(b, rho) * std::exp(-b * b * time) /
               ((b * b + biot_ * (biot_ - 1)) * std::sin(b));
    return sum;
  }
  double mean(double time) const {
    double sum = 0;
    for (const double b : roots_)
      sum += 6 * biot_ * biot_ * std::exp(-b * b * time) / (b * b * (b * b + biot_ * (biot_ - 1)));
    return sum;
  }
  /// The mean for a surface held at c_b.
  static double mean_of_fixed_surface(double time) {
    double sum = 0;
    for (int n = 1; n <= terms; ++n) sum += std::exp(-n * n * M_PI * M_PI * time) / (n * n);
    return 6 / (M_PI * M_PI) * sum;
  }

 private:
  static double shape(double l, double rho) { return rho > 1e-9 ? std::sin(l * rho) / rho : l; }

  double biot_;
  std::vector<double> roots_;
};

}  // namespace catena_test
