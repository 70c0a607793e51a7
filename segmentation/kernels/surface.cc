// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/surface.h"

#include <cstring>
#include <type_traits>

#include "segmentation/volume/voxel_loop.h"

namespace catena {
namespace {

/// Sum of the weights of the cells that start in one row; cells start `stride` before the first voxel of each
/// axis.
struct AreaRow {
  BinaryBox object;
  SurfaceWeights weights;
  int nz, ny, nx;

  KOKKOS_FUNCTION bool inside(int z, int y, int x) const {
    return z >= 0 && z < nz && y >= 0 && y < ny && x >= 0 && x < nx;
  }

  KOKKOS_FUNCTION std::int64_t cell(int z, int y, int x) const {
    int code = 0;
    for (int corner = 0; corner < 8; ++corner) {
      const int k = z + (corner >> 2) * weights.stride[0], j = y + ((corner >> 1) & 1) * weights.stride[1],
                i = x + (corner & 1) * weights.stride[2];
      if (inside(k, j, i) && object(k, j, i) != 0) code |= 1 << corner;
    }
    return weights.weight[code];
  }

  KOKKOS_FUNCTION void operator()(std::int64_t row, std::int64_t& sum) const {
    const int z = static_cast<int>(row / (ny + weights.stride[1])) - weights.stride[0];
    const int y = static_cast<int>(row % (ny + weights.stride[1])) - weights.stride[1];
    for (int x = -weights.stride[2]; x < nx; ++x) sum += cell(z, y, x);
  }
};

/// The same on a host: codes of many cells at once, then only those that are neither empty nor full.
struct HostAreaRow {
  static constexpr int chunk = 256;
  AreaRow row;

  const std::uint8_t* line(int z, int y) const {
    return z >= 0 && z < row.nz && y >= 0 && y < row.ny
               ? row.object.data() + (static_cast<std::int64_t>(z) * row.ny + y) * row.nx
               : nullptr;
  }

  void operator()(std::int64_t index, std::int64_t& sum) const {
    static constexpr std::uint8_t zeros[chunk] = {};
    const auto& stride = row.weights.stride;
    const int z = static_cast<int>(index / (row.ny + stride[1])) - stride[0];
    const int y = static_cast<int>(index % (row.ny + stride[1])) - stride[1];
    const std::uint8_t* lines[4] = {line(z, y), line(z, y + stride[1]), line(z + stride[0], y),
                                    line(z + stride[0], y + stride[1])};
    const int s = stride[2], whole = row.nx - s;
    for (int x = -s; x < 0 && x < row.nx; ++x) sum += row.cell(z, y, x);
    for (int x = whole < 0 ? 0 : whole; x < row.nx; ++x) sum += row.cell(z, y, x);
    for (int begin = 0; begin < whole; begin += chunk) {
      const int n = whole - begin < chunk ? whole - begin : chunk;
      std::uint8_t codes[chunk];
      const std::uint8_t* a[8];
      for (int corner = 0; corner < 8; ++corner)
        a[corner] = lines[corner >> 1] ? lines[corner >> 1] + begin + (corner & 1) * s : zeros;
      for (int i = 0; i < n; ++i)
        codes[i] = static_cast<std::uint8_t>(a[0][i] | a[1][i] << 1 | a[2][i] << 2 | a[3][i] << 3 |
                                             a[4][i] << 4 | a[5][i] << 5 | a[6][i] << 6 | a[7][i] << 7);
      int i = 0;
      for (; i + 8 <= n; i += 8) {
        std::uint64_t eight;
        std::memcpy(&eight, codes + i, 8);
        if (eight == 0 || ~eight == 0) continue;
        for (int j = i; j < i + 8; ++j) sum += row.weights.weight[codes[j]];
      }
      for (; i < n; ++i) sum += row.weights.weight[codes[i]];
    }
  }
};

/// Voxels of the object in one row that have a face neighbour outside.
struct SurfaceVoxelRow {
  BinaryBox object;
  int nz, ny, nx;
  bool planar;

  KOKKOS_FUNCTION void operator()(std::int64_t row, std::int64_t& sum) const {
    const int z = static_cast<int>(row / ny), y = static_cast<int>(row % ny);
    const std::int64_t line = nx, slice = line * ny;
    const std::uint8_t* at = object.data() + row * line;
    const bool open = y == 0 || y == ny - 1 || (!planar && (z == 0 || z == nz - 1));
    const std::uint8_t *below = open || planar ? at : at - slice, *above = open || planar ? at : at + slice;
    const std::uint8_t *before = open ? at : at - line, *after = open ? at : at + line;
    int count = 0;
    if (open) {
      for (int x = 0; x < nx; ++x) count += at[x];
    } else {
      count += at[0];
      for (int x = 1; x < nx - 1; ++x)
        count += at[x] & ~(below[x] & above[x] & before[x] & after[x] & at[x - 1] & at[x + 1]);
      if (nx > 1) count += at[nx - 1];
    }
    sum += count;
  }
};

template <class Space, class Functor>
std::int64_t sum_over(const char* label, std::int64_t items, const Functor& functor) {
  std::int64_t sum = 0;
  Kokkos::parallel_reduce(label, Kokkos::RangePolicy<Space, Kokkos::IndexType<std::int64_t>>(0, items),
                          functor, sum);
  return sum;
}

}  // namespace

double surface_area(const BinaryBox& object, const SurfaceWeights& weights) {
  const AreaRow row{object, weights, object.extent_int(0), object.extent_int(1), object.extent_int(2)};
  if (object.size() == 0) return 0;
  const std::int64_t rows =
      static_cast<std::int64_t>(row.nz + weights.stride[0]) * (row.ny + weights.stride[1]);
  std::int64_t sum = 0;
  if (runs_on_host)
    sum = sum_over<Kokkos::DefaultHostExecutionSpace>("surface area", rows, HostAreaRow{row});
  else
    sum = sum_over<Kokkos::DefaultExecutionSpace>("surface area", rows, row);
  return static_cast<double>(sum) * weights.unit;
}

std::int64_t surface_voxels(const BinaryBox& object, bool planar) {
  if (object.size() == 0) return 0;
  const SurfaceVoxelRow row{object, object.extent_int(0), object.extent_int(1), object.extent_int(2), planar};
  return sum_over<Kokkos::DefaultExecutionSpace>("surface voxels", static_cast<std::int64_t>(row.nz) * row.ny,
                                                 row);
}

std::int64_t object_voxels(const BinaryBox& object) {
  const std::uint8_t* at = object.data();
  const std::int64_t line = object.extent_int(2);
  std::int64_t sum = 0;
  Kokkos::parallel_reduce(
      "count voxels",
      Kokkos::RangePolicy<Kokkos::IndexType<std::int64_t>>(
          0, static_cast<std::int64_t>(object.extent_int(0)) * object.extent_int(1)),
      KOKKOS_LAMBDA(std::int64_t row, std::int64_t & total) {
        int count = 0;
        for (std::int64_t x = 0; x < line; ++x) count += at[row * line + x];
        total += count;
      },
      sum);
  return sum;
}

}  // namespace catena
