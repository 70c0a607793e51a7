// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/electrochemistry/lithium_flux.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "solvers/electrochemistry/bulk_operators.h"
#include "solvers/geometry/mesh_units.h"
#include "solvers/materials/physical_constants.h"

namespace catena {
namespace {

/// Of Omega' by central differences: right to 1e-9 for these smooth laws.
constexpr double difference = 1e-5;

enum Law { diffusivity, by_gradient, by_stress };

/// D g [um^2 mol/(s J)] for the given x and D.
std::vector<double> mobility(const Material& material, const std::vector<double>& x,
                             const std::vector<double>& D) {
  const std::size_t n = x.size();
  const bool ideal = material.stress_diffusion == StressDiffusion::ideal;
  std::vector<double> U(n), dU(n), Dg(n);
  if (!ideal) material.open_circuit_potential->evaluate(n, x.data(), U.data(), dU.data());
  // A potential that is flat or rises with x would make the mobility infinite or negative.
  constexpr double least_slope = 1e-3;
  for (std::size_t q = 0; q < n; ++q)
    Dg[q] = um2_per_m2 * D[q] *
            (ideal ? x[q] / (gas_constant * material.temperature)
                   : 1 / (faraday_constant * std::max(-dU[q], least_slope)));
  return Dg;
}

/// D [um^2/s], and where stress drives a flux B = D g Omega and C = D g Omega' [um^2/(s Pa)].
void evaluate_laws(const Material& material, const std::vector<double>& x,
                   std::vector<std::vector<double>>& values) {
  const std::size_t n = x.size();
  std::vector<double> D(n), slope(n);
  material.diffusivity->evaluate(n, x.data(), D.data(), slope.data());
  for (std::size_t q = 0; q < n; ++q) values[diffusivity][q] = um2_per_m2 * D[q];
  if (values.size() == 1) return;
  const auto Dg = mobility(material, x, D);
  std::array<std::vector<double>, 3> omega;
  std::vector<double> moved(n);
  for (int k = -1; k <= 1; ++k) {
    for (std::size_t q = 0; q < n; ++q) moved[q] = x[q] + k * difference;
    omega[k + 1].resize(n);
    material.volume_change->partial_molar_volume(n, moved.data(), material.maximum_concentration,
                                                 omega[k + 1].data());
  }
  for (std::size_t q = 0; q < n; ++q) {
    values[by_gradient][q] = Dg[q] * omega[1][q];
    values[by_stress][q] = Dg[q] * (omega[2][q] - omega[0][q]) / (2 * difference);
  }
}

}  // namespace

template <int dim>
LithiumFlux<dim>::LithiumFlux(const ElectrodeFields<dim>& fields, const Material& material,
                              const LocalValues& layout)
    : material_(material),
      scale_(charge_per_length(material.maximum_concentration)),
      varies_(dynamic_cast<const ConstantDiffusivity*>(material.diffusivity.get()) == nullptr),
      laws_(material.stress_diffusion == StressDiffusion::none ? 1 : 3,
            [&material](const auto& x, auto& values) { evaluate_laws(material, x, values); }) {
  const auto& space = fields.space(ElectrodeFields<dim>::concentration);
  const unsigned int f = fields.index(ElectrodeFields<dim>::concentration);
  std::size_t points = 0;
  for (const auto& cell : space.cells()) {
    const auto numbers = fields.numbering().numbers(f, cell.unknowns);
    Cell own{points, &space.table(cell), layout.places(numbers), {numbers.begin(), numbers.end()}, false};
    for (const auto number : numbers) own.hangs = own.hangs || fields.constraints().is_constrained(number);
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
  double values_here[3], slopes[3];
  for (std::size_t q = 0; q < x_.size(); ++q) {
    laws_.evaluate(x_[q], values_here, slopes);
    if (varies_) {
      D_[q] = values_here[diffusivity];
      dD_[q] = slopes[diffusivity];
    }
    if (!stressed_) continue;
    B_[q] = values_here[by_gradient];
    dB_[q] = slopes[by_gradient];
    C_[q] = values_here[by_stress];
    dC_[q] = slopes[by_stress];
  }
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
                                    dealii::PETScWrappers::MPI::SparseMatrix& matrix,
                                    CellEntries& entries) const {
  std::vector<double> values;
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
    if (cell.hangs)
      assembly.add({cell.numbers.begin(), cell.numbers.end()}, values, matrix);
    else
      entries.add(cell.numbers, values);
  }
}

template class LithiumFlux<2>;
template class LithiumFlux<3>;

}  // namespace catena
