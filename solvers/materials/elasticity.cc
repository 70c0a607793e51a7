// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/materials/elasticity.h"

#include <cmath>

namespace catena {

std::array<double, 9> Elasticity::stress(int dim, const double* strain, double misfit) const {
  double trace = 0;
  for (int i = 0; i < dim; ++i) trace += strain[i * dim + i];
  const double isotropic = lambda() * trace - 3 * bulk() * misfit;
  std::array<double, 9> result{};
  for (int i = 0; i < 3; ++i) result[4 * i] = isotropic;
  for (int i = 0; i < dim; ++i)
    for (int j = 0; j < dim; ++j) result[3 * i + j] += 2 * shear() * strain[i * dim + j];
  return result;
}

double hydrostatic_stress(const std::array<double, 9>& stress) {
  return (stress[0] + stress[4] + stress[8]) / 3;
}

double von_mises_stress(const std::array<double, 9>& stress) {
  const double mean = hydrostatic_stress(stress);
  double sum = 0;
  for (int i = 0; i < 9; ++i) {
    const double deviator = stress[i] - (i % 4 == 0 ? mean : 0);
    sum += deviator * deviator;
  }
  return std::sqrt(1.5 * sum);
}

}  // namespace catena
