// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <type_traits>

namespace catena {

/// Whether every value of type S can be had as T without changing (rounding apart, for T in floating point).
template <class S, class T>
constexpr bool always_converts() {
  if (std::is_floating_point<S>::value) return false;
  if (std::is_floating_point<T>::value) return true;
  return std::is_unsigned<S>::value && sizeof(S) <= sizeof(T);
}

/// Whether this value can: it is whole and fits if T is an unsigned integer, it is finite and fits otherwise.
template <class T, class S>
bool converts(S value) {
  if constexpr (always_converts<S, T>()) {
    return true;
  } else if constexpr (std::is_floating_point<T>::value) {
    return std::abs(value) <= static_cast<S>(std::numeric_limits<T>::max());
  } else if constexpr (std::is_floating_point<S>::value) {
    const S beyond = std::numeric_limits<T>::max() / 2 + 1;  // half of 2^bits, so that it is exact
    return value >= 0 && value < 2 * beyond && value == std::floor(value);
  } else {
    return value >= 0 && static_cast<std::uint64_t>(value) <= std::numeric_limits<T>::max();
  }
}

/// Converts `count` values and returns the place of the first that cannot be, or -1. With T = S the two
/// arrays may be the same.
template <class S, class T>
std::int64_t convert_samples(const S* in, std::int64_t count, T* out) {
  if constexpr (!always_converts<S, T>()) {
    const std::int64_t stretch =
        4096;  // checked without branches, to be vectorised, while it is in the cache
    for (std::int64_t begin = 0; begin < count; begin += stretch) {
      const std::int64_t end = begin + stretch < count ? begin + stretch : count;
      int wrong = 0;
      for (std::int64_t i = begin; i < end; ++i) wrong += converts<T>(in[i]) ? 0 : 1;
      if (wrong > 0)
        for (std::int64_t i = begin; i < end; ++i)
          if (!converts<T>(in[i])) return i;
      if constexpr (!std::is_same<S, T>::value)
        for (std::int64_t i = begin; i < end; ++i) out[i] = static_cast<T>(in[i]);
    }
  } else if constexpr (!std::is_same<S, T>::value) {
    for (std::int64_t i = 0; i < count; ++i) out[i] = static_cast<T>(in[i]);
  }
  return -1;
}

}  // namespace catena
