// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/refine_borders.h"

#include <mpi.h>

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

/// Of each label: voxels, sums of z, y, x and of zz, yy, xx, zy, zx, yx, in voxel indices of the whole image.
constexpr int sums_of_label = 10;
using Sums = Kokkos::View<std::int64_t* [sums_of_label], Kokkos::LayoutRight>;

/// Axes of the six second moments.
constexpr int axes_of[6][2] = {{0, 0}, {1, 1}, {2, 2}, {0, 1}, {0, 2}, {1, 2}};

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

/// The sums of all labels, from one pass over the volume.
Sums::HostMirror sums_of(const Volume<std::uint32_t>& labels) {
  const LabelTable table = label_moments(labels, surface_weights({1, 1, 1}, labels.extents()[0] == 1));
  const std::size_t size = table.labels.empty() ? 1 : table.labels.back().label + std::size_t{1};
  const Sums::HostMirror sums("sums of labels", size);
  for (const LabelMoments& one : table.labels) {
    const Triple corner = one.box.begin;
    sums(one.label, 0) = one.voxels;
    for (int axis = 0; axis < 3; ++axis)
      sums(one.label, 1 + axis) = one.first[axis] + one.voxels * corner[axis];
    for (int k = 0; k < 6; ++k) {
      const auto [a, b] = axes_of[k];
      sums(one.label, 4 + k) = one.second[k] + corner[a] * one.first[b] + corner[b] * one.first[a] +
                               one.voxels * corner[a] * corner[b];
    }
  }
  return sums;
}

Ellipsoids ellipsoids_of(const Sums::HostMirror& sums) {
  const Ellipsoids result("ellipsoids", sums.extent(0));
  const auto host = Kokkos::create_mirror_view(result);
  for (std::size_t label = 1; label < sums.extent(0); ++label) {
    if (sums(label, 0) == 0) continue;
    // Exact whole numbers up to here; differences of long doubles keep the digits that large coordinates
    // take.
    const auto n = static_cast<long double>(sums(label, 0));
    std::array<long double, 3> mean{};
    for (int axis = 0; axis < 3; ++axis) {
      mean[axis] = static_cast<long double>(sums(label, 1 + axis)) / n;
      host(label, axis) = static_cast<double>(mean[axis]);
    }
    std::array<double, 6> covariance{};
    for (int k = 0; k < 6; ++k) {
      const auto [a, b] = axes_of[k];
      covariance[k] =
          5 * (static_cast<double>(static_cast<long double>(sums(label, 4 + k)) / n - mean[a] * mean[b]) +
               (k < 3 ? voxel_moment : 0));
    }
    const std::array<double, 6> form = inverse(covariance);
    for (int k = 0; k < 6; ++k) host(label, 3 + k) = form[k];
  }
  Kokkos::deep_copy(result, host);
  return result;
}

struct MoveBorders {
  Rows<const std::uint32_t> from;
  Rows<std::uint32_t> to;
  Ellipsoids shape;
  Sums change;
  std::int64_t begin_z, begin_y, begin_x;

  KOKKOS_FUNCTION void count(std::uint32_t label, std::int64_t sign, int z, int y, int x) const {
    const std::int64_t at[3] = {begin_z + z, begin_y + y, begin_x + x};
    const std::int64_t sums[sums_of_label] = {1,
                                              at[0],
                                              at[1],
                                              at[2],
                                              at[0] * at[0],
                                              at[1] * at[1],
                                              at[2] * at[2],
                                              at[0] * at[1],
                                              at[0] * at[2],
                                              at[1] * at[2]};
    for (int k = 0; k < sums_of_label; ++k) {
      if (runs_serially)
        change(label, k) += sign * sums[k];
      else
        Kokkos::atomic_add(&change(label, k), sign * sums[k]);
    }
  }

  KOKKOS_FUNCTION double outwardness(std::uint32_t label, int z, int y, int x) const {
    const double dz = static_cast<double>(begin_z + z) - shape(label, 0),
                 dy = static_cast<double>(begin_y + y) - shape(label, 1),
                 dx = static_cast<double>(begin_x + x) - shape(label, 2);
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
    if (best != own) {
      count(own, -1, z, y, x);
      count(best, 1, z, y, x);
    }
  }
};

struct CopyLabels {
  Rows<const std::uint32_t> from;
  Rows<std::uint32_t> to;
  KOKKOS_FUNCTION void operator()(int z, int y, int x) const { to(z, y, x) = from(z, y, x); }
};

}  // namespace

void refine_borders(const Volume<std::uint32_t>& labels, int passes) {
  if (passes <= 0) return;
  Kokkos::Profiling::pushRegion("refine borders");
  const Box& owned = labels.decomposition().owned();
  const Volume<std::uint32_t> moved(labels.shared_decomposition(), labels.spacing(), {0, 0, 0},
                                    "moved borders");
  const auto sums = sums_of(labels);
  const Sums change("changes of sums", sums.extent(0));
  const auto summed_change = Kokkos::create_mirror(change);
  for (int pass = 0; pass < passes; ++pass) {
    exchange_halo<std::uint32_t>(labels, Boundary::constant, 0);
    for_each_voxel("move borders", labels.local(),
                   MoveBorders{owned_rows(labels), owned_rows(moved), ellipsoids_of(sums), change,
                               owned.begin[0], owned.begin[1], owned.begin[2]});
    for_each_voxel("borders moved", labels.local(), CopyLabels{owned_rows(moved), owned_rows(labels)});
    if (pass + 1 == passes) break;
    Kokkos::deep_copy(summed_change, change);
    Kokkos::deep_copy(change, 0);
    MPI_Allreduce(MPI_IN_PLACE, summed_change.data(), static_cast<int>(summed_change.size()), MPI_INT64_T,
                  MPI_SUM, labels.decomposition().comm());
    for (std::size_t i = 0; i < sums.size(); ++i) sums.data()[i] += summed_change.data()[i];
  }
  Kokkos::Profiling::popRegion();
}

}  // namespace catena
