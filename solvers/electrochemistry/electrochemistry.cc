// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/electrochemistry/electrochemistry.h"

#include <algorithm>
#include <cmath>

#include "jobs/run/error.h"
#include "solvers/cut_cells/check_petsc.h"

namespace catena {

template <int dim>
Electrochemistry<dim>::Electrochemistry(const CutMesh<dim>& mesh, const InterfacePoints<dim>& points,
                                        const ElectrodeGeometry<dim>& geometry, const Material& material,
                                        const ElectrochemistryOptions& options)
    : points_(points),
      material_(material),
      options_(options),
      fields_(mesh, *geometry.carbon_binder, options),
      bulk_(fields_, geometry, material, options),
      local_(mesh.communicator(), numbering().owned(), numbering().relevant(), fields_.constraints()),
      transfer_(points, fields_, *geometry.carbon_binder, material, local_),
      flux_(fields_, material, local_),
      differential_(numbering().size()),
      scale_(charge_per_length(material.maximum_concentration)) {
  std::vector<PetscInt> potentials;
  for (unsigned int f = 0; f < numbering().fields(); ++f) {
    const auto [begin, end] = numbering().owned_range(f);
    const auto name = fields_.name(f);
    const bool stores = name == ElectrodeFields<dim>::concentration || name == ElectrodeFields<dim>::salt;
    if (stores) differential_.add_range(begin, end);
    for (auto i = begin; i < end; ++i)
      (stores ? differential_rows_ : potentials).push_back(static_cast<PetscInt>(i));
  }
  differential_.compress();
  const auto& resistance = material.resistance->values();
  if (options.supply == ElectronSupply::particles && (resistance.high <= 0 || resistance.low <= 0))
    throw InputError("'Interface/Resistance' is " +
                     std::to_string(std::min(resistance.high, resistance.low)) +
                     " ohm m^2: where electrons pass through the particles it must be more than 0");
  if (fields_.has(ElectrodeFields<dim>::salt))
    salt_ = std::make_unique<SaltTransport<dim>>(fields_, material, local_);
  if (owns_voltage()) potentials.push_back(static_cast<PetscInt>(numbering().lone(0)));
  const unsigned int direct_below = dim == 2 ? options.direct_below : options.direct_below / 10;
  solver_ = std::make_unique<NewtonSystemSolver>(mesh.communicator(), differential_rows_, potentials,
                                                 numbering().size() <= direct_below, options.prefix);
  bulk_.start(frozen_);
  bulk_.start(jacobian_);
  check_petsc(MatSetOption(jacobian_, MAT_KEEP_NONZERO_PATTERN, PETSC_TRUE));
  entries_ = std::make_unique<CellEntries>(jacobian_);
  source_ = update_ = residual_ = trial_residual_ = trial_ = diagonal_ = shifted_ = make_vector();

  trial_ = 1.;
  volumes_ = particle_integrals(local_.gather(static_cast<const Vec&>(trial_)));
  voltage_diagonal_ = std::max(1., 1e3 * capacity() / 3600);  // pA/V: a held voltage is right to 1e-12 V
}

template <int dim>
bool Electrochemistry<dim>::owns_voltage() const {
  return numbering().owned().is_element(numbering().lone(0));
}

template <int dim>
double& Electrochemistry<dim>::voltage_entry(double* owned_entries) const {
  return owned_entries[numbering().owned().n_elements() - 1];
}

template <int dim>
typename Electrochemistry<dim>::Vector Electrochemistry<dim>::make_vector() const {
  return Vector(numbering().owned(), numbering().communicator());
}

template <int dim>
void Electrochemistry<dim>::initialise(double x, Vector& u) const {
  double U, slope;
  material_.open_circuit_potential->evaluate(1, &x, &U, &slope);
  double* entries;
  check_petsc(VecGetArray(static_cast<const Vec&>(u), &entries));
  std::fill(entries, entries + numbering().owned().n_elements(), U);
  const auto first = numbering().first_owned();
  const auto fill = [&](typename ElectrodeFields<dim>::Name name, double value) {
    if (!fields_.has(name)) return;
    const auto [begin, end] = numbering().owned_range(fields_.index(name));
    std::fill(entries + (begin - first), entries + (end - first), value);
  };
  fill(ElectrodeFields<dim>::concentration, x);
  fill(ElectrodeFields<dim>::salt, 1.);
  fill(ElectrodeFields<dim>::electrolyte_potential, 0.);
  check_petsc(VecRestoreArray(static_cast<const Vec&>(u), &entries));
}

template <int dim>
void Electrochemistry<dim>::set_damage(const std::vector<double>& measure) {
  transfer_.set_damage(measure);
}

template <int dim>
void Electrochemistry<dim>::set_hydrostatic_stress(const std::vector<double>& at_cells) {
  transfer_.set_hydrostatic_stress(at_cells);
  flux_.set_hydrostatic_stress(at_cells);
}

template <int dim>
void Electrochemistry<dim>::set_source(const Vector& source) {
  source_ = source;
}

template <int dim>
typename Electrochemistry<dim>::Problem Electrochemistry<dim>::pose(double alpha, const Vector* history,
                                                                    const CellControl& control, bool frozen) {
  if (alpha != alpha_) {
    check_petsc(MatCopy(bulk_.conduction(), frozen_, SAME_NONZERO_PATTERN));
    if (alpha != 0) check_petsc(MatAXPY(frozen_, alpha, bulk_.storage(), SAME_NONZERO_PATTERN));
    check_petsc(MatGetDiagonal(frozen_, static_cast<const Vec&>(diagonal_)));
    alpha_ = alpha;
  }
  Problem problem{control, frozen, make_vector(), 0};
  const Vec& load = static_cast<const Vec&>(problem.load);
  if (history) check_petsc(MatMult(bulk_.storage(), static_cast<const Vec&>(*history), load));
  check_petsc(VecAXPY(load, -1., static_cast<const Vec&>(source_)));
  double current = capacity() / 3600;
  if (control.kind == CellControl::Kind::current) {
    current = std::max(current, std::abs(control.value));
    if (owns_voltage()) {
      double* entries;
      check_petsc(VecGetArray(load, &entries));
      voltage_entry(entries) -= control.value;
      check_petsc(VecRestoreArray(load, &entries));
    }
  }
  problem.tolerance = options_.tolerance * current;
  return problem;
}

template <int dim>
NewtonReport Electrochemistry<dim>::newton(const Problem& problem, Vector& u) {
  constexpr double least_step = 1e-4, settled = 1e-5, tiny_step = 0.01;
  const auto vec = [](const Vector& vector) -> const Vec& { return static_cast<const Vec&>(vector); };
  const int kind = 2 * problem.frozen + (problem.control.kind == CellControl::Kind::voltage);
  NewtonReport report;
  Defect defect = residual(problem, u, residual_);
  double change = 0, before = 0;
  int tiny_steps = 0;
  for (;; ++report.newton) {
    if (defect.within(problem.tolerance) && change <= settled) break;
    if (report.newton == static_cast<int>(options_.newton_iterations)) {
      report.failure =
          "Newton's method did not settle within " + std::to_string(report.newton) + " iterations";
      return report;
    }
    jacobian(problem, jacobian_, *entries_);
    // As tight as the quadratic convergence can use, and for the last iteration tighter than the tolerance,
    // for the sake of the sums.
    const double reduction = before > 0 ? defect.norm / before : 1e-2;
    const double relative = std::clamp(reduction * reduction, 1e-8, 1e-5);
    before = defect.norm;
    const auto linear = solver_->solve(jacobian_, vec(residual_), vec(update_), relative,
                                       0.02 * std::min(problem.tolerance, defect.norm), kind);
    report.linear += linear.iterations;
    if (!linear.converged) {
      report.failure = linear.failure;
      return report;
    }
    double step = transfer_.longest_step(local_.gather(vec(update_)));
    MPI_Allreduce(MPI_IN_PLACE, &step, 1, MPI_DOUBLE, MPI_MIN, numbering().communicator());
    tiny_steps = step < tiny_step ? tiny_steps + 1 : 0;
    if (tiny_steps == 2) {
      report.failure = "a surface would be emptied or filled wholly";
      return report;
    }
    PetscReal length;
    check_petsc(VecNorm(vec(update_), NORM_INFINITY, &length));
    for (;; step /= 2) {
      check_petsc(VecWAXPY(vec(trial_), -step, vec(update_), vec(u)));
      const Defect trial = residual(problem, trial_, trial_residual_);
      if (trial.norm <= (1 - 1e-4 * step) * defect.norm || trial.within(problem.tolerance)) {
        defect = trial;
        break;
      }
      if (step < least_step) {
        report.failure = "Newton's method found no step that lowers the residual";
        return report;
      }
    }
    std::swap(residual_, trial_residual_);
    check_petsc(VecCopy(vec(trial_), vec(u)));
    change = step * length;
  }
  if (!problem.frozen && !balance_lithium(problem, defect.rounding, u)) {
    report.failure = "lithium and current are out of balance by more than the tolerance leaves";
    return report;
  }
  local_.gather(vec(u));
  local_.set_constrained(vec(u));
  report.converged = true;
  return report;
}

template <int dim>
NewtonReport Electrochemistry<dim>::start(const CellControl& control, Vector& u) {
  return newton(pose(0., nullptr, control, true), u);
}

template <int dim>
NewtonReport Electrochemistry<dim>::solve(double alpha, const Vector& history, const CellControl& control,
                                          Vector& u) {
  return newton(pose(alpha, &history, control, false), u);
}

template <int dim>
void Electrochemistry<dim>::linearise(double alpha, const Vector& history, const CellControl& control,
                                      const Vector& u, Vector& result, Matrix& matrix) {
  const Problem problem = pose(alpha, &history, control, false);
  residual(problem, u, result);
  bulk_.start(matrix);
  CellEntries entries(matrix);
  jacobian(problem, matrix, entries);
}

template class Electrochemistry<2>;
template class Electrochemistry<3>;

}  // namespace catena
