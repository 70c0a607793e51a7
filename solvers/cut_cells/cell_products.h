// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <vector>

#include "solvers/cut_cells/shape_table.h"

namespace catena {

/// Adds the mass matrix of a cell, the sum over points q of factors[q] value_i value_j, to matrix[i * shapes
/// + j], which must be symmetric. Weights are in the factors.
template <int dim>
void add_mass(const ShapeTable<dim>& table, const std::vector<double>& factors, std::vector<double>& matrix);

/// The same of gradients: the sum of factors[q] gradient_i . gradient_j.
template <int dim>
void add_stiffness(const ShapeTable<dim>& table, const std::vector<double>& factors,
                   std::vector<double>& matrix);

}  // namespace catena
