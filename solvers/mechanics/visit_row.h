// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <petscmat.h>

#include "solvers/cut_cells/check_petsc.h"

namespace catena {

/// visit(count, columns, values) of a row that this rank owns.
template <class Visit>
void visit_row(Mat matrix, PetscInt row, const Visit& visit) {
  PetscInt count;
  const PetscInt* columns;
  const PetscScalar* values;
  check_petsc(MatGetRow(matrix, row, &count, &columns, &values));
  visit(count, columns, values);
  check_petsc(MatRestoreRow(matrix, row, &count, &columns, &values));
}

}  // namespace catena
