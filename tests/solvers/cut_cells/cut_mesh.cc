// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// The cut of a ball by an octree: volumes, areas and normals converge, the same on any number of ranks; the
// ghost penalty vanishes for polynomials.
#include <mpi.h>

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <map>

#include "solvers/cut_cells/ghost_penalty.h"
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
  for (const int p : {0, 1})
    for (const auto& part : mesh.parts(static_cast<Phase>(p))) {
      for (const double weight : mesh.table(part.table).weight) sums[p] += weight;
      if (p == 1 || part.matrix < 0) ++sums[4];
      if (part.interface < 0) continue;
      const auto& table = mesh.interface_table(part.interface);
      for (unsigned int q = 0; q < table.points; ++q) {
        sums[2] += table.weight[q];
        const auto out = mesh.place(mesh.cells()[part.cell], table.unit_points[q]) - center;
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
