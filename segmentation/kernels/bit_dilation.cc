// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/bit_dilation.h"

#include <algorithm>

namespace catena {
namespace {

using Word = std::uint64_t;
constexpr int block = BitBox::block;

/// The union of one row's widenings over dy, for `block` rows.
void gather(Word* __restrict__ sum, const Word* const* rows, int count) {
  for (int l = 0; l < block; ++l) sum[l] = rows[0][l];
  int i = 1;
  for (; i + 4 <= count; i += 4) {
    const Word *a = rows[i], *b = rows[i + 1], *c = rows[i + 2], *d = rows[i + 3];
    for (int l = 0; l < block; ++l) sum[l] |= (a[l] | b[l]) | (c[l] | d[l]);
  }
  for (; i < count; ++i) {
    const Word* a = rows[i];
    for (int l = 0; l < block; ++l) sum[l] |= a[l];
  }
}

void add(Word* __restrict__ target, const Word* __restrict__ sum) {
  for (int l = 0; l < block; ++l) target[l] |= sum[l];
}

}  // namespace

BitDilation::BitDilation(const Ball& ball) : ball_(ball), slot_(static_cast<size_t>(ball.reach(2)) + 1, -1) {
  for (const int h : ball_.half_widths())
    if (h >= 0) slot_[static_cast<size_t>(h)] = 0;
  for (int h = 0; h <= ball_.reach(2); ++h)
    if (slot_[static_cast<size_t>(h)] == 0) {
      slot_[static_cast<size_t>(h)] = static_cast<int>(distinct_.size());
      distinct_.push_back(h);
    }
  constexpr int cache = 24 * 1024;
  const int rows = cache / static_cast<int>(sizeof(Word) * distinct_.size()) - 2 * ball_.reach(1);
  rows_at_once_ = std::clamp(rows / block * block, block, 16 * block);
  pitch_ = (rows_at_once_ + 2 * ball_.reach(1) + block - 1) / block * block;
  widened_.resize(static_cast<size_t>(pitch_) * distinct_.size());
}

void BitDilation::dilate(const BitBox& in, BitBox& out, const Window& window) {
  for (int c = 0; c < out.columns(); ++c)
    for (int first = 0; first < out.rows(); first += rows_at_once_)
      dilate(in, out, window, c, first, std::min(first + rows_at_once_, out.rows()));
}

void BitDilation::dilate(const BitBox& in, BitBox& out, const Window& window, int c, int first, int last) {
  const int depth = ball_.reach(0), reach = ball_.reach(1);
  std::vector<const Word*> rows(static_cast<size_t>(2 * reach + 1));
  alignas(64) Word sum[block];
  for (int plane = 0; plane < in.planes(); ++plane) {
    const int centre = plane - window.z;  // the plane of the result above it
    if (centre + depth < 0 || centre - depth >= out.planes()) continue;
    if (!widen(in, window, plane, c, first + window.y - reach, last - first + 2 * reach)) continue;
    for (int dz = 0; dz <= depth; ++dz) {
      const bool below = centre - dz >= 0 && centre - dz < out.planes();
      const bool above = dz > 0 && centre + dz >= 0 && centre + dz < out.planes();
      if (!below && !above) continue;
      int count = 0;
      for (int dy = -reach; dy <= reach; ++dy)
        if (const int h = ball_.half_width(dz, dy); h >= 0)
          rows[static_cast<size_t>(count++)] = widened(h) + reach + dy;
      for (int y = first; y < last; y += block) {
        gather(sum, rows.data(), count);
        if (below) add(out.column(centre - dz, c) + y, sum);
        if (above) add(out.column(centre + dz, c) + y, sum);
        for (int i = 0; i < count; ++i) rows[static_cast<size_t>(i)] += block;
      }
    }
  }
}

/// Fills the buffer with rows [first, first + count) of a plane of `in`, widened; false if all of them are
/// empty.
bool BitDilation::widen(const BitBox& in, const Window& window, int plane, int c, int first, int count) {
  const int begin = std::clamp(-first, 0, count), end = std::clamp(in.rows() - first, begin, count);
  const Word flip = window.inverted ? ~Word{0} : 0;
  // Column c + offset, as a row-wise source; nothing beyond the image.
  const auto source = [&](int offset) {
    const int column = c + offset;
    return column >= 0 && column < in.columns() ? in.column(plane, column) + first : nullptr;
  };
  const int columns = ball_.reach(2) / 64 + 1;
  Word any = 0;
  for (int offset = -columns; offset <= columns; ++offset)
    if (const Word* words = source(offset))
      for (int y = begin; y < end; ++y) any |= words[y] ^ flip;
  if (any == 0) return false;

  Word* previous = nullptr;
  int width = -1;
  for (size_t slot = 0; slot < distinct_.size(); ++slot) {
    Word* rows = widened_.data() + static_cast<std::int64_t>(slot) * pitch_;
    if (previous == nullptr)
      std::fill(rows, rows + pitch_, 0);
    else
      std::copy(previous, previous + pitch_, rows);
    for (++width; width <= distinct_[slot]; ++width) {
      const int whole = width / 64, bits = width % 64;
      const auto shifted = [&](const Word* words, int by, bool up) {
        if (words != nullptr)
          for (int y = begin; y < end; ++y) rows[y] |= up ? (words[y] ^ flip) << by : (words[y] ^ flip) >> by;
      };
      shifted(source(-whole), bits, true);
      shifted(source(whole), bits, false);
      if (bits > 0) {
        shifted(source(-whole - 1), 64 - bits, false);
        shifted(source(whole + 1), 64 - bits, true);
      }
    }
    --width;
    previous = rows;
  }
  return true;
}

}  // namespace catena
