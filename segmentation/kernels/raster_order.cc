// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/raster_order.h"

#include <mpi.h>

#include <numeric>

#include "segmentation/kernels/all_gather.h"

namespace catena {

std::vector<std::int64_t> count_before_rows(const Decomposition& blocks,
                                            const std::vector<std::int32_t>& in_row) {
  const Triple at = blocks.position();
  const std::vector<std::int64_t> totals =
      all_gather(blocks.comm(),
                 std::vector<std::int64_t>{std::accumulate(in_row.begin(), in_row.end(), std::int64_t{0})});
  std::int64_t before = 0;
  for (int rank = 0; rank < blocks.ranks(); ++rank)
    if (blocks.position_of(rank)[0] < at[0]) before += totals[rank];

  // Rows of blocks at the same height interleave.
  MPI_Comm layer;
  MPI_Comm_split(blocks.comm(), static_cast<int>(at[0]), blocks.rank(), &layer);
  const std::vector<std::int32_t> all = all_gather(layer, in_row);
  MPI_Comm_free(&layer);

  const Triple grid = blocks.grid(), n = blocks.owned().extents();
  std::vector<size_t> begin(static_cast<size_t>(grid[1] * grid[2]) + 1, 0);
  std::vector<std::int64_t> rows_y(grid[1]);
  for (std::int64_t j = 0; j < grid[1]; ++j) {
    rows_y[j] = blocks.owned_by(blocks.rank_at({at[0], j, 0})).extents()[1];
    for (std::int64_t i = 0; i < grid[2]; ++i)
      begin[j * grid[2] + i + 1] = begin[j * grid[2] + i] + static_cast<size_t>(n[0] * rows_y[j]);
  }
  std::vector<std::int64_t> result(in_row.size());
  for (std::int64_t z = 0; z < n[0]; ++z)
    for (std::int64_t j = 0; j < grid[1]; ++j)
      for (std::int64_t y = 0; y < rows_y[j]; ++y)
        for (std::int64_t i = 0; i < grid[2]; ++i) {
          if (j == at[1] && i == at[2]) result[z * n[1] + y] = before;
          before += all[begin[j * grid[2] + i] + static_cast<size_t>(z * rows_y[j] + y)];
        }
  return result;
}

}  // namespace catena
