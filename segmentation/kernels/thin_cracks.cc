// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/thin_cracks.h"

#include <mpi.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "segmentation/kernels/relabel.h"
#include "segmentation/kernels/rows.h"
#include "segmentation/volume/halo_exchange.h"
#include "segmentation/volume/voxel_loop.h"

namespace catena {
namespace {

constexpr int bins = 512, bin_shift = 7;    // of 65536 grey values
constexpr std::int64_t least_voxels = 500;  // particles below are left as they are
constexpr double least_solid = 200;         // voxels that a solid's grey is taken from
constexpr double least_void = 1000;         // voxels that the voids' grey is taken from

using Counts = Kokkos::View<std::uint32_t* [bins], Kokkos::LayoutRight>;
using Sums = Kokkos::View<std::int64_t*>;

template <class T>
KOKKOS_INLINE_FUNCTION void add(T& to, T value) {
  if (runs_serially)
    to += value;
  else
    Kokkos::atomic_add(&to, value);
}

/// Whether the voxel and its neighbours at `near` and `far` along each axis all hold one value.
template <class T>
KOKKOS_INLINE_FUNCTION bool uniform(const T* at, std::int64_t stride_z, std::int64_t stride_y, int near,
                                    int far) {
  const T own = *at;
  bool same = at[-near] == own && at[near] == own && at[-far] == own && at[far] == own;
  same = same && at[-near * stride_y] == own && at[near * stride_y] == own && at[-far * stride_y] == own &&
         at[far * stride_y] == own;
  return same && at[-near * stride_z] == own && at[near * stride_z] == own && at[-far * stride_z] == own &&
         at[far * stride_z] == own;
}

/// What the greys of the voxels inside particles, and of voids, are. Rows: particles; the last: outside,
/// voids.
struct Greys {
  Counts inside, solid;
  Sums voxels, sum, open;
};

struct CountGreys {
  Rows<const std::uint16_t> image;
  Rows<const std::uint32_t> labels;
  Rows<const std::uint8_t> mask;
  Kokkos::View<const std::uint32_t*> row_of;
  Greys greys;
  std::uint32_t particles;

  KOKKOS_FUNCTION void operator()(int z, int y, int x) const {
    const std::uint32_t* label = labels.row(z, y) + x;
    const std::uint8_t* solid = mask.row(z, y) + x;
    const std::uint32_t row = row_of(*label);
    if (*label != 0 && row == 0) return;
    if (!uniform(label, labels.stride_z, labels.stride_y, 1, 3)) return;
    const std::uint16_t grey = image(z, y, x);
    const bool pure = uniform(solid, mask.stride_z, mask.stride_y, 1, 2);
    if (*label == 0) {
      if (pure) add(greys.inside(particles, grey >> bin_shift), std::uint32_t{1});
      return;
    }
    add(greys.inside(row - 1, grey >> bin_shift), std::uint32_t{1});
    add(greys.voxels(row - 1), std::int64_t{1});
    add(greys.sum(row - 1), static_cast<std::int64_t>(grey));
    if (*solid == 0) add(greys.open(row - 1), std::int64_t{1});
    if (pure) add(greys.solid(*solid != 0 ? row - 1 : particles, grey >> bin_shift), std::uint32_t{1});
  }
};

struct OpenCracks {
  Rows<const std::uint16_t> image;
  Rows<const std::uint32_t> labels;
  Rows<std::uint8_t> mask;
  Kokkos::View<const std::uint32_t*> row_of;
  Kokkos::View<const int*> level;
  int ny;

