// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/benchmarks/resisting_conduction.h"

#include <cmath>

#include "solvers/cut_cells/assembly.h"
#include "solvers/cut_cells/cell_products.h"
#include "solvers/cut_cells/check_petsc.h"

namespace catena::benchmarks {
namespace {

/// Below so many unknowns setting up multigrid costs more than it saves one solve.
constexpr double multigrid_from = 20000;

}  // namespace

ResistingConduction::ResistingConduction(const Problem& problem, CutRun& run) : problem_(problem) {
  run.clock.time("mesh", [&] {
    mesh_ = std::make_unique<CutMesh<3>>(MPI_COMM_WORLD, problem_.level_set, problem_.mesh);
  });
  run.clock.time("spaces", [&] {
    spaces_[0] = std::make_unique<PhaseSpace<3>>(*mesh_, Phase::particles, 1);
    spaces_[1] = std::make_unique<PhaseSpace<3>>(*mesh_, Phase::matrix, 1);
    numbering_ = std::make_unique<FieldNumbering<3>>(
        MPI_COMM_WORLD, std::vector<const PhaseSpace<3>*>{spaces_[0].get(), spaces_[1].get()}, 0);
    points_ = std::make_unique<InterfacePoints<3>>(*mesh_);
    constraints_ = numbering_->hanging_nodes();
    constraints_.close();
  });
  run.unknowns = numbering_->size();
  run.cut_cells = points_->cells().size();
  std::unique_ptr<KeptSolver> solver;
  run.clock.time("matrices", [&] {
    assemble();
    hold_boundary();
  });
  Vector guess(solution_);
  run.clock.time("solve", [&] {
    solver = std::make_unique<KeptSolver>(system_,
                                          run.unknowns < multigrid_from ? KeptSolver::Preconditioner::sweeps
                                          : mesh_->degree() == 1 ? KeptSolver::Preconditioner::multigrid
                                                                 : KeptSolver::Preconditioner::aggregation,
                                          "conduction_");
    run.counts["linear"] = solver->solve(load_, solution_);
  });
  run.clock.time("further_solve", [&] { solver->solve(load_, guess); });
  constraints_.distribute(solution_);
}

std::vector<dealii::types::global_dof_index> ResistingConduction::unknowns_at(
    const InterfacePoints<3>::Cell& cell, int phase) const {
  const auto& space = *spaces_[phase];
  return numbering_->numbers(static_cast<unsigned int>(phase),
                             space.cells()[space.cell_of(cell.parts[phase])].unknowns);
}

void ResistingConduction::assemble() {
  Assembly<3> assembly(*numbering_, constraints_);
  assembly.make_pattern({{0, 1}});
  assembly.start(system_);
  const double ghost = mesh_->degree() == 1 ? 0.1 : 0.003;
  for (unsigned int f = 0; f < 2; ++f) {
    const double conductivity = problem_.conductivity[f];
    // Whole cells of one size share their table, and so their matrix.
    const ShapeTable<3>* last = nullptr;
    std::vector<double> of_last;
    assembly.add_cells(
        f,
        [&](const auto&, const auto&, const ShapeTable<3>& table, std::vector<double>& matrix) {
          if (last != &table) {
            of_last.assign(matrix.size(), 0.);
            std::vector<double> factors(table.weight);
            for (double& factor : factors) factor *= conductivity;
            add_stiffness(table, factors, of_last);
            last = &table;
          }
          matrix = of_last;
        },
        system_);
    assembly.add_ghost_penalty(
        f, [&](const auto&, const auto&) { return ghost * conductivity; }, system_);
  }
  for (const auto& cell : points_->cells()) {
    const auto& table = *cell.table;
    const unsigned int n = table.shapes;
    auto unknowns = unknowns_at(cell, 0);
    const auto others = unknowns_at(cell, 1);
    unknowns.insert(unknowns.end(), others.begin(), others.end());
    std::vector<double> matrix(4 * n * n, 0.);
    for (unsigned int q = 0; q < table.points; ++q)
      for (unsigned int i = 0; i < 2 * n; ++i)
        for (unsigned int j = 0; j < 2 * n; ++j)
          matrix[i * 2 * n + j] += table.weight[q] / problem_.resistance * ((i < n) == (j < n) ? 1 : -1) *
                                   table.values(q)[i % n] * table.values(q)[j % n];
    assembly.add(unknowns, matrix, system_);
  }
  assembly.finish(system_, 1.);
}

void ResistingConduction::hold_boundary() {
  load_.reinit(numbering_->owned(), MPI_COMM_WORLD);
  solution_.reinit(numbering_->owned(), MPI_COMM_WORLD);
  std::vector<PetscInt> rows;
  for (unsigned int f = 0; f < 2; ++f)
    for (unsigned int axis = 0; axis < 3; ++axis)
      for (const bool far : {false, true}) {
        if (!problem_.held(axis, far)) continue;
        for (const auto& support : spaces_[f]->on_face(axis, far)) {
          const auto number = numbering_->number(f, support.unknown);
          if (constraints_.is_constrained(number)) continue;  // between others that are held
          rows.push_back(static_cast<PetscInt>(number));
          solution_(number) = problem_.boundary(support.point);
        }
      }
  solution_.compress(dealii::VectorOperation::insert);
  check_petsc(
      MatZeroRowsColumns(system_, static_cast<PetscInt>(rows.size()), rows.data(), 1., solution_, load_));
}

double ResistingConduction::error(const Exact& exact) const {
  double difference = 0, norm = 0;
  for (unsigned int f = 0; f < 2; ++f)
    for (const auto& cell : spaces_[f]->cells()) {
      const auto& table = spaces_[f]->table(cell);
      const auto unknowns = numbering_->numbers(f, cell.unknowns);
      for (unsigned int q = 0; q < table.points; ++q) {
        const double wanted =
            exact(static_cast<Phase>(f), mesh_->place(spaces_[f]->geometry(cell), table.unit_points[q]));
        double value = -wanted;
        for (unsigned int i = 0; i < table.shapes; ++i) value += table.values(q)[i] * solution_[unknowns[i]];
        difference += table.weight[q] * value * value;
        norm += table.weight[q] * wanted * wanted;
      }
    }
  return std::sqrt(difference / norm);
}

void ResistingConduction::visit_jumps(const Visit& visit) const {
  for (const auto& cell : points_->cells()) {
    const auto& table = *cell.table;
    const auto inside = unknowns_at(cell, 0), outside = unknowns_at(cell, 1);
    for (unsigned int q = 0; q < table.points; ++q) {
      double jump = 0;
      for (unsigned int i = 0; i < table.shapes; ++i)
        jump += table.values(q)[i] * (solution_[outside[i]] - solution_[inside[i]]);
      visit(mesh_->place(mesh_->cells()[cell.index], table.unit_points[q]), table.normal[q], table.weight[q],
            jump);
    }
  }
}

}  // namespace catena::benchmarks
