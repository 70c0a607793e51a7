// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// Rows by cell: what several ranks give comes back to any other division of the cells, and the file has one
// order.
#include "solvers/output/cell_rows.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>

using namespace catena;

namespace {

/// Cells 7 k of those k < count that `mine` says; rows of two numbers that tell the cell.
template <class Mine>
CellRows rows_of(std::uint64_t count, const Mine& mine) {
  CellRows rows{2, {}, {}};
  for (std::uint64_t k = count; k-- > 0;)
    if (mine(k)) {
      rows.keys.push_back(7 * k);
      rows.values.push_back(static_cast<double>(k));
      rows.values.push_back(-0.5 * static_cast<double>(k));
    }
  if (rows.keys.empty()) rows.width = 0;  // a rank without cells does not know it
  return rows;
}

}  // namespace

BOOST_AUTO_TEST_CASE(gathered_and_spread_otherwise) {
  int rank = 0, size = 1;
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  MPI_Comm_size(MPI_COMM_WORLD, &size);
  // The last rank has none.
  const int holders = std::max(1, size - 1);
  const CellRows all = gather_rows(
      MPI_COMM_WORLD, rows_of(101, [&](std::uint64_t k) { return static_cast<int>(k) % holders == rank; }));
  BOOST_TEST(all.width == 2u);
  BOOST_TEST(all.keys.size() == (rank == 0 ? 101u : 0u));
  for (std::size_t k = 0; k < all.keys.size(); ++k) {
    BOOST_TEST(all.keys[k] == 7 * k);
    BOOST_TEST(all.values[2 * k + 1] == -0.5 * static_cast<double>(k));
  }
  const CellRows wanted =
      rows_of(101, [&](std::uint64_t k) { return static_cast<int>(k) * size / 101 == rank; });
  const CellRows mine = spread_rows(MPI_COMM_WORLD, all, wanted.keys);
  BOOST_TEST(mine.width == 2u);
  BOOST_TEST(mine.values == wanted.values);
}

BOOST_AUTO_TEST_CASE(a_missing_cell_is_told_to_all) {
  int rank = 0, size = 1;
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  MPI_Comm_size(MPI_COMM_WORLD, &size);
  const CellRows all = gather_rows(MPI_COMM_WORLD, rows_of(10, [&](std::uint64_t) { return rank == 0; }));
  const std::vector<std::uint64_t> keys{7, rank == size - 1 ? std::uint64_t{8} : std::uint64_t{14}};
  BOOST_TEST(spread_rows(MPI_COMM_WORLD, all, keys).width == 0u);
}
