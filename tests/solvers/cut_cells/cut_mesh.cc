// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// The cut of a ball by an octree: volumes, areas and normals converge, the same on any number of ranks; the
// ghost penalty vanishes for polynomials; close particles have unknowns of their own.
#include <mpi.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <map>

#include "jobs/run/error.h"
#include "solvers/cut_cells/ghost_penalty.h"
#include "solvers/cut_cells/interface_points.h"
#include "solvers/cut_cells/phase_space.h"
#include "solvers/cut_cells/start_petsc.h"
#include "tests/verification_row.h"

using namespace catena;

namespace {

template <int dim>
LevelSet<dim> ball(const dealii::Point<dim>& center, double radius) {
  return {[=](const dealii::Point<dim>& p) { return p.distance(center) - radius; },
          [](const dealii::Point<dim>&) { return std::size_t{0}; }};
}

template <int dim>
dealii::Point<dim> cube(double edge) {
  dealii::Point<dim> point;
  for (int axis = 0; axis < dim; ++axis) point[axis] = edge;
  return point;
}

struct Measures {
  double inside = 0, outside = 0, area = 0, moment = 0;
  int cells = 0;
};

template <int dim>
Measures measure(double fine_cell, unsigned int degree) {
  MeshOptions<dim> options;
  options.box = cube<dim>(4.);
  options.fine_cell = fine_cell;
  options.degree = degree;
  dealii::Point<dim> center = cube<dim>(1.9);
  center[0] += 0.123;
  const CutMesh<dim> mesh(MPI_COMM_WORLD, ball<dim>(center, 1.), options);
  double sums[5] = {0, 0, 0, 0, 0};
  for (const auto& cell : mesh.cells()) {
    if (cell.table[0] >= 0)
      for (const double weight : mesh.table(cell.table[0]).weight) sums[0] += weight;
    if (cell.table[1] >= 0)
      for (const double weight : mesh.table(cell.table[1]).weight) sums[1] += weight;
    if (cell.table[0] >= 0 || cell.table[1] >= 0) ++sums[4];
    if (cell.interface < 0) continue;
    const auto& table = mesh.interface_table(cell.interface);
    for (unsigned int q = 0; q < table.points; ++q) {
      sums[2] += table.weight[q];
      const auto out = mesh.place(cell, table.unit_points[q]) - center;
      sums[3] += table.weight[q] * (out / out.norm() * table.normal[q]);
    }
  }
  MPI_Allreduce(MPI_IN_PLACE, sums, 5, MPI_DOUBLE, MPI_SUM, MPI_COMM_WORLD);
  return {sums[0], sums[1], sums[2], sums[3], static_cast<int>(sums[4])};
}

template <int dim>
void check_orders(unsigned int degree, double least_order) {
  const double volume = dim == 2 ? M_PI : 4. / 3 * M_PI, area = dim == 2 ? 2 * M_PI : 4 * M_PI;
  const Measures coarse = measure<dim>(0.25, degree), fine = measure<dim>(0.125, degree);
  const double box = std::pow(4., dim);
  BOOST_TEST(std::abs(fine.inside + fine.outside - box) < 1e-10 * box);
  const auto order = [](double a, double b, double exact) {
    return std::log2(std::abs(a - exact) / std::abs(b - exact));
  };
  BOOST_TEST_MESSAGE("dim " << dim << " degree " << degree << " volume " << fine.inside / volume - 1
                            << " area " << fine.area / area - 1 << " orders "
                            << order(coarse.inside, fine.inside, volume) << " "
                            << order(coarse.area, fine.area, area));
  BOOST_TEST(std::abs(fine.inside / volume - 1) < (degree == 1 ? 1e-2 : 1e-4));
  BOOST_TEST(std::abs(fine.area / area - 1) < (degree == 1 ? 1e-2 : 1e-4));
  BOOST_TEST(order(coarse.inside, fine.inside, volume) > least_order);
  BOOST_TEST(order(coarse.area, fine.area, area) > least_order);
  const std::string name = std::to_string(dim) + "-D ball cut from an octree, Q" + std::to_string(degree);
  catena_test::verification_row(name, "volume", "8 cells a radius", fine.inside / volume - 1,
                                order(coarse.inside, fine.inside, volume));
  catena_test::verification_row(name, "area", "8 cells a radius", fine.area / area - 1,
                                order(coarse.area, fine.area, area));
  BOOST_TEST(std::abs(fine.moment / fine.area - 1) < 1e-2);  // normals point out of the particle
}

}  // namespace

struct Libraries {
  Libraries() { start_petsc(); }
};
BOOST_TEST_GLOBAL_FIXTURE(Libraries);

BOOST_AUTO_TEST_CASE(volumes_areas_and_normals_converge) {
  check_orders<2>(1, 1.8);
  check_orders<2>(2, 2.8);
  check_orders<3>(1, 1.8);
  check_orders<3>(2, 2.8);
}

