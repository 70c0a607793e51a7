// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/attributes/work_plan.h"

#include <algorithm>

namespace catena {
namespace {

/// The rank whose block shares most voxels with a box; the lower of two.
int main_holder(const Box& box, const Decomposition& blocks) {
  int best = 0;
  std::int64_t most = -1;
  for (int rank = 0; rank < blocks.ranks(); ++rank) {
    const std::int64_t voxels = intersection(box, blocks.owned_by(rank)).voxels();
    if (voxels > most) {
      most = voxels;
      best = rank;
    }
  }
  return best;
}

}  // namespace

WorkPlan work_plan(const std::vector<Box>& boxes, const std::vector<std::int32_t>& particles,
                   const Decomposition& blocks, std::int64_t voxels) {
  std::vector<std::int32_t> order(particles);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::int32_t a, std::int32_t b) { return boxes[a].voxels() > boxes[b].voxels(); });
  double total = 0;
  for (std::int32_t particle : order) total += static_cast<double>(boxes[particle].voxels());
  const double share = 1.02 * total / blocks.ranks();
  std::vector<double> load(blocks.ranks(), 0.0);
  std::vector<std::vector<std::int32_t>> work(blocks.ranks());
  for (std::int32_t particle : order) {
    const auto size = static_cast<double>(boxes[particle].voxels());
    int rank = main_holder(boxes[particle], blocks);
    if (load[rank] + size > share)
      rank = static_cast<int>(std::min_element(load.begin(), load.end()) - load.begin());
    load[rank] += size;
    work[rank].push_back(particle);
  }
  WorkPlan plan;
  std::vector<size_t> next(blocks.ranks(), 0);
  for (bool left = true; left;) {
    left = false;
    std::vector<WorkPlan::Item> batch;
    for (int rank = 0; rank < blocks.ranks(); ++rank) {
      std::int64_t taken = 0;
      for (size_t& i = next[rank]; i < work[rank].size(); ++i) {
        const std::int64_t size = boxes[work[rank][i]].voxels();
        if (taken > 0 && taken + size > voxels) break;
        taken += size;
        batch.push_back({rank, work[rank][i]});
      }
      left = left || next[rank] < work[rank].size();
    }
    if (!batch.empty()) plan.batches.push_back(std::move(batch));
  }
  return plan;
}

}  // namespace catena
