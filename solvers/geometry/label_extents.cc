// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/geometry/label_extents.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <numeric>

#include "solvers/geometry/even_directions.h"
#include "solvers/geometry/mesh_units.h"

namespace catena {
namespace {

void join(LabelExtent& to, const LabelExtent& from) {
  for (std::size_t axis = 0; axis < 3; ++axis) {
    to.begin[axis] = to.voxels ? std::min(to.begin[axis], from.begin[axis]) : from.begin[axis];
    to.end[axis] = to.voxels ? std::max(to.end[axis], from.end[axis]) : from.end[axis];
  }
  to.label = from.label;
  to.voxels += from.voxels;
}

}  // namespace

std::vector<LabelExtent> label_extents(const Volume<std::uint32_t>& labels) {
  const auto host = Kokkos::create_mirror_view_and_copy(Kokkos::HostSpace(), labels.data());
  const Box owned = labels.decomposition().owned();
  const Triple& halo = labels.halo();
  std::map<std::uint32_t, LabelExtent> found;
  for (std::int64_t z = owned.begin[0]; z < owned.end[0]; ++z)
    for (std::int64_t y = owned.begin[1]; y < owned.end[1]; ++y) {
      const std::uint32_t* row = &host(z - owned.begin[0] + halo[0], y - owned.begin[1] + halo[1], halo[2]);
      const std::int64_t length = owned.end[2] - owned.begin[2];
      for (std::int64_t x = 0, end = 0; x < length; x = end) {
        for (end = x + 1; end < length && row[end] == row[x];) ++end;
        if (row[x] == 0) continue;
        join(found[row[x]],
             {row[x], end - x, {z, y, owned.begin[2] + x}, {z + 1, y + 1, owned.begin[2] + end}});
      }
    }

  std::vector<LabelExtent> mine;
  for (const auto& entry : found) mine.push_back(entry.second);
  MPI_Comm comm = labels.decomposition().comm();
  const int ranks = labels.decomposition().ranks();
  int count = static_cast<int>(mine.size());
  std::vector<int> counts(static_cast<std::size_t>(ranks)), starts(counts.size());
  MPI_Allgather(&count, 1, MPI_INT, counts.data(), 1, MPI_INT, comm);
  std::exclusive_scan(counts.begin(), counts.end(), starts.begin(), 0);
  std::vector<LabelExtent> parts(static_cast<std::size_t>(starts.back() + counts.back()));
  MPI_Datatype type;
  MPI_Type_contiguous(sizeof(LabelExtent), MPI_BYTE, &type);
  MPI_Type_commit(&type);
  MPI_Allgatherv(mine.data(), count, type, parts.data(), counts.data(), starts.data(), type, comm);
  MPI_Type_free(&type);

  found.clear();
  for (const LabelExtent& part : parts) join(found[part.label], part);
  std::vector<LabelExtent> all;
  for (const auto& entry : found) all.push_back(entry.second);
  return all;
}

Point<3> volume_edges(const Volume<std::uint32_t>& labels) {
  Point<3> edges;
  for (unsigned int axis = 0; axis < 3; ++axis)
    edges[axis] = static_cast<double>(labels.extents()[2 - axis]) * labels.spacing()[2 - axis] * um_per_m;
  return edges;
}

std::vector<Particle<3>> labelled_particles(const Volume<std::uint32_t>& labels) {
  const Point<3> edges = volume_edges(labels);
  const double voxel = edges[0] * edges[1] * edges[2] / static_cast<double>(product(labels.extents()));
  std::vector<Particle<3>> particles;
  for (const LabelExtent& extent : label_extents(labels)) {
    Particle<3> particle;
    particle.volume = static_cast<double>(extent.voxels) * voxel;
    particle.radius = std::cbrt(particle.volume / unit_volume<3>());
    particles.push_back(particle);
  }
  return particles;
}

}  // namespace catena
