// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/phantom/pieces.h"

#include <algorithm>
#include <cmath>

namespace catena {
namespace {

/// By the others from `first` on.
bool covered_from(Box box, const std::vector<Box>& others, std::size_t first) {
  if (box.empty()) return true;
  for (std::size_t i = first; i < others.size(); ++i) {
    const Box common = intersection(box, others[i]);
    if (common.empty()) continue;
    // What is left are slabs before and behind the common part, axis by axis.
    for (int axis = 0; axis < 3; ++axis) {
      Box before = box, behind = box;
      before.end[axis] = box.begin[axis] = common.begin[axis];
      behind.begin[axis] = box.end[axis] = common.end[axis];
      if (!covered_from(before, others, i + 1) || !covered_from(behind, others, i + 1)) return false;
    }
    return true;
  }
  return false;
}

}  // namespace

bool covered(const Box& box, const std::vector<Box>& others) { return covered_from(box, others, 0); }

std::vector<Box> pieces_of(const Box& box, const Triple& margin, double voxels) {
  const Triple n = box.extents();
  const double row = static_cast<double>(n[2] + 2 * margin[2]);
  // The cheapest of all numbers of cuts along y, each with as few along z as the memory allows.
  std::int64_t best_z = n[0], best_y = n[1];
  double best = 1e300;
  for (std::int64_t cuts_y = 1; cuts_y <= n[1]; ++cuts_y) {
    const std::int64_t across = (n[1] + cuts_y - 1) / cuts_y;
    const double slice = row * static_cast<double>(across + 2 * margin[1]);
    const std::int64_t room = static_cast<std::int64_t>(voxels / slice) - 2 * margin[0];
    const std::int64_t deep = std::clamp<std::int64_t>(room, 1, n[0]);
    const std::int64_t cuts_z = (n[0] + deep - 1) / deep;
    const double work = static_cast<double>(cuts_z * cuts_y) * slice *
                        static_cast<double>((n[0] + cuts_z - 1) / cuts_z + 2 * margin[0]);
    if ((room >= 1 || cuts_y == n[1]) && work < best) {
      best = work;
      best_z = cuts_z;
      best_y = cuts_y;
    }
  }
  std::vector<Box> pieces;
  for (std::int64_t z = 0; z < best_z; ++z)
    for (std::int64_t y = 0; y < best_y; ++y) {
      Box piece = box;
      piece.begin[0] = box.begin[0] + z * n[0] / best_z;
      piece.end[0] = box.begin[0] + (z + 1) * n[0] / best_z;
      piece.begin[1] = box.begin[1] + y * n[1] / best_y;
      piece.end[1] = box.begin[1] + (y + 1) * n[1] / best_y;
      pieces.push_back(piece);
    }
  return pieces;
}

}  // namespace catena
