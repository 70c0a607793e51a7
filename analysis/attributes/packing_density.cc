// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/attributes/packing_density.h"

#include <mpi.h>

#include <algorithm>
#include <cmath>

#include "segmentation/volume/voxel_loop.h"

namespace catena {
namespace {

/// A neighbourhood as a kernel wants it, in voxels of this rank's block.
struct Reach {
  int begin_y, end_y, begin_x, end_x;
  bool round;
  // In voxels of the whole image, so that rounding is the same on any rank.
  double z, y, x;  ///< centre
  double squared;  ///< radius squared, m^2
};

/// Running counts of labelled voxels: counts(y, x) of the x first of row y.
struct RunningCounts {
  Volume<std::uint32_t>::View labels;
  Kokkos::View<int**, Kokkos::LayoutRight> counts;
  int plane, halo_y, halo_x, nx;
  KOKKOS_FUNCTION void operator()(int y) const {
    const std::uint32_t* from = &labels(plane, y + halo_y, halo_x);
    int* to = &counts(y, 0);
    int sum = 0;
    to[0] = 0;
    for (int x = 0; x < nx; ++x) {
      sum += from[x] != 0;
      to[x + 1] = sum;
    }
  }
};

/// Adds what one slice has of each neighbourhood.
struct AddSlice {
  Kokkos::View<const Reach*> reaches;
  Kokkos::View<const int*> active;
  Kokkos::View<int**, Kokkos::LayoutRight> counts;
  Kokkos::View<std::int64_t* [2]> found;  ///< labelled voxels, all voxels
  Kokkos::Array<double, 3> spacing;
  Kokkos::Array<std::int64_t, 3> origin;  ///< of the block
  int z;
  KOKKOS_FUNCTION void operator()(int i) const {
    const int which = active(i);
    const Reach& r = reaches(which);
    std::int64_t labelled = 0, all = 0;
    const double dz = (static_cast<double>(z + origin[0]) - r.z) * spacing[0];
    for (int y = r.begin_y; y < r.end_y; ++y) {
      int begin = r.begin_x, end = r.end_x;
      if (r.round) {
        const double dy = (static_cast<double>(y + origin[1]) - r.y) * spacing[1],
                     left = r.squared - dz * dz - dy * dy;
        if (left < 0) continue;
        const double half = sqrt(left) / spacing[2];
        const double low = ceil(r.x - half) - static_cast<double>(origin[2]);
        const double high = floor(r.x + half) + 1 - static_cast<double>(origin[2]);
        begin = low > begin ? static_cast<int>(low) : begin;
        end = high < end ? static_cast<int>(high) : end;
        if (begin >= end) continue;
      }
      labelled += counts(y, end) - counts(y, begin);
      all += end - begin;
    }
    found(which, 0) += labelled;
    found(which, 1) += all;
  }
};

Reach reach_of(const Neighbourhood& n, const Box& part, const Box& owned) {
  Reach r{};
  r.begin_y = static_cast<int>(part.begin[1] - owned.begin[1]);
  r.end_y = static_cast<int>(part.end[1] - owned.begin[1]);
  r.begin_x = static_cast<int>(part.begin[2] - owned.begin[2]);
  r.end_x = static_cast<int>(part.end[2] - owned.begin[2]);
  r.round = n.round;
  r.z = n.centre[0];
  r.y = n.centre[1];
  r.x = n.centre[2];
  r.squared = n.radius * n.radius;
  return r;
}

}  // namespace

Neighbourhood ball_neighbourhood(const std::array<double, 3>& centre, double radius, const Triple& extents,
                                 const Spacing& spacing) {
  Neighbourhood n;
  n.round = true;
  n.radius = radius;
  for (int axis = 0; axis < 3; ++axis) {
    n.centre[axis] = centre[2 - axis] / spacing[axis] - 0.5;
    const double half = radius / spacing[axis] + 1;
    n.box.begin[axis] = static_cast<std::int64_t>(std::max(0.0, std::floor(n.centre[axis] - half)));
    n.box.end[axis] = static_cast<std::int64_t>(
        std::min(static_cast<double>(extents[axis]), std::ceil(n.centre[axis] + half) + 1));
  }
  return n;
}

Neighbourhood box_neighbourhood(const Box& box, const Triple& voxels, const Triple& extents) {
  Neighbourhood n;
  for (int axis = 0; axis < 3; ++axis) {
    n.box.begin[axis] = std::max<std::int64_t>(0, box.begin[axis] - voxels[axis]);
    n.box.end[axis] = std::min(extents[axis], box.end[axis] + voxels[axis]);
  }
  return n;
}

std::vector<double> packing_densities(const Volume<std::uint32_t>& labels,
                                      const std::vector<Neighbourhood>& list) {
  Kokkos::Profiling::pushRegion("packing densities");
  const Box& owned = labels.decomposition().owned();
  const Triple local = labels.local(), halo = labels.halo();
  const Spacing& spacing = labels.spacing();
  const Kokkos::View<Reach*> reaches("neighbourhoods", list.size());
  const Kokkos::View<std::int64_t* [2]> found("labelled voxels around", list.size());
  const auto host_reaches = Kokkos::create_mirror_view(reaches);
  std::vector<Box> parts;
  for (size_t i = 0; i < list.size(); ++i) {
    parts.push_back(intersection(list[i].box, owned));
    host_reaches(i) = reach_of(list[i], parts[i], owned);
  }
  Kokkos::deep_copy(reaches, host_reaches);

  const int ny = static_cast<int>(local[1]), nx = static_cast<int>(local[2]);
  const Kokkos::View<int**, Kokkos::LayoutRight> counts("running counts", ny, nx + 1);
  const Kokkos::View<int*> active("neighbourhoods of a slice", list.size());
  const auto host_active = Kokkos::create_mirror_view(active);
  for (int z = 0; z < local[0]; ++z) {
    int n = 0;
    for (size_t i = 0; i < list.size(); ++i)
      if (!parts[i].empty() && z + owned.begin[0] >= parts[i].begin[0] &&
          z + owned.begin[0] < parts[i].end[0])
        host_active(n++) = static_cast<int>(i);
    if (n == 0) continue;
    Kokkos::deep_copy(active, host_active);
    Kokkos::parallel_for("running counts", ny,
                         RunningCounts{labels.data(), counts, z + static_cast<int>(halo[0]),
                                       static_cast<int>(halo[1]), static_cast<int>(halo[2]), nx});
    Kokkos::parallel_for("add a slice", n,
                         AddSlice{reaches,
                                  active,
                                  counts,
                                  found,
                                  {spacing[0], spacing[1], spacing[2]},
                                  {owned.begin[0], owned.begin[1], owned.begin[2]},
                                  z});
    Kokkos::fence();
  }
  const auto sums = Kokkos::create_mirror_view_and_copy(Kokkos::HostSpace(), found);
  std::vector<std::int64_t> all;
  for (size_t i = 0; i < list.size(); ++i) all.insert(all.end(), {sums(i, 0), sums(i, 1)});
  MPI_Allreduce(MPI_IN_PLACE, all.data(), static_cast<int>(all.size()), MPI_INT64_T, MPI_SUM,
                labels.decomposition().comm());
  std::vector<double> densities;
  for (size_t i = 0; i < list.size(); ++i)
    densities.push_back(
        all[2 * i + 1] > 0 ? static_cast<double>(all[2 * i]) / static_cast<double>(all[2 * i + 1]) : 0.0);
  Kokkos::Profiling::popRegion();
  return densities;
}

}  // namespace catena
