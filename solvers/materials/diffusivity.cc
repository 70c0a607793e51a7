// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/materials/diffusivity.h"

#include <cmath>
#include <sstream>

#include "jobs/run/error.h"

namespace catena {
namespace {

std::vector<double> logarithms(const std::vector<double>& D) {
  std::vector<double> result(D.size());
  for (std::size_t i = 0; i < D.size(); ++i) {
    if (!(D[i] > 0)) {
      std::ostringstream sentence;
      sentence << "Point " << i + 1 << " of a table of diffusivities is " << D[i]
               << "; it must be above zero.";
      throw InputError(sentence.str());
    }
    result[i] = std::log(D[i]);
  }
  return result;
}

}  // namespace

void ConstantDiffusivity::evaluate(std::size_t n, const double*, double* D, double* dD) const {
  for (std::size_t q = 0; q < n; ++q) {
    D[q] = value_;
    dD[q] = 0;
  }
}

void ORegan2022Diffusivity::evaluate(std::size_t n, const double* x, double* D, double* dD) const {
  constexpr double depth[3] = {0.9231, 0.4066, 0.993};
  constexpr double centre[3] = {0.3216, 0.4532, 0.8098};
  constexpr double width[3] = {0.002534, 0.003926, 0.09924};
  const double ln_10 = std::log(10.0);
  for (std::size_t q = 0; q < n; ++q) {
    double power = -13.96, slope = 0;
    for (int k = 0; k < 3; ++k) {
      const double distance = x[q] - centre[k];
      const double dip = depth[k] * std::exp(-distance * distance / width[k]);
      power -= dip;
      slope += 2 * distance / width[k] * dip;
    }
    D[q] = 2.7 * std::exp(ln_10 * power);
    dD[q] = D[q] * ln_10 * slope;
  }
}

TabulatedDiffusivity::TabulatedDiffusivity(std::vector<double> x, const std::vector<double>& D)
    : logarithm_(std::move(x), logarithms(D)) {}

void TabulatedDiffusivity::evaluate(std::size_t n, const double* x, double* D, double* dD) const {
  for (std::size_t q = 0; q < n; ++q) {
    double value, slope;
    logarithm_.evaluate(x[q], value, slope);
    D[q] = std::exp(value);
    dD[q] = D[q] * slope;
  }
}

void ExpressionDiffusivity::evaluate(std::size_t n, const double* x, double* D, double* dD) const {
  for (std::size_t q = 0; q < n; ++q) expression_.evaluate(x[q], D[q], dD[q]);
}

}  // namespace catena
