// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <vector>

namespace catena {

/// Principal components of a table: eigenvectors of its covariance by cyclic Jacobi rotations (Golub, Van
/// Loan, Matrix Computations, 8.5), greatest variance first.
struct PrincipalComponents {
  std::size_t columns = 0;
  std::vector<double> mean;      ///< of each column
  std::vector<double> variance;  ///< along each component, falling
  std::vector<double> axes;      ///< (columns, columns): row k is component k; its largest entry is positive

  /// Mean of the squared differences, over the rows and columns of the table, between it and what its first
  /// `size` components give back.
  double error(const std::vector<double>& table, const std::vector<std::size_t>& rows,
               std::size_t size) const;
};

/// \param table (n, columns), row by row. \param rows those that count, at least one.
PrincipalComponents principal_components(const std::vector<double>& table, std::size_t columns,
                                         const std::vector<std::size_t>& rows);

}  // namespace catena
