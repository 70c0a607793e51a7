// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <vector>

#include "segmentation/volume/decomposition.h"

namespace catena {

/// Which rank works on which particle, and in which batch; the same on all ranks, from the boxes alone.
struct WorkPlan {
  struct Item {
    int rank;
    std::int32_t particle;
  };
  std::vector<std::vector<Item>> batches;
};

/// A particle goes to the rank whose block holds most of its box, unless that rank has more than its share of
/// the boxes' volume; then to the one with least to do. Batches take, on each rank, the largest boxes first
/// and hold at most `voxels` of them (one box at least), so that no rank waits long for another nor needs
/// much memory.
WorkPlan work_plan(const std::vector<Box>& boxes, const std::vector<std::int32_t>& particles,
                   const Decomposition& blocks, std::int64_t voxels);

}  // namespace catena
