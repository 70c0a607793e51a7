// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/cut_cells/cell_entries.h"

#include <algorithm>
#include <stdexcept>
#include <string>

#include "solvers/cut_cells/check_petsc.h"

namespace catena {
namespace {

/// Calls `visit(rows begin, columns)` with the pattern of a matrix of one rank.
template <class Visit>
void with_pattern(Mat matrix, const Visit& visit) {
  PetscInt rows;
  const PetscInt *begin, *columns;
  PetscBool there;
  check_petsc(MatGetRowIJ(matrix, 0, PETSC_FALSE, PETSC_FALSE, &rows, &begin, &columns, &there));
  visit(begin, columns);
  check_petsc(MatRestoreRowIJ(matrix, 0, PETSC_FALSE, PETSC_FALSE, &rows, &begin, &columns, &there));
}

/// Place of a column among those of a row in the pattern's arrays, or -1.
PetscInt place_of(PetscInt column, const PetscInt* columns, PetscInt begin, PetscInt end) {
  const PetscInt* found = std::lower_bound(columns + begin, columns + end, column);
  return found != columns + end && *found == column ? static_cast<PetscInt>(found - columns) : -1;
}

}  // namespace

CellEntries::CellEntries(Mat matrix) : matrix_(matrix) {
  check_petsc(MatGetOwnershipRange(matrix, &first_, &last_));
  PetscBool one_rank, many_ranks;
  check_petsc(PetscObjectTypeCompare(reinterpret_cast<PetscObject>(matrix), MATSEQAIJ, &one_rank));
  check_petsc(PetscObjectTypeCompare(reinterpret_cast<PetscObject>(matrix), MATMPIAIJ, &many_ranks));
  known_layout_ = one_rank || many_ranks;
  if (one_rank) own_ = matrix;
  if (many_ranks) check_petsc(MatMPIAIJGetSeqAIJ(matrix, &own_, &other_, &other_columns_));
}

CellEntries::Places CellEntries::find(const std::vector<PetscInt>& numbers) const {
  const std::size_t n = numbers.size();
  Places places(n * n, elsewhere);
  if (!known_layout_) return places;
  const auto mine = [&](PetscInt number) { return number >= first_ && number < last_; };
  with_pattern(own_, [&](const PetscInt* begin, const PetscInt* columns) {
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j)
        if (mine(numbers[i]) && mine(numbers[j])) {
          const PetscInt row = numbers[i] - first_;
          places[i * n + j] = place_of(numbers[j] - first_, columns, begin[row], begin[row + 1]);
        }
  });
  if (!other_) return places;
  PetscInt rows, count;
  check_petsc(MatGetLocalSize(other_, &rows, &count));
  with_pattern(other_, [&](const PetscInt* begin, const PetscInt* columns) {
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j)
        if (mine(numbers[i]) && !mine(numbers[j])) {
          const PetscInt row = numbers[i] - first_;
          const PetscInt column = place_of(numbers[j], other_columns_, 0, count);
          const PetscInt place = column < 0 ? -1 : place_of(column, columns, begin[row], begin[row + 1]);
          if (place >= 0) places[i * n + j] = -2 - place;
        }
  });
  return places;
}

void CellEntries::check(const Cell& cell) const {
  const std::size_t n = cell.numbers.size();
  for (std::size_t i = 0; known_layout_ && i < n; ++i)
    if (cell.numbers[i] >= first_ && cell.numbers[i] < last_)
      for (std::size_t j = 0; j < n; ++j)
        if (cell.places[i * n + j] == elsewhere)
          throw std::logic_error("CellEntries: the matrix has no place for row " +
                                 std::to_string(cell.numbers[i]) + ", column " +
                                 std::to_string(cell.numbers[j]));
}

void CellEntries::begin() {
  next_ = 0;
  if (own_) check_petsc(MatSeqAIJGetArray(own_, &own_values_));
  if (other_) check_petsc(MatSeqAIJGetArray(other_, &other_values_));
}

void CellEntries::add(const std::vector<PetscInt>& numbers, const std::vector<double>& values) {
  if (next_ == cells_.size()) cells_.push_back({});
  Cell& cell = cells_[next_++];
  if (cell.numbers != numbers) {
    cell = {numbers, find(numbers)};
    check(cell);
  }
  const std::size_t n = numbers.size();
  for (std::size_t i = 0; i < n; ++i) {
    const PetscInt* places = &cell.places[i * n];
    const double* row = &values[i * n];
    // Then the row is another rank's.
    if (std::find(places, places + n, elsewhere) != places + n) {
      check_petsc(
          MatSetValues(matrix_, 1, &numbers[i], static_cast<PetscInt>(n), numbers.data(), row, ADD_VALUES));
      continue;
    }
    for (std::size_t j = 0; j < n; ++j) {
      if (places[j] >= 0)
        own_values_[places[j]] += row[j];
      else
        other_values_[-2 - places[j]] += row[j];
    }
  }
}

void CellEntries::end() {
  if (own_) check_petsc(MatSeqAIJRestoreArray(own_, &own_values_));
  if (other_) check_petsc(MatSeqAIJRestoreArray(other_, &other_values_));
  check_petsc(MatAssemblyBegin(matrix_, MAT_FINAL_ASSEMBLY));
  check_petsc(MatAssemblyEnd(matrix_, MAT_FINAL_ASSEMBLY));
}

}  // namespace catena
