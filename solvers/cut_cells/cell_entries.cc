// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/cut_cells/cell_entries.h"

#include <algorithm>
#include <stdexcept>
#include <string>

#include "solvers/cut_cells/check_petsc.h"

namespace catena {
namespace {

/// Place of a column among ascending ones, from `begin` to `end`, or -1.
PetscInt place_of(PetscInt column, const PetscInt* columns, PetscInt begin, PetscInt end) {
  const PetscInt* found = std::lower_bound(columns + begin, columns + end, column);
  return found != columns + end && *found == column ? static_cast<PetscInt>(found - columns) : -1;
}

/// Place of an entry in the array of a matrix of one rank, or -1.
PetscInt place_in(Mat matrix, PetscInt row, PetscInt column) {
  PetscInt rows;
  const PetscInt *begin, *columns;
  PetscBool there;
  check_petsc(MatGetRowIJ(matrix, 0, PETSC_FALSE, PETSC_FALSE, &rows, &begin, &columns, &there));
  const PetscInt place = place_of(column, columns, begin[row], begin[row + 1]);
  check_petsc(MatRestoreRowIJ(matrix, 0, PETSC_FALSE, PETSC_FALSE, &rows, &begin, &columns, &there));
  return place;
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

PetscInt CellEntries::find(PetscInt row, PetscInt column) const {
  PetscInt place = -1;
  if (mine(column)) {
    place = place_in(own_, row - first_, column - first_);
  } else if (other_) {
    PetscInt rows, count;
    check_petsc(MatGetLocalSize(other_, &rows, &count));
    const PetscInt local = place_of(column, other_columns_, 0, count);
    if (local >= 0) place = place_in(other_, row - first_, local);
  }
  if (place < 0)
    throw std::logic_error("CellEntries: the matrix has no place for row " + std::to_string(row) +
                           ", column " + std::to_string(column));
  return mine(column) ? place : -2 - place;
}

CellEntries::Places CellEntries::find(const std::vector<PetscInt>& numbers) const {
  Places places;
  for (const PetscInt row : numbers)
    for (const PetscInt column : numbers)
      places.push_back(known_layout_ && mine(row) ? find(row, column) : elsewhere);
  return places;
}

void CellEntries::begin() {
  next_ = 0;
  if (own_) check_petsc(MatSeqAIJGetArray(own_, &own_values_));
  if (other_) check_petsc(MatSeqAIJGetArray(other_, &other_values_));
}

void CellEntries::add(const std::vector<PetscInt>& numbers, const std::vector<double>& values) {
  if (next_ == cells_.size()) cells_.push_back({});
  Cell& cell = cells_[next_++];
  if (cell.numbers != numbers) cell = {numbers, find(numbers)};
  const std::size_t n = numbers.size();
  for (std::size_t i = 0; i < n; ++i) {
    const PetscInt* places = &cell.places[i * n];
    const double* row = &values[i * n];
    if (places[0] == elsewhere) {  // and so is the whole row
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
