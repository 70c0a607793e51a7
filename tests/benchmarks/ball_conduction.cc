// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/benchmarks/ball_conduction.h"

#include <cmath>

#include "tests/benchmarks/resisting_conduction.h"

namespace catena::benchmarks {

CutRun run_ball_conduction(unsigned int degree, double cells) {
  constexpr double radius = 0.5, inner = 5, resistance = 0.1;
  // Inside u = a z, outside z + b z/r^3.
  const double a = 3 / (2 + 2 * resistance * inner / radius + inner),
               b = std::pow(radius, 3) / 2 * (1 - inner * a);
  const dealii::Point<3> centre(1.01, 1.01, 1.01);
  const auto outside = [&](const dealii::Point<3>& p) {
    const double r = p.distance(centre);
    return (p[2] - centre[2]) * (1 + b / (r * r * r));
  };
  ResistingConduction::Problem problem;
  problem.level_set = {[&](const dealii::Point<3>& p) { return p.distance(centre) - radius; },
                       [](const dealii::Point<3>&) { return std::size_t{0}; }};
  problem.mesh.box = {2.03, 2.03, 2.03};
  problem.mesh.fine_cell = radius * 1.015 / cells;
  problem.mesh.degree = degree;
  problem.mesh.grading = 0.5;
  problem.mesh.coarsenings = cells > 3 ? 1 : 0;
  problem.conductivity = {inner, 1.};
  problem.resistance = resistance;
  problem.held = [](unsigned int, bool) { return true; };
  problem.boundary = outside;
  CutRun run;
  const ResistingConduction conduction(problem, run);
  run.errors["L2"] = conduction.error([&](Phase phase, const dealii::Point<3>& p) {
    return phase == Phase::particles ? a * (p[2] - centre[2]) : outside(p);
  });
  double difference = 0, norm = 0;
  conduction.visit_jumps([&](const auto&, const auto& normal, double weight, double jump) {
    const double wanted = resistance * inner * a * normal[2];
    difference += weight * (jump - wanted) * (jump - wanted);
    norm += weight * wanted * wanted;
  });
  run.errors["jump"] = std::sqrt(difference / norm);
  return run;
}

}  // namespace catena::benchmarks
