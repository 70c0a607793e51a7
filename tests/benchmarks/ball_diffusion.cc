// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/benchmarks/ball_diffusion.h"

#include <deal.II/lac/petsc_vector.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>

#include "solvers/cut_cells/assembly.h"
#include "solvers/cut_cells/cell_products.h"
#include "solvers/cut_cells/check_petsc.h"
#include "solvers/cut_cells/interface_points.h"
#include "tests/benchmarks/kept_solver.h"
#include "tests/solvers/electrochemistry/crank_sphere.h"

namespace catena::benchmarks {
namespace {

using Matrix = dealii::PETScWrappers::MPI::SparseMatrix;
using Vector = dealii::PETScWrappers::MPI::Vector;
using Indices = std::vector<dealii::types::global_dof_index>;

constexpr double end_time = 0.864;
constexpr int steps = 80;
constexpr unsigned int direct_below = 20000;

/// Unknowns, and the matrices of storage and conduction, with the ghost penalties that the simulator has.
struct Ball {
  const CutMesh<3>& mesh;
  PhaseSpace<3> space;
  FieldNumbering<3> numbering;
  InterfacePoints<3> points;
  dealii::AffineConstraints<double> constraints;
  Matrix storage, conduction;
  Vector flux;
  std::map<unsigned int, const Indices*> of_cell;  ///< unknowns by index of the cell

  explicit Ball(const CutMesh<3>& cut_mesh)
      : mesh(cut_mesh),
        space(mesh, Phase::particles, 1),
        numbering(MPI_COMM_WORLD, {&space}, 0),
        points(mesh),
        constraints(numbering.hanging_nodes()),
        flux(numbering.owned(), MPI_COMM_WORLD) {
    constraints.close();
    for (const auto& cell : space.cells()) of_cell[cell.index] = &cell.unknowns;
  }

  void assemble() {
    Assembly<3> assembly(numbering, constraints);
    assembly.make_pattern({});
    assembly.start(conduction);
    // The penalties of both differ by h^2 only.
    const double ghost = mesh.degree() == 1 ? 0.1 : 0.01, h = mesh.finest_edge()[0];
    assembly.add_ghost_penalty(
        0, [ghost](const auto&, const auto&) { return ghost; }, conduction);
    conduction.compress(dealii::VectorOperation::add);
    storage.reinit(conduction);
    check_petsc(MatAXPY(storage, h * h, conduction, SAME_NONZERO_PATTERN));
    assembly.add_cells(
        0,
        [](const auto&, const auto&, const auto& table, auto& cell) { add_mass(table, table.weight, cell); },
        storage);
    assembly.add_cells(
        0,
        [](const auto&, const auto&, const auto& table, auto& cell) {
          add_stiffness(table, table.weight, cell);
        },
        conduction);
    assembly.finish(storage, 0.);
    assembly.finish(conduction, 1.);
    for (const auto& cell : points.cells()) {
      dealii::Vector<double> loads(cell.table->shapes);
      for (unsigned int q = 0; q < cell.table->points; ++q)
        for (unsigned int i = 0; i < cell.table->shapes; ++i)
          loads[i] += cell.table->weight[q] * cell.table->values(q)[i];
      constraints.distribute_local_to_global(loads, *of_cell.at(cell.index), flux);
    }
    flux.compress(dealii::VectorOperation::add);
  }

  /// storage + factor conduction
  std::unique_ptr<Matrix> implicit(double factor) const {
    auto sum = std::make_unique<Matrix>();
    sum->reinit(storage);
    check_petsc(MatCopy(storage, *sum, SAME_NONZERO_PATTERN));
    check_petsc(MatAXPY(*sum, factor, conduction, SAME_NONZERO_PATTERN));
    return sum;
  }
};

}  // namespace

CutRun run_ball_diffusion(unsigned int degree, double cells) {
  CutRun run;
  MeshOptions<3> options;
  const double edge = 2.03, dt = end_time / steps;
  options.box = {edge, edge, edge};
  options.fine_cell = 1.015 / cells;
  options.degree = degree;
  options.coarsenings = cells > 4 ? 1 : 0;
  const dealii::Point<3> centre(1.015, 1.015, 1.015);
  std::unique_ptr<CutMesh<3>> mesh;
  std::unique_ptr<Ball> ball;
  run.clock.time("mesh", [&] {
    mesh = std::make_unique<CutMesh<3>>(
        MPI_COMM_WORLD,
        LevelSet<3>{[&](const dealii::Point<3>& p) { return p.distance(centre) - 1; },
                    [](const dealii::Point<3>&) { return std::size_t{0}; }},
        options);
  });
  run.clock.time("spaces", [&] { ball = std::make_unique<Ball>(*mesh); });
  run.unknowns = ball->numbering.size();
  run.cut_cells = ball->points.cells().size();
  run.steps = steps;

  std::unique_ptr<Matrix> euler, bdf2;
  std::unique_ptr<KeptSolver> solver;
  run.clock.time("matrices", [&] {
    ball->assemble();
    euler = ball->implicit(dt);
    bdf2 = ball->implicit(2. / 3 * dt);
  });
  run.clock.time("preconditioner", [&] {
    solver = std::make_unique<KeptSolver>(*bdf2,
                                          run.unknowns < direct_below ? KeptSolver::Preconditioner::factors
                                                                      : KeptSolver::Preconditioner::sweeps,
                                          "steps_");
  });
  Vector now(ball->flux), before(ball->flux), next(ball->flux), history(ball->flux), load(ball->flux);
  now = 0;
  before = 0;
  int iterations = 0;
  run.clock.time("solve", [&] {
    for (int step = 1; step <= steps; ++step) {
      history = now;
      if (step > 1) history.sadd(4. / 3, -1. / 3, before);
      ball->storage.vmult(load, history);
      load.add(step > 1 ? 2. / 3 * dt : dt, ball->flux);
      next = now;
      if (step > 2) next.sadd(2., -1., before);
      iterations += step > 1 ? solver->solve(load, next) : solver->solve(*euler, load, next);
      before = now;
      now = next;
    }
  });
  run.counts["linear"] = static_cast<double>(iterations) / steps;

  ball->constraints.distribute(now);
  const double exact = catena_test::CrankSphere::constant_flux(1, end_time);
  double worst = 0, sum = 0, area = 0;
  for (const auto& cell : ball->points.cells()) {
    const Indices& unknowns = *ball->of_cell.at(cell.index);
    for (unsigned int q = 0; q < cell.table->points; ++q) {
      double value = 0;
      for (unsigned int i = 0; i < cell.table->shapes; ++i)
        value += cell.table->values(q)[i] * now[unknowns[i]];
      worst = std::max(worst, std::abs(value / exact - 1));
      sum += cell.table->weight[q] * (value / exact - 1);
      area += cell.table->weight[q];
    }
  }
  run.errors["surface"] = worst;
  run.errors["surface_mean"] = std::abs(sum / area);
  return run;
}

}  // namespace catena::benchmarks
