// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/gaussian.h"

#include <algorithm>
#include <cmath>
#include <sstream>
#include <string>

#include "jobs/run/error.h"
#include "segmentation/kernels/gaussian_rows.h"
#include "segmentation/volume/halo_exchange.h"
#include "segmentation/volume/voxel_loop.h"

namespace catena {
namespace {

void check(const Volume<std::uint16_t>& image, const std::array<double, 3>& sigma) {
  for (int axis = 0; axis < 3; ++axis) {
    if (!(sigma[axis] >= 0 && sigma[axis] < 1000)) {
      std::ostringstream sentence;
      sentence << "The gaussian's standard deviation is " << sigma[axis]
               << " voxels along one axis; from 0 (none) to 1000 is allowed.";
      throw InputError(sentence.str());
    }
  }
  const Triple radius = gaussian_radius(sigma);
  for (int axis = 0; axis < 3; ++axis)
    if (image.halo()[axis] < radius[axis])
      throw InputError("a gaussian that reaches " + std::to_string(radius[axis]) +
                       " voxels met an image with a halo of " + std::to_string(image.halo()[axis]) +
                       "; the halo must be gaussian_radius at least");
}

struct Weights {
  std::vector<float> of_axis[3];
  explicit Weights(const std::array<double, 3>& sigma) {
    for (int axis = 0; axis < 3; ++axis)
      for (const double w : gaussian_weights(sigma[axis])) of_axis[axis].push_back(static_cast<float>(w));
  }
};

/// Weighted sum of a voxel and its neighbours along one axis; voxel (z, y, x) of the result stands at
/// (z, y, x) + shift of the source.
template <class In, class Out>
struct AlongAxis {
  In in;
  Out out;
  Kokkos::View<float*> weight;
  int step_z, step_y, step_x;
  int in_z, in_y, in_x, out_z, out_y, out_x;
  KOKKOS_FUNCTION void operator()(int z, int y, int x) const {
    const int k = z + in_z, j = y + in_y, i = x + in_x, reach = static_cast<int>(weight.extent(0));
    float sum = weight(0) * static_cast<float>(in(k, j, i));
    for (int t = 1; t < reach; ++t)
      sum += weight(t) * (static_cast<float>(in(k - t * step_z, j - t * step_y, i - t * step_x)) +
                          static_cast<float>(in(k + t * step_z, j + t * step_y, i + t * step_x)));
    store(out(z + out_z, y + out_y, x + out_x), sum);
  }
  KOKKOS_INLINE_FUNCTION static void store(float& target, float sum) { target = sum; }
  KOKKOS_INLINE_FUNCTION static void store(std::uint16_t& target, float sum) {
    target = static_cast<std::uint16_t>(static_cast<int>(sum + 0.5f));
  }
};

template <class In, class Out>
void run_along(int axis, const std::vector<float>& weights, const In& in, const Triple& in_shift,
               const Out& out, const Triple& out_shift, const Triple& extents) {
  const Kokkos::View<float*> weight("gaussian weights", weights.size());
  const auto host = Kokkos::create_mirror_view(weight);
  for (std::size_t t = 0; t < weights.size(); ++t) host(t) = weights[t];
  Kokkos::deep_copy(weight, host);
  const AlongAxis<In, Out> body{in,
                                out,
                                weight,
                                axis == 0,
                                axis == 1,
                                axis == 2,
                                static_cast<int>(in_shift[0]),
                                static_cast<int>(in_shift[1]),
                                static_cast<int>(in_shift[2]),
                                static_cast<int>(out_shift[0]),
                                static_cast<int>(out_shift[1]),
                                static_cast<int>(out_shift[2])};
  for_each_voxel("gaussian along one axis", extents, body);
}

/// Sizes of a tile of rows whose rolling buffer stays in the second-level cache.
struct Tile {
  int rows, columns;
  Tile(const Triple& local, const Triple& radius) {
    const std::int64_t slices = 2 * radius[0] + 1, cells = (std::int64_t{384} << 10) / (4 * slices);
    columns = static_cast<int>(std::min<std::int64_t>(local[2], 512));
    rows =
        static_cast<int>(std::clamp<std::int64_t>(cells / columns, 4, std::min<std::int64_t>(local[1], 64)));
  }
};

/// One tile of rows and columns through all slices of a block.
class TileFilter {
 public:
  TileFilter(const Volume<std::uint16_t>& image, const Volume<std::uint16_t>& result, const Weights& weights,
             const Triple& radius, const Tile& tile)
      : image_(image),
        result_(result),
        weights_(weights),
        rz_(static_cast<int>(radius[0])),
        ry_(static_cast<int>(radius[1])),
        rx_(static_cast<int>(radius[2])),
        pitch_(tile.columns + 2 * rx_ + 16),
        grey_(static_cast<std::size_t>(tile.rows + 2 * ry_) * pitch_),
        line_(pitch_),
        ring_(static_cast<std::size_t>(2 * rz_ + 1) * tile.rows * tile.columns),
        pointers_(2 * std::max({rz_, ry_, rx_}) + 1) {}

