// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// Products in single precision are those of PETSc to single precision, in the plane and in space, with blocks
// that lack entries and reach over the borders of ranks.
#include "solvers/mechanics/single_precision_product.h"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "solvers/cut_cells/check_petsc.h"
#include "solvers/cut_cells/start_petsc.h"

using catena::check_petsc;

namespace {

/// The third rank has none.
PetscInt own_nodes() {
  int rank;
  MPI_Comm_rank(PETSC_COMM_WORLD, &rank);
  return rank == 2 ? 0 : 9;
}

/// Nodes on a ring, each coupled to those one and four further on; of the latter blocks only the diagonal.
Mat ring_of_blocks(PetscInt dim) {
  Mat matrix;
  check_petsc(MatCreateAIJ(PETSC_COMM_WORLD, own_nodes() * dim, own_nodes() * dim, PETSC_DETERMINE,
                           PETSC_DETERMINE, 16, nullptr, 16, nullptr, &matrix));
  PetscInt first, last, size;
  check_petsc(MatGetOwnershipRange(matrix, &first, &last));
  check_petsc(MatGetSize(matrix, &size, nullptr));
  const auto add = [&](PetscInt row, PetscInt column, double value) {
    check_petsc(MatSetValue(matrix, row, column, value, INSERT_VALUES));
  };
  for (PetscInt row = first; row < last; ++row) {
    const PetscInt node = row / dim;
    for (PetscInt c = 0; c < dim; ++c) {
      add(row, node * dim + c, row % dim == c ? 9. + std::sin(row) : 0.3);
      for (const PetscInt far : {1, -1}) {
        const PetscInt other = (node + far + size / dim) % (size / dim);
        add(row, other * dim + c, -1. / (3 + row % dim + c + (far > 0 ? node : other)));
      }
    }
    for (const PetscInt far : {4, -4}) add(row, (row + far * dim + size) % size, 0.1);
  }
  check_petsc(MatAssemblyBegin(matrix, MAT_FINAL_ASSEMBLY));
  check_petsc(MatAssemblyEnd(matrix, MAT_FINAL_ASSEMBLY));
  check_petsc(MatSetBlockSize(matrix, dim));
  return matrix;
}

}  // namespace

BOOST_DATA_TEST_CASE(product_is_petscs, boost::unit_test::data::make({2, 3}), dim) {
  catena::start_petsc();
  Mat matrix = ring_of_blocks(dim);
  {
    const catena::SinglePrecisionProduct product(matrix);
    Vec x, exact, single;
    check_petsc(MatCreateVecs(matrix, &x, &exact));
    check_petsc(VecDuplicate(exact, &single));
    PetscInt first, last;
    check_petsc(VecGetOwnershipRange(x, &first, &last));
    for (PetscInt i = first; i < last; ++i) check_petsc(VecSetValue(x, i, std::cos(1.7 * i), INSERT_VALUES));
    check_petsc(VecAssemblyBegin(x));
    check_petsc(VecAssemblyEnd(x));
    check_petsc(MatMult(matrix, x, exact));
    check_petsc(MatMult(product.matrix(), x, single));
    PetscReal norm, difference;
    check_petsc(VecNorm(exact, NORM_INFINITY, &norm));
    check_petsc(VecAXPY(single, -1., exact));
    check_petsc(VecNorm(single, NORM_INFINITY, &difference));
    BOOST_TEST(norm > 1);
    BOOST_TEST(difference < 1e-6 * norm);
    for (Vec* vector : {&x, &exact, &single}) check_petsc(VecDestroy(vector));
  }
  check_petsc(MatDestroy(&matrix));
}
