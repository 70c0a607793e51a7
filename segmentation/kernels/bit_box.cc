// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/bit_box.h"

#include <algorithm>
#include <cstring>

namespace catena {
namespace {

constexpr std::uint64_t low_bits = 0x0101010101010101;    // of every byte
constexpr std::uint64_t seven_bits = 0x7f7f7f7f7f7f7f7f;  // of every byte

/// Bit i of the result tells whether byte i is not zero.
std::uint64_t eight_bits(std::uint64_t bytes) {
  const std::uint64_t set = ((((bytes & seven_bits) + seven_bits) | bytes) >> 7) & low_bits;
  return (set * 0x0102040810204080) >> 56;
}

/// Byte i of the result is bit i, as 0 or 1.
std::uint64_t eight_bytes(std::uint64_t bits) {
  const std::uint64_t spread = (bits & 0xff) * low_bits & 0x8040201008040201;
  return ((spread + seven_bits) >> 7) & low_bits;
}

/// Up to 64 bytes as bits. Both functions take bytes in little-endian order.
std::uint64_t pack_word(const std::uint8_t* bytes, int n) {
  std::uint64_t groups[8] = {};
  if (n == 64)
    std::memcpy(groups, bytes, 64);
  else
    std::memcpy(groups, bytes, static_cast<size_t>(n));
  std::uint64_t word = 0;
  for (int g = 0; g < 8; ++g) word |= eight_bits(groups[g]) << (8 * g);
  return word;
}

void unpack_word(std::uint64_t word, std::uint8_t* bytes, int n) {
  std::uint64_t groups[8];
  for (int g = 0; g < 8; ++g) groups[g] = eight_bytes(word >> (8 * g));
  if (n == 64)
    std::memcpy(bytes, groups, 64);
  else
    std::memcpy(bytes, groups, static_cast<size_t>(n));
}

}  // namespace

void BitBox::pack_row(int z, int y, const std::uint8_t* bytes, int n, int shift) {
  std::uint64_t* words = column(z, 0) + y;
  for (int c = 0; c < columns_; ++c) words[c * pitch_] = 0;
  const int bits = shift % 64;
  for (int x = 0; x < n; x += 64) {
    const std::uint64_t word = pack_word(bytes + x, std::min(64, n - x));
    const int c = (x + shift) / 64;
    words[c * pitch_] |= word << bits;
    if (bits > 0 && c + 1 < columns_) words[(c + 1) * pitch_] |= word >> (64 - bits);
  }
}

void BitBox::unpack_row(int z, int y, std::uint8_t* bytes, int n, int shift, bool inverted) const {
  const std::uint64_t* words = column(z, 0) + y;
  const std::uint64_t flip = inverted ? ~std::uint64_t{0} : 0;
  const int bits = shift % 64;
  for (int x = 0; x < n; x += 64) {
    const int c = (x + shift) / 64;
    std::uint64_t word = words[c * pitch_] >> bits;
    if (bits > 0 && c + 1 < columns_) word |= words[(c + 1) * pitch_] << (64 - bits);
    unpack_word(word ^ flip, bytes + x, std::min(64, n - x));
  }
}

}  // namespace catena
