// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/median.h"

#include <algorithm>
#include <string>
#include <vector>

#include "jobs/run/error.h"
#include "segmentation/kernels/median_network.h"
#include "segmentation/volume/halo_exchange.h"
#include "segmentation/volume/voxel_loop.h"

namespace catena {
namespace {

using Grey = std::uint16_t;

/// Columns of three along z, sorted: three rows of n values, `pitch` apart.
void sort_threes(const Grey* below, const Grey* here, const Grey* above, int n, int pitch,
                 Grey* __restrict threes) {
  Grey* low = threes;
  Grey* mid = threes + pitch;
  Grey* high = threes + 2 * pitch;
  for (int i = 0; i < n; ++i) {
    Grey a = below[i], b = here[i], c = above[i];
    median_network::sort3(a, b, c);
    low[i] = a;
    mid[i] = b;
    high[i] = c;
  }
}

/// Three rows of sorted threes become nine rows.
void sort_nines(const Grey* first, const Grey* second, const Grey* third, int n, int pitch,
                Grey* __restrict nines) {
  for (int i = 0; i < n; ++i) {
    Grey v[9];
    for (int k = 0; k < 3; ++k) {
      v[k] = first[k * pitch + i];
      v[3 + k] = second[k * pitch + i];
      v[6 + k] = third[k * pitch + i];
    }
    median_network::merge_three_threes(v);
    for (int k = 0; k < 9; ++k) nines[k * pitch + i] = v[k];
  }
}

void take_medians(const Grey* nines, int n, int pitch, Grey* __restrict out) {
  for (int i = 0; i < n; ++i) {
    Grey a[9], b[9], c[9];
    for (int k = 0; k < 9; ++k) {
      a[k] = nines[k * pitch + i];
      b[k] = nines[k * pitch + i + 1];
      c[k] = nines[k * pitch + i + 2];
    }
    out[i] = median_network::median_of_three_nines(a, b, c);
  }
}

constexpr int tile_rows = 64, tile_columns = 512;

/// Rows y0 .. y0 + rows and columns x0 .. x0 + columns of every slice: three slices of them stay in the
/// cache.
void filter_tile(const Volume<Grey>& image, const Volume<Grey>& result, int y0, int rows, int x0,
                 int columns) {
  constexpr int pitch = tile_columns + 32;
  std::vector<Grey> threes(3 * 3 * pitch), nines(9 * pitch);
  const auto nz = static_cast<int>(image.local()[0]);
  const Triple &in = image.halo(), &out = result.halo();
  const int n = columns + 2;
  const auto row = [&](int z, int y) { return &image.data()(z + in[0], y + in[1], x0 - 1 + in[2]); };
  const auto threes_of = [&](int y) { return threes.data() + (y + 1) % 3 * 3 * pitch; };
  for (int z = 0; z < nz; ++z) {
    for (int y = y0 - 1; y <= y0 + rows; ++y) {
      sort_threes(row(z - 1, y), row(z, y), row(z + 1, y), n, pitch, threes_of(y));
      if (y <= y0) continue;
      sort_nines(threes_of(y - 2), threes_of(y - 1), threes_of(y), n, pitch, nines.data());
      take_medians(nines.data(), columns, pitch, &result.data()(z + out[0], y - 1 + out[1], x0 + out[2]));
    }
  }
}

void check(const Volume<Grey>& image) {
  for (int axis = 0; axis < 3; ++axis)
    if (image.halo()[axis] < 1)
      throw InputError("the median met an image without a halo; one voxel is wanted");
}

struct MedianOfVoxel {
  Volume<Grey>::View image, result;
  int in_z, in_y, in_x, out_z, out_y, out_x;
  KOKKOS_FUNCTION void operator()(int z, int y, int x) const {
    Grey nine[3][9];
    for (int dx = 0; dx < 3; ++dx) {
      for (int dy = 0; dy < 3; ++dy) {
        for (int dz = 0; dz < 3; ++dz)
          nine[dx][3 * dy + dz] = image(z + dz - 1 + in_z, y + dy - 1 + in_y, x + dx - 1 + in_x);
        median_network::sort3(nine[dx][3 * dy], nine[dx][3 * dy + 1], nine[dx][3 * dy + 2]);
      }
      median_network::merge_three_threes(nine[dx]);
    }
    result(z + out_z, y + out_y, x + out_x) =
        median_network::median_of_three_nines(nine[0], nine[1], nine[2]);
  }
};

}  // namespace

Volume<Grey> median(const Volume<Grey>& image, const Triple& halo) {
  if constexpr (!runs_on_host) return median_by_voxels(image, halo);
  check(image);
  Kokkos::Profiling::pushRegion("median");
  exchange_halo(image, Boundary::nearest);
  const Volume<Grey> result(image.shared_decomposition(), image.spacing(), halo, "median of the image");
  const auto ny = static_cast<int>(image.local()[1]), nx = static_cast<int>(image.local()[2]);
  const int tiles_y = (ny + tile_rows - 1) / tile_rows, tiles_x = (nx + tile_columns - 1) / tile_columns;
  using Host = Kokkos::DefaultHostExecutionSpace;
  Kokkos::parallel_for("median", Kokkos::RangePolicy<Host>(0, tiles_y * tiles_x), [&](const int tile) {
    const int y0 = tile / tiles_x * tile_rows, x0 = tile % tiles_x * tile_columns;
    filter_tile(image, result, y0, std::min(tile_rows, ny - y0), x0, std::min(tile_columns, nx - x0));
  });
  Kokkos::Profiling::popRegion();
  return result;
}

Volume<Grey> median_by_voxels(const Volume<Grey>& image, const Triple& halo) {
  check(image);
  Kokkos::Profiling::pushRegion("median");
  exchange_halo(image, Boundary::nearest);
  const Volume<Grey> result(image.shared_decomposition(), image.spacing(), halo, "median of the image");
  const Triple in = image.halo();
  const MedianOfVoxel body{image.data(),
                           result.data(),
                           static_cast<int>(in[0]),
                           static_cast<int>(in[1]),
                           static_cast<int>(in[2]),
                           static_cast<int>(halo[0]),
                           static_cast<int>(halo[1]),
                           static_cast<int>(halo[2])};
  for_each_voxel("median", image.local(), body);
  Kokkos::Profiling::popRegion();
  return result;
}

}  // namespace catena
