// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/mechanics/elastic_bulk.h"

#include <deal.II/base/quadrature_lib.h>
#include <deal.II/fe/fe_q.h>
#include <deal.II/lac/vector.h>

#include <cmath>
#include <map>
#include <sstream>

#include "jobs/run/agreement.h"
#include "jobs/run/error.h"
#include "solvers/cut_cells/check_petsc.h"
#include "solvers/geometry/mesh_units.h"
#include "solvers/mechanics/drop_zeros.h"

namespace catena {
namespace {

/// (lambda div u, div v) + 2 mu (eps(u), eps(v)) of one cell, in the order [shape][component].
template <int dim>
void elastic_matrix(const ShapeTable<dim>& table, double lambda, double mu, std::vector<double>& matrix) {
  const unsigned int shapes = table.shapes, n = shapes * dim;
  std::vector<dealii::Tensor<2, dim>> products(shapes * shapes);
  for (unsigned int q = 0; q < table.points; ++q) {
    const auto* gradients = table.gradients(q);
    for (unsigned int i = 0; i < shapes; ++i) {
      const auto weighted = table.weight[q] * gradients[i];
      for (unsigned int j = 0; j < shapes; ++j)
        for (int c = 0; c < dim; ++c)
          for (int d = 0; d < dim; ++d) products[i * shapes + j][c][d] += weighted[c] * gradients[j][d];
    }
  }
  for (unsigned int i = 0; i < shapes; ++i)
    for (unsigned int j = 0; j < shapes; ++j) {
      const auto& product = products[i * shapes + j];
      const double laplacian = trace(product);
      for (int c = 0; c < dim; ++c)
        for (int d = 0; d < dim; ++d)
          matrix[(i * dim + c) * n + j * dim + d] =
              lambda * product[c][d] + mu * (product[d][c] + (c == d ? laplacian : 0.));
    }
}

Elasticity in_gpa(Elasticity elasticity) {
  elasticity.young *= gpa_per_pa;
  return elasticity;
}

}  // namespace

template <int dim>
ElasticBulk<dim>::ElasticBulk(const DisplacementSpace<dim>& space, const Elasticity& particle,
                              const Elasticity& matrix, double ghost_weight)
    : space_(space),
      elasticity_{in_gpa(particle), in_gpa(matrix)},
      diagonal_(elasticity_[1].young * std::pow(space.mesh().finest_edge()[0], dim - 2)) {
  Assembly<dim> assembly(space.numbering(), space.hanging());
  assembly.make_pattern({});
  Matrix whole;
  assembly.start(whole);
  for (int p = 0; p < 2; ++p) {
    add_stiffness(p, assembly, whole);
    const double weight = ghost_weight * elasticity_[p].young;
    assembly.add_ghost_penalty(
        p, [weight](const auto&, const auto&) { return weight; }, whole);
  }
  assembly.finish(whole, diagonal_);
  check_petsc(MatSetBlockSize(whole, dim));
  stiffness_ = drop_zeros(whole);
  check_petsc(MatSetOption(stiffness_, MAT_SYMMETRIC, PETSC_TRUE));
}

template <int dim>
ElasticBulk<dim>::~ElasticBulk() {
  const PetscErrorCode failed = MatDestroy(&stiffness_);
  (void)failed;
}

template <int dim>
void ElasticBulk<dim>::add_stiffness(int p, const Assembly<dim>& assembly, Matrix& whole) const {
  std::map<const ShapeTable<dim>*, std::vector<double>> whole_cells;
  assembly.add_cells(
      p,
      [&](const auto&, const auto& geometry, const auto& table, std::vector<double>& matrix) {
        const double lambda = elasticity_[p].lambda(), mu = elasticity_[p].shear();
        if (geometry.cut()) {
          elastic_matrix(table, lambda, mu, matrix);
          return;
        }
        auto& known = whole_cells[&table];
        if (known.empty()) {
          known.resize(matrix.size());
          elastic_matrix(table, lambda, mu, known);
        }
        matrix = known;
      },
      whole);
}

template <int dim>
void ElasticBulk<dim>::add_misfit_load(const std::vector<double>& concentration, MisfitStrain& misfit,
                                       Vector& load) const {
  const auto& particles = space_.phase(0);
  const double factor = 3 * elasticity_[0].bulk();
  std::vector<double> strain;
  dealii::Vector<double> local;
  const double* x = concentration.data();
  for (const auto& cell : particles.cells()) {
    const auto& table = particles.table(cell);
    misfit.evaluate(table.points, table.shapes, table.value.data(), x, strain);
    x += table.shapes;
    local.reinit(table.shapes * dim);
    for (unsigned int q = 0; q < table.points; ++q) {
      const auto* gradients = table.gradients(q);
      const double weight = factor * strain[q] * table.weight[q];
      for (unsigned int i = 0; i < table.shapes; ++i)
        for (int c = 0; c < dim; ++c) local[i * dim + c] += weight * gradients[i][c];
    }
    space_.hanging().distribute_local_to_global(local, space_.numbering().numbers(0, cell.unknowns), load);
  }
  load.compress(dealii::VectorOperation::add);
}

template <int dim>
void ElasticBulk<dim>::add_pressure_load(double pressure, Vector& load) const {
  constexpr int last = dim - 1;
  const auto& matrix = space_.phase(1);
  const dealii::FE_Q<dim> element(space_.mesh().degree());
  const dealii::QGauss<dim - 1> rule(space_.mesh().degree() + 1);
  std::vector<double> share(element.n_dofs_per_cell(), 0.);
  for (unsigned int q = 0; q < rule.size(); ++q) {
    dealii::Point<dim> point;
    for (int axis = 0; axis < last; ++axis) point[axis] = rule.point(q)[axis];
    for (unsigned int i = 0; i < share.size(); ++i)
      share[i] += rule.weight(q) * element.shape_value(i, point);
  }
  agree(space_.mesh().communicator(), [&] {
    for (const auto& cell : space_.phase(0).cells())
      if (space_.phase(0).geometry(cell).corner[last] < 1e-6 * space_.mesh().finest_edge()[last]) {
        std::ostringstream text;
        text << "a particle touches the separator's face near (" << space_.phase(0).geometry(cell).corner
             << ") um, where the stack pressure acts on the matrix alone; move it inwards, or set the "
                "pressure "
                "to 0 or the separator fixed";
        throw InputError(text.str());
      }
  });
  dealii::Vector<double> local(share.size() * dim);
  for (const auto& cell : matrix.cells()) {
    const auto& geometry = matrix.geometry(cell);
    if (geometry.corner[last] > 1e-6 * space_.mesh().finest_edge()[last]) continue;
    double area = 1;
    for (int axis = 0; axis < last; ++axis) area *= geometry.edge[axis];
    local = 0;
    for (unsigned int i = 0; i < share.size(); ++i)
      local[i * dim + last] = pressure * gpa_per_pa * area * share[i];
    space_.hanging().distribute_local_to_global(local, space_.numbering().numbers(1, cell.unknowns), load);
  }
  load.compress(dealii::VectorOperation::add);
}

template class ElasticBulk<2>;
template class ElasticBulk<3>;

}  // namespace catena
