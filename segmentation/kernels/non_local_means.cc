// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/non_local_means.h"

#include <algorithm>
#include <sstream>
#include <vector>

#include "jobs/run/error.h"
#include "segmentation/volume/halo_exchange.h"
#include "segmentation/volume/voxel_loop.h"

namespace catena {
namespace {

using Grey = std::uint16_t;

/// exp(-t) for 0 <= t <= 60, to 1e-6 of itself, in operations that vectorise.
KOKKOS_INLINE_FUNCTION float exp_of_minus(float t) {
  const float power = 128.0f - t * 1.44269504f;  // positive, so that truncation is floor
  const int whole = static_cast<int>(power);
  const float f = power - static_cast<float>(whole);
  union {
    int bits;
    float value;
  } scale;
  scale.bits = (whole - 1) << 23;  // 2^(whole - 128)
  // 2^f for 0 <= f < 1: minimax
  const float mantissa =
      0.99999994f +
      f * (0.69315308f + f * (0.24015361f + f * (0.05582633f + f * (0.00898934f + f * 0.00187757f))));
  return scale.value * mantissa;
}

/// What both formulations share.
struct Weighing {
  float patch_share;  // 1 / voxels of a patch
  float twice_variance, inverse_h2;
  Weighing(const NonLocalMeans& parameters, bool in_space)
      : patch_share(in_space ? 1.0f / 27 : 1.0f / 9),
        twice_variance(static_cast<float>(2 * parameters.noise * parameters.noise)),
        inverse_h2(static_cast<float>(
            1 / (parameters.strength * parameters.noise * parameters.strength * parameters.noise))) {}
  /// The exponent t of a weight exp(-t), from a patch's sum of squared differences. A step of its own: a
  /// compiler that sees both makes branches for the ends of the range, and vectorises nothing.
  KOKKOS_INLINE_FUNCTION float exponent(float squares) const {
    const float t = (squares * patch_share - twice_variance) * inverse_h2;
    const float positive = t > 0 ? t : 0.0f;
    return positive < 60 ? positive : 60.0f;
  }
};

void check(const Volume<Grey>& image, const NonLocalMeans& parameters) {
  std::ostringstream sentence;
  if (parameters.search < 1 || parameters.search > 5)
    sentence << "The search radius of non-local means is " << parameters.search
             << " voxels; 1 to 5 is allowed.";
  else if (!(parameters.noise > 0 && parameters.noise <= 65535))
    sentence << "The noise level of non-local means is " << parameters.noise
             << " grey levels; it must be above 0 and at most 65535.";
  else if (!(parameters.strength > 0 && parameters.strength <= 100))
    sentence << "The strength of non-local means is " << parameters.strength
             << "; it must be above 0 and at most 100.";
  const Triple radius = non_local_means_radius(parameters, image.extents());
  for (int axis = 0; axis < 3 && sentence.str().empty(); ++axis)
    if (image.halo()[axis] < radius[axis])
      sentence << "Non-local means that reach " << radius[axis] << " voxels met an image with a halo of "
               << image.halo()[axis] << "; the halo must be non_local_means_radius at least.";
  if (!sentence.str().empty()) throw InputError(sentence.str());
}

struct MeanOfVoxel {
  Volume<Grey>::View image, result;
  Weighing weighing;
  int search_z, search, patch_z;
  int in_z, in_y, in_x, out_z, out_y, out_x;
  KOKKOS_FUNCTION void operator()(int z, int y, int x) const {
    const int k = z + in_z, j = y + in_y, i = x + in_x;
    float weights = 0, sum = 0;
    for (int dz = -search_z; dz <= search_z; ++dz)
      for (int dy = -search; dy <= search; ++dy)
        for (int dx = -search; dx <= search; ++dx) {
          const float w = exp_of_minus(weighing.exponent(squares(k, j, i, dz, dy, dx)));
          weights += w;
          sum += w * static_cast<float>(image(k + dz, j + dy, i + dx));
        }
    result(z + out_z, y + out_y, x + out_x) = static_cast<Grey>(static_cast<int>(sum / weights + 0.5f));
  }
  /// Sum of squared differences of two patches: along x, then y, then z.
  KOKKOS_INLINE_FUNCTION float squares(int k, int j, int i, int dz, int dy, int dx) const {
    float space = 0;
    for (int pz = -patch_z; pz <= patch_z; ++pz) {
      float plane = 0;
      for (int py = -1; py <= 1; ++py) {
        float row = 0;
        for (int px = -1; px <= 1; ++px) {
          const float d = static_cast<float>(image(k + pz, j + py, i + px)) -
                          static_cast<float>(image(k + pz + dz, j + py + dy, i + px + dx));
          row += d * d;
        }
        plane += row;
      }
      space += plane;
    }
    return space;
  }
};

constexpr int tile_z = 8, tile_y = 16, tile_x = 128;

/// One tile of voxels on the host, for all offsets of the window: moving sums along one axis after the other.
class TileMeans {
 public:
  TileMeans(const Volume<Grey>& image, const Volume<Grey>& result, const NonLocalMeans& parameters,
            bool in_space)
      : image_(image),
        result_(result),
        weighing_(parameters, in_space),
        search_(parameters.search),
        search_z_(in_space ? parameters.search : 0),
        patch_z_(in_space ? 1 : 0),
        pitch_(tile_x + 2 * (search_ + 1)),
        rows_(tile_y + 2 * (search_ + 1)),
        grey_(static_cast<std::size_t>(tile_z + 2 * (search_z_ + patch_z_)) * rows_ * pitch_),
        squares_(tile_x + 2),
        exponents_(tile_x),
        along_x_(static_cast<std::size_t>(tile_z + 2) * (tile_y + 2) * tile_x),
        along_y_(static_cast<std::size_t>(tile_z + 2) * tile_y * tile_x),
        weights_(static_cast<std::size_t>(tile_z) * tile_y * tile_x),
        sums_(weights_.size()) {}

