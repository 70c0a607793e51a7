// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/cut_cells/joined_numbering.h"

#include <algorithm>

namespace catena {

JoinedNumbering::JoinedNumbering(MPI_Comm comm, const std::vector<Index>& owned, unsigned int lone) {
  int ranks;
  MPI_Comm_rank(comm, &rank_);
  MPI_Comm_size(comm, &ranks);
  std::vector<std::vector<unsigned long long>> counts(owned.size());
  part_begin_.resize(owned.size());
  whole_begin_.resize(owned.size());
  for (std::size_t f = 0; f < owned.size(); ++f) {
    counts[f].resize(ranks);
    const unsigned long long mine = owned[f];
    MPI_Allgather(&mine, 1, MPI_UNSIGNED_LONG_LONG, counts[f].data(), 1, MPI_UNSIGNED_LONG_LONG, comm);
    part_begin_[f].assign(ranks + 1, 0);
    whole_begin_[f].assign(ranks, 0);
    for (int r = 0; r < ranks; ++r)
      part_begin_[f][r + 1] = part_begin_[f][r] + static_cast<Index>(counts[f][r]);
  }
  for (int r = 0; r < ranks; ++r) {
    if (r == rank_) owned_.first = size_;
    for (std::size_t f = 0; f < owned.size(); ++f) {
      whole_begin_[f][r] = size_;
      size_ += static_cast<Index>(counts[f][r]);
    }
    if (r == ranks - 1) {
      first_lone_ = size_;
      size_ += lone;
    }
    if (r == rank_) owned_.second = size_;
  }
}

JoinedNumbering::Index JoinedNumbering::number(unsigned int f, Index i) const {
  const auto& begin = part_begin_[f];
  // Ranks without unknowns share their first number with the next: the last that begins at or before i owns
  // it.
  const auto rank = std::upper_bound(begin.begin(), begin.end() - 1, i) - begin.begin() - 1;
  return whole_begin_[f][rank] + (i - begin[rank]);
}

std::pair<JoinedNumbering::Index, JoinedNumbering::Index> JoinedNumbering::owned(unsigned int f) const {
  const Index begin = whole_begin_[f][rank_];
  return {begin, begin + (part_begin_[f][rank_ + 1] - part_begin_[f][rank_])};
}

}  // namespace catena
