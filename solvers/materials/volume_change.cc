// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/materials/volume_change.h"

#include <cmath>

namespace catena {

void VolumeChange::partial_molar_volume(std::size_t n, const double* x, double maximum_concentration,
                                        double* Omega) const {
  for (std::size_t q = 0; q < n; ++q) {
    double value, slope;
    evaluate(1, x + q, &value, &slope);
    Omega[q] = slope / maximum_concentration;
  }
}

void CollapseVolumeChange::evaluate(std::size_t n, const double* x, double* v, double* dv) const {
  for (std::size_t q = 0; q < n; ++q) {
    const double z = (centre_ - x[q]) / width_;
    const double softplus = std::fmax(z, 0.0) + std::log1p(std::exp(-std::fabs(z)));
    v[q] = -(steady_ * (1 - x[q]) + collapse_ * width_ * softplus);
    dv[q] = steady_ + collapse_ * 0.5 * (1 + std::tanh(0.5 * z));
  }
}

void ConstantMolarVolume::evaluate(std::size_t n, const double* x, double* v, double* dv) const {
  for (std::size_t q = 0; q < n; ++q) {
    v[q] = total_ * (x[q] - 1);
    dv[q] = total_;
  }
}

}  // namespace catena
