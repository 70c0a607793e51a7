// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/refine_borders.h"

#include <array>

#include "segmentation/kernels/label_moments.h"
#include "segmentation/kernels/rows.h"
#include "segmentation/volume/halo_exchange.h"
#include "segmentation/volume/voxel_loop.h"

namespace catena {
namespace {

/// Of each label: centroid z, y, x in voxel indices of the whole image, then the six entries zz, yy, xx, zy,
/// zx, yx of the inverse of 5 times the covariance.
using Ellipsoids = Kokkos::View<double* [9]>;

/// Inverse of the symmetric matrix with the entries zz, yy, xx, zy, zx, yx.
std::array<double, 6> inverse(const std::array<double, 6>& a) {
  const double czz = a[1] * a[2] - a[5] * a[5];
  const double czy = a[4] * a[5] - a[3] * a[2];
  const double czx = a[3] * a[5] - a[4] * a[1];
  const double determinant = a[0] * czz + a[3] * czy + a[4] * czx;
  return {czz / determinant,
          (a[0] * a[2] - a[4] * a[4]) / determinant,
          (a[0] * a[1] - a[3] * a[3]) / determinant,
          czy / determinant,
          czx / determinant,
          (a[3] * a[4] - a[0] * a[5]) / determinant};
}

/// A cube's own second moment a voxel edge, which keeps the covariance of flat labels regular.
constexpr double voxel_moment = 1.0 / 12;

Ellipsoids ellipsoids_of(const Volume<std::uint32_t>& labels) {
  const LabelTable table = label_moments(labels, surface_weights({1, 1, 1}, labels.extents()[0] == 1));
  const std::size_t size = table.labels.empty() ? 1 : table.labels.back().label + std::size_t{1};
  const Ellipsoids result("ellipsoids", size);
  const auto host = Kokkos::create_mirror_view(result);
  for (const LabelMoments& one : table.labels) {
    const double n = static_cast<double>(one.voxels);
    std::array<double, 3> mean{};
    for (int axis = 0; axis < 3; ++axis) {
      mean[axis] = static_cast<double>(one.first[axis]) / n;
      host(one.label, axis) = mean[axis] + static_cast<double>(one.box.begin[axis]);
    }
    constexpr int of[6][2] = {{0, 0}, {1, 1}, {2, 2}, {0, 1}, {0, 2}, {1, 2}};
    std::array<double, 6> covariance{};
    for (int k = 0; k < 6; ++k)
      covariance[k] = 5 * (static_cast<double>(one.second[k]) / n - mean[of[k][0]] * mean[of[k][1]] +
                           (k < 3 ? voxel_moment : 0));
    const std::array<double, 6> form = inverse(covariance);
    for (int k = 0; k < 6; ++k) host(one.label, 3 + k) = form[k];
  }
  Kokkos::deep_copy(result, host);
  return result;
}

struct MoveBorders {
  Rows<const std::uint32_t> from;
  Rows<std::uint32_t> to;
  Ellipsoids shape;
  double begin_z, begin_y, begin_x;

  KOKKOS_FUNCTION double outwardness(std::uint32_t label, int z, int y, int x) const {
    const double dz = begin_z + z - shape(label, 0), dy = begin_y + y - shape(label, 1),
                 dx = begin_x + x - shape(label, 2);
    return shape(label, 3) * dz * dz + shape(label, 4) * dy * dy + shape(label, 5) * dx * dx +
           2 * (shape(label, 6) * dz * dy + shape(label, 7) * dz * dx + shape(label, 8) * dy * dx);
  }

  KOKKOS_FUNCTION void operator()(int z, int y, int x) const {
    const std::uint32_t* here = from.row(z, y) + x;
    const std::uint32_t own = *here;
    std::uint32_t best = own;
    if (own != 0) {
      const std::uint32_t around[6] = {here[-from.stride_z], here[-from.stride_y], here[-1], here[1],
                                       here[from.stride_y],  here[from.stride_z]};
      double least = -1;
      for (int k = 0; k < 6; ++k) {
        const std::uint32_t other = around[k];
        if (other == 0 || other == own || other == best) continue;
        if (least < 0) least = outwardness(own, z, y, x);
        const double its = outwardness(other, z, y, x);
        if (its < least || (its == least && other < best)) {
          least = its;
          best = other;
        }
      }
    }
    to(z, y, x) = best;
  }
};

}  // namespace

void refine_borders(const Volume<std::uint32_t>& labels, int passes) {
  if (passes <= 0) return;
  Kokkos::Profiling::pushRegion("refine borders");
  const Box& owned = labels.decomposition().owned();
  const Volume<std::uint32_t> moved(labels.shared_decomposition(), labels.spacing(), {0, 0, 0},
                                    "moved borders");
  for (int pass = 0; pass < passes; ++pass) {
    const Ellipsoids shape = ellipsoids_of(labels);
    exchange_halo<std::uint32_t>(labels, Boundary::constant, 0);
    for_each_voxel(
        "move borders", labels.local(),
        MoveBorders{owned_rows(labels), owned_rows(moved), shape, static_cast<double>(owned.begin[0]),
                    static_cast<double>(owned.begin[1]), static_cast<double>(owned.begin[2])});
    Kokkos::deep_copy(labels.owned_view(), moved.owned_view());
  }
  Kokkos::Profiling::popRegion();
}

}  // namespace catena
