// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/electrochemistry/lithium_flux.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "solvers/cut_cells/check_petsc.h"
#include "solvers/electrochemistry/bulk_operators.h"
#include "solvers/geometry/mesh_units.h"
#include "solvers/materials/physical_constants.h"

namespace catena {
namespace {

/// Of x: Omega', Omega'' and U'' are not at hand; central differences are right to 1e-9 for these smooth
/// laws, the second one to 1e-6 of a part that is small itself.
constexpr double difference = 1e-5;

}  // namespace

template <int dim>
LithiumFlux<dim>::LithiumFlux(const ElectrodeFields<dim>& fields, const Material& material,
                              const LocalValues& layout)
    : material_(material),
      scale_(charge_per_length(material.maximum_concentration)),
      varies_(dynamic_cast<const ConstantDiffusivity*>(material.diffusivity.get()) == nullptr) {
  const auto& space = fields.space(ElectrodeFields<dim>::concentration);
  const unsigned int f = fields.index(ElectrodeFields<dim>::concentration);
  std::size_t points = 0;
  for (const auto& cell : space.cells()) {
    Cell own{points, &space.table(cell), {}, fields.numbering().numbers(f, cell.unknowns), false};
    own.places = layout.places(own.numbers);
    for (const auto number : own.numbers)
      own.hangs = own.hangs || fields.constraints().is_constrained(number);
    points += own.table->points;
    cells_.push_back(std::move(own));
  }
  for (auto* list : {&x_, &D_, &dD_, &B_, &dB_, &C_, &dC_, &stress_}) list->assign(points, 0.);
  gradient_.resize(points);
  stress_gradient_.resize(points);
}

template <int dim>
void LithiumFlux<dim>::set_hydrostatic_stress(const std::vector<double>& at_cells) {
  stressed_ = material_.stress_diffusion != StressDiffusion::none;
  if (!stressed_) return;
  std::size_t at = 0;
  for (const Cell& cell : cells_) {
    const unsigned int shapes = cell.table->shapes;
    for (unsigned int q = 0; q < cell.table->points; ++q) {
      auto& gradient = stress_gradient_[cell.first + q];
      double& stress = stress_[cell.first + q];
      gradient = 0;
      stress = 0;
      for (unsigned int i = 0; i < shapes; ++i) {
        gradient += at_cells[at + i] * cell.table->gradients(q)[i];
        stress += at_cells[at + i] * cell.table->values(q)[i];
      }
    }
    at += shapes;
  }
}

template <int dim>
void LithiumFlux<dim>::mobility(const std::vector<double>& x, const std::vector<double>& D,
                                std::vector<double>& Dg) const {
  const std::size_t n = x.size();
  const bool ideal = material_.stress_diffusion == StressDiffusion::ideal;
  std::vector<double> U(n), dU(n);
  if (!ideal) material_.open_circuit_potential->evaluate(n, x.data(), U.data(), dU.data());
  // A potential that is flat or rises with x would make the mobility infinite or negative.
  constexpr double least_slope = 1e-3;
  Dg.resize(n);
  for (std::size_t q = 0; q < n; ++q)
    Dg[q] = um2_per_m2 * D[q] *
            (ideal ? x[q] / (gas_constant * material_.temperature)
                   : 1 / (faraday_constant * std::max(-dU[q], least_slope)));
}

template <int dim>
void LithiumFlux<dim>::follow_stress() {
  // At x + k difference, k = -2..2, the outer ones for the differences of differences.
  const std::size_t n = x_.size();
  std::array<std::vector<double>, 5> omega;
  std::array<std::vector<double>, 3> Dg;
  std::vector<double> moved(n), D(n), slope(n);
  for (int k = -2; k <= 2; ++k) {
    for (std::size_t q = 0; q < n; ++q) moved[q] = x_[q] + k * difference;
    omega[k + 2].resize(n);
    material_.volume_change->partial_molar_volume(n, moved.data(), material_.maximum_concentration,
                                                  omega[k + 2].data());
    if (std::abs(k) == 2) continue;
    material_.diffusivity->evaluate(n, moved.data(), D.data(), slope.data());
    mobility(moved, D, Dg[k + 1]);
  }
  for (std::size_t q = 0; q < n; ++q) {
    const auto by_gradient = [&](int k) { return Dg[k + 1][q] * omega[k + 2][q]; };
    const auto by_stress = [&](int k) {
      return Dg[k + 1][q] * (omega[k + 3][q] - omega[k + 1][q]) / (2 * difference);
    };
    B_[q] = by_gradient(0);
    C_[q] = by_stress(0);
    dB_[q] = (by_gradient(1) - by_gradient(-1)) / (2 * difference);
    dC_[q] = (by_stress(1) - by_stress(-1)) / (2 * difference);
  }
}

template <int dim>
void LithiumFlux<dim>::evaluate(const double* values) {
  for (const Cell& cell : cells_)
    for (unsigned int q = 0; q < cell.table->points; ++q) {
      double x = 0;
      dealii::Tensor<1, dim> gradient;
      for (unsigned int i = 0; i < cell.table->shapes; ++i) {
        x += cell.table->values(q)[i] * values[cell.places[i]];
        gradient += values[cell.places[i]] * cell.table->gradients(q)[i];
      }
      x_[cell.first + q] = x;
      gradient_[cell.first + q] = gradient;
    }
  if (varies_) {
    material_.diffusivity->evaluate(x_.size(), x_.data(), D_.data(), dD_.data());
    for (double& D : D_) D *= um2_per_m2;
    for (double& dD : dD_) dD *= um2_per_m2;
  }
  if (stressed_) follow_stress();
}

template <int dim>
void LithiumFlux<dim>::add_residual(double* sums) const {
  for (const Cell& cell : cells_)
    for (unsigned int q = 0; q < cell.table->points; ++q) {
      const std::size_t p = cell.first + q;
      const auto flux = scale_ * cell.table->weight[q] *
                        ((D_[p] - C_[p] * stress_[p]) * gradient_[p] - B_[p] * stress_gradient_[p]);
      for (unsigned int i = 0; i < cell.table->shapes; ++i)
        sums[cell.places[i]] += flux * cell.table->gradients(q)[i];
    }
}

template <int dim>
void LithiumFlux<dim>::add_jacobian(const Assembly<dim>& assembly,
                                    dealii::PETScWrappers::MPI::SparseMatrix& matrix) const {
  std::vector<double> values;
  std::vector<PetscInt> numbers;
  for (const Cell& cell : cells_) {
    const unsigned int n = cell.table->shapes;
    values.assign(static_cast<std::size_t>(n) * n, 0.);
    for (unsigned int q = 0; q < cell.table->points; ++q) {
      const std::size_t p = cell.first + q;
      const double* shape = cell.table->values(q);
      const auto* gradients = cell.table->gradients(q);
      const double weight = scale_ * cell.table->weight[q];
      const double D = D_[p] - C_[p] * stress_[p];
      const auto drift =
          weight * ((dD_[p] - dC_[p] * stress_[p]) * gradient_[p] - dB_[p] * stress_gradient_[p]);
      for (unsigned int i = 0; i < n; ++i) {
        const double by_value = drift * gradients[i];
        for (unsigned int j = 0; j < n; ++j)
          values[i * n + j] += weight * D * (gradients[i] * gradients[j]) + by_value * shape[j];
      }
    }
    if (cell.hangs) {
      assembly.add(cell.numbers, values, matrix);
      continue;
    }
    numbers.assign(cell.numbers.begin(), cell.numbers.end());
    const auto count = static_cast<PetscInt>(n);
    check_petsc(
        MatSetValues(matrix, count, numbers.data(), count, numbers.data(), values.data(), ADD_VALUES));
  }
}

template class LithiumFlux<2>;
template class LithiumFlux<3>;

}  // namespace catena
