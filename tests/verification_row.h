// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <mpi.h>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <string>

namespace catena_test {

/// What a test has measured, as a line of the table in docs/verification.md: problem, quantity, resolution
/// (of the finest of the meshes or steps compared), error there, order. Lines go to the file that the
/// environment variable CATENA_VERIFICATION names, which each program begins anew; where it is not set, and
/// on all ranks but the first, nothing happens. docs/verification_table.py reads them.
///
/// \param error relative, unless `quantity` names a unit.
inline void verification_row(const std::string& problem, const std::string& quantity,
                             const std::string& resolution, double error,
                             double order = std::numeric_limits<double>::quiet_NaN()) {
  static bool begun = false;
  const char* name = std::getenv("CATENA_VERIFICATION");
  int rank = 0;
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  if (!name || !*name || rank != 0) return;
  std::ofstream file(name, begun ? std::ios::app : std::ios::trunc);
  begun = true;
  file.precision(6);
  file << problem << '\t' << quantity << '\t' << resolution << '\t' << std::abs(error) << '\t';
  if (!std::isnan(order)) file << order;
  file << '\n';
}

/// The order from the errors on two meshes (with two steps), the second half as wide as the first.
inline double order_of(double coarse, double fine) { return std::log2(coarse / fine); }

}  // namespace catena_test
