// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// What the equations of electrochemistry leave unbalanced, and its derivative.
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "solvers/cut_cells/check_petsc.h"
#include "solvers/electrochemistry/electrochemistry.h"

namespace catena {

template <int dim>
void Electrochemistry<dim>::against_collector(const Vector& u, double voltage, Vector& result) const {
  check_petsc(VecCopy(static_cast<const Vec&>(u), static_cast<const Vec&>(result)));
  double* entries;
  check_petsc(VecGetArray(static_cast<const Vec&>(result), &entries));
  const auto first = numbering().first_owned();
  for (const auto name :
       {ElectrodeFields<dim>::electron_potential, ElectrodeFields<dim>::particle_potential}) {
    if (!fields_.has(name)) continue;
    const auto [begin, end] = numbering().owned_range(fields_.index(name));
    for (auto i = begin; i < end; ++i) entries[i - first] -= voltage;
  }
  if (owns_voltage()) voltage_entry(entries) = 0;
  check_petsc(VecRestoreArray(static_cast<const Vec&>(result), &entries));
}

template <int dim>
typename Electrochemistry<dim>::Defect Electrochemistry<dim>::residual(const Problem& problem,
                                                                       const Vector& u,
                                                                       Vector& result) const {
  const Vec& r = static_cast<const Vec&>(result);
  const double* values = local_.gather(static_cast<const Vec&>(u));
  transfer_.evaluate(values);
  if (flux_.active()) flux_.evaluate(values);
  if (salt_) {
    double current = problem.control.value;
    if (problem.control.kind == CellControl::Kind::voltage) {
      current = 0;
      for (const double particle : points_.particle_integrals(transfer_.current_density()))
        current += particle;
    }
    salt_->evaluate(values, current);
  }
  const double collector = values[local_.place(numbering().lone(0))];
  against_collector(u, collector, shifted_);
  check_petsc(
      MatMultAdd(frozen_, static_cast<const Vec&>(shifted_), static_cast<const Vec&>(problem.load), r));
  double* sums = local_.start_sums();
  transfer_.add_residual(sums);
  if (flux_.active()) flux_.add_residual(sums);
  if (salt_) salt_->add_residual(sums);
  local_.add_sums(r);
  local_.zero_constrained(r);

  const double *diagonal, *state;
  double* entries;
  check_petsc(VecGetArrayRead(static_cast<const Vec&>(diagonal_), &diagonal));
  check_petsc(VecGetArrayRead(static_cast<const Vec&>(u), &state));
  check_petsc(VecGetArray(r, &entries));
  const auto first = numbering().first_owned();
  const std::size_t count = numbering().owned().n_elements();
  if (problem.frozen)
    for (const PetscInt row : differential_rows_) entries[row - static_cast<PetscInt>(first)] = 0;
  const bool voltage = problem.control.kind == CellControl::Kind::voltage;
  if (voltage && owns_voltage())
    voltage_entry(entries) = voltage_diagonal_ * (collector - problem.control.value);
  const auto sum_of = [&](typename ElectrodeFields<dim>::Name name) {
    const auto [begin, end] = numbering().owned_range(fields_.index(name));
    double sum = 0;
    for (auto i = begin; i < end; ++i) sum += entries[i - first];
    return sum;
  };
  double totals[4] = {0, sum_of(ElectrodeFields<dim>::concentration),
                      sum_of(ElectrodeFields<dim>::electron_potential), 0};
  for (std::size_t i = 0; i < count; ++i) totals[0] += entries[i] * entries[i];
  if (fields_.has(ElectrodeFields<dim>::particle_potential))
    totals[2] += sum_of(ElectrodeFields<dim>::particle_potential);
  // Under voltage control the current through the collector is what it is.
  if (owns_voltage() && !voltage) totals[2] += entries[count - 1];
  // Potentials of volts are known to so much only, and good conductors make currents of that.
  for (std::size_t i = 0; i < count - owns_voltage(); ++i) totals[3] += std::pow(diagonal[i] * state[i], 2);
  check_petsc(VecRestoreArray(r, &entries));
  check_petsc(VecRestoreArrayRead(static_cast<const Vec&>(u), &state));
  check_petsc(VecRestoreArrayRead(static_cast<const Vec&>(diagonal_), &diagonal));
  MPI_Allreduce(MPI_IN_PLACE, totals, 4, MPI_DOUBLE, MPI_SUM, numbering().communicator());
  const double norm =
      std::isfinite(totals[0]) ? std::sqrt(totals[0]) : std::numeric_limits<double>::infinity();
  // Rounding of potentials drops out of the sum over all rows.
  const double rounding = 2 * std::numeric_limits<double>::epsilon() * std::sqrt(totals[3]);
  return {norm, totals[1], totals[2], rounding, voltage ? rounding : 0.01 * rounding};
}

template <int dim>
bool Electrochemistry<dim>::Defect::within(double tolerance) const {
  return norm <= tolerance + rounding && std::abs(lithium) <= 5 * tolerance + 0.01 * rounding &&
         std::abs(charge) <= 5 * tolerance + of_charge;
}

template <int dim>
void Electrochemistry<dim>::jacobian(const Problem& problem, Matrix& matrix, CellEntries& entries) const {
  Mat J = matrix;
  check_petsc(MatCopy(frozen_, J, SAME_NONZERO_PATTERN));
  entries.begin();
  transfer_.add_jacobian(entries);
  if (flux_.active()) flux_.add_jacobian(bulk_.assembly(), matrix, entries);
  if (salt_) salt_->add_jacobian(bulk_.assembly(), matrix);
  entries.end();
  if (problem.frozen)
    check_petsc(MatZeroRows(J, static_cast<PetscInt>(differential_rows_.size()), differential_rows_.data(),
                            scale_, nullptr, nullptr));
  if (problem.control.kind == CellControl::Kind::voltage) {
    const auto row = static_cast<PetscInt>(numbering().lone(0));
    check_petsc(MatZeroRows(J, owns_voltage() ? 1 : 0, &row, voltage_diagonal_, nullptr, nullptr));
  }
}

template <int dim>
bool Electrochemistry<dim>::balance_lithium(const Problem& problem, double rounding, Vector& u) const {
  using Fields = ElectrodeFields<dim>;
  const auto first = numbering().first_owned();
  const Vec& load = static_cast<const Vec&>(problem.load);
  // Not from the residual: its potentials' rounding is a thousand times lithium's.
  const double* loads;
  local_.zero_constrained(load);
  check_petsc(VecGetArrayRead(load, &loads));
  const auto sum_of = [&](typename Fields::Name name) {
    if (!fields_.has(name)) return 0.;
    const auto [begin, end] = numbering().owned_range(fields_.index(name));
    return std::accumulate(loads + (begin - first), loads + (end - first), 0.);
  };
  double rate =
      sum_of(Fields::concentration) - sum_of(Fields::electron_potential) - sum_of(Fields::particle_potential);
  check_petsc(VecRestoreArrayRead(load, &loads));
  MPI_Allreduce(MPI_IN_PLACE, &rate, 1, MPI_DOUBLE, MPI_SUM, numbering().communicator());
  rate += alpha_ * lithium(u) +
          (problem.control.kind == CellControl::Kind::current ? problem.control.value : current(u));
  if (std::abs(rate) > 20 * problem.tolerance + rounding) return false;
  const double shift = -rate / (alpha_ * scale_ * volume());
  const auto [begin, end] = numbering().owned_range(fields_.index(Fields::concentration));
  double* entries;
  check_petsc(VecGetArray(static_cast<const Vec&>(u), &entries));
  for (auto i = begin; i < end; ++i) entries[i - first] += shift;
  check_petsc(VecRestoreArray(static_cast<const Vec&>(u), &entries));
  return true;
}

template class Electrochemistry<2>;
template class Electrochemistry<3>;

}  // namespace catena
