// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/histogram.h"

#include <cmath>
#include <limits>
#include <numeric>

#include "jobs/run/error.h"
#include "segmentation/kernels/count_voxels.h"

namespace catena {
namespace {

struct ValueItself {
  template <class T>
  KOKKOS_INLINE_FUNCTION int operator()(T value) const {
    return value;
  }
};

}  // namespace

template <class T>
Histogram histogram(const Volume<T>& image, const FieldOfView& view) {
  return count_voxels(image, view, int{std::numeric_limits<T>::max()} + 1, ValueItself());
}

std::int64_t total(const Histogram& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
}

std::int64_t order_statistic(std::int64_t voxels, double percent) {
  return std::llround(percent / 100 * static_cast<double>(voxels - 1));
}

int percentile(const Histogram& counts, double percent) {
  const std::int64_t n = total(counts);
  if (n == 0) throw InputError("the field of view holds no voxel; choose a larger one or the whole image");
  std::int64_t below = order_statistic(n, percent);
  std::size_t value = 0;
  while (below >= counts[value]) below -= counts[value++];
  return static_cast<int>(value);
}

template Histogram histogram(const Volume<std::uint8_t>&, const FieldOfView&);
template Histogram histogram(const Volume<std::uint16_t>&, const FieldOfView&);

}  // namespace catena
