// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/materials/electrolyte.h"

#include <cmath>

#include "solvers/materials/physical_constants.h"
#include "solvers/materials/smooth_floor.h"

namespace catena {

double Electrolyte::effective_share() const { return std::pow(values_.porosity, values_.bruggeman); }

double Electrolyte::diffusion_potential(double temperature) const {
  return 2 * gas_constant * temperature / faraday_constant * (1 - values_.transference) *
         values_.thermodynamic_factor;
}

void Nyman2008Electrolyte::conductivity(std::size_t n, const double* c_e, double* kappa,
                                        double* dkappa) const {
  for (std::size_t q = 0; q < n; ++q) {
    double slope;
    const double c = smooth_floor(1e-3 * c_e[q], 1e-3, slope), root = std::sqrt(c);
    kappa[q] = c * (0.1297 * c * c - 2.51 * root + 3.329);
    dkappa[q] = 1e-3 * slope * (3 * 0.1297 * c * c - 1.5 * 2.51 * root + 3.329);
  }
}

void Nyman2008Electrolyte::diffusivity(std::size_t n, const double* c_e, double* D, double* dD) const {
  for (std::size_t q = 0; q < n; ++q) {
    double slope;
    const double c = smooth_floor(1e-3 * c_e[q], 1e-3, slope);
    D[q] = 8.794e-11 * c * c - 3.972e-10 * c + 4.862e-10;
    dD[q] = 1e-3 * slope * (2 * 8.794e-11 * c - 3.972e-10);
  }
}

void ConstantElectrolyte::conductivity(std::size_t n, const double*, double* kappa, double* dkappa) const {
  for (std::size_t q = 0; q < n; ++q) {
    kappa[q] = conductivity_;
    dkappa[q] = 0;
  }
}

void ConstantElectrolyte::diffusivity(std::size_t n, const double*, double* D, double* dD) const {
  for (std::size_t q = 0; q < n; ++q) {
    D[q] = diffusivity_;
    dD[q] = 0;
  }
}

}  // namespace catena
