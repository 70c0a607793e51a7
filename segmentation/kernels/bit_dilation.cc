// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/bit_dilation.h"

#include <algorithm>

namespace catena {
namespace {

using Word = std::uint64_t;
constexpr int block = BitBox::block;

/// Eight words as the processor takes them; rows of a plane stand anywhere.
using Words [[gnu::vector_size(64), gnu::aligned(8), gnu::may_alias]] = Word;

/// Adds `block` words from each of the given rows to `sum`, which stays in registers meanwhile.
void gather(Word* sum, const Word* widened, const std::vector<std::int64_t>& rows) {
  Words a = *reinterpret_cast<const Words*>(sum), b = *reinterpret_cast<const Words*>(sum + 8);
  Words c = *reinterpret_cast<const Words*>(sum + 16), d = *reinterpret_cast<const Words*>(sum + 24);
  for (const std::int64_t offset : rows) {
    const Word* row = widened + offset;
    a |= *reinterpret_cast<const Words*>(row);
    b |= *reinterpret_cast<const Words*>(row + 8);
    c |= *reinterpret_cast<const Words*>(row + 16);
    d |= *reinterpret_cast<const Words*>(row + 24);
  }
  *reinterpret_cast<Words*>(sum) = a;
  *reinterpret_cast<Words*>(sum + 8) = b;
  *reinterpret_cast<Words*>(sum + 16) = c;
  *reinterpret_cast<Words*>(sum + 24) = d;
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
  added_.resize(static_cast<size_t>(ball.reach(0)) + 1);
  for (int dz = 0; dz <= ball.reach(0); ++dz)
    for (int dy = -ball.reach(1); dy <= ball.reach(1); ++dy) {
      const int h = ball.half_width(dz, dy);
      if (h >= 0 && (dz == ball.reach(0) || h > ball.half_width(dz + 1, dy)))
        added_[static_cast<size_t>(dz)].push_back(slot_[static_cast<size_t>(h)] * pitch_ + ball.reach(1) +
                                                  dy);
    }
}

void BitDilation::dilate(const BitBox& in, BitBox& out, const Window& window) {
  for (int c = 0; c < out.columns(); ++c)
    for (int first = 0; first < out.rows(); first += rows_at_once_)
      dilate(in, out, window, c, first, std::min(first + rows_at_once_, out.rows()));
}

void BitDilation::dilate(const BitBox& in, BitBox& out, const Window& window, int c, int first, int last) {
  const int depth = ball_.reach(0), reach = ball_.reach(1);
  alignas(64) Word sum[block];
  for (int plane = 0; plane < in.planes(); ++plane) {
    const int centre = plane - window.z;  // the plane of the result above it
    if (centre + depth < 0 || centre - depth >= out.planes()) continue;
    if (!widen(in, window, plane, c, first + window.y - reach, last - first + 2 * reach)) continue;
    for (int y = first; y < last; y += block) {
      std::fill(sum, sum + block, 0);
      for (int dz = depth; dz >= 0; --dz) {
        gather(sum, widened_.data() + (y - first), added_[static_cast<size_t>(dz)]);
        if (const int z = centre - dz; z >= 0 && z < out.planes()) add(out.column(z, c) + y, sum);
        if (const int z = centre + dz; dz > 0 && z >= 0 && z < out.planes()) add(out.column(z, c) + y, sum);
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
