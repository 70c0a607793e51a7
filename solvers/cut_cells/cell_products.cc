// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/cut_cells/cell_products.h"

#include <array>
#include <cstddef>

namespace catena {
namespace {

/// Adds factor a_i . a_j below the diagonal and on it, of vectors that are stored component by component.
template <std::size_t components>
void add_squares(const std::array<const double*, components>& a, unsigned int n, double factor,
                 double* matrix) {
  for (unsigned int i = 0; i < n; ++i) {
    double* row = matrix + static_cast<std::size_t>(i) * n;
    std::array<double, components> scaled;
    for (std::size_t c = 0; c < components; ++c) scaled[c] = factor * a[c][i];
    for (unsigned int j = 0; j <= i; ++j) {
      double sum = 0;
      for (std::size_t c = 0; c < components; ++c) sum += scaled[c] * a[c][j];
      row[j] += sum;
    }
  }
}

void mirror(unsigned int n, std::vector<double>& matrix) {
  for (unsigned int i = 0; i < n; ++i)
    for (unsigned int j = i + 1; j < n; ++j) matrix[i * n + j] = matrix[j * n + i];
}

}  // namespace

template <int dim>
void add_mass(const ShapeTable<dim>& table, const std::vector<double>& factors, std::vector<double>& matrix) {
  for (unsigned int q = 0; q < table.points; ++q)
    if (factors[q] != 0) add_squares<1>({table.values(q)}, table.shapes, factors[q], matrix.data());
  mirror(table.shapes, matrix);
}

template <int dim>
void add_stiffness(const ShapeTable<dim>& table, const std::vector<double>& factors,
                   std::vector<double>& matrix) {
  const unsigned int n = table.shapes;
  std::vector<double> components(static_cast<std::size_t>(dim) * n);
  std::array<const double*, dim> by_component;
  for (int axis = 0; axis < dim; ++axis) by_component[axis] = components.data() + axis * n;
  for (unsigned int q = 0; q < table.points; ++q) {
    if (factors[q] == 0) continue;
    const auto* gradients = table.gradients(q);
    for (int axis = 0; axis < dim; ++axis)
      for (unsigned int i = 0; i < n; ++i) components[axis * n + i] = gradients[i][axis];
    add_squares<dim>(by_component, n, factors[q], matrix.data());
  }
  mirror(n, matrix);
}

template void add_mass(const ShapeTable<2>&, const std::vector<double>&, std::vector<double>&);
template void add_mass(const ShapeTable<3>&, const std::vector<double>&, std::vector<double>&);
template void add_stiffness(const ShapeTable<2>&, const std::vector<double>&, std::vector<double>&);
template void add_stiffness(const ShapeTable<3>&, const std::vector<double>&, std::vector<double>&);

}  // namespace catena