  void run(int y0, int rows, int x0, int columns) {
    const auto nz = static_cast<int>(image_.local()[0]);
    const int slots = 2 * rz_ + 1;
    const std::size_t slot_size = static_cast<std::size_t>(rows) * columns;
    for (int z = -rz_; z < nz + rz_; ++z) {
      load(z, y0, rows, x0, columns);
      float* slot = ring_.data() + slot_size * ((z + rz_) % slots);
      for (int y = 0; y < rows; ++y) {
        for (int t = 0; t <= 2 * ry_; ++t)
          pointers_[t] = grey_.data() + static_cast<std::size_t>(y + t) * pitch_;
        weighted_sum(pointers_.data(), ry_, weights_.of_axis[1].data(), columns + 2 * rx_, line_.data());
        for (int t = 0; t <= 2 * rx_; ++t) pointers_[t] = line_.data() + t;
        weighted_sum(pointers_.data(), rx_, weights_.of_axis[2].data(), columns,
                     slot + static_cast<std::size_t>(y) * columns);
      }
      if (z < rz_) continue;
      const int out_z = z - rz_;  // the first of its slices stands in slot out_z % slots
      for (int y = 0; y < rows; ++y) {
        for (int t = 0; t < slots; ++t)
          pointers_[t] =
              ring_.data() + slot_size * ((out_z + t) % slots) + static_cast<std::size_t>(y) * columns;
        weighted_sum(pointers_.data(), rz_, weights_.of_axis[0].data(), columns, line_.data());
        const Triple& halo = result_.halo();
        round_row(line_.data(), columns, &result_.data()(out_z + halo[0], y0 + y + halo[1], x0 + halo[2]));
      }
    }
  }

 private:
  /// Grey values of the tile and what it needs around it, as floats.
  void load(int z, int y0, int rows, int x0, int columns) {
    const Triple& halo = image_.halo();
    for (int y = 0; y < rows + 2 * ry_; ++y)
      widen_row(&image_.data()(z + halo[0], y0 + y - ry_ + halo[1], x0 - rx_ + halo[2]), columns + 2 * rx_,
                grey_.data() + static_cast<std::size_t>(y) * pitch_);
  }

  const Volume<std::uint16_t>& image_;
  const Volume<std::uint16_t>& result_;
  const Weights& weights_;
  int rz_, ry_, rx_, pitch_;
  std::vector<float> grey_, line_, ring_;
  std::vector<const float*> pointers_;
};

void filter_by_tiles(const Volume<std::uint16_t>& image, const Volume<std::uint16_t>& result,
                     const Weights& weights, const Triple& radius) {
  using Host = Kokkos::DefaultHostExecutionSpace;
  const Tile tile(image.local(), radius);
  const auto ny = static_cast<int>(image.local()[1]), nx = static_cast<int>(image.local()[2]);
  const int tiles_y = (ny + tile.rows - 1) / tile.rows, tiles_x = (nx + tile.columns - 1) / tile.columns;
  Kokkos::parallel_for("gaussian", Kokkos::RangePolicy<Host>(0, tiles_y * tiles_x), [&](const int t) {
    TileFilter filter(image, result, weights, radius, tile);
    const int y0 = t / tiles_x * tile.rows, x0 = t % tiles_x * tile.columns;
    filter.run(y0, std::min(tile.rows, ny - y0), x0, std::min(tile.columns, nx - x0));
  });
}

}  // namespace

std::vector<double> gaussian_weights(double sigma) {
  const auto radius = static_cast<int>(4 * sigma + 0.5);
  std::vector<double> weights(radius + 1, 1.0);
  double sum = 1;
  for (int t = 1; t <= radius; ++t) {
    weights[t] = std::exp(-0.5 * t * t / (sigma * sigma));
    sum += 2 * weights[t];
  }
  for (double& w : weights) w /= sum;
  return weights;
}

Triple gaussian_radius(const std::array<double, 3>& sigma) {
  Triple radius;
  for (int axis = 0; axis < 3; ++axis) radius[axis] = static_cast<std::int64_t>(4 * sigma[axis] + 0.5);
  return radius;
}

Volume<std::uint16_t> gaussian(const Volume<std::uint16_t>& image, const std::array<double, 3>& sigma,
                               const Triple& halo) {
  if constexpr (!runs_on_host) return gaussian_by_passes(image, sigma, halo);
  check(image, sigma);
  Kokkos::Profiling::pushRegion("gaussian");
  exchange_halo(image, Boundary::mirror);
  const Volume<std::uint16_t> result(image.shared_decomposition(), image.spacing(), halo, "smoothed image");
  filter_by_tiles(image, result, Weights(sigma), gaussian_radius(sigma));
  Kokkos::Profiling::popRegion();
  return result;
}

Volume<std::uint16_t> gaussian_by_passes(const Volume<std::uint16_t>& image,
                                         const std::array<double, 3>& sigma, const Triple& halo) {
  check(image, sigma);
  Kokkos::Profiling::pushRegion("gaussian");
  exchange_halo(image, Boundary::mirror);
  const Volume<std::uint16_t> result(image.shared_decomposition(), image.spacing(), halo, "smoothed image");
  const Weights weights(sigma);
  const Triple radius = gaussian_radius(sigma), local = image.local(), in = image.halo();
  using Float = Kokkos::View<float***, Kokkos::LayoutRight>;
  const Triple deep{local[0] + 2 * radius[0], local[1], local[2] + 2 * radius[2]};
  const Float along_y(Kokkos::view_alloc(Kokkos::WithoutInitializing, "along y"), deep[0], deep[1], deep[2]);
  run_along(1, weights.of_axis[1], image.data(), {in[0] - radius[0], in[1], in[2] - radius[2]}, along_y,
            {0, 0, 0}, deep);
  const Float along_x(Kokkos::view_alloc(Kokkos::WithoutInitializing, "along x"), deep[0], local[1],
                      local[2]);
  run_along(2, weights.of_axis[2], along_y, {0, 0, radius[2]}, along_x, {0, 0, 0},
            {deep[0], local[1], local[2]});
  run_along(0, weights.of_axis[0], along_x, {radius[0], 0, 0}, result.data(), halo, local);
  Kokkos::Profiling::popRegion();
  return result;
}

}  // namespace catena
