// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/fuzz/mutation.h"

#include <algorithm>
#include <cmath>

namespace catena {
namespace {

using Random = std::mt19937_64;

std::size_t below(Random& random, std::size_t limit) { return limit == 0 ? 0 : random() % limit; }

/// A place in the file, likely near its begin or its end.
std::size_t place(Random& random, std::size_t size) {
  const double share = std::pow(static_cast<double>(size), static_cast<double>(random() % 1024) / 1024.0);
  const std::size_t near = std::min(size, static_cast<std::size_t>(share)) - 1;
  switch (random() % 4) {
    case 0:
      return below(random, size);
    case 1:
      return size - 1 - near;
    default:
      return near;
  }
}

void set_number(Random& random, Bytes& bytes) {
  static const std::uint64_t likely[] = {
      0,          1,          2,          3,           7,          8,         16,    127,
      128,        255,        256,        32767,       32768,      65535,     65536, 0x7fffffff,
      0x80000000, 0xfffffffe, 0xffffffff, 0x100000000, ~0ull >> 1, ~0ull - 1, ~0ull};
  const std::size_t width = std::size_t{1} << (random() % 4), at = place(random, bytes.size());
  std::uint64_t number =
      random() % 3 ? likely[below(random, std::size(likely))] : random() % (2 * bytes.size());
  const bool big_endian = random() % 4 == 0;
  for (std::size_t i = 0; i < width && at + i < bytes.size(); ++i)
    bytes[at + i] = static_cast<std::uint8_t>(number >> 8 * (big_endian ? width - 1 - i : i));
}

void damage(Random& random, Bytes& bytes, const Bytes& other) {
  const std::size_t at = place(random, bytes.size()),
                    count = 1 + below(random, std::min<std::size_t>(bytes.size() - at, 64));
  const auto from = bytes.begin() + static_cast<std::ptrdiff_t>(at);
  switch (random() % 12) {
    case 0:
    case 1:
    case 2:
      bytes[at] ^= static_cast<std::uint8_t>(1u << (random() % 8));
      break;
    case 3:
    case 4:
      bytes[at] = static_cast<std::uint8_t>(random());
      break;
    case 5:
    case 6:
    case 7:
      set_number(random, bytes);
      break;
    case 8: {
      const std::size_t source = below(random, bytes.size() - count + 1);
      const Bytes piece(bytes.begin() + static_cast<std::ptrdiff_t>(source),
                        bytes.begin() + static_cast<std::ptrdiff_t>(source + count));
      std::copy(piece.begin(), piece.end(), from);
      break;
    }
    case 9: {
      const std::size_t length = std::min(count, other.size() > at ? other.size() - at : 0);
      std::copy_n(other.begin() + static_cast<std::ptrdiff_t>(length > 0 ? at : 0), length, from);
      break;
    }
    case 10:
      bytes.erase(from, from + static_cast<std::ptrdiff_t>(count));
      break;
    default:
      bytes.resize(std::max<std::size_t>(1, place(random, bytes.size())));
      break;
  }
  if (bytes.empty()) bytes.push_back(0);
}

}  // namespace

Bytes damaged_image(const std::vector<Bytes>& seeds, std::uint64_t number) {
  Random random(number * 0x9e3779b97f4a7c15ull + 1);
  Bytes bytes = seeds[below(random, seeds.size())];
  const Bytes& other = seeds[below(random, seeds.size())];
  const std::uint64_t damages = 1 + random() % (random() % 2 ? 2 : 8);
  for (std::uint64_t i = 0; i < damages; ++i) damage(random, bytes, other);
  return bytes;
}

}  // namespace catena
