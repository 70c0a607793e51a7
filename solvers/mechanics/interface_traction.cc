// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/mechanics/interface_traction.h"

#include <deal.II/base/tensor.h>

#include <algorithm>
#include <cmath>
#include <sstream>

#include "jobs/run/error.h"
#include "solvers/geometry/mesh_units.h"

namespace catena {
namespace {

double norm(const double* vector, int dim) {
  double sum = 0;
  for (int c = 0; c < dim; ++c) sum += vector[c] * vector[c];
  return std::sqrt(sum);
}

/// (stabilisation I + tangent)^-1; tangent is dim x dim, row by row.
dealii::Tensor<2, 3> stiffened_inverse(const double* tangent, int dim, double stabilisation) {
  dealii::Tensor<2, 3> matrix;
  for (int c = 0; c < 3; ++c) matrix[c][c] = stabilisation;
  for (int c = 0; c < dim; ++c)
    for (int d = 0; d < dim; ++d) matrix[c][d] += tangent[c * dim + d];
  return invert(matrix);
}

}  // namespace

InterfaceTraction::InterfaceTraction(const CohesiveLaw& law, int dim, double stabilisation)
    : law_(law), dim_(dim), stabilisation_(stabilisation) {
  const double barely[3] = {1e-9, 0, 0};  // um: so little does no damage and is not contact
  double traction[3], tangent[9];
  CohesiveState updated;
  evaluate_law(barely, {}, traction, tangent, updated);
  intact_ = {tangent[0], tangent[dim + 1]};
  onset_ = std::min(find_onset(0), find_onset(1));
  const double softening = stabilisation > 0 ? steepest_softening() : 0;
  if (stabilisation > 0 && softening >= stabilisation) {
    std::ostringstream text;
    text
        << "Interface/Strength: the cohesive law softens by up to " << softening / gpa_um_per_pa_m
        << " Pa/m, but on this mesh Nitsche's method bears only " << stabilisation / gpa_um_per_pa_m
        << "; raise Geometry/Cells per radius or Interface/Toughness and Interface/Shear toughness, or lower "
           "Interface/Strength and Interface/Shear strength";
    throw InputError(text.str());
  }
}

void InterfaceTraction::evaluate_law(const double* opening, const CohesiveState& old, double* traction,
                                     double* tangent, CohesiveState& updated) const {
  double metres[3];
  for (int c = 0; c < dim_; ++c) metres[c] = opening[c] * metres_per_um;
  if (metres[0] == 0) metres[0] = 1e-30;  // neither open nor closed would have no tangent
  law_.evaluate(1, dim_, metres, &old, traction, tangent, &updated);
  for (int c = 0; c < dim_; ++c) traction[c] *= gpa_per_pa;
  for (int c = 0; c < dim_ * dim_; ++c) tangent[c] *= gpa_um_per_pa_m;
}

double InterfaceTraction::find_onset(int component) const {
  const auto damages = [&](double metres) {
    double opening[3] = {0, 0, 0}, traction[3];
    opening[component] = metres;
    const CohesiveState fresh;
    CohesiveState updated;
    law_.evaluate(1, dim_, opening, &fresh, traction, nullptr, &updated);
    return law_.toughness_loss(updated) - law_.toughness_loss(fresh) > 1e-9;
  };
  double high = 1e-12;
  while (!damages(high) && high < 1) high *= 2;
  double low = high / 2;
  for (int i = 0; i < 40; ++i) (damages((low + high) / 2) ? high : low) = (low + high) / 2;
  return high;
}

double InterfaceTraction::steepest_softening() const {
  constexpr int modes = 19;  // from opening to shear, 5 degrees apart
  double steepest = 0;
  for (int mode = 0; mode < modes; ++mode) {
    const double angle = 0.5 * std::acos(-1.) * mode / (modes - 1);
    for (double size = onset_ * um_per_m; size < 1e6 * onset_ * um_per_m; size *= 1.05) {
      const double at[3] = {size * std::cos(angle), size * std::sin(angle), 0};
      double traction[3], tangent[9];
      CohesiveState updated;
      evaluate_law(at, {}, traction, tangent, updated);
      // Along the second tangent it holds like a spring. Of the other two the least eigenvalue of the
      // symmetric part.
      const double mean = 0.5 * (tangent[0] + tangent[dim_ + 1]);
      const double half = 0.5 * (tangent[0] - tangent[dim_ + 1]), off = 0.5 * (tangent[1] + tangent[dim_]);
      steepest = std::max(steepest, std::hypot(half, off) - mean);
    }
  }
  return steepest;
}

std::array<double, 2> InterfaceTraction::stiffness(double share) const {
  if (stabilisation_ == 0) return {share * intact_[0], share * intact_[1]};
  return {share * intact_[0] / (stabilisation_ + share * intact_[0]),
          share * intact_[1] / (stabilisation_ + share * intact_[1])};
}

void InterfaceTraction::evaluate(const double* drive, const CohesiveState& old, double* traction,
                                 double* tangent, double* opening, CohesiveState& updated) const {
  if (stabilisation_ == 0) {
    std::copy_n(drive, dim_, opening);
    evaluate_law(opening, old, traction, tangent, updated);
    return;
  }
  const double kept = 1 - law_.stiffness_loss(old);
  for (int c = 0; c < dim_; ++c) opening[c] = drive[c] / (stabilisation_ + kept * intact_[c == 0 ? 0 : 1]);
  double residual[3];
  const auto evaluate_residual = [&](const double* at) {
    evaluate_law(at, old, traction, tangent, updated);
    for (int c = 0; c < dim_; ++c) residual[c] = stabilisation_ * at[c] + traction[c] - drive[c];
    return norm(residual, dim_);
  };
  double size = evaluate_residual(opening);
  const double enough = 1e-13 * norm(drive, dim_);
  for (int iteration = 0; iteration < 50 && size > enough; ++iteration) {
    const auto inverse = stiffened_inverse(tangent, dim_, stabilisation_);
    double step[3] = {0, 0, 0}, tried[3];
    for (int c = 0; c < dim_; ++c)
      for (int d = 0; d < dim_; ++d) step[c] -= inverse[c][d] * residual[d];
    double length = 1, reached = 0;
    do {
      for (int c = 0; c < dim_; ++c) tried[c] = opening[c] + length * step[c];
      reached = evaluate_residual(tried);
      length /= 2;
    } while (reached >= size && length > 1e-6);
    std::copy_n(tried, dim_, opening);
    if (!(reached < size)) break;  // rounding
    size = reached;
  }
  const auto inverse = stiffened_inverse(tangent, dim_, stabilisation_);
  double product[9];
  for (int c = 0; c < dim_; ++c)
    for (int d = 0; d < dim_; ++d) {
      product[c * dim_ + d] = 0;
      for (int k = 0; k < dim_; ++k) product[c * dim_ + d] += tangent[c * dim_ + k] * inverse[k][d];
    }
  std::copy_n(product, dim_ * dim_, tangent);
}

}  // namespace catena
