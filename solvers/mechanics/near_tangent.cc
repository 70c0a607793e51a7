// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/mechanics/near_tangent.h"

#include <vector>

#include "solvers/cut_cells/assembly.h"
#include "solvers/cut_cells/check_petsc.h"
#include "solvers/mechanics/drop_zeros.h"

namespace catena {

template <int dim>
Mat near_tangent(const DisplacementSpace<dim>& space, const ElasticBulk<dim>& bulk,
                 const CohesiveInterface<dim>& interface) {
  // The pattern is made anew each time: kept, it would be a tenth of a simulation's memory.
  Assembly<dim> assembly(space.numbering(), space.hanging());
  assembly.make_pattern_between({{0, 1}});
  typename ElasticBulk<dim>::Matrix local;
  assembly.start(local);
  interface.add_local_tangent(assembly, local);
  local.compress(dealii::VectorOperation::add);
  check_petsc(MatSetBlockSize(local, dim));
  Mat sum = drop_zeros(local);  // of the stiffness' type, which the sum needs
  local.clear();
  check_petsc(MatAXPY(sum, 1., bulk.stiffness(), DIFFERENT_NONZERO_PATTERN));
  std::vector<PetscInt> fixed;
  PetscInt first;
  check_petsc(MatGetOwnershipRange(sum, &first, nullptr));
  for (const int unknown : space.not_free()) fixed.push_back(first + unknown);
  check_petsc(MatZeroRowsColumns(sum, static_cast<PetscInt>(fixed.size()), fixed.data(), bulk.diagonal(),
                                 nullptr, nullptr));
  return sum;
}

template Mat near_tangent(const DisplacementSpace<2>&, const ElasticBulk<2>&, const CohesiveInterface<2>&);
template Mat near_tangent(const DisplacementSpace<3>&, const ElasticBulk<3>&, const CohesiveInterface<3>&);

}  // namespace catena
