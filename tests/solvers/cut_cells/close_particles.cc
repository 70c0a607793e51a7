// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// Close particles have unknowns of their own, also in cells that hold both, with a film of matrix between
// them.
#include <mpi.h>

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <map>

#include "jobs/run/error.h"
#include "solvers/cut_cells/interface_points.h"
#include "solvers/cut_cells/phase_space.h"
#include "solvers/cut_cells/start_petsc.h"

using namespace catena;

struct Libraries {
  Libraries() { start_petsc(); }
};
BOOST_TEST_GLOBAL_FIXTURE(Libraries);

namespace {

template <int dim>
dealii::Point<dim> cube(double edge) {
  dealii::Point<dim> point;
  for (int axis = 0; axis < dim; ++axis) point[axis] = edge;
  return point;
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
    alone_unknowns += space.owned().size();
    alone_faces += count(space.ghost_faces().size());
  }
  const CutMesh<dim> mesh(MPI_COMM_WORLD, pair.level_set(true, true), options);
  const PhaseSpace<dim> space(mesh, Phase::particles, components);
  BOOST_TEST(mesh.particles() == 2u);
  BOOST_TEST(mesh.colours() == 2u);
  BOOST_TEST(space.owned().size() == alone_unknowns);
  BOOST_TEST(count(space.ghost_faces().size()) == alone_faces);
  std::map<dealii::types::global_dof_index, int> owner;
  int shared = 0;
  for (const auto& cell : space.cells())
    for (const auto unknown : cell.unknowns) {
      const auto [place, fresh] = owner.emplace(unknown, cell.particle);
      if (!fresh && place->second != cell.particle) ++shared;
    }
  BOOST_TEST(shared == 0);
}

}  // namespace

BOOST_AUTO_TEST_CASE(close_particles_have_unknowns_of_their_own) {
  check_own_unknowns<2>(0.36, 1, 1);
  check_own_unknowns<2>(0.36, 2, 2);
  check_own_unknowns<3>(0.44, 1, 3);
  check_own_unknowns<3>(0.44, 2, 1);
}

namespace {

/// A film thinner than a cell: each ball is as large as it is alone, the matrix has the rest, and no weight
/// is negative.
template <int dim>
void check_film(double gap, unsigned int degree) {
  MeshOptions<dim> options;
  options.box = cube<dim>(8.);
  options.fine_cell = 0.25;
  options.degree = degree;
  const auto volumes_of = [&](bool has_first, bool has_second) {
    const CutMesh<dim> mesh(MPI_COMM_WORLD, Pair<dim>(gap).level_set(has_first, has_second), options);
    std::vector<double> sums(9, 0.);  // balls', matrix, film's, cells with both, negative weights; moments
    for (const int p : {0, 1})
      for (const auto& part : mesh.parts(static_cast<Phase>(p))) {
        const bool both = mesh.cells()[part.cell].particles.size() > 1;
        if (p == 1 && both) ++sums[3];
        const auto& table = mesh.table(part.table);
        for (unsigned int q = 0; q < table.points; ++q) {
          const double weight = table.weight[q];
          const auto place = mesh.place(mesh.cells()[part.cell], table.unit_points[q]);
          sums[p] += weight;
          sums[5] += weight * place[0];
          sums[6] += weight * place[0] * place[0];
          sums[7] += weight * place[0] * place[1];
          sums[8] += weight * place[dim - 1] * place[dim - 1];
          if (p == 1 && both) sums[2] += weight;
          if (weight < 0) ++sums[4];
        }
      }
    MPI_Allreduce(MPI_IN_PLACE, sums.data(), 9, MPI_DOUBLE, MPI_SUM, MPI_COMM_WORLD);
    const InterfacePoints<dim> points(mesh);
    for (const double area : points.areas())
      BOOST_TEST(area == (dim == 2 ? 2 : 4) * M_PI, boost::test_tools::tolerance(2e-2));
    return sums;
  };
  const auto first = volumes_of(true, false), second = volumes_of(false, true), both = volumes_of(true, true);
  BOOST_TEST(both[0] == first[0] + second[0], boost::test_tools::tolerance(1e-12));
  BOOST_TEST(both[0] + both[1] == std::pow(8., dim), boost::test_tools::tolerance(1e-6));
  const double volume = std::pow(8., dim), moments[4] = {4, 64. / 3, 16, 64. / 3};
  for (int m = 0; m < 4; ++m)
    BOOST_TEST(both[5 + m] == moments[m] * volume, boost::test_tools::tolerance(1e-5));
  BOOST_TEST(both[2] > 0);
  BOOST_TEST(both[3] > 2);
  BOOST_TEST(both[4] == 0);
}

}  // namespace

BOOST_AUTO_TEST_CASE(films_thinner_than_a_cell) {
  for (const unsigned int degree : {1u, 2u}) {
    check_film<2>(0.05, degree);
    check_film<3>(0.05, degree);
    check_film<3>(0.2, degree);
  }
}

BOOST_AUTO_TEST_CASE(particles_that_overlap_are_refused) {
  MeshOptions<2> options;
  options.box = cube<2>(8.);
  options.fine_cell = 0.25;
  BOOST_CHECK_THROW(CutMesh<2>(MPI_COMM_WORLD, Pair<2>(-0.05).level_set(true, true), options), Error);
}
