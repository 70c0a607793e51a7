// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/mechanics/drop_zeros.h"

#include <vector>

#include "solvers/cut_cells/check_petsc.h"
#include "solvers/mechanics/visit_row.h"

namespace catena {
namespace {

/// Calls `visit(row, columns, values)` with what is not zero of each row that this rank owns; of the diagonal
/// all.
template <class Visit>
void visit_rows(Mat matrix, const Visit& visit) {
  PetscInt first, last;
  check_petsc(MatGetOwnershipRange(matrix, &first, &last));
  std::vector<PetscInt> kept_columns;
  std::vector<PetscScalar> kept_values;
  for (PetscInt row = first; row < last; ++row) {
    kept_columns.clear();
    kept_values.clear();
    visit_row(matrix, row, [&](PetscInt count, const PetscInt* columns, const PetscScalar* values) {
      for (PetscInt k = 0; k < count; ++k)
        if (values[k] != 0 || columns[k] == row) {
          kept_columns.push_back(columns[k]);
          kept_values.push_back(values[k]);
        }
    });
    visit(row, kept_columns, kept_values);
  }
}

}  // namespace

Mat drop_zeros(Mat matrix) {
  PetscInt first, last, block;
  check_petsc(MatGetOwnershipRange(matrix, &first, &last));
  check_petsc(MatGetBlockSize(matrix, &block));
  std::vector<PetscInt> own, other;
  visit_rows(matrix, [&](PetscInt, const auto& columns, const auto&) {
    own.push_back(0);
    other.push_back(0);
    for (const PetscInt column : columns) ++(column >= first && column < last ? own : other).back();
  });
  Mat compact;
  check_petsc(MatCreateAIJ(PetscObjectComm(reinterpret_cast<PetscObject>(matrix)), last - first, last - first,
                           PETSC_DETERMINE, PETSC_DETERMINE, 0, own.data(), 0, other.data(), &compact));
  visit_rows(matrix, [&](PetscInt row, const auto& columns, const auto& values) {
    check_petsc(MatSetValues(compact, 1, &row, static_cast<PetscInt>(columns.size()), columns.data(),
                             values.data(), INSERT_VALUES));
  });
  check_petsc(MatAssemblyBegin(compact, MAT_FINAL_ASSEMBLY));
  check_petsc(MatAssemblyEnd(compact, MAT_FINAL_ASSEMBLY));
  check_petsc(MatSetBlockSize(compact, block));
  return compact;
}

}  // namespace catena
