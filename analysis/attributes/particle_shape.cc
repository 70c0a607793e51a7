// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/attributes/particle_shape.h"

#include <algorithm>
#include <cmath>

#include "segmentation/kernels/box_majority.h"
#include "segmentation/kernels/fill_holes.h"
#include "segmentation/volume/voxel_loop.h"

namespace catena {
namespace {

Triple extents_of(const ByteBox& box) { return {box.extent_int(0), box.extent_int(1), box.extent_int(2)}; }

/// Row (z, y) of a dense box.
template <class T>
KOKKOS_INLINE_FUNCTION T* line(const Kokkos::View<T***, Kokkos::LayoutRight>& box, std::int64_t z,
                               std::int64_t y) {
  return box.data() +
         (z * static_cast<std::int64_t>(box.extent(1)) + y) * static_cast<std::int64_t>(box.extent(2));
}

/// The particle itself, cut out of its surroundings.
void cut_out(const ByteBox& surroundings, const Triple& offset, const ByteBox& particle) {
  const int oz = static_cast<int>(offset[0]), oy = static_cast<int>(offset[1]),
            ox = static_cast<int>(offset[2]);
  const int nx = particle.extent_int(2);
  for_each_row(
      "cut out a particle", extents_of(particle), KOKKOS_LAMBDA(int z, int y) {
        const std::uint8_t* from = line(surroundings, z + oz, y + oy) + ox;
        std::uint8_t* to = line(particle, z, y);
        for (int x = 0; x < nx; ++x) to[x] = from[x] == this_particle;
      });
}

/// A small box put into an empty larger one.
void put_in(const ByteBox& small, const Triple& offset, const ByteBox& large) {
  Kokkos::deep_copy(large, 0);
  const int oz = static_cast<int>(offset[0]), oy = static_cast<int>(offset[1]),
            ox = static_cast<int>(offset[2]);
  const int nx = small.extent_int(2);
  for_each_row(
      "put a particle in", extents_of(small), KOKKOS_LAMBDA(int z, int y) {
        const std::uint8_t* from = line(small, z, y);
        std::uint8_t* to = line(large, z + oz, y + oy) + ox;
        for (int x = 0; x < nx; ++x) to[x] = from[x];
      });
}

/// How many voxels of `object`, whose voxel 0 lies over voxel `offset` of `classes`, other particles occupy.
std::int64_t taken_by_others(const ByteBox& object, const ByteBox& classes, const Triple& offset) {
  const int oz = static_cast<int>(offset[0]), oy = static_cast<int>(offset[1]),
            ox = static_cast<int>(offset[2]);
  const int ny = object.extent_int(1), nx = object.extent_int(2);
  std::int64_t sum = 0;
  Kokkos::parallel_reduce(
      "taken by others",
      Kokkos::RangePolicy<Kokkos::IndexType<std::int64_t>>(
          0, static_cast<std::int64_t>(object.extent_int(0)) * ny),
      KOKKOS_LAMBDA(std::int64_t row, std::int64_t & total) {
        const std::uint8_t *mine = line(object, row / ny, row % ny),
                           *theirs = line(classes, row / ny + oz, row % ny + oy) + ox;
        int count = 0;
        for (int x = 0; x < nx; ++x) count += mine[x] & (theirs[x] == other_particle);
        total += count;
      },
      sum);
  return sum;
}

/// Sum over the object of grey - shift, or of its square: eight sums a row, then the rows one after the
/// other, so that the order of the additions is the same on any machine.
template <class T>
double grey_sum(const ByteBox& object, const Kokkos::View<T***, Kokkos::LayoutRight>& grey, double shift,
                bool squared, const Kokkos::View<double*>& rows) {
  const int nx = object.extent_int(2), ny = object.extent_int(1);
  for_each_row(
      "grey of a particle", extents_of(object), KOKKOS_LAMBDA(int z, int y) {
        const std::uint8_t* inside = line(object, z, y);
        const T* value = line(grey, z, y);
        double lane[8] = {0, 0, 0, 0, 0, 0, 0, 0};
        int x = 0;
        for (; x + 8 <= nx; x += 8)
          for (int l = 0; l < 8; ++l) {
            const double d = inside[x + l] != 0 ? static_cast<double>(value[x + l]) - shift : 0.0;
            lane[l] += squared ? d * d : d;
          }
        for (; x < nx; ++x) {
          const double d = inside[x] != 0 ? static_cast<double>(value[x]) - shift : 0.0;
          lane[x % 8] += squared ? d * d : d;
        }
        rows(z * static_cast<std::int64_t>(ny) + y) =
            ((lane[0] + lane[1]) + (lane[2] + lane[3])) + ((lane[4] + lane[5]) + (lane[6] + lane[7]));
      });
  const auto used = Kokkos::subview(
      rows, std::make_pair(size_t{0}, static_cast<size_t>(object.extent(0) * object.extent(1))));
  const auto host = Kokkos::create_mirror_view_and_copy(Kokkos::HostSpace(), used);
  double sum = 0;
  for (size_t row = 0; row < host.extent(0); ++row) sum += host(row);
  return sum;
}

}  // namespace

ShapeMeasure::ShapeMeasure(const Definitions& definitions, const Spacing& spacing, bool planar)
    : published_(definitions.published),
      planar_(planar),
      face_(planar ? spacing[2] * spacing[0] : spacing[2] * spacing[1]),
      closing_(closing_ball(definitions, spacing, planar)),
      contact_(contact_ball(definitions, spacing, planar)),
      weights_(surface_weights(spacing, planar)),
      particle_("particle"),
      filled_("filled particle"),
      scratch_("work box") {}

Triple ShapeMeasure::margin() const {
  return {contact_.ball.reach(0), contact_.ball.reach(1), contact_.ball.reach(2)};
}

double ShapeMeasure::surface(const BinaryBox& object) const {
  return published_ ? face_ * static_cast<double>(surface_voxels(object, planar_))
                    : surface_area(object, weights_);
}

template <class T>
ParticleShape ShapeMeasure::measure(const ByteBox& surroundings, const Triple& offset,
                                    const Kokkos::View<T***, Kokkos::LayoutRight>& grey) {
  Kokkos::Profiling::pushRegion("measure a particle");
  const Triple extents{grey.extent_int(0), grey.extent_int(1), grey.extent_int(2)};
  const ByteBox particle = particle_.box(extents), filled = filled_.box(extents);
  cut_out(surroundings, offset, particle);
  Kokkos::deep_copy(filled, particle);
  close_by_ball(filled, closing_);
  fill_holes(filled);

  ParticleShape shape;
  shape.voxels = object_voxels(particle);
  shape.filled = object_voxels(filled);
  shape.total_surface = surface(particle);
  shape.outer_surface = surface(filled);
  const ByteBox smooth = scratch_.box(extents);
  box_majority(particle, smooth, planar_);
  shape.smooth_total = surface(smooth);
  box_majority(filled, smooth, planar_);
  shape.smooth_outer = surface(smooth);

  if (row_sums_.extent(0) < static_cast<size_t>(extents[0] * extents[1]))
    row_sums_ = Kokkos::View<double*>("sums of rows", static_cast<size_t>(extents[0] * extents[1]));
  const auto n = static_cast<double>(shape.filled);
  shape.grey_mean = grey_sum<T>(filled, grey, 0, false, row_sums_) / n;
  if (shape.filled > 1)
    shape.grey_deviation = std::sqrt(grey_sum<T>(filled, grey, shape.grey_mean, true, row_sums_) / (n - 1));

  const ByteBox grown = scratch_.box(extents_of(surroundings));
  put_in(filled, offset, grown);
  dilate_by_ball(grown, contact_);
  shape.shell = object_voxels(grown) - shape.filled;
  shape.shell_taken =
      taken_by_others(grown, surroundings, {0, 0, 0}) - taken_by_others(filled, surroundings, offset);
  Kokkos::Profiling::popRegion();
  return shape;
}

template ParticleShape ShapeMeasure::measure(const ByteBox&, const Triple&,
                                             const Kokkos::View<std::uint8_t***, Kokkos::LayoutRight>&);
template ParticleShape ShapeMeasure::measure(const ByteBox&, const Triple&,
                                             const Kokkos::View<std::uint16_t***, Kokkos::LayoutRight>&);
template ParticleShape ShapeMeasure::measure(const ByteBox&, const Triple&,
                                             const Kokkos::View<float***, Kokkos::LayoutRight>&);

}  // namespace catena
