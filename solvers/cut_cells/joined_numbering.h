// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <deal.II/base/index_set.h>
#include <mpi.h>

#include <utility>
#include <vector>

namespace catena {

/// Several numberings, each parted among the ranks in their order, joined into one of the same kind: rank r
/// owns [its unknowns of the first, its unknowns of the second, ...].
class JoinedNumbering {
 public:
  using Index = dealii::types::global_dof_index;

  JoinedNumbering() = default;
  /// \param owned numbers of unknowns that this rank owns, of each. Collective.
  /// \param lone that come last, on the last rank.
  JoinedNumbering(MPI_Comm comm, const std::vector<Index>& owned, unsigned int lone = 0);

  /// The number in the whole of unknown `i` of part `f`; any rank may ask for any.
  Index number(unsigned int f, Index i) const;
  Index size() const { return size_; }
  Index first_lone() const { return first_lone_; }
  /// What this rank owns, [first, second): of all, and of part `f`.
  std::pair<Index, Index> owned() const { return owned_; }
  std::pair<Index, Index> owned(unsigned int f) const;

 private:
  int rank_ = 0;
  std::vector<std::vector<Index>>
      part_begin_;  ///< [part][rank], and their total last: first unknown of that rank within the part
  std::vector<std::vector<Index>> whole_begin_;  ///< [part][rank]: its number in the whole
  Index first_lone_ = 0, size_ = 0;
  std::pair<Index, Index> owned_;
};

}  // namespace catena