BOOST_AUTO_TEST_CASE(ghost_penalty_vanishes_for_polynomials) {
  MeshOptions<3> options;
  options.box = dealii::Point<3>(4., 5., 6.);
  options.fine_cell = 0.6;
  options.coarsenings = 1;
  options.degree = 2;
  const CutMesh<3> mesh(MPI_COMM_WORLD, ball<3>(dealii::Point<3>(2., 2.5, 3.), 1.), options);
  const GhostPenalty<3> penalty(mesh);
  const PhaseSpace<3> space(mesh, Phase::particles, 1);
  std::map<dealii::types::global_dof_index, double> quadratic, kinked;
  for (const auto& support : space.support()) {
    const auto& p = support.point;
    quadratic[support.unknown] = 1 + p[0] - 2 * p[1] * p[2] + 3 * p[2] * p[2] - p[0] * p[1];
    kinked[support.unknown] = std::abs(p[0] - 2.) + std::abs(p[1] - 2.5) + std::abs(p[2] - 3.);
  }
  double smooth = 0, rough = 0, faces = 0;
  for (const auto& face : space.ghost_faces()) {
    auto unknowns = face.first;
    unknowns.insert(unknowns.end(), face.second.begin(), face.second.end());
    const auto& matrix = penalty.matrix(face.axis);
    ++faces;
    for (std::size_t i = 0; i < unknowns.size(); ++i)
      for (std::size_t j = 0; j < unknowns.size(); ++j) {
        smooth += quadratic.at(unknowns[i]) * matrix[i * unknowns.size() + j] * quadratic.at(unknowns[j]);
        rough += kinked.at(unknowns[i]) * matrix[i * unknowns.size() + j] * kinked.at(unknowns[j]);
      }
  }
  double sums[3] = {smooth, rough, faces};
  MPI_Allreduce(MPI_IN_PLACE, sums, 3, MPI_DOUBLE, MPI_SUM, MPI_COMM_WORLD);
  BOOST_TEST(sums[2] > 100);
  BOOST_TEST(std::abs(sums[0]) < 1e-8);
  BOOST_TEST(sums[1] > 0.1);
}

/// Two balls of radius 1 that face each other across a gap, along the diagonal of the plane.
template <int dim>
struct Pair {
  explicit Pair(double gap) {
    const double half = (1 + gap / 2) / std::sqrt(2.);
    first = second = cube<dim>(4.03);
    for (int axis = 0; axis < 2; ++axis) {
      first[axis] -= half;
      second[axis] += half;
    }
  }
  LevelSet<dim> level_set(bool has_first, bool has_second) const {
    const auto first_distance = [*this, has_first](const dealii::Point<dim>& p) {
      return has_first ? p.distance(first) - 1 : 100.;
    };
    const auto second_distance = [*this, has_second](const dealii::Point<dim>& p) {
      return has_second ? p.distance(second) - 1 : 100.;
    };
    return {
        [=](const dealii::Point<dim>& p) { return std::min(first_distance(p), second_distance(p)); },
        [=](const dealii::Point<dim>& p) {
          return std::size_t{has_first && first_distance(p) < second_distance(p) ? 0u : has_first ? 1u : 0u};
        },
        [=](std::size_t k, const dealii::Point<dim>& p) {
          return k == 0 && has_first ? first_distance(p) : second_distance(p);
        }};
  }
  dealii::Point<dim> first, second;
};

/// Balls `gap` apart have as many unknowns and ghost faces as each has alone, on cells of the same size, and
/// no cell or face has unknowns of both.
template <int dim>
void check_own_unknowns(double gap, unsigned int degree, unsigned int components) {
  const Pair<dim> pair(gap);
  MeshOptions<dim> options;
  options.box = cube<dim>(8.);
  options.fine_cell = 0.25;
  options.coarsenings = 0;
  options.degree = degree;
  std::size_t alone_unknowns = 0, alone_faces = 0;
  const auto count = [](std::size_t number) {
    unsigned long long sum = number;
    MPI_Allreduce(MPI_IN_PLACE, &sum, 1, MPI_UNSIGNED_LONG_LONG, MPI_SUM, MPI_COMM_WORLD);
    return static_cast<std::size_t>(sum);
  };
  for (const bool has_first : {true, false}) {
    const CutMesh<dim> mesh(MPI_COMM_WORLD, pair.level_set(has_first, !has_first), options);
    const PhaseSpace<dim> space(mesh, Phase::particles, components);
    BOOST_TEST(mesh.colours() == 1u);
    alone_unknowns += space.handler().n_dofs();
    alone_faces += count(space.ghost_faces().size());
  }
  const CutMesh<dim> mesh(MPI_COMM_WORLD, pair.level_set(true, true), options);
  const PhaseSpace<dim> space(mesh, Phase::particles, components);
  BOOST_TEST(mesh.particles() == 2u);
  BOOST_TEST(mesh.colours() == 2u);
  BOOST_TEST(space.handler().n_dofs() == alone_unknowns);
  BOOST_TEST(count(space.ghost_faces().size()) == alone_faces);
  std::map<dealii::types::global_dof_index, int> owner;
  int shared = 0;
  for (const auto& cell : space.cells())
    for (const auto unknown : cell.unknowns) {
      const auto [place, fresh] = owner.emplace(unknown, space.geometry(cell).particle);
      if (!fresh && place->second != space.geometry(cell).particle) ++shared;
    }
  BOOST_TEST(shared == 0);
}

BOOST_AUTO_TEST_CASE(close_particles_have_unknowns_of_their_own) {
  check_own_unknowns<2>(0.36, 1, 1);
  check_own_unknowns<2>(0.36, 2, 2);
  check_own_unknowns<3>(0.44, 1, 3);
  check_own_unknowns<3>(0.44, 2, 1);
}

BOOST_AUTO_TEST_CASE(two_particles_in_one_cell_are_refused) {
  MeshOptions<2> options;
  options.box = cube<2>(8.);
  options.fine_cell = 0.25;
  BOOST_CHECK_THROW(CutMesh<2>(MPI_COMM_WORLD, Pair<2>(0.05).level_set(true, true), options), Error);
  const CutMesh<2> mesh(MPI_COMM_WORLD, Pair<2>(0.36).level_set(true, true), options);
  const InterfacePoints<2> points(mesh);
  for (const double area : points.areas()) BOOST_TEST(area == 2 * M_PI, boost::test_tools::tolerance(1e-2));
}
