// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// What charge transfer adds to the residual and to its derivative.
#include "solvers/electrochemistry/charge_transfer.h"

namespace catena {

template <int dim>
void ChargeTransfer<dim>::add_residual(double* sums) const {
  std::vector<double> reaction, contact;
  for (const Cell& cell : cells_) {
    const unsigned int shapes = cell.table->shapes;
    reaction.assign(shapes, 0.);
    contact.assign(shapes, 0.);
    for (unsigned int q = 0; q < cell.table->points; ++q) {
      const double i = cell.table->weight[q] * current_[cell.first + q];
      const double i_c = cell.table->weight[q] * contact_[cell.first + q];
      const double* shape = cell.table->values(q);
      for (unsigned int k = 0; k < shapes; ++k) {
        reaction[k] += i * shape[k];
        contact[k] += i_c * shape[k];
      }
    }
    for (unsigned int f = 0; f < fields_; ++f)
      for (unsigned int k = 0; k < shapes; ++k)
        sums[cell.places[f * shapes + k]] += rows_[f][0] * reaction[k] + rows_[f][1] * contact[k];
  }
}

template <int dim>
void ChargeTransfer<dim>::add_jacobian(CellEntries& entries) const {
  std::array<std::vector<double>, kinds> parts;
  std::vector<double> whole;
  for (const Cell& cell : cells_) {
    const unsigned int n = cell.table->shapes;
    for (unsigned int k = 0; k < kinds; ++k) {
      if (!used_[k]) continue;
      parts[k].assign(static_cast<std::size_t>(n) * n, 0.);
      for (unsigned int q = 0; q < cell.table->points; ++q) {
        const double factor = cell.table->weight[q] * slopes_[k][cell.first + q];
        const double* shape = cell.table->values(q);
        for (unsigned int i = 0; i < n; ++i)
          for (unsigned int j = 0; j < n; ++j) parts[k][i * n + j] += factor * shape[i] * shape[j];
      }
    }
    const std::size_t size = static_cast<std::size_t>(fields_) * n;
    whole.assign(size * size, 0.);
    for (unsigned int f = 0; f < fields_; ++f)
      for (unsigned int g = 0; g < fields_; ++g)
        for (unsigned int k = 0; k < kinds; ++k) {
          const double share = blocks_[f * fields_ + g][k];
          if (share == 0) continue;
          for (unsigned int i = 0; i < n; ++i)
            for (unsigned int j = 0; j < n; ++j)
              whole[(f * n + i) * size + g * n + j] += share * parts[k][i * n + j];
        }
    entries.add(cell.numbers, whole);
  }
}

template class ChargeTransfer<2>;
template class ChargeTransfer<3>;

}  // namespace catena
