// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/join_chains.h"

#include <algorithm>
#include <numeric>

#include "segmentation/kernels/all_gather.h"

namespace catena {
namespace {

/// How far the chain of an end is known: the peak it reaches, or 0 and an end further along it.
struct Knowledge {
  std::uint32_t peak, target;
};

std::vector<int> begins_of(const std::vector<int>& counts) {
  std::vector<int> begins(counts.size() + 1, 0);
  std::partial_sum(counts.begin(), counts.end(), begins.begin() + 1);
  return begins;
}

/// What the owners of the given ends know about them. `wanted` is in ascending order, as the owners are.
std::vector<Knowledge> ask(MPI_Comm comm, const std::vector<std::uint32_t>& wanted,
                           const std::vector<std::uint32_t>& first_of_rank, std::uint32_t first,
                           const std::vector<Knowledge>& known) {
  const int ranks = static_cast<int>(first_of_rank.size());
  std::vector<int> asked(ranks, 0), answered(ranks, 0);
  for (const std::uint32_t end : wanted)
    ++asked[std::upper_bound(first_of_rank.begin(), first_of_rank.end(), end) - first_of_rank.begin() - 1];
  MPI_Alltoall(asked.data(), 1, MPI_INT, answered.data(), 1, MPI_INT, comm);
  const std::vector<int> asked_begin = begins_of(asked), answered_begin = begins_of(answered);
  std::vector<std::uint32_t> questions(answered_begin.back());
  MPI_Alltoallv(wanted.data(), asked.data(), asked_begin.data(), MPI_UINT32_T, questions.data(),
                answered.data(), answered_begin.data(), MPI_UINT32_T, comm);
  std::vector<Knowledge> answers(questions.size()), result(wanted.size());
  for (size_t i = 0; i < questions.size(); ++i) answers[i] = known[questions[i] - first];
  MPI_Datatype two;
  MPI_Type_contiguous(2, MPI_UINT32_T, &two);
  MPI_Type_commit(&two);
  MPI_Alltoallv(answers.data(), answered.data(), answered_begin.data(), two, result.data(), asked.data(),
                asked_begin.data(), two, comm);
  MPI_Type_free(&two);
  return result;
}

}  // namespace

std::vector<std::uint32_t> peaks_of_chains(MPI_Comm comm, const std::vector<std::uint32_t>& target,
                                           std::uint32_t first, std::uint32_t peaks_before) {
  const std::vector<std::uint32_t> first_of_rank = all_gather(comm, std::vector<std::uint32_t>{first});
  std::vector<Knowledge> known(target.size());
  std::vector<std::uint32_t> open;
  for (std::uint32_t end = 0; end < target.size(); ++end) {
    const bool peak = target[end] == first + end;
    known[end] = {peak ? ++peaks_before : 0, target[end]};
    if (!peak) open.push_back(end);
  }
  while (true) {
    int any = !open.empty();
    MPI_Allreduce(MPI_IN_PLACE, &any, 1, MPI_INT, MPI_MAX, comm);
    if (!any) break;
    std::vector<std::uint32_t> wanted;
    for (const std::uint32_t end : open) wanted.push_back(known[end].target);
    std::sort(wanted.begin(), wanted.end());
    wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
    const std::vector<Knowledge> answers = ask(comm, wanted, first_of_rank, first, known);
    std::vector<std::uint32_t> still;
    for (const std::uint32_t end : open) {
      known[end] =
          answers[std::lower_bound(wanted.begin(), wanted.end(), known[end].target) - wanted.begin()];
      if (known[end].peak == 0) still.push_back(end);
    }
    open.swap(still);
  }
  std::vector<std::uint32_t> result;
  result.reserve(known.size());
  for (const Knowledge& end : known) result.push_back(end.peak);
  return result;
}

}  // namespace catena
