// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// A manufactured solution with a jump across a curved interface that resists: -s div grad u + u = f in both
// phases, s_p d_n u_p = -k (u_p - u_m) + g_p, s_m d_n u_m = -k (u_p - u_m) + g_m on it. Q1 is of second order
// in L2, Q2 of third, on any number of ranks, hanging nodes away from the interface included; also with two
// particles whose film is so thin that cells hold both.
#include <petscksp.h>

#include <deal.II/lac/petsc_vector.h>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdio>

#include "solvers/cut_cells/assembly.h"
#include "solvers/cut_cells/interface_points.h"
#include "solvers/cut_cells/start_petsc.h"
#include "tests/verification_row.h"

using namespace catena;

namespace {

constexpr double box_edge = 4, resistance_inverse = 0.7;
constexpr double conductivity[2] = {2., 0.3};

template <int dim>
struct Exact {
  double radius = 1;
  std::vector<dealii::Point<dim>> centers;
  /// \param film between two balls, or 0: one ball.
  explicit Exact(double film) {
    dealii::Point<dim> middle;
    for (int axis = 0; axis < dim; ++axis) middle[axis] = 1.93 + 0.07 * axis;
    centers = {middle};
    if (film == 0) return;
    radius = 0.8;
    dealii::Tensor<1, dim> half;
    for (int axis = 0; axis < dim; ++axis) half[axis] = dim == 2 ? 0.8 - 0.2 * axis : 0.48 + 0.12 * axis;
    half *= (radius + film / 2) / half.norm();
    centers = {dealii::Point<dim>(middle - half), dealii::Point<dim>(middle + half)};
  }
  double distance(std::size_t k, const dealii::Point<dim>& p) const {
    return p.distance(centers[k]) - radius;
  }
  std::size_t nearest(const dealii::Point<dim>& p) const {
    return centers.size() == 2 && distance(1, p) < distance(0, p) ? 1 : 0;
  }
  // Particles: sin of a plane wave; matrix: a cosine product without flux through the box.
  double value(int phase, const dealii::Point<dim>& p) const {
    if (phase == 0) return std::sin(p[0] + 0.5 * p[dim - 1]);
    double product = 1;
    for (int axis = 0; axis < dim; ++axis) product *= std::cos(M_PI * p[axis] / box_edge);
    return product;
  }
  dealii::Tensor<1, dim> gradient(int phase, const dealii::Point<dim>& p) const {
    dealii::Tensor<1, dim> result;
    if (phase == 0) {
      result[0] += std::cos(p[0] + 0.5 * p[dim - 1]);
      result[dim - 1] += 0.5 * std::cos(p[0] + 0.5 * p[dim - 1]);
      return result;
    }
    for (int axis = 0; axis < dim; ++axis) {
      result[axis] = -M_PI / box_edge * std::sin(M_PI * p[axis] / box_edge);
      for (int other = 0; other < dim; ++other)
        if (other != axis) result[axis] *= std::cos(M_PI * p[other] / box_edge);
    }
    return result;
  }
  double source(int phase, const dealii::Point<dim>& p) const {
    const double eigenvalue = phase == 0 ? 1.25 : dim * M_PI * M_PI / box_edge / box_edge;
    return (conductivity[phase] * eigenvalue + 1) * value(phase, p);
  }
};

/// L2 errors in both phases.
template <int dim>
std::array<double, 2> solve(double film, double fine_cell, unsigned int degree, unsigned int coarsenings) {
  const Exact<dim> exact(film);
  MeshOptions<dim> options;
  for (int axis = 0; axis < dim; ++axis) options.box[axis] = box_edge;
  options.fine_cell = fine_cell;
  options.degree = degree;
  options.coarsenings = coarsenings;
  options.grading = 0.25 / fine_cell;  // so that both meshes are coarser in the same places
  const CutMesh<dim> mesh(MPI_COMM_WORLD,
                          {[&](const dealii::Point<dim>& p) { return exact.distance(exact.nearest(p), p); },
                           [&](const dealii::Point<dim>& p) { return exact.nearest(p); },
                           [&](std::size_t k, const dealii::Point<dim>& p) { return exact.distance(k, p); }},
                          options);
  const PhaseSpace<dim> particles(mesh, Phase::particles, 1), matrix(mesh, Phase::matrix, 1);
  const PhaseSpace<dim>* spaces[2] = {&particles, &matrix};
  const FieldNumbering<dim> numbering(MPI_COMM_WORLD, {&particles, &matrix}, 0);
  auto constraints = numbering.hanging_nodes();
  constraints.close();
  Assembly<dim> assembly(numbering, constraints);
  assembly.make_pattern({{0, 1}});
  dealii::PETScWrappers::MPI::SparseMatrix system;
  assembly.start(system);
  dealii::PETScWrappers::MPI::Vector load(numbering.owned(), MPI_COMM_WORLD), solution(load);
  const double ghost_weight = degree == 1 ? 0.1 : 0.01;
  for (unsigned int f = 0; f < 2; ++f) {
    assembly.add_cells(
        f,
        [&](const auto&, const auto&, const ShapeTable<dim>& table, std::vector<double>& values) {
          for (unsigned int q = 0; q < table.points; ++q)
            for (unsigned int i = 0; i < table.shapes; ++i)
              for (unsigned int j = 0; j < table.shapes; ++j)
                values[i * table.shapes + j] +=
                    table.weight[q] * (conductivity[f] * (table.gradients(q)[i] * table.gradients(q)[j]) +
                                       table.values(q)[i] * table.values(q)[j]);
        },
        system);
    assembly.add_ghost_penalty(
        f, [&](const auto&, const auto&) { return ghost_weight * conductivity[f]; }, system);
  }
  const auto add_load = [&](const std::vector<dealii::types::global_dof_index>& unknowns,
                            const dealii::Vector<double>& values) {
    constraints.distribute_local_to_global(values, unknowns, load);
  };
  for (unsigned int f = 0; f < 2; ++f)
    for (const auto& cell : spaces[f]->cells()) {
      const auto& table = spaces[f]->table(cell);
      const auto& geometry = spaces[f]->geometry(cell);
      dealii::Vector<double> values(table.shapes);
      for (unsigned int q = 0; q < table.points; ++q)
        for (unsigned int i = 0; i < table.shapes; ++i)
          values[i] += table.weight[q] * table.values(q)[i] *
                       exact.source(static_cast<int>(f), mesh.place(geometry, table.unit_points[q]));
      add_load(numbering.numbers(f, cell.unknowns), values);
    }
  const InterfacePoints<dim> points(mesh);
  for (const auto& cell : points.cells()) {
    const auto& table = *cell.table;
    const unsigned int n = table.shapes;
    std::vector<dealii::types::global_dof_index> unknowns;
    for (unsigned int f = 0; f < 2; ++f) {
      const auto& of_phase = spaces[f]->cells()[spaces[f]->cell_of(cell.parts[f])];
      const auto numbers = numbering.numbers(f, of_phase.unknowns);
      unknowns.insert(unknowns.end(), numbers.begin(), numbers.end());
    }
    std::vector<double> values(4 * n * n, 0.);
    dealii::Vector<double> loads(2 * n);
    for (unsigned int q = 0; q < table.points; ++q) {
      const auto point = mesh.place(mesh.cells()[cell.index], table.unit_points[q]);
      const auto& center = exact.centers[static_cast<std::size_t>(cell.particle)];
      const auto normal = (point - center) / point.distance(center);
      const double jump = exact.value(0, point) - exact.value(1, point);
      const double sign[2] = {1, -1};
      for (int f = 0; f < 2; ++f)
        for (unsigned int i = 0; i < n; ++i) {
          const double shape = sign[f] * table.values(q)[i] * table.weight[q];
          loads[f * n + i] +=
              shape * (conductivity[f] * (exact.gradient(f, point) * normal) + resistance_inverse * jump);
          for (int g = 0; g < 2; ++g)
            for (unsigned int j = 0; j < n; ++j)
              values[(f * n + i) * 2 * n + g * n + j] +=
                  resistance_inverse * shape * sign[g] * table.values(q)[j];
        }
    }
    assembly.add(unknowns, values, system);
    add_load(unknowns, loads);
  }
  assembly.finish(system, 1.);
  load.compress(dealii::VectorOperation::add);

  KSP ksp;
  KSPCreate(MPI_COMM_WORLD, &ksp);
  KSPSetOperators(ksp, system, system);
  KSPSetType(ksp, KSPCG);
  PC pc;
  KSPGetPC(ksp, &pc);
  PCSetType(pc, PCGAMG);
  KSPSetTolerances(ksp, 1e-12, 1e-50, PETSC_DEFAULT, 500);
  KSPSolve(ksp, load, solution);
  KSPConvergedReason reason;
  KSPGetConvergedReason(ksp, &reason);
  PetscInt iterations;
  KSPGetIterationNumber(ksp, &iterations);
  KSPDestroy(&ksp);
  BOOST_TEST(reason > 0);
  constraints.distribute(solution);
  dealii::PETScWrappers::MPI::Vector ghosted(numbering.owned(), numbering.relevant(), MPI_COMM_WORLD);
  ghosted = solution;

  std::array<double, 2> errors{0, 0};
  for (unsigned int f = 0; f < 2; ++f)
    for (const auto& cell : spaces[f]->cells()) {
      const auto& table = spaces[f]->table(cell);
      const auto unknowns = numbering.numbers(f, cell.unknowns);
      for (unsigned int q = 0; q < table.points; ++q) {
        double value = 0;
        for (unsigned int i = 0; i < table.shapes; ++i) value += table.values(q)[i] * ghosted[unknowns[i]];
        value -=
            exact.value(static_cast<int>(f), mesh.place(spaces[f]->geometry(cell), table.unit_points[q]));
        errors[f] += table.weight[q] * value * value;
      }
    }
  MPI_Allreduce(MPI_IN_PLACE, errors.data(), 2, MPI_DOUBLE, MPI_SUM, MPI_COMM_WORLD);
  std::size_t shared = 0;
  for (const auto& cell : mesh.cells()) shared += cell.particles.size() > 1;
  BOOST_TEST((dealii::Utilities::MPI::sum(shared, MPI_COMM_WORLD) > 0) == (film > 0));
  BOOST_TEST_MESSAGE("dim " << dim << " degree " << degree << " cell " << fine_cell << " unknowns "
                            << numbering.size() << " iterations " << iterations << " errors "
                            << std::sqrt(errors[0]) << " " << std::sqrt(errors[1]));
  return {std::sqrt(errors[0]), std::sqrt(errors[1])};
}

std::string cells_text(double cells) {
  char text[16];
  std::snprintf(text, sizeof text, "%.2g", cells);
  return text;
}

template <int dim>
void check_order(double coarse_cell, unsigned int degree, double least_order, double film = 0) {
  start_petsc();
  const auto coarse = solve<dim>(film, coarse_cell, degree, 0),
             fine = solve<dim>(film, coarse_cell / 2, degree, 0),
             graded = solve<dim>(film, coarse_cell / 2, degree, 1);
  for (int phase = 0; phase < 2; ++phase) {
    BOOST_TEST(coarse[phase] < 0.02);
    BOOST_TEST(std::log2(coarse[phase] / fine[phase]) > least_order);
    catena_test::verification_row(
        std::to_string(dim) + "-D manufactured solution with a resisting interface" +
            (film > 0 ? ", two particles a film of " + cells_text(film / coarse_cell * 2) + " cells apart"
                      : "") +
            ", Q" + std::to_string(degree),
        phase == 0 ? "u in the particle in L2, absolute" : "u in the matrix in L2, absolute",
        std::to_string(std::lround(2 * Exact<dim>(film).radius / coarse_cell)) + " cells a radius",
        fine[phase], std::log2(coarse[phase] / fine[phase]));
    // Cells of twice the size where they are allowed: no worse than a mesh of these alone, but for what is
    // left over.
    BOOST_TEST(graded[phase] < 1.5 * coarse[phase]);
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(linear_in_two_dimensions) { check_order<2>(0.125, 1, 1.9); }
BOOST_AUTO_TEST_CASE(quadratic_in_two_dimensions) { check_order<2>(0.25, 2, 2.9); }
BOOST_AUTO_TEST_CASE(linear_in_three_dimensions) { check_order<3>(0.4, 1, 1.9); }
BOOST_AUTO_TEST_CASE(quadratic_in_three_dimensions) { check_order<3>(0.5, 2, 2.9); }
BOOST_AUTO_TEST_CASE(thin_films_of_degree_one) {
  check_order<2>(0.125, 1, 1.9, 0.03);
  check_order<3>(0.3, 1, 1.9, 0.1);
}
BOOST_AUTO_TEST_CASE(thin_films_of_degree_two) {
  check_order<2>(0.25, 2, 2.9, 0.05);
  check_order<3>(0.5, 2, 2.9, 0.1);
}
