// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/ring_correction.h"

#include <algorithm>
#include <cmath>
#include <sstream>
#include <vector>

#include "jobs/run/error.h"
#include "segmentation/kernels/gaussian.h"
#include "segmentation/kernels/histogram.h"
#include "segmentation/kernels/ring_profile.h"
#include "segmentation/kernels/row_loop.h"
#include "segmentation/kernels/threshold.h"

namespace catena {
namespace {

using Grey = std::uint16_t;
/// Grey levels to subtract: slice (or one for all), ring + 1. Beyond the first and the last ring they go on.
using Profile = Kokkos::View<float**, Kokkos::LayoutRight>;

void check(const RingCorrection& rings) {
  std::ostringstream sentence;
  if (!(rings.width >= 1 && rings.width <= 50))
    sentence << "The width of rings is " << rings.width << " voxels; 1 to 50 is allowed.";
  else if (rings.rounds < 1 || rings.rounds > 20)
    sentence << "Rings were to be looked for " << rings.rounds << " times; 1 to 20 is allowed.";
  else if (!std::isfinite(rings.centre_y) || !std::isfinite(rings.centre_x))
    sentence << "The centre of rings is " << rings.centre_y << ", " << rings.centre_x
             << "; it must be finite.";
  if (!sentence.str().empty()) throw InputError(sentence.str());
}

/// image - profile, rounded and clipped.
struct SubtractRings {
  Volume<Grey>::View image, result;
  Rings::Radii twice_radius;
  Profile profile;
  Kokkos::View<int* [2]> inside;
  int in_z, in_y, in_x, out_z, out_y, out_x, begin_z;

  struct Row {
    const Grey* image;
    Grey* result;
    const float *twice_radius, *profile;
    int begin, end;
    KOKKOS_INLINE_FUNCTION void operator()(int x) const {
      const float at = twice_radius[x] + 0.5f;  // ring k is centred where this is k + 1
      const int ring = static_cast<int>(at);
      const float f = at - static_cast<float>(ring);
      const float height = (1 - f) * profile[ring] + f * profile[ring + 1];
      const auto grey = static_cast<float>(image[x]);
      const auto inside = static_cast<float>((x >= begin) & (x < end));
      const float clean = grey - inside * height + 0.5f;
      result[x] = static_cast<Grey>(static_cast<int>(clean < 0 ? 0 : clean > 65535 ? 65535 : clean));
    }
  };
  KOKKOS_FUNCTION Row operator()(int z, int y) const {
    return {&image(z + in_z, y + in_y, in_x),
            &result(z + out_z, y + out_y, out_x),
            &twice_radius(y, 0),
            &profile(profile.extent_int(0) == 1 ? 0 : begin_z + z, 0),
            inside(y, 0),
            inside(y, 1)};
  }
};

/// result = image, or the greatest grey, where the image exceeds the threshold, else 0; both arrays have the
/// same halo.
struct TakeClass {
  Volume<Grey>::View image, result;
  int halo_z, halo_y, halo_x, threshold;
  bool greatest;

  struct Row {
    const Grey* image;
    Grey* result;
    int threshold;
    bool greatest;
    KOKKOS_INLINE_FUNCTION void operator()(int x) const {
      const Grey value = greatest ? Grey{65535} : image[x];
      result[x] = image[x] > threshold ? value : Grey{0};
    }
  };
  KOKKOS_FUNCTION Row operator()(int z, int y) const {
    const int k = z + halo_z, j = y + halo_y;
    return {&image(k, j, halo_x), &result(k, j, halo_x), threshold, greatest};
  }
};

/// residual = image - mean of its class around + no_residual, clipped. `residual` comes in as the gaussian of
/// the image, `bright` and `share` as those of the brighter class and of its mask.
struct KeepResidual {
  Volume<Grey>::View image, residual, bright, share;
  int halo_z, halo_y, halo_x, threshold;