  void run(const Triple& begin, const Triple& extents) {
    nz_ = static_cast<int>(extents[0]);
    ny_ = static_cast<int>(extents[1]);
    nx_ = static_cast<int>(extents[2]);
    load(begin);
    std::fill(weights_.begin(), weights_.end(), 0.0f);
    std::fill(sums_.begin(), sums_.end(), 0.0f);
    for (int dz = -search_z_; dz <= search_z_; ++dz)
      for (int dy = -search_; dy <= search_; ++dy)
        for (int dx = -search_; dx <= search_; ++dx) add_offset(dz, dy, dx);
    const Triple& halo = result_.halo();
    for (int z = 0; z < nz_; ++z)
      for (int y = 0; y < ny_; ++y)
        divide_row(&sums_[cell(z, y)], &weights_[cell(z, y)], nx_,
                   &result_.data()(begin[0] + z + halo[0], begin[1] + y + halo[1], begin[2] + halo[2]));
  }

 private:
  static std::size_t cell(int z, int y) { return (static_cast<std::size_t>(z) * tile_y + y) * tile_x; }
  /// Grey value at the tile's voxel (z, y, 0); coordinates may reach out of the tile by search and patch.
  const float* grey(int z, int y) const {
    return &grey_[(static_cast<std::size_t>(z + search_z_ + patch_z_) * rows_ + y + search_ + 1) * pitch_] +
           search_ + 1;
  }

  void load(const Triple& begin) {
    const Triple& halo = image_.halo();
    const int reach = search_ + 1, reach_z = search_z_ + patch_z_;
    for (int z = -reach_z; z < nz_ + reach_z; ++z)
      for (int y = -reach; y < ny_ + reach; ++y) {
        const Grey* from =
            &image_.data()(begin[0] + z + halo[0], begin[1] + y + halo[1], begin[2] - reach + halo[2]);
        float* to = &grey_[(static_cast<std::size_t>(z + reach_z) * rows_ + y + reach) * pitch_];
        for (int x = 0; x < nx_ + 2 * reach; ++x) to[x] = static_cast<float>(from[x]);
      }
  }

  void add_offset(int dz, int dy, int dx) {
    for (int z = -patch_z_; z < nz_ + patch_z_; ++z) {
      const auto row = [&](int y) {
        return &along_x_[(static_cast<std::size_t>(z + 1) * (tile_y + 2) + y + 1) * tile_x];
      };
      for (int y = -1; y <= ny_; ++y)
        square_row(grey(z, y), grey(z + dz, y + dy) + dx, nx_, squares_.data(), row(y));
      for (int y = 0; y < ny_; ++y) add_three(row(y - 1), row(y), row(y + 1), nx_, &along_y_[cell(z + 1, y)]);
    }
    for (int z = 0; z < nz_; ++z)
      for (int y = 0; y < ny_; ++y) {
        const float* here = &along_y_[cell(z + 1, y)];
        if (patch_z_ == 1) {
          add_three(&along_y_[cell(z, y)], here, &along_y_[cell(z + 2, y)], nx_, squares_.data());
          here = squares_.data();
        }
        weigh_row(here, grey(z + dz, y + dy) + dx, nx_, weighing_, exponents_.data(), &weights_[cell(z, y)],
                  &sums_[cell(z, y)]);
      }
  }