  KOKKOS_FUNCTION void operator()(std::int64_t line, std::int64_t& opened) const {
    const int z = static_cast<int>(line / ny), y = static_cast<int>(line % ny);
    const std::uint32_t* label = labels.row(z, y);
    const std::uint16_t* grey = image.row(z, y);
    std::uint8_t* solid = mask.row(z, y);
    for (int x = 0; x < image.nx; ++x) {
      if (solid[x] == 0 || label[x] == 0) continue;
      const std::uint32_t row = row_of(label[x]);
      if (row == 0 || grey[x] >= level(row - 1)) continue;
      if (!uniform(label + x, labels.stride_z, labels.stride_y, 1, 3)) continue;
      solid[x] = 0;
      ++opened;
    }
  }
};

template <class View>
auto summed(const View& view, MPI_Datatype type, MPI_Comm comm) {
  const auto host = Kokkos::create_mirror_view_and_copy(Kokkos::HostSpace(), view);
  MPI_Allreduce(MPI_IN_PLACE, host.data(), static_cast<int>(host.size()), type, MPI_SUM, comm);
  return host;
}

/// The grey below which `wanted` of the counted voxels lie, within a bin as if spread evenly.
double grey_at(const std::uint32_t* counts, double wanted) {
  double below = 0;
  for (int bin = 0; bin < bins; ++bin) {
    if (below + counts[bin] >= wanted && counts[bin] > 0)
      return (bin + std::max(0.0, wanted - below) / counts[bin]) * (1 << bin_shift);
    below += counts[bin];
  }
  return 65536;
}

double total(const std::uint32_t* counts) {
  double sum = 0;
  for (int bin = 0; bin < bins; ++bin) sum += counts[bin];
  return sum;
}

/// Rows of the particles large enough, from 1; 0 for the others.
std::vector<std::uint32_t> rows_of_large(const Volume<std::uint32_t>& labels, std::int64_t count,
                                         std::uint32_t& rows) {
  const std::vector<std::int64_t> sizes = label_sizes(labels, count);
  std::vector<std::uint32_t> row_of(sizes.size(), 0);
  rows = 0;
  for (std::size_t label = 1; label < sizes.size(); ++label)
    if (sizes[label] >= least_voxels) row_of[label] = ++rows;
  return row_of;
}

/// For each particle the grey below which its voxels are voids; 0 where its mask stays as it is.
std::vector<int> void_levels(const Greys& greys, std::uint32_t particles, MPI_Comm comm) {
  const auto inside = summed(greys.inside, MPI_UINT32_T, comm);
  const auto solid = summed(greys.solid, MPI_UINT32_T, comm);
  const auto voxels = summed(greys.voxels, MPI_INT64_T, comm);
  const auto sum = summed(greys.sum, MPI_INT64_T, comm);
  const auto open = summed(greys.open, MPI_INT64_T, comm);
  const std::uint32_t* voids = &solid(particles, 0);
  const std::uint32_t* outside = &inside(particles, 0);
  const std::uint32_t* dark = total(voids) >= least_void ? voids : outside;
  const double grey_of_voids = grey_at(dark, total(dark) / 2);
  std::vector<int> level(particles, 0);
  for (std::uint32_t i = 0; i < particles; ++i) {
    const double counted = total(&solid(i, 0));
    if (counted < least_solid) continue;
    // A histogram's bin holds whole numbers: its lowest value stands half a number above its edge.
    const double grey_of_solid = grey_at(&solid(i, 0), counted / 2) - 0.5;
    if (grey_of_solid <= grey_of_voids) continue;
    const double missing = static_cast<double>(voxels(i)) * grey_of_solid - static_cast<double>(sum(i));
    const double void_volume = missing / (grey_of_solid - grey_of_voids);
    if (void_volume > static_cast<double>(open(i)))
      level[i] = static_cast<int>(std::lround(grey_at(&inside(i, 0), void_volume)));
  }
  return level;
}

template <class T>
Kokkos::View<T*> on_device(const std::vector<T>& values) {
  const Kokkos::View<T*> view("table", values.size());
  const auto host = Kokkos::create_mirror_view(view);
  std::copy(values.begin(), values.end(), host.data());
  Kokkos::deep_copy(view, host);
  return view;
}

}  // namespace

std::int64_t recover_thin_cracks(const Volume<std::uint16_t>& image, const Volume<std::uint32_t>& labels,
                                 std::int64_t count, const Volume<std::uint8_t>& mask) {
  Kokkos::Profiling::pushRegion("recover thin cracks");
  const MPI_Comm comm = labels.decomposition().comm();
  exchange_halo<std::uint32_t>(labels, Boundary::nearest);
  exchange_halo<std::uint8_t>(mask, Boundary::nearest);
  std::uint32_t particles = 0;
  const auto row_of = on_device(rows_of_large(labels, count, particles));
  const Greys greys{Counts("greys inside", particles + 1), Counts("greys of solid", particles + 1),
                    Sums("voxels inside", particles), Sums("sum of greys", particles),
                    Sums("open voxels", particles)};
  for_each_voxel(
      "count greys", labels.local(),
      CountGreys{owned_rows(image), owned_rows(labels), owned_rows(mask), row_of, greys, particles});
  const auto level = on_device(void_levels(greys, particles, comm));
  std::int64_t here = 0, opened = 0;
  const Triple local = labels.local();
  Kokkos::parallel_reduce("open cracks",
                          Kokkos::RangePolicy<Kokkos::IndexType<std::int64_t>>(0, local[0] * local[1]),
                          OpenCracks{owned_rows(image), owned_rows(labels), owned_rows(mask), row_of, level,
                                     static_cast<int>(local[1])},
                          here);
  MPI_Allreduce(&here, &opened, 1, MPI_INT64_T, MPI_SUM, comm);
  Kokkos::Profiling::popRegion();
  return opened;
}

}  // namespace catena
