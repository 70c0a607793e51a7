// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include <algorithm>
#include <array>
#include <cmath>

#include "tests/benchmarks/ball_conduction.h"
#include "tests/benchmarks/resisting_conduction.h"

namespace catena::benchmarks {
namespace {

constexpr double pitch = 2.1, resistance = 0.1;
// Not symmetric, so that interfaces lie unlike in their cells.
constexpr double least_wall = pitch / 48, box = 76 * pitch / 24;

std::array<int, 3> place_in_row(const dealii::Point<3>& p) {
  std::array<int, 3> place;
  for (int axis = 0; axis < 3; ++axis)
    place[axis] = std::clamp(static_cast<int>((p[axis] - least_wall) / pitch), 0, 2);
  return place;
}

dealii::Tensor<1, 3> from_centre(const dealii::Point<3>& p) {
  const auto place = place_in_row(p);
  dealii::Tensor<1, 3> away;
  for (int axis = 0; axis < 3; ++axis) away[axis] = p[axis] - least_wall - (place[axis] + 0.5) * pitch;
  return away;
}

std::size_t ball_at(const dealii::Point<3>& p) {
  const auto place = place_in_row(p);
  return static_cast<std::size_t>(place[0] + 3 * (place[1] + 3 * place[2]));
}

dealii::Point<3> centre_of(std::size_t k) {
  const std::size_t place[3] = {k % 3, k / 3 % 3, k / 9};
  dealii::Point<3> centre;
  for (int axis = 0; axis < 3; ++axis)
    centre[axis] = least_wall + (static_cast<double>(place[axis]) + 0.5) * pitch;
  return centre;
}

}  // namespace

CutRun run_close_balls(unsigned int degree, unsigned int cells) {
  ResistingConduction::Problem problem;
  problem.level_set = {[](const dealii::Point<3>& p) { return from_centre(p).norm() - 1; }, ball_at,
                       [](std::size_t k, const dealii::Point<3>& p) { return p.distance(centre_of(k)) - 1; }};
  problem.mesh.box = {box, box, box};
  problem.mesh.fine_cell = pitch / cells * 1.0001;
  problem.mesh.degree = degree;
  problem.mesh.coarsenings = 2;
  problem.conductivity = {5., 1.};
  problem.resistance = resistance;
  problem.held = [](unsigned int axis, bool) { return axis == 2; };
  problem.boundary = [](const dealii::Point<3>& p) { return p[2] > box / 2 ? 1. : 0.; };
  CutRun run;
  const ResistingConduction conduction(problem, run);
  run.moments.assign(27 * 6, 0.);
  conduction.visit_jumps([&](const dealii::Point<3>& p, const auto&, double weight, double jump) {
    const auto away = from_centre(p) / from_centre(p).norm();
    for (int axis = 0; axis < 3; ++axis)
      for (const int sign : {-1, 1})
        run.moments[ball_at(p) * 6 + 2 * axis + (sign > 0)] +=
            weight * jump / resistance * std::exp((sign * away[axis] - 1) / 0.05);
  });
  return run;
}

}  // namespace catena::benchmarks
