// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include <algorithm>
#include <cstring>
#include <utility>

#include "segmentation/kernels/label_sums.h"

namespace catena::label_sums {
namespace {

/// One pass on a host, by one thread: rows are compared with their neighbours many voxels at once, and only
/// where labels differ is there something to do.
class HostPass {
 public:
  HostPass(const Block& block, const SurfaceWeights& weights, const LabelPlaces& places, const Sums& sums,
           Contacts& contacts)
      : block_(block), weights_(weights), places_(places), sums_(sums), contacts_(contacts) {}

  void run() {
    const bool near = weights_.stride[0] <= 1 && weights_.stride[1] == 1 && weights_.stride[2] == 1;
    for (int z = block_.low[0]; z < block_.size[0]; ++z)
      for (int y = block_.low[1]; y < block_.size[1]; ++y) near ? row<true>(z, y) : row<false>(z, y);
  }

 private:
  static constexpr int chunk = 512;

  /// \tparam near  whether the corners of a cell are neighbours, so that the neighbours need no look of their
  /// own.
  template <bool near>
  void row(int z, int y) {
    const auto& s = weights_.stride;
    const std::uint32_t* line[4] = {block_.line(z, y), block_.line(z, y + s[1]), block_.line(z + s[0], y),
                                    block_.line(z + s[0], y + s[1])};
    const bool mine = z >= 0 && y >= 0;
    const std::uint32_t* next_y = mine ? block_.line(z, y + 1) : line[0];
    const std::uint32_t* next_z = mine && block_.solid ? block_.line(z + 1, y) : line[0];
    int start = 0;
    for (int begin = block_.low[2]; begin < block_.size[2]; begin += chunk) {
      const int n = std::min(chunk, block_.size[2] - begin);
      std::uint8_t differs[chunk + 8];
      const std::uint32_t *a = line[0] + begin, *b = line[1] + begin, *c = line[2] + begin,
                          *d = line[3] + begin;
      const std::uint32_t *u = next_y + begin, *v = next_z + begin;
      const int sx = s[2];
      for (int i = 0; i < n; ++i) {
        const std::uint32_t base = a[i];
        std::uint32_t any = (base ^ a[i + sx]) | (base ^ b[i]) | (base ^ b[i + sx]) | (base ^ c[i]) |
                            (base ^ c[i + sx]) | (base ^ d[i]) | (base ^ d[i + sx]);
        if (!near) any |= (base ^ a[i + 1]) | (base ^ u[i]) | (base ^ v[i]);
        differs[i] = any != 0;
      }
      for (int i = n; i < n + 8; ++i) differs[i] = 0;
      for (int i = 0; i < n; i += 8) {
        std::uint64_t eight;
        std::memcpy(&eight, differs + i, 8);
        for (; eight != 0; eight &= eight - 1) {
          const int x = begin + i + __builtin_ctzll(eight) / 8;
          const std::uint32_t corner[8] = {line[0][x], line[0][x + sx], line[1][x], line[1][x + sx],
                                           line[2][x], line[2][x + sx], line[3][x], line[3][x + sx]};
          add_cell(corner,
                   [&](std::uint32_t label, int code) { row_of(label)[area] += weights_.weight[code]; });
          if (!mine || x < 0) continue;
          const std::uint32_t here = corner[0];
          if (line[0][x + 1] != here) {
            close_run(z, y, start, x, here);
            start = x + 1;
          }
          if (here == 0) continue;
          touch(here, next_z[x], 0);
          touch(here, next_y[x], 1);
          touch(here, line[0][x + 1], 2);
        }
      }
    }
    if (mine && start < block_.size[2]) close_run(z, y, start, block_.size[2] - 1, line[0][start]);
  }

  std::int64_t* row_of(std::uint32_t label) {
    if (label != last_label_) {
      last_label_ = label;
      last_row_ = &sums_(places_(label), 0);
    }
    return last_row_;
  }

  void close_run(int z, int y, int first, int last, std::uint32_t label) {
    if (label == 0) return;
    std::int64_t* sum = row_of(label);
    const std::int64_t at[3] = {z + block_.origin[0], y + block_.origin[1], first + block_.origin[2]};
    const std::int64_t end[3] = {at[0] + 1, at[1] + 1, last + 1 + block_.origin[2]};
    add_run(at[0], at[1], at[2], end[2] - 1, [sum](int column, std::int64_t value) { sum[column] += value; });
    for (int axis = 0; axis < 3; ++axis) {
      sum[begin_z + axis] = std::min(sum[begin_z + axis], at[axis]);
      sum[end_z + axis] = std::max(sum[end_z + axis], end[axis]);
    }
  }

  void touch(std::uint32_t here, std::uint32_t there, int axis) {
    if (there == 0 || there == here) return;
    const std::uint64_t key = static_cast<std::uint64_t>(std::min(here, there)) << 32 | std::max(here, there);
    if (key != last_pair_) {
      last_pair_ = key;
      last_faces_ = &contacts_[key];
    }
    ++(*last_faces_)[axis];
  }

  const Block block_;
  const SurfaceWeights& weights_;
  const LabelPlaces& places_;
  const Sums sums_;
  Contacts& contacts_;
  std::uint32_t last_label_ = 0;
  std::int64_t* last_row_ = nullptr;
  std::uint64_t last_pair_ = 0;
  std::array<std::int64_t, 3>* last_faces_ = nullptr;
};

}  // namespace

void add_by_rows(const Block& block, const SurfaceWeights& weights, const LabelPlaces& places,
                 const Sums& sums, Contacts& contacts) {
  HostPass(block, weights, places, sums, contacts).run();
}

}  // namespace catena::label_sums