  struct Row {
    const Grey *image, *bright, *share;
    Grey* residual;
    int threshold;
    KOKKOS_INLINE_FUNCTION void operator()(int x) const {
      const int u = image[x];
      const bool above = u > threshold;
      const int sum = above ? bright[x] : residual[x] - bright[x];
      const int weight = above ? share[x] : 65535 - share[x];
      const float mean = 65535.0f * static_cast<float>(sum) / static_cast<float>(weight > 1 ? weight : 1);
      const float r = static_cast<float>(u + no_residual) - mean + 0.5f;
      residual[x] = static_cast<Grey>(static_cast<int>(r < 0 ? 0 : r > 65535 ? 65535 : r));
    }
  };
  KOKKOS_FUNCTION Row operator()(int z, int y) const {
    return {&image(z + halo_z, y + halo_y, halo_x), &bright(z, y, 0), &share(z, y, 0), &residual(z, y, 0),
            threshold};
  }
};

/// What is left of the image when the mean of the voxel's own class, brighter or darker than Otsu's
/// threshold, around it is taken out, about no_residual.
Volume<Grey> residual_of(const Volume<Grey>& image, const std::array<double, 3>& sigma,
                         const FieldOfView& view) {
  const int threshold = otsu(histogram(image, view));
  const Triple halo = image.halo();
  const auto hz = static_cast<int>(halo[0]), hy = static_cast<int>(halo[1]), hx = static_cast<int>(halo[2]);
  const Volume<Grey> residual = gaussian(image, sigma, {0, 0, 0});
  const Volume<Grey> one_class(image.shared_decomposition(), image.spacing(), halo, "brighter class");
  for_each_voxel_by_rows("brighter class", image.local(),
                         TakeClass{image.data(), one_class.data(), hz, hy, hx, threshold, false});
  const Volume<Grey> bright = gaussian(one_class, sigma, {0, 0, 0});
  for_each_voxel_by_rows("mask of the brighter class", image.local(),
                         TakeClass{image.data(), one_class.data(), hz, hy, hx, threshold, true});
  const Volume<Grey> share = gaussian(one_class, sigma, {0, 0, 0});
  for_each_voxel_by_rows(
      "residual of rings", image.local(),
      KeepResidual{image.data(), residual.data(), bright.data(), share.data(), hz, hy, hx, threshold});
  return residual;
}

/// Where differences are cut off, and the variance of what is left.
struct Cut {
  int limit;
  double variance = 0;
  explicit Cut(const Histogram& residuals) {
    Histogram sizes(no_residual + 1, 0);
    for (int v = 0; v < static_cast<int>(residuals.size()); ++v)
      sizes[std::abs(v - no_residual)] += residuals[v];
    limit = std::max(1, static_cast<int>(2.5 * 1.4826 * percentile(sizes, 50) + 0.5));
    for (int size = 0; size <= no_residual; ++size) {
      const double cut = std::min(size, limit);
      variance += cut * cut * static_cast<double>(sizes[size]);
    }
    variance /= static_cast<double>(total(sizes));
  }
};

/// Adds to the profile what the sums say. Voxels nearer to each other than `width` are alike, around the ring
/// and from slice to slice: n of them tell as much as n / width, or n / width^2, that are not.
void add_heights(const std::vector<std::int64_t>& sums, const Rings& rings, const Cut& cut,
                 const RingCorrection& parameters, const Profile::HostMirror& profile) {
  const std::int64_t slices = static_cast<std::int64_t>(sums.size()) / rings.number;
  const std::int64_t groups = profile.extent_int(0), group_size = slices / groups;
  const double alike = parameters.width * std::min(parameters.width, static_cast<double>(group_size));
  for (std::int64_t group = 0; group < groups; ++group)
    for (int ring = 0; ring < rings.number; ++ring) {
      std::int64_t sum = 0;
      for (std::int64_t slice = group; slice < slices; slice += groups)
        sum += sums[slice * rings.number + ring];
      const auto n = static_cast<double>(rings.voxels[ring] * group_size);
      if (n == 0) continue;
      const double height = static_cast<double>(sum) / n, chance = cut.variance * alike / n;
      if (height * height > chance)
        profile(group, ring + 1) += static_cast<float>(height * (1 - chance / (height * height)));
    }
  for (std::int64_t group = 0; group < groups; ++group) {
    profile(group, 0) = profile(group, 1);
    profile(group, rings.number + 1) = profile(group, rings.number);
  }
}

/// The field of view without the margin where the gaussian sees what lies beyond.
FieldOfView narrowed(const FieldOfView& view, double margin) {
  if (!view.circular()) return view;
  return FieldOfView(view.centre_y(), view.centre_x(), std::max(0.0, view.radius() - margin));
}

}  // namespace

RingCorrection centred_rings(const Triple& extents) {
  RingCorrection rings;
  rings.centre_y = static_cast<double>(extents[1] - 1) / 2;
  rings.centre_x = static_cast<double>(extents[2] - 1) / 2;
  return rings;
}

Volume<Grey> remove_rings(const Volume<Grey>& image, const RingCorrection& parameters, const Triple& halo,
                          const FieldOfView& view) {
  check(parameters);
  Kokkos::Profiling::pushRegion("rings");
  const Decomposition& blocks = image.decomposition();
  const std::array<double, 3> sigma{0, parameters.width, parameters.width};
  const FieldOfView inner = narrowed(view, 2 * parameters.width);
  const Rings rings(image.extents(), blocks.owned(), parameters.centre_y, parameters.centre_x, inner);
  const Profile profile("heights of rings", parameters.same_in_every_slice ? 1 : image.extents()[0],
                        rings.number + 2);
  const auto host = Kokkos::create_mirror_view(profile);

  const auto corrected = [&](const Triple& with_halo) {
    Kokkos::deep_copy(profile, host);
    const Volume<Grey> result(image.shared_decomposition(), image.spacing(), with_halo,
                              "image without rings");
    const Triple in = image.halo();
    for_each_voxel_by_rows(
        "subtract rings", image.local(),
        SubtractRings{image.data(), result.data(), rings.twice_radius, profile,
                      rows_inside(view, blocks.owned()), static_cast<int>(in[0]), static_cast<int>(in[1]),
                      static_cast<int>(in[2]), static_cast<int>(with_halo[0]), static_cast<int>(with_halo[1]),
                      static_cast<int>(with_halo[2]), static_cast<int>(blocks.owned().begin[0])});
    return result;
  };
  const Triple reach = gaussian_radius(sigma);
  for (int round = 0; round < parameters.rounds; ++round) {
    const Volume<Grey> residual = residual_of(corrected(reach), sigma, inner);
    const Cut cut(histogram(residual, inner));
    add_heights(sum_rings(residual, rings, inner, cut.limit), rings, cut, parameters, host);
  }
  const Volume<Grey> result = corrected(halo);
  Kokkos::Profiling::popRegion();
  return result;
}

}  // namespace catena
