// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/electrochemistry/electrochemistry.h"

#include <numeric>

#include "solvers/cut_cells/check_petsc.h"

namespace catena {

template <int dim>
std::vector<double> Electrochemistry<dim>::particle_integrals(const double* values) const {
  const auto& space = fields_.space(ElectrodeFields<dim>::concentration);
  const unsigned int f = fields_.index(ElectrodeFields<dim>::concentration);
  std::vector<double> sums(space.mesh().particles(), 0.);
  for (const auto& cell : space.cells()) {
    const auto& table = space.table(cell);
    double sum = 0;
    for (unsigned int i = 0; i < table.shapes; ++i) {
      double volume = 0;
      for (unsigned int q = 0; q < table.points; ++q) volume += table.weight[q] * table.values(q)[i];
      sum += volume * values[local_.place(numbering().number(f, cell.unknowns[i]))];
    }
    sums[cell.particle] += sum;
  }
  MPI_Allreduce(MPI_IN_PLACE, sums.data(), static_cast<int>(sums.size()), MPI_DOUBLE, MPI_SUM,
                numbering().communicator());
  return sums;
}

template <int dim>
double Electrochemistry<dim>::voltage(const Vector& u) const {
  double value = 0;
  int ranks;
  MPI_Comm_size(numbering().communicator(), &ranks);
  if (owns_voltage()) value = u(numbering().lone(0));
  MPI_Bcast(&value, 1, MPI_DOUBLE, ranks - 1, numbering().communicator());
  return value;
}

template <int dim>
double Electrochemistry<dim>::current(const Vector& u) const {
  Vector product = make_vector();
  against_collector(u, voltage(u), shifted_);
  check_petsc(
      MatMult(bulk_.conduction(), static_cast<const Vec&>(shifted_), static_cast<const Vec&>(product)));
  return voltage(product);
}

template <int dim>
typename Electrochemistry<dim>::ParticleReadings Electrochemistry<dim>::readings(const Vector& u) const {
  const double* values = local_.gather(static_cast<const Vec&>(u));
  ParticleReadings readings;
  readings.mean = particle_integrals(values);
  for (std::size_t k = 0; k < volumes_.size(); ++k) readings.mean[k] /= volumes_[k];
  transfer_.evaluate(values);
  readings.surface = points_.particle_means(transfer_.stoichiometry());
  readings.current = points_.particle_integrals(transfer_.current_density());
  readings.resistance = points_.particle_means(transfer_.resistance());
  return readings;
}

template <int dim>
std::vector<double> Electrochemistry<dim>::current_density(const Vector& u) const {
  transfer_.evaluate(local_.gather(static_cast<const Vec&>(u)));
  return transfer_.current_density();
}

template <int dim>
std::vector<double> Electrochemistry<dim>::cell_concentration(const Vector& u) const {
  const double* values = local_.gather(static_cast<const Vec&>(u));
  const unsigned int f = fields_.index(ElectrodeFields<dim>::concentration);
  std::vector<double> list;
  for (const auto& cell : fields_.space(ElectrodeFields<dim>::concentration).cells())
    for (const auto number : numbering().numbers(f, cell.unknowns))
      list.push_back(values[local_.place(number)]);
  return list;
}

template <int dim>
double Electrochemistry<dim>::lithium(const Vector& u) const {
  double sum = 0;
  for (const double integral : particle_integrals(local_.gather(static_cast<const Vec&>(u)))) sum += integral;
  return scale_ * sum;
}

template <int dim>
double Electrochemistry<dim>::volume() const {
  return std::accumulate(volumes_.begin(), volumes_.end(), 0.);
}

template <int dim>
double Electrochemistry<dim>::mean_concentration(const Vector& u) const {
  return lithium(u) / (scale_ * volume());
}

template <int dim>
double Electrochemistry<dim>::capacity() const {
  return scale_ * volume() * options_.reference_stoichiometry_change;
}

template class Electrochemistry<2>;
template class Electrochemistry<3>;

}  // namespace catena
