// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/join_chains.h"

#include <algorithm>
#include <numeric>

#include "segmentation/kernels/all_gather.h"

namespace catena {
namespace {

std::vector<int> begins_of(const std::vector<int>& counts) {
  std::vector<int> begins(counts.size() + 1, 0);
  std::partial_sum(counts.begin(), counts.end(), begins.begin() + 1);
  return begins;
}

/// The targets of the given exits, of whichever rank. `wanted` is in ascending order, as the ranks are.
std::vector<std::uint32_t> targets_of(MPI_Comm comm, const std::vector<std::uint32_t>& wanted,
                                      const std::vector<std::uint32_t>& first_of_rank, std::uint32_t first,
                                      const std::vector<std::uint32_t>& target) {
  const int ranks = static_cast<int>(first_of_rank.size());
  std::vector<int> asked(ranks, 0), answered(ranks, 0);
  for (const std::uint32_t exit : wanted)
    ++asked[std::upper_bound(first_of_rank.begin(), first_of_rank.end(), exit) - first_of_rank.begin() - 1];
  MPI_Alltoall(asked.data(), 1, MPI_INT, answered.data(), 1, MPI_INT, comm);
  const std::vector<int> asked_begin = begins_of(asked), answered_begin = begins_of(answered);
  std::vector<std::uint32_t> questions(answered_begin.back());
  MPI_Alltoallv(wanted.data(), asked.data(), asked_begin.data(), MPI_UINT32_T, questions.data(),
                answered.data(), answered_begin.data(), MPI_UINT32_T, comm);
  for (std::uint32_t& question : questions) question = target[question - first];
  std::vector<std::uint32_t> result(wanted.size());
  MPI_Alltoallv(questions.data(), answered.data(), answered_begin.data(), MPI_UINT32_T, result.data(),
                asked.data(), asked_begin.data(), MPI_UINT32_T, comm);
  return result;
}

}  // namespace

std::vector<std::uint32_t> peaks_of_exits(MPI_Comm comm, const std::vector<std::uint32_t>& target,
                                          std::uint32_t first, std::uint32_t peaks) {
  const std::vector<std::uint32_t> first_of_rank = all_gather(comm, std::vector<std::uint32_t>{first});
  std::vector<std::uint32_t> reached = target;
  while (true) {
    std::vector<std::uint32_t> wanted;
    for (const std::uint32_t end : reached)
      if (end > peaks) wanted.push_back(end);
    int any = !wanted.empty();
    MPI_Allreduce(MPI_IN_PLACE, &any, 1, MPI_INT, MPI_MAX, comm);
    if (!any) return reached;
    std::sort(wanted.begin(), wanted.end());
    wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
    const std::vector<std::uint32_t> further = targets_of(comm, wanted, first_of_rank, first, reached);
    for (std::uint32_t& end : reached)
      if (end > peaks) end = further[std::lower_bound(wanted.begin(), wanted.end(), end) - wanted.begin()];
  }
}

}  // namespace catena
