// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/row_distance.h"

#include <algorithm>

#include "segmentation/volume/voxel_loop.h"

namespace catena {
namespace {

using RowNumbers = Kokkos::View<std::int32_t**, Kokkos::LayoutRight>;

/// First and last zero of every owned row, in image coordinates; far_away and -far_away for rows without.
void find_zeros(const Volume<std::uint8_t>& mask, const RowNumbers& first, const RowNumbers& last) {
  const auto voxels = mask.owned_view();
  const int n = static_cast<int>(mask.local()[2]);
  const auto begin = static_cast<std::int32_t>(mask.decomposition().owned().begin[2]);
  for_each_row(
      "zeros of a row", mask.local(), KOKKOS_LAMBDA(int z, int y) {
        int a = 0, b = n - 1;
        while (a < n && voxels(z, y, a) != 0) ++a;
        while (b >= 0 && voxels(z, y, b) != 0) --b;
        first(z, y) = a < n ? begin + a : far_away;
        last(z, y) = b >= 0 ? begin + b : -far_away;
      });
}

}  // namespace

RowEnds row_ends(const Volume<std::uint8_t>& mask) {
  const Decomposition& blocks = mask.decomposition();
  const Triple local = mask.local();
  RowEnds ends{RowNumbers("left zero", local[0], local[1]), RowNumbers("right zero", local[0], local[1])};
  Kokkos::deep_copy(ends.left, -far_away);
  Kokkos::deep_copy(ends.right, far_away);
  const std::int64_t ranks = blocks.grid()[2], me = blocks.position()[2];
  if (ranks == 1) return ends;

  const RowNumbers first("first zero", local[0], local[1]), last("last zero", local[0], local[1]);
  find_zeros(mask, first, last);
  const auto mine = Kokkos::create_mirror_view_and_copy(Kokkos::HostSpace(), first);
  const auto my_last = Kokkos::create_mirror_view_and_copy(Kokkos::HostSpace(), last);
  const auto left = Kokkos::create_mirror_view_and_copy(Kokkos::HostSpace(), ends.left);
  const auto right = Kokkos::create_mirror_view_and_copy(Kokkos::HostSpace(), ends.right);
  const Kokkos::View<std::int32_t**, Kokkos::LayoutRight, Kokkos::HostSpace> theirs("zeros of another rank",
                                                                                    local[0], local[1]);
  const std::int64_t rows = local[0] * local[1];
  const auto begin = static_cast<std::int32_t>(blocks.owned().begin[2]);
  MPI_Datatype plane;  // counts then stay below 2^31 on the largest blocks
  MPI_Type_contiguous(static_cast<int>(local[1]), MPI_INT32_T, &plane);
  MPI_Type_commit(&plane);
  const auto rank_along_row = [&](std::int64_t position) {
    return blocks.rank_at({blocks.position()[0], blocks.position()[1], position});
  };
  for (std::int64_t shift = 1; shift < ranks; ++shift) {
    const std::int64_t from = (me + ranks - shift) % ranks, to = (me + shift) % ranks;
    // Who stands right of me wants my last zero, who stands left my first.
    MPI_Sendrecv(to > me ? my_last.data() : mine.data(), static_cast<int>(local[0]), plane,
                 rank_along_row(to), 0, theirs.data(), static_cast<int>(local[0]), plane,
                 rank_along_row(from), 0, blocks.comm(), MPI_STATUS_IGNORE);
    for (std::int64_t row = 0; row < rows; ++row) {
      const std::int32_t zero = theirs.data()[row];
      if (from < me && zero > -far_away) left.data()[row] = std::max(left.data()[row], zero - begin);
      if (from > me && zero < far_away) right.data()[row] = std::min(right.data()[row], zero - begin);
    }
  }
  MPI_Type_free(&plane);
  Kokkos::deep_copy(ends.left, left);
  Kokkos::deep_copy(ends.right, right);
  return ends;
}

}  // namespace catena
