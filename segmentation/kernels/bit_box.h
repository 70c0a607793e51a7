// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace catena {

/// A dense binary image, 64 voxels along x in a word; the words of neighbouring rows are neighbours in
/// memory, so that shifts along y are unaligned loads: bit b of word (z, c, y) is voxel (z, y, 64 c + b).
/// Host only.
class BitBox {
 public:
  /// Rows are padded to a multiple of this many words, for loops of fixed length.
  static constexpr int block = 32;

  /// All voxels become 0. Memory is kept from use to use.
  void reset(int planes, int rows, int row_bits) {
    planes_ = planes;
    rows_ = rows;
    columns_ = (row_bits + 63) / 64;
    pitch_ = (rows + block - 1) / block * block;
    words_.assign(static_cast<std::size_t>(planes_) * columns_ * pitch_, 0);
  }
  void release() { std::vector<std::uint64_t>().swap(words_); }

  int planes() const { return planes_; }
  int rows() const { return rows_; }
  int columns() const { return columns_; }
  /// The words of all rows of column c of plane z.
  std::uint64_t* column(int z, int c) {
    return words_.data() + (static_cast<std::int64_t>(z) * columns_ + c) * pitch_;
  }
  const std::uint64_t* column(int z, int c) const {
    return words_.data() + (static_cast<std::int64_t>(z) * columns_ + c) * pitch_;
  }

  /// Sets row (z, y) from n bytes, nonzero meaning 1, of which the first becomes bit `shift`; there must be
  /// room.
  void pack_row(int z, int y, const std::uint8_t* bytes, int n, int shift);
  /// The n voxels from bit `shift` on, as bytes 0 and 1; inverted on demand.
  void unpack_row(int z, int y, std::uint8_t* bytes, int n, int shift, bool inverted) const;

 private:
  int planes_ = 0, rows_ = 0, columns_ = 0;
  std::int64_t pitch_ = 0;
  std::vector<std::uint64_t> words_;
};

}  // namespace catena
