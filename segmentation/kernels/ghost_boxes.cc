// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/ghost_boxes.h"

#include <algorithm>
#include <cstdint>

namespace catena {

Box grown_within(const Box& box, const Box& limit) {
  Box grown;
  for (int axis = 0; axis < 3; ++axis) {
    grown.begin[axis] = box.begin[axis] - 1;
    grown.end[axis] = box.end[axis] + 1;
  }
  return intersection(grown, limit);
}

std::vector<GhostBox> ghost_boxes(const Decomposition& blocks) {
  std::vector<GhostBox> boxes;
  for (int rank = 0; rank < blocks.ranks(); ++rank) {
    if (rank == blocks.rank()) continue;
    const Box theirs = blocks.owned_by(rank);
    const Box incoming = grown_within(blocks.owned(), theirs);
    if (!incoming.empty()) boxes.push_back({rank, incoming, grown_within(theirs, blocks.owned())});
  }
  return boxes;
}

template <class T>
std::vector<std::vector<T>> exchange_boxes(const Decomposition& blocks, const std::vector<GhostBox>& boxes,
                                           const std::vector<std::vector<T>>& outgoing) {
  static_assert(sizeof(T) == 4, "sent as 32-bit words");
  std::vector<std::vector<T>> incoming(boxes.size());
  std::vector<MPI_Request> requests(2 * boxes.size());
  for (size_t i = 0; i < boxes.size(); ++i) {
    incoming[i].resize(static_cast<size_t>(boxes[i].incoming.voxels()));
    MPI_Irecv(incoming[i].data(), static_cast<int>(incoming[i].size()), MPI_UINT32_T, boxes[i].rank, 0,
              blocks.comm(), &requests[2 * i]);
    MPI_Isend(outgoing[i].data(), static_cast<int>(outgoing[i].size()), MPI_UINT32_T, boxes[i].rank, 0,
              blocks.comm(), &requests[2 * i + 1]);
  }
  MPI_Waitall(static_cast<int>(requests.size()), requests.data(), MPI_STATUSES_IGNORE);
  return incoming;
}

template std::vector<std::vector<std::uint32_t>> exchange_boxes(
    const Decomposition&, const std::vector<GhostBox>&, const std::vector<std::vector<std::uint32_t>>&);
template std::vector<std::vector<std::int32_t>> exchange_boxes(const Decomposition&,
                                                               const std::vector<GhostBox>&,
                                                               const std::vector<std::vector<std::int32_t>>&);
template std::vector<std::vector<float>> exchange_boxes(const Decomposition&, const std::vector<GhostBox>&,
                                                        const std::vector<std::vector<float>>&);

}  // namespace catena
