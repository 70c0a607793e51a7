// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/electrochemistry/salt_transport.h"

#include <deal.II/base/quadrature_lib.h>
#include <deal.II/fe/fe_q.h>

#include "solvers/electrochemistry/bulk_operators.h"
#include "solvers/geometry/mesh_units.h"
#include "solvers/materials/smooth_floor.h"

namespace catena {
namespace {

/// Below it y is kept from zero where it is divided by.
constexpr double least_salt = 1e-3;

}  // namespace

template <int dim>
SaltTransport<dim>::SaltTransport(const ElectrodeFields<dim>& fields, const Material& material,
                                  const LocalValues& layout)
    : material_(material),
      effective_(material.electrolyte->effective_share()),
      diffusion_potential_(material.electrolyte->diffusion_potential(material.temperature)),
      migrated_(1 - material.electrolyte->values().transference),
      initial_(material.electrolyte->values().concentration) {
  using Fields = ElectrodeFields<dim>;
  salt_scale_ = charge_per_length(initial_) * um2_per_m2;
  const auto& potentials = fields.space(Fields::electrolyte_potential);
  const auto& salts = fields.space(Fields::salt);
  std::size_t points = 0;
  for (std::size_t k = 0; k < salts.cells().size(); ++k) {
    Cell cell{points, &salts.table(salts.cells()[k]), {}, {}};
    cell.numbers = fields.numbering().numbers(fields.index(Fields::electrolyte_potential),
                                              potentials.cells()[k].unknowns);
    const auto second = fields.numbering().numbers(fields.index(Fields::salt), salts.cells()[k].unknowns);
    cell.numbers.insert(cell.numbers.end(), second.begin(), second.end());
    cell.places = layout.places(cell.numbers);
    points += cell.table->points;
    cells_.push_back(std::move(cell));
  }
  for (auto* list : {&c_, &kappa_, &dkappa_, &D_, &dD_, &inverse_, &dinverse_}) list->assign(points, 0.);
  potential_gradient_.resize(points);
  salt_gradient_.resize(points);
  find_lithium_face(fields, layout);
}

template <int dim>
void SaltTransport<dim>::find_lithium_face(const ElectrodeFields<dim>& fields, const LocalValues& layout) {
  const auto& space = fields.space(ElectrodeFields<dim>::salt);
  const unsigned int f = fields.index(ElectrodeFields<dim>::salt);
  const dealii::FE_Q<dim> element(space.mesh().degree());
  const dealii::QGauss<dim - 1> rule(space.mesh().degree() + 1);
  for (const auto& cell : space.cells()) {
    const auto& geometry = space.geometry(cell);
    if (geometry.corner[dim - 1] > 1e-6 * geometry.edge[dim - 1]) continue;
    double area = 1;
    for (int axis = 0; axis < dim - 1; ++axis) area *= geometry.edge[axis];
    face_area_ += area;
    const auto places = layout.places(fields.numbering().numbers(f, cell.unknowns));
    for (unsigned int i = 0; i < places.size(); ++i) {
      double integral = 0;
      for (unsigned int q = 0; q < rule.size(); ++q) {
        dealii::Point<dim> point;
        for (int axis = 0; axis < dim - 1; ++axis) point[axis] = rule.point(q)[axis];
        integral += area * rule.weight(q) * element.shape_value(i, point);
      }
      if (integral != 0) face_.push_back({places[i], integral});
    }
  }
  MPI_Allreduce(MPI_IN_PLACE, &face_area_, 1, MPI_DOUBLE, MPI_SUM, space.mesh().communicator());
}

template <int dim>
void SaltTransport<dim>::evaluate(const double* values, double current) {
  current_density_ = current / face_area_;
  for (const Cell& cell : cells_) {
    const unsigned int n = cell.table->shapes;
    for (unsigned int q = 0; q < cell.table->points; ++q) {
      double y = 0;
      dealii::Tensor<1, dim> potential, salt;
      for (unsigned int i = 0; i < n; ++i) {
        const auto& gradient = cell.table->gradients(q)[i];
        y += cell.table->values(q)[i] * values[cell.places[n + i]];
        potential += values[cell.places[i]] * gradient;
        salt += values[cell.places[n + i]] * gradient;
      }
      const std::size_t p = cell.first + q;
      c_[p] = y * initial_;
      double slope;
      inverse_[p] = 1 / smooth_floor(y, least_salt, slope);
      dinverse_[p] = -slope * inverse_[p] * inverse_[p];
      potential_gradient_[p] = potential;
      salt_gradient_[p] = salt;
    }
  }
  material_.electrolyte->conductivity(c_.size(), c_.data(), kappa_.data(), dkappa_.data());
  material_.electrolyte->diffusivity(c_.size(), c_.data(), D_.data(), dD_.data());
}

template <int dim>
void SaltTransport<dim>::add_residual(double* sums) const {
  for (const Cell& cell : cells_) {
    const unsigned int n = cell.table->shapes;
    for (unsigned int q = 0; q < cell.table->points; ++q) {
      const std::size_t p = cell.first + q;
      const double weight = effective_ * cell.table->weight[q];
      const auto ions = weight * S_per_m_in_um * kappa_[p] *
                        (potential_gradient_[p] - diffusion_potential_ * inverse_[p] * salt_gradient_[p]);
      const auto salt = weight * salt_scale_ * D_[p] * salt_gradient_[p];
      for (unsigned int i = 0; i < n; ++i) {
        sums[cell.places[i]] += ions * cell.table->gradients(q)[i];
        sums[cell.places[n + i]] += salt * cell.table->gradients(q)[i];
      }
    }
  }
  for (const auto& [place, integral] : face_) sums[place] += migrated_ * current_density_ * integral;
}

template <int dim>
void SaltTransport<dim>::add_jacobian(const Assembly<dim>& assembly,
                                      dealii::PETScWrappers::MPI::SparseMatrix& matrix) const {
  std::vector<double> values;
  for (const Cell& cell : cells_) {
    const unsigned int n = cell.table->shapes, size = 2 * n;
    values.assign(static_cast<std::size_t>(size) * size, 0.);
    for (unsigned int q = 0; q < cell.table->points; ++q) {
      const std::size_t p = cell.first + q;
      const double weight = effective_ * cell.table->weight[q];
      const double ions = weight * S_per_m_in_um, salt = weight * salt_scale_;
      const auto driving = potential_gradient_[p] - diffusion_potential_ * inverse_[p] * salt_gradient_[p];
      const auto by_value = ions * (dkappa_[p] * initial_ * driving -
                                    kappa_[p] * diffusion_potential_ * dinverse_[p] * salt_gradient_[p]);
      for (unsigned int i = 0; i < n; ++i) {
        const auto& test = cell.table->gradients(q)[i];
        for (unsigned int j = 0; j < n; ++j) {
          const double value = cell.table->values(q)[j];
          const double both = cell.table->gradients(q)[j] * test;
          values[i * size + j] += ions * kappa_[p] * both;
          values[i * size + n + j] +=
              (by_value * test) * value - ions * kappa_[p] * diffusion_potential_ * inverse_[p] * both;
          values[(n + i) * size + n + j] +=
              salt * (D_[p] * both + dD_[p] * initial_ * (salt_gradient_[p] * test) * value);
        }
      }
    }
    assembly.add(cell.numbers, values, matrix);
  }
}

template class SaltTransport<2>;
template class SaltTransport<3>;

}  // namespace catena
