// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/mechanics/patch_projection.h"

#include <algorithm>
#include <array>

namespace catena {

template <int dim>
PatchProjection<dim>::PatchProjection(const DisplacementSpace<dim>& space, const InterfacePoints<dim>& points)
    : points_(points), comm_(space.mesh().communicator()) {
  using Index = dealii::types::global_dof_index;
  // A vertex is known by the first unknown that the particles' displacement has there: FE_Q lists vertices
  // first.
  const auto& particles = space.phase(0);
  std::vector<Index> names;
  for (const auto& cell : points.cells()) {
    const auto& unknowns = particles.cells()[particles.cell_of(cell.parts[0])].unknowns;
    for (unsigned int v = 0; v < corners; ++v) names.push_back(unknowns[v * dim]);
  }
  std::vector<Index> unique = names;
  std::sort(unique.begin(), unique.end());
  unique.erase(std::unique(unique.begin(), unique.end()), unique.end());
  for (const Index name : names)
    vertices_.push_back(
        static_cast<unsigned int>(std::lower_bound(unique.begin(), unique.end(), name) - unique.begin()));

  // Those touched by any rank's interface get numbers without gaps, by the rank that owns the unknown.
  dealii::IndexSet touched(particles.owned().size());
  touched.add_indices(unique.begin(), unique.end());
  Vector flags(particles.owned(), touched, comm_);
  for (const Index name : unique) flags(name) = 1;
  flags.compress(dealii::VectorOperation::add);
  for (unsigned int i = 0; i < flags.locally_owned_size(); ++i)
    if (flags.local_element(i) > 0) ++owned_;
  unsigned long long mine = owned_, before = 0, all = 0;
  MPI_Exscan(&mine, &before, 1, MPI_UNSIGNED_LONG_LONG, MPI_SUM, comm_);
  MPI_Allreduce(&mine, &all, 1, MPI_UNSIGNED_LONG_LONG, MPI_SUM, comm_);
  int rank;
  MPI_Comm_rank(comm_, &rank);
  begin_ = rank == 0 ? 0 : static_cast<Index>(before);
  size_ = static_cast<Index>(all);
  Index next = begin_;
  for (unsigned int i = 0; i < flags.locally_owned_size(); ++i)
    if (flags.local_element(i) > 0) flags.local_element(i) = static_cast<double>(next++);
  flags.update_ghost_values();
  for (const Index name : unique) global_.push_back(static_cast<Index>(flags(name)));

  std::vector<double> mass(global_.size(), 0.);
  for (std::size_t c = 0; c < points.cells().size(); ++c) {
    const auto& cell = points.cells()[c];
    for (unsigned int q = 0; q < cell.table->points; ++q)
      for (unsigned int v = 0; v < corners; ++v) {
        double hat = 1;
        for (int axis = 0; axis < dim; ++axis) {
          const double s = cell.table->unit_points[q][axis];
          hat *= (v >> axis) & 1u ? s : 1 - s;
        }
        hats_.push_back(hat);
        mass[vertices_[c * corners + v]] += cell.table->weight[q] * hat;
      }
  }
  sum_over_ranks(1, mass);
  for (const double m : mass) inverse_mass_.push_back(m > 0 ? 1 / m : 0.);
}

template <int dim>
void PatchProjection<dim>::sum_over_ranks(unsigned int components, std::vector<double>& at_vertices) const {
  if (size_ == 0) return;
  if (sums_.size() <= components) {
    sums_.resize(components + 1);
    places_.resize(components + 1);
  }
  Vector& sum = sums_[components];
  auto& places = places_[components];
  if (sum.size() == 0) {
    dealii::IndexSet owned(size_ * components), touched(size_ * components);
    owned.add_range(begin_ * components, (begin_ + owned_) * components);
    for (const auto number : global_) touched.add_range(number * components, (number + 1) * components);
    sum.reinit(owned, touched, comm_);
    for (const auto number : global_)
      places.push_back(sum.get_partitioner()->global_to_local(number * components));
  }
  sum.zero_out_ghost_values();
  sum = 0;
  for (std::size_t v = 0; v < global_.size(); ++v)
    for (unsigned int c = 0; c < components; ++c)
      sum.local_element(places[v] + c) = at_vertices[v * components + c];
  sum.compress(dealii::VectorOperation::add);
  sum.update_ghost_values();
  for (std::size_t v = 0; v < global_.size(); ++v)
    for (unsigned int c = 0; c < components; ++c)
      at_vertices[v * components + c] = sum.local_element(places[v] + c);
}

template <int dim>
template <unsigned int components>
void PatchProjection<dim>::apply(const std::vector<double>& fields, std::vector<double>& projected) const {
  using AtCorners = std::array<std::array<double, components>, corners>;
  std::vector<double> at_vertices(global_.size() * components, 0.);
  for (std::size_t c = 0; c < points_.cells().size(); ++c) {
    const auto& cell = points_.cells()[c];
    AtCorners sums{};
    for (unsigned int q = 0; q < cell.table->points; ++q) {
      const double* field = &fields[(cell.first + q) * components];
      const double* hats = &hats_[(cell.first + q) * corners];
      for (unsigned int v = 0; v < corners; ++v) {
        const double weight = cell.table->weight[q] * hats[v];
        for (unsigned int k = 0; k < components; ++k) sums[v][k] += weight * field[k];
      }
    }
    for (unsigned int v = 0; v < corners; ++v)
      for (unsigned int k = 0; k < components; ++k)
        at_vertices[vertices_[c * corners + v] * components + k] += sums[v][k];
  }
  sum_over_ranks(components, at_vertices);
  for (std::size_t v = 0; v < global_.size(); ++v)
    for (unsigned int k = 0; k < components; ++k) at_vertices[v * components + k] *= inverse_mass_[v];
  projected.resize(fields.size());
  for (std::size_t c = 0; c < points_.cells().size(); ++c) {
    const auto& cell = points_.cells()[c];
    AtCorners means;
    for (unsigned int v = 0; v < corners; ++v)
      for (unsigned int k = 0; k < components; ++k)
        means[v][k] = at_vertices[vertices_[c * corners + v] * components + k];
    for (unsigned int q = 0; q < cell.table->points; ++q) {
      const double* hats = &hats_[(cell.first + q) * corners];
      std::array<double, components> mean{};
      for (unsigned int v = 0; v < corners; ++v)
        for (unsigned int k = 0; k < components; ++k) mean[k] += hats[v] * means[v][k];
      std::copy(mean.begin(), mean.end(), &projected[(cell.first + q) * components]);
    }
  }
}

template class PatchProjection<2>;
template class PatchProjection<3>;
// What the cohesive interface projects at once.
template void PatchProjection<2>::apply<6>(const std::vector<double>&, std::vector<double>&) const;
template void PatchProjection<3>::apply<8>(const std::vector<double>&, std::vector<double>&) const;

}  // namespace catena
