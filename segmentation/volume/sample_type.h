// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <cstdint>

#include "jobs/run/error.h"

namespace catena {

/// What one voxel of an image file is. One-bit samples count as uint8 of 0 and 1.
enum class SampleType : int { uint8, int8, uint16, int16, uint32, int32, uint64, int64, float32, float64 };

/// Calls body(T{}) with the C++ type of a sample type and returns what it returns.
template <class Body>
auto with_sample_type(SampleType type, const Body& body) {
  switch (type) {
    case SampleType::uint8:
      return body(std::uint8_t{});
    case SampleType::int8:
      return body(std::int8_t{});
    case SampleType::uint16:
      return body(std::uint16_t{});
    case SampleType::int16:
      return body(std::int16_t{});
    case SampleType::uint32:
      return body(std::uint32_t{});
    case SampleType::int32:
      return body(std::int32_t{});
    case SampleType::uint64:
      return body(std::uint64_t{});
    case SampleType::int64:
      return body(std::int64_t{});
    case SampleType::float32:
      return body(float{});
    case SampleType::float64:
      return body(double{});
  }
  throw InputError("unknown sample type");
}

inline std::size_t bytes_of(SampleType type) {
  return with_sample_type(type, [](auto sample) { return sizeof(sample); });
}

/// "uint8", "float32", ...
inline const char* name_of(SampleType type) {
  static const char* const names[] = {"uint8", "int8",   "uint16", "int16",   "uint32",
                                      "int32", "uint64", "int64",  "float32", "float64"};
  return names[static_cast<int>(type)];
}

/// The type that a grey image of such samples is worked in: uint8 and uint16 as they are, all others as
/// float32.
inline SampleType grey_type(SampleType type) {
  return type == SampleType::uint8 || type == SampleType::uint16 ? type : SampleType::float32;
}

}  // namespace catena
