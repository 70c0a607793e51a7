// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/basin_borders.h"

#include <algorithm>

namespace catena {
namespace {

/// The least label is that of the labels less 1, so that the background counts as the greatest there is.
inline void extremes_of_three(std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t& greatest,
                              std::uint32_t& least) {
  const std::uint32_t ab = a > b ? a : b, ba = a - 1 < b - 1 ? a - 1 : b - 1;
  greatest = ab > c ? ab : c;
  least = ba < c - 1 ? ba : c - 1;
}

void extremes_along_row(const Surrounded<std::uint32_t>& labels, int z, int y,
                        std::uint32_t* __restrict greatest, std::uint32_t* __restrict least) {
  const int nx = labels.block.nx;
  const std::uint32_t* __restrict row = labels.row(z, y);
  for (int x = 1; x < nx - 1; ++x) extremes_of_three(row[x - 1], row[x], row[x + 1], greatest[x], least[x]);
  const std::uint32_t before = labels.at(z, y, -1), after = labels.at(z, y, nx);
  extremes_of_three(before, row[0], nx > 1 ? row[1] : after, greatest[0], least[0]);
  if (nx > 1) extremes_of_three(row[nx - 2], row[nx - 1], after, greatest[nx - 1], least[nx - 1]);
}

}  // namespace

BasinBorders::BasinBorders(const Surrounded<std::uint32_t>& labels, int y_begin, int y_end)
    : labels_(labels),
      y_begin_(y_begin),
      y_end_(y_end),
      greatest_(2 * static_cast<size_t>(y_end - y_begin + 2) * labels.block.nx),
      least_(greatest_.size()),
      marked_(labels.block.nx) {
  fill_plane(0);
}

int BasinBorders::rows_in_slab(int nx) { return std::max(8, 512 * 1024 / (16 * nx)); }

void BasinBorders::fill_plane(int z) {
  for (int y = y_begin_ - 1; y <= y_end_; ++y) extremes_along_row(labels_, z, y, greatest(z, y), least(z, y));
}

void BasinBorders::go_to(int z) {
  z_ = z;
  fill_plane(z + 1);
}

const std::vector<std::uint8_t>& BasinBorders::row(int y) {
  const int nx = labels_.block.nx;
  const std::uint32_t* __restrict own = labels_.block.row(z_, y);
  const std::uint32_t* __restrict g0 = greatest(z_, y + 1), * __restrict l0 = least(z_, y + 1);
  const std::uint32_t* __restrict g1 = greatest(z_ + 1, y - 1), * __restrict l1 = least(z_ + 1, y - 1);
  const std::uint32_t* __restrict g2 = greatest(z_ + 1, y), * __restrict l2 = least(z_ + 1, y);
  const std::uint32_t* __restrict g3 = greatest(z_ + 1, y + 1), * __restrict l3 = least(z_ + 1, y + 1);
  const auto differs = [&](int x, std::uint32_t next) {
    const std::uint32_t a = g0[x] > g1[x] ? g0[x] : g1[x], b = g2[x] > g3[x] ? g2[x] : g3[x];
    const std::uint32_t c = l0[x] < l1[x] ? l0[x] : l1[x], d = l2[x] < l3[x] ? l2[x] : l3[x];
    const std::uint32_t ab = a > b ? a : b, cd = c < d ? c : d;
    const std::uint32_t most = ab > next ? ab : next, fewest = cd < next - 1 ? cd : next - 1;
    return static_cast<std::uint8_t>((own[x] != 0) & ((most > own[x]) | (fewest < own[x] - 1)));
  };
  std::uint8_t* __restrict marked = marked_.data();
  for (int x = 0; x < nx - 1; ++x) marked[x] = differs(x, own[x + 1]);
  marked[nx - 1] = differs(nx - 1, labels_.at(z_, y, nx));
  return marked_;
}

}  // namespace catena
