// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/benchmarks/misfit_ball.h"

#include <cmath>
#include <stdexcept>

#include "tests/solvers/mechanics/body.h"

namespace catena::benchmarks {
namespace {

constexpr double ball_gpa = 140, matrix_gpa = 2, poisson = 0.3, misfit = -0.01, reach = 5;
constexpr double half_edge = 4.03;  // (4/3 pi reach^3)^(1/3)/2
constexpr double bond = 1e7;        // GPa/um: as good as none that opens

/// u = a r inside, b r + c/r^2 outside, zero at `reach`.
struct Exact {
  double a, b, c, traction;
  Exact() {
    const Elasticity inner{ball_gpa, poisson}, outer{matrix_gpa, poisson};
    // From continuity a = b + c and b = -c/reach^3; then the traction of both sides.
    const double factor = 1 - 1 / std::pow(reach, 3);
    const double inside = 3 * inner.bulk(),
                 outside = (-3 * outer.bulk() / std::pow(reach, 3) - 4 * outer.shear()) / factor;
    a = inside * misfit / (inside - outside);
    c = a / factor;
    b = -c / std::pow(reach, 3);
    traction = inside * (a - misfit);
  }
  dealii::Tensor<1, 3> displacement(const dealii::Tensor<1, 3>& away, Phase phase) const {
    return (phase == Phase::particles ? a : b + c / std::pow(away.norm(), 3)) * away;
  }
};

}  // namespace

CutRun run_misfit_ball(unsigned int degree, double cells) {
  const Exact exact;
  const dealii::Point<3> centre(half_edge, half_edge, half_edge);
  const Material material = misfit_material(ball_gpa, matrix_gpa, unbreakable(bond));
  MeshOptions<3> mesh = uniform_mesh<3>(2 * half_edge, half_edge / 4 / cells, degree);
  mesh.coarsenings = 2;
  mesh.grading = 0.5;
  MechanicsOptions options;
  options.stack_pressure = 0;
  options.direct_limit = 0;  // one solve does not pay for factors
  const auto displacement = [&](const dealii::Point<3>& p, Phase phase) {
    return exact.displacement(p - centre, phase);
  };

  CutRun run;
  const auto level_set = [&](const dealii::Point<3>& p) { return p.distance(centre) - 1; };
  std::unique_ptr<Body<3>> body;
  // The body makes its mesh and its matrices in one go: the mesh alone is timed once more, and taken off.
  run.clock.time("mesh", [&] {
    const CutMesh<3> again(MPI_COMM_WORLD,
                           {level_set, [](const dealii::Point<3>&) { return std::size_t{0}; }}, mesh);
  });
  PartClock whole;
  whole.time("all", [&] {
    body = std::make_unique<Body<3>>(MPI_COMM_WORLD, level_set, mesh, material, options);
    body->mechanics.prescribe(displacement, false);
  });
  run.clock.add("matrices", whole.parts().at("all") - run.clock.parts().at("mesh"));
  run.unknowns = body->mechanics.unknowns();
  run.cut_cells = body->points.cells().size();
  const auto solve = [&](const char* part, double strain) {
    const auto x = body->concentration([&](const dealii::Point<3>&) { return strain; });
    NewtonReport report;
    run.clock.time(part, [&] { report = body->mechanics.solve(x); });
    if (!report.converged) throw std::runtime_error(report.failure);
    run.counts[std::string(part) + "_newton"] = report.newton;
    run.counts[std::string(part) + "_linear"] = report.linear;
  };
  solve("solve", misfit);

  double sums[2] = {0, 0};
  for (const Phase phase : {Phase::particles, Phase::matrix}) {
    const auto& space = phase == Phase::particles ? body->particles : body->matrix;
    double norm = 0;
    for (const auto& cell : space.cells()) {
      const auto& table = space.table(cell);
      for (unsigned int q = 0; q < table.points; ++q)
        norm +=
            table.weight[q] *
            displacement(body->mesh.place(space.geometry(cell), table.unit_points[q]), phase).norm_square();
    }
    const double relative = body->displacement_error(phase, displacement);
    sums[0] += relative * relative * norm;
    sums[1] += norm;
  }
  run.errors["displacement"] = std::sqrt(sums[0] / sums[1]);
  auto tractions = body->mechanics.traction();
  for (double& t : tractions) t = t * 1e-9 / exact.traction - 1;
  const auto spread = body->spread(tractions);
  run.errors["traction"] = std::hypot(spread.mean, spread.deviation);
  run.errors["traction_mean"] = std::abs(spread.mean);

  body->mechanics.accept();
  solve("further_solve", 2 * misfit);
  return run;
}

}  // namespace catena::benchmarks