  /// Squared differences of two rows, one voxel more on both ends, summed by threes.
  static void square_row(const float* a, const float* b, int n, float* __restrict squares,
                         float* __restrict out) {
    for (int x = 0; x < n + 2; ++x) {
      const float d = a[x - 1] - b[x - 1];
      squares[x] = d * d;
    }
    for (int x = 0; x < n; ++x) out[x] = (squares[x] + squares[x + 1]) + squares[x + 2];
  }
  static void add_three(const float* a, const float* b, const float* c, int n, float* __restrict out) {
    for (int x = 0; x < n; ++x) out[x] = (a[x] + b[x]) + c[x];
  }
  static void weigh_row(const float* squares, const float* grey, int n, const Weighing weighing,
                        float* __restrict exponents, float* __restrict weights, float* __restrict sums) {
    for (int x = 0; x < n; ++x) exponents[x] = weighing.exponent(squares[x]);
    for (int x = 0; x < n; ++x) {
      const float w = exp_of_minus(exponents[x]);
      weights[x] += w;
      sums[x] += w * grey[x];
    }
  }
  static void divide_row(const float* sums, const float* weights, int n, Grey* __restrict out) {
    for (int x = 0; x < n; ++x) out[x] = static_cast<Grey>(static_cast<int>(sums[x] / weights[x] + 0.5f));
  }

  const Volume<Grey>& image_;
  const Volume<Grey>& result_;
  Weighing weighing_;
  int search_, search_z_, patch_z_, pitch_, rows_;
  int nz_ = 0, ny_ = 0, nx_ = 0;
  std::vector<float> grey_, squares_, exponents_, along_x_, along_y_, weights_, sums_;
};

void filter_by_tiles(const Volume<Grey>& image, const Volume<Grey>& result, const NonLocalMeans& parameters,
                     bool in_space) {
  using Host = Kokkos::DefaultHostExecutionSpace;
  const Triple local = image.local(), tile{tile_z, tile_y, tile_x};
  Triple tiles;
  for (int axis = 0; axis < 3; ++axis) tiles[axis] = (local[axis] + tile[axis] - 1) / tile[axis];
  using Policy = Kokkos::RangePolicy<Host, Kokkos::IndexType<std::int64_t>>;
  Kokkos::parallel_for("non-local means", Policy(0, tiles[0] * tiles[1]), [&](const std::int64_t t) {
    TileMeans means(image, result, parameters, in_space);
    for (std::int64_t i = 0; i < tiles[2]; ++i) {
      const Triple begin{t / tiles[1] * tile_z, t % tiles[1] * tile_y, i * tile_x};
      Triple extents;
      for (int axis = 0; axis < 3; ++axis) extents[axis] = std::min(tile[axis], local[axis] - begin[axis]);
      means.run(begin, extents);
    }
  });
}

}  // namespace

Triple non_local_means_radius(const NonLocalMeans& parameters, const Triple& extents) {
  const std::int64_t radius = parameters.search + 1;
  return {extents[0] > 1 ? radius : 0, radius, radius};
}

Volume<Grey> non_local_means(const Volume<Grey>& image, const NonLocalMeans& parameters, const Triple& halo) {
  if constexpr (!runs_on_host) return non_local_means_by_voxels(image, parameters, halo);
  check(image, parameters);
  Kokkos::Profiling::pushRegion("non-local means");
  exchange_halo(image, Boundary::mirror);
  const Volume<Grey> result(image.shared_decomposition(), image.spacing(), halo, "denoised image");
  filter_by_tiles(image, result, parameters, image.extents()[0] > 1);
  Kokkos::Profiling::popRegion();
  return result;
}

Volume<Grey> non_local_means_by_voxels(const Volume<Grey>& image, const NonLocalMeans& parameters,
                                       const Triple& halo) {
  check(image, parameters);
  Kokkos::Profiling::pushRegion("non-local means");
  exchange_halo(image, Boundary::mirror);
  const Volume<Grey> result(image.shared_decomposition(), image.spacing(), halo, "denoised image");
  const bool in_space = image.extents()[0] > 1;
  const Triple in = image.halo();
  const MeanOfVoxel body{image.data(),
                         result.data(),
                         Weighing(parameters, in_space),
                         in_space ? parameters.search : 0,
                         parameters.search,
                         in_space ? 1 : 0,
                         static_cast<int>(in[0]),
                         static_cast<int>(in[1]),
                         static_cast<int>(in[2]),
                         static_cast<int>(halo[0]),
                         static_cast<int>(halo[1]),
                         static_cast<int>(halo[2])};
  for_each_voxel("non-local means", image.local(), body);
  Kokkos::Profiling::popRegion();
  return result;
}

}  // namespace catena
