// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/cut_cells/interface_points.h"

#include <mpi.h>

namespace catena {

template <int dim>
InterfacePoints<dim>::InterfacePoints(const CutMesh<dim>& mesh) : mesh_(mesh) {
  const auto& parts = mesh.parts(Phase::particles);
  for (std::size_t k = 0; k < parts.size(); ++k) {
    if (parts[k].interface < 0) continue;
    const auto& table = mesh.interface_table(parts[k].interface);
    cells_.push_back(
        {parts[k].cell, parts[k].particle, size_, {static_cast<int>(k), parts[k].matrix}, &table});
    size_ += table.points;
  }
  areas_ = particle_integrals(std::vector<double>(size_, 1.));
}

template <int dim>
std::vector<double> InterfacePoints<dim>::particle_integrals(const std::vector<double>& at_points) const {
  std::vector<double> sums(mesh_.particles(), 0.);
  for (const Cell& cell : cells_)
    for (unsigned int q = 0; q < cell.table->points; ++q)
      sums[cell.particle] += cell.table->weight[q] * at_points[cell.first + q];
  MPI_Allreduce(MPI_IN_PLACE, sums.data(), static_cast<int>(sums.size()), MPI_DOUBLE, MPI_SUM,
                mesh_.communicator());
  return sums;
}

template <int dim>
std::vector<double> InterfacePoints<dim>::particle_means(const std::vector<double>& at_points) const {
  auto means = particle_integrals(at_points);
  for (std::size_t k = 0; k < means.size(); ++k) means[k] /= areas_[k];
  return means;
}

template class InterfacePoints<2>;
template class InterfacePoints<3>;

}  // namespace catena
