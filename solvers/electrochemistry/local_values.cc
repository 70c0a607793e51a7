// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/electrochemistry/local_values.h"

#include <algorithm>

#include "solvers/cut_cells/check_petsc.h"

namespace catena {

LocalValues::LocalValues(MPI_Comm comm, const dealii::IndexSet& owned, const dealii::IndexSet& relevant,
                         const dealii::AffineConstraints<double>& constraints)
    : ghosts_(relevant.size()) {
  begin_ = owned.n_elements() ? *owned.begin() : 0;
  end_ = begin_ + owned.n_elements();
  std::vector<Index> numbers;
  for (const Index unknown : relevant) {
    numbers.push_back(unknown);
    if (constraints.is_constrained(unknown))
      for (const auto& entry : *constraints.get_constraint_entries(unknown)) numbers.push_back(entry.first);
  }
  std::sort(numbers.begin(), numbers.end());
  ghosts_.add_indices(numbers.begin(), numbers.end());
  ghosts_.subtract_set(owned);
  ghosts_.compress();
  const std::vector<PetscInt> ghosts(ghosts_.begin(), ghosts_.end());
  const auto count = static_cast<PetscInt>(owned.n_elements());
  const auto ghost_count = static_cast<PetscInt>(ghosts.size());
  size_ = static_cast<unsigned int>(count + ghost_count);
  check_petsc(VecCreateGhost(comm, count, PETSC_DETERMINE, ghost_count, ghosts.data(), &values_));
  check_petsc(VecDuplicate(values_, &sums_));
  check_petsc(VecGhostGetLocalForm(values_, &values_local_));
  check_petsc(VecGhostGetLocalForm(sums_, &sums_local_));
  for (const Index unknown : relevant)
    if (constraints.is_constrained(unknown)) {
      Line line{place(unknown), {}};
      for (const auto& [master, weight] : *constraints.get_constraint_entries(unknown))
        line.masters.push_back({place(master), weight});
      lines_.push_back(std::move(line));
    }
}

LocalValues::~LocalValues() {
  VecGhostRestoreLocalForm(values_, &values_local_);
  VecGhostRestoreLocalForm(sums_, &sums_local_);
  VecDestroy(&values_);
  VecDestroy(&sums_);
}

unsigned int LocalValues::place(Index unknown) const {
  if (unknown >= begin_ && unknown < end_) return static_cast<unsigned int>(unknown - begin_);
  return static_cast<unsigned int>(end_ - begin_ + ghosts_.index_within_set(unknown));
}

std::vector<unsigned int> LocalValues::places(const std::vector<Index>& unknowns) const {
  std::vector<unsigned int> list;
  for (const Index unknown : unknowns) list.push_back(place(unknown));
  return list;
}

const double* LocalValues::gather(Vec vector) {
  check_petsc(VecCopy(vector, values_));
  check_petsc(VecGhostUpdateBegin(values_, INSERT_VALUES, SCATTER_FORWARD));
  check_petsc(VecGhostUpdateEnd(values_, INSERT_VALUES, SCATTER_FORWARD));
  check_petsc(VecGetArray(values_local_, &array_));
  for (const Line& line : lines_) {
    double value = 0;
    for (const auto& [master, weight] : line.masters) value += weight * array_[master];
    array_[line.place] = value;
  }
  const double* values = array_;
  check_petsc(VecRestoreArray(values_local_, &array_));
  return values;
}

void LocalValues::set_constrained(Vec vector) const {
  const double* gathered;
  double* entries;
  check_petsc(VecGetArrayRead(values_local_, &gathered));
  check_petsc(VecGetArray(vector, &entries));
  for (const Line& line : lines_)
    if (line.place < end_ - begin_) entries[line.place] = gathered[line.place];
  check_petsc(VecRestoreArray(vector, &entries));
  check_petsc(VecRestoreArrayRead(values_local_, &gathered));
}

void LocalValues::zero_constrained(Vec vector) const {
  double* entries;
  check_petsc(VecGetArray(vector, &entries));
  for (const Line& line : lines_)
    if (line.place < end_ - begin_) entries[line.place] = 0;
  check_petsc(VecRestoreArray(vector, &entries));
}

double* LocalValues::start_sums() {
  check_petsc(VecSet(sums_local_, 0.));
  check_petsc(VecGetArray(sums_local_, &sums_array_));
  return sums_array_;
}

void LocalValues::add_sums(Vec vector) {
  for (const Line& line : lines_) {
    for (const auto& [master, weight] : line.masters) sums_array_[master] += weight * sums_array_[line.place];
    sums_array_[line.place] = 0;
  }
  check_petsc(VecRestoreArray(sums_local_, &sums_array_));
  check_petsc(VecGhostUpdateBegin(sums_, ADD_VALUES, SCATTER_REVERSE));
  check_petsc(VecGhostUpdateEnd(sums_, ADD_VALUES, SCATTER_REVERSE));
  check_petsc(VecAXPY(vector, 1., sums_));
}

}  // namespace catena
