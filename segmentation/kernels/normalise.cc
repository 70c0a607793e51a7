// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/normalise.h"

#include <cstring>
#include <sstream>
#include <string>
#include <type_traits>

#include "jobs/run/error.h"
#include "segmentation/kernels/count_voxels.h"
#include "segmentation/kernels/histogram.h"
#include "segmentation/kernels/row_loop.h"

namespace catena {
namespace {

std::string text(double value) {
  std::ostringstream stream;
  stream << value;
  return stream.str();
}

/// A float's bits as an unsigned number of the same order: negative ones upside down, below the others.
KOKKOS_INLINE_FUNCTION std::uint32_t ordered(float value) {
  union {
    float value;
    std::uint32_t bits;
  } both;
  both.value = value;
  return both.bits ^ ((both.bits >> 31) ? 0xffffffffu : 0x80000000u);
}

double from_ordered(std::uint32_t key) {
  const std::uint32_t bits = key ^ ((key >> 31) ? 0x80000000u : 0xffffffffu);
  float value;
  std::memcpy(&value, &bits, sizeof(value));
  return value;
}

constexpr int halves = 1 << 16;

struct UpperHalf {
  KOKKOS_INLINE_FUNCTION int operator()(float value) const { return static_cast<int>(ordered(value) >> 16); }
};

/// The lower half of values whose upper one is `wanted`; all others share one more bin.
struct LowerHalf {
  std::uint32_t wanted;
  KOKKOS_INLINE_FUNCTION int operator()(float value) const {
    const std::uint32_t key = ordered(value);
    return (key >> 16) == wanted ? static_cast<int>(key & 0xffffu) : halves;
  }
};

/// The float that is number `rank` in ascending order, by its upper and then its lower sixteen bits.
double order_statistic_of(const Volume<float>& image, const FieldOfView& view, const Histogram& upper,
                          std::int64_t rank) {
  int bin = 0;
  while (rank >= upper[bin]) rank -= upper[bin++];
  const auto high = static_cast<std::uint32_t>(bin);
  const Histogram lower = count_voxels(image, view, halves + 1, LowerHalf{high});
  std::uint32_t low = 0;
  while (rank >= lower[low]) rank -= lower[low++];
  return from_ordered(high << 16 | low);
}

void check_finite(const Histogram& upper) {
  std::int64_t bad = 0;  // all bits of the exponent set: the 128 bins at either end
  for (int i = 0; i < 128; ++i) bad += upper[i] + upper[halves - 1 - i];
  if (bad > 0)
    throw InputError(std::to_string(bad) +
                     " voxels are infinite or not a number; only finite grey values are allowed");
}

/// Values at the given order statistics, and at the first and the last voxel.
GreyRange percentiles(const Volume<float>& image, const FieldOfView& view, const Histogram& upper,
                      double lower_percentile, double upper_percentile) {
  const std::int64_t n = total(upper);
  return {order_statistic_of(image, view, upper, order_statistic(n, lower_percentile)),
          order_statistic_of(image, view, upper, order_statistic(n, upper_percentile))};
}

template <class T>
GreyRange percentiles(const Volume<T>&, const FieldOfView&, const Histogram& counts, double lower_percentile,
                      double upper_percentile) {
  return {static_cast<double>(percentile(counts, lower_percentile)),
          static_cast<double>(percentile(counts, upper_percentile))};
}

template <class T>
struct Normalise {
  typename Volume<T>::View in;
  Volume<std::uint16_t>::View out;
  double lower, scale;
  int in_z, in_y, in_x, out_z, out_y, out_x;

  struct Row {
    const T* in;
    std::uint16_t* out;
    double lower, scale;
    KOKKOS_INLINE_FUNCTION void operator()(int x) const {
      const double v = (static_cast<double>(in[x]) - lower) * scale + 0.5;
      const double clipped = v < 0 ? 0 : v > 65535 ? 65535 : v;
      out[x] = static_cast<std::uint16_t>(static_cast<int>(clipped));
    }
  };
  KOKKOS_FUNCTION Row operator()(int z, int y) const {
    return {&in(z + in_z, y + in_y, in_x), &out(z + out_z, y + out_y, out_x), lower, scale};
  }
};

}  // namespace

template <class T>
GreyRange grey_range(const Volume<T>& image, double lower_percentile, double upper_percentile,
                     const FieldOfView& view) {
  if (!(0 <= lower_percentile && lower_percentile < upper_percentile && upper_percentile <= 100))
    throw InputError("the percentiles " + text(lower_percentile) + " and " + text(upper_percentile) +
                     " that become black and white are not in order; 0 <= lower < upper <= 100 is wanted");
  Kokkos::Profiling::pushRegion("grey range");
  Histogram counts;
  if constexpr (std::is_same_v<T, float>) {
    counts = count_voxels(image, view, halves, UpperHalf());
    check_finite(counts);
  } else {
    counts = histogram(image, view);
  }
  if (total(counts) == 0)
    throw InputError("the field of view holds no voxel; choose a larger one or the whole image");
  GreyRange range = percentiles(image, view, counts, lower_percentile, upper_percentile);
  if (range.lower == range.upper) range = percentiles(image, view, counts, 0, 100);
  Kokkos::Profiling::popRegion();
  if (range.lower == range.upper)
    throw InputError("every voxel is " + text(range.lower) +
                     "; an image with at least two different grey values inside its field of view is wanted");
  return range;
}

template <class T>
Volume<std::uint16_t> normalise(const Volume<T>& image, const GreyRange& range, const Triple& halo) {
  if (!(range.lower < range.upper))
    throw InputError("the grey range " + text(range.lower) + " to " + text(range.upper) +
                     " is empty; its lower end must be below the upper one");
  Kokkos::Profiling::pushRegion("normalise");
  const Volume<std::uint16_t> result(image.shared_decomposition(), image.spacing(), halo, "normalised image");
  const Normalise<T> body{image.data(),
                          result.data(),
                          range.lower,
                          65535 / (range.upper - range.lower),
                          static_cast<int>(image.halo()[0]),
                          static_cast<int>(image.halo()[1]),
                          static_cast<int>(image.halo()[2]),
                          static_cast<int>(halo[0]),
                          static_cast<int>(halo[1]),
                          static_cast<int>(halo[2])};
  for_each_voxel_by_rows("normalise", image.local(), body);
  Kokkos::Profiling::popRegion();
  return result;
}

template GreyRange grey_range(const Volume<std::uint8_t>&, double, double, const FieldOfView&);
template GreyRange grey_range(const Volume<std::uint16_t>&, double, double, const FieldOfView&);
template GreyRange grey_range(const Volume<float>&, double, double, const FieldOfView&);
template Volume<std::uint16_t> normalise(const Volume<std::uint8_t>&, const GreyRange&, const Triple&);
template Volume<std::uint16_t> normalise(const Volume<std::uint16_t>&, const GreyRange&, const Triple&);
template Volume<std::uint16_t> normalise(const Volume<float>&, const GreyRange&, const Triple&);

}  // namespace catena
