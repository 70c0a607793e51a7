// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <vector>

#include "segmentation/volume/decomposition.h"

namespace catena {

/// How a box of voxels becomes one.
enum class Binning {
  mean,      ///< of integers rounded to the nearest, halves up
  majority,  ///< the commonest value; of equally common ones the smallest
};

/// Makes one row of `count` binned voxels from the `bin` boxes that begin at `first`, a voxel of a dense
/// array with rows of `row` and slices of `slice` voxels. A box is gone through in z-y-x order, so that a
/// mean of floating point numbers does not depend on where the blocks of ranks end.
template <class T>
void bin_row_by_mean(const T* first, std::int64_t row, std::int64_t slice, const Triple& bin,
                     std::int64_t count, T* out) {
  using Sum = std::conditional_t<std::is_integral<T>::value, std::uint64_t, double>;
  std::vector<Sum> sums(static_cast<std::size_t>(count), Sum{0});
  for (std::int64_t z = 0; z < bin[0]; ++z)
    for (std::int64_t y = 0; y < bin[1]; ++y) {
      const T* in = first + z * slice + y * row;
      for (std::int64_t x = 0; x < count; ++x)
        for (std::int64_t i = 0; i < bin[2]; ++i)
          sums[static_cast<std::size_t>(x)] += static_cast<Sum>(*in++);
    }
  const auto voxels = static_cast<Sum>(product(bin));
  for (std::int64_t x = 0; x < count; ++x) {
    const Sum sum = sums[static_cast<std::size_t>(x)];
    if constexpr (std::is_integral<T>::value)
      out[x] = static_cast<T>((2 * sum + voxels) / (2 * voxels));
    else
      out[x] = static_cast<T>(sum / voxels);
  }
}

template <class T>
void bin_row_by_majority(const T* first, std::int64_t row, std::int64_t slice, const Triple& bin,
                         std::int64_t count, T* out) {
  std::vector<T> values(static_cast<std::size_t>(product(bin)));
  for (std::int64_t x = 0; x < count; ++x) {
    auto value = values.begin();
    for (std::int64_t z = 0; z < bin[0]; ++z)
      for (std::int64_t y = 0; y < bin[1]; ++y)
        value = std::copy_n(first + z * slice + y * row + x * bin[2], bin[2], value);
    if (std::count(values.begin(), values.end(), values[0]) == static_cast<std::ptrdiff_t>(values.size())) {
      out[x] = values[0];  // as nearly everywhere
      continue;
    }
    std::sort(values.begin(), values.end());
    std::size_t most = 0;
    for (std::size_t i = 0; i < values.size();) {
      std::size_t end = i;
      while (end < values.size() && values[end] == values[i]) ++end;
      if (end - i > most) most = end - i, out[x] = values[i];
      i = end;
    }
  }
}

}  // namespace catena
