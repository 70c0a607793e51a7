// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// Matrices of cells brought straight to their places: the same matrix as by PETSc's search, round after
// round, also where cells reach over the border of two ranks.
#include "solvers/cut_cells/cell_entries.h"

#include <boost/test/unit_test.hpp>
#include <vector>

#include "solvers/cut_cells/check_petsc.h"
#include "solvers/cut_cells/start_petsc.h"

using catena::CellEntries;
using catena::check_petsc;
using catena::start_petsc;

namespace {

constexpr PetscInt own_rows = 7;

/// Cells of three unknowns on a ring, in an order that is not ascending; each rank has those that begin in
/// its rows.
std::vector<std::vector<PetscInt>> ring_cells(PetscInt first, PetscInt size) {
  std::vector<std::vector<PetscInt>> cells;
  for (PetscInt row = first; row < first + own_rows; ++row)
    cells.push_back({(row + 2) % size, row, (row + 5) % size});
  return cells;
}

std::vector<double> cell_matrix(std::size_t cell, int round) {
  std::vector<double> values(9);
  for (std::size_t k = 0; k < values.size(); ++k) values[k] = 1. + cell + 10. * k + 100. * round;
  return values;
}

Mat ring_matrix(const std::vector<std::vector<PetscInt>>& cells) {
  Mat matrix;
  check_petsc(MatCreateAIJ(PETSC_COMM_WORLD, own_rows, own_rows, PETSC_DETERMINE, PETSC_DETERMINE, 9, nullptr,
                           9, nullptr, &matrix));
  const std::vector<double> zeros(9, 0.);
  for (const auto& cell : cells)
    check_petsc(MatSetValues(matrix, 3, cell.data(), 3, cell.data(), zeros.data(), ADD_VALUES));
  check_petsc(MatAssemblyBegin(matrix, MAT_FINAL_ASSEMBLY));
  check_petsc(MatAssemblyEnd(matrix, MAT_FINAL_ASSEMBLY));
  return matrix;
}

/// Adds all cells both ways; the relative difference.
double difference_of(CellEntries& entries, Mat fast, Mat searched,
                     const std::vector<std::vector<PetscInt>>& cells, int round) {
  check_petsc(MatZeroEntries(fast));
  check_petsc(MatZeroEntries(searched));
  entries.begin();
  for (std::size_t k = 0; k < cells.size(); ++k) {
    const auto values = cell_matrix(k, round);
    entries.add(cells[k], values);
    check_petsc(MatSetValues(searched, 3, cells[k].data(), 3, cells[k].data(), values.data(), ADD_VALUES));
  }
  entries.end();
  check_petsc(MatAssemblyBegin(searched, MAT_FINAL_ASSEMBLY));
  check_petsc(MatAssemblyEnd(searched, MAT_FINAL_ASSEMBLY));
  PetscReal size, difference;
  check_petsc(MatNorm(searched, NORM_FROBENIUS, &size));
  check_petsc(MatAXPY(searched, -1., fast, SAME_NONZERO_PATTERN));
  check_petsc(MatNorm(searched, NORM_FROBENIUS, &difference));
  BOOST_TEST(size > 100.);
  return difference / size;
}

}  // namespace

BOOST_AUTO_TEST_CASE(rounds_give_what_a_search_gives) {
  start_petsc();
  int rank, ranks;
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  MPI_Comm_size(MPI_COMM_WORLD, &ranks);
  auto cells = ring_cells(rank * own_rows, ranks * own_rows);
  Mat fast = ring_matrix(cells), searched = ring_matrix(cells);
  CellEntries entries(fast);
  for (int round = 0; round < 3; ++round)
    BOOST_TEST(difference_of(entries, fast, searched, cells, round) < 1e-14);
  // Other cells in the same places of the sequence are looked up anew.
  std::swap(cells.front(), cells.back());
  BOOST_TEST(difference_of(entries, fast, searched, cells, 3) < 1e-14);
  check_petsc(MatDestroy(&fast));
  check_petsc(MatDestroy(&searched));
}

BOOST_AUTO_TEST_CASE(an_entry_without_a_place_is_an_error) {
  start_petsc();
  int rank, ranks;
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  MPI_Comm_size(MPI_COMM_WORLD, &ranks);
  const auto cells = ring_cells(rank * own_rows, ranks * own_rows);
  Mat matrix = ring_matrix(cells);
  CellEntries entries(matrix);
  const PetscInt first = rank * own_rows;
  entries.begin();
  BOOST_CHECK_THROW(entries.add({first, first + 1, first + 4}, cell_matrix(0, 0)), std::logic_error);
  entries.end();
  check_petsc(MatDestroy(&matrix));
}
