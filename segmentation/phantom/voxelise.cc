// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/phantom/voxelise.h"

#include <math.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "segmentation/volume/voxel_loop.h"

namespace catena {
namespace {

/// Rows of a box in tiles of edge x edge, each with the list of the particles that may reach it, in order.
struct RowTiles {
  static constexpr int edge = 8;
  int across = 0;
  Kokkos::View<int*> start, particle;
};

RowTiles tiles_of(const VoxelParticles& all, const Box& box) {
  const Triple n = box.extents();
  RowTiles tiles;
  const int down = static_cast<int>((n[0] + RowTiles::edge - 1) / RowTiles::edge);
  tiles.across = static_cast<int>((n[1] + RowTiles::edge - 1) / RowTiles::edge);
  std::vector<std::vector<int>> lists(static_cast<std::size_t>(down) * tiles.across);
  const auto particles = Kokkos::create_mirror_view_and_copy(Kokkos::HostSpace(), all.particles);
  std::size_t entries = 0;
  for (int i = 0; i < static_cast<int>(particles.extent(0)); ++i) {
    const VoxelParticle& p = particles(i);
    std::int64_t first[3], last[3];
    bool outside = false;
    for (int axis = 0; axis < 3; ++axis) {
      first[axis] = p.voxel[axis] - static_cast<std::int64_t>(p.reach[axis]) - 1 - box.begin[axis];
      last[axis] = p.voxel[axis] + static_cast<std::int64_t>(p.reach[axis]) + 2 - box.begin[axis];
      outside = outside || last[axis] < 0 || first[axis] >= n[axis];
      first[axis] = std::max<std::int64_t>(first[axis], 0);
      last[axis] = std::min(last[axis], n[axis] - 1);
    }
    if (outside) continue;
    for (std::int64_t tz = first[0] / RowTiles::edge; tz <= last[0] / RowTiles::edge; ++tz)
      for (std::int64_t ty = first[1] / RowTiles::edge; ty <= last[1] / RowTiles::edge; ++ty, ++entries)
        lists[static_cast<std::size_t>(tz * tiles.across + ty)].push_back(i);
  }
  tiles.start = Kokkos::View<int*>("phantom tile start", lists.size() + 1);
  tiles.particle = Kokkos::View<int*>("phantom tile particles", entries);
  auto start = Kokkos::create_mirror_view(tiles.start);
  auto particle = Kokkos::create_mirror_view(tiles.particle);
  int at = 0;
  for (std::size_t t = 0; t < lists.size(); ++t) {
    start(t) = at;
    for (const int i : lists[t]) particle(at++) = i;
  }
  start(lists.size()) = at;
  Kokkos::deep_copy(tiles.start, start);
  Kokkos::deep_copy(tiles.particle, particle);
  return tiles;
}

/// A loop along a row: plain on a host, shared by a team's threads on a device.
struct PlainLoop {
  template <class Body>
  KOKKOS_INLINE_FUNCTION void operator()(int begin, int end, const Body& body) const {
    for (int x = begin; x < end; ++x) body(x);
  }
};

template <class Member>
struct TeamLoop {
  const Member& member;
  template <class Body>
  KOKKOS_INLINE_FUNCTION void operator()(int begin, int end, const Body& body) const {
    Kokkos::parallel_for(Kokkos::TeamThreadRange(member, begin, end), body);
    member.team_barrier();
  }
};

struct VoxeliseRows {
  VoxelParticles all;
  RowTiles tiles;
  VoxelisedBox out;
  int z0, y0, x0, nx, ny;

  /// The particle's frame along a row: v(x) = base + step (x - shift).
  struct Line {
    float base[3], step[3], offset;
    int shift;
    KOKKOS_INLINE_FUNCTION float at(int k, int x) const {
      return base[k] + step[k] * (static_cast<float>(x - shift) - offset);
    }
  };

  template <class Loop>
  KOKKOS_INLINE_FUNCTION void row(int z, int y, const Loop& loop) const {
    float* const distance = &out.distance(z, y, 0);
    float* const opening = &out.opening(z, y, 0);
    std::uint32_t* const owner = &out.owner(z, y, 0);
    loop(0, nx, [=](int x) {
      distance[x] = 1e30f;
      opening[x] = 0;
      owner[x] = 0;
    });
    const int tile = (z / RowTiles::edge) * tiles.across + y / RowTiles::edge;
    const int first = tiles.start(tile), last = tiles.start(tile + 1);
    for (int t = first; t < last; ++t) {
      const int i = tiles.particle(t);
      int begin, end;
      const Line line = line_through(all.particles(i), z, y, begin, end);
      if (begin >= end) continue;
      const ParticleShape shape = all.particles(i).shape;
      const auto label = static_cast<std::uint32_t>(i + 1);
      loop(begin, end, [=](int x) {
        const float s = shape.scaled_distance(line.at(0, x), line.at(1, x), line.at(2, x));
        const bool nearer = s < distance[x];
        distance[x] = nearer ? s : distance[x];
        owner[x] = nearer ? label : owner[x];
      });
    }
    for (int t = first; t < last; ++t) {
      const int i = tiles.particle(t);
      int begin, end;
      const Line line = line_through(all.particles(i), z, y, begin, end);
      if (begin >= end) continue;
      const auto label = static_cast<std::uint32_t>(i + 1);
      const float voxel = 1.0f / all.particles(i).radius;
      for (int k = 0; k < all.particles(i).defects; ++k) {
        const Defect defect = all.defects(all.particles(i).first_defect + k);
        int from = begin, to = end;
        narrow(line, defect, voxel, from, to);
        if (from >= to) continue;
        if (defect.kind == Defect::sheet) {
          mark(loop, from, to, label, voxel, distance, opening, owner,
               [=](int x) { return sheet_value(defect, line.at(0, x), line.at(1, x), line.at(2, x)); });
        } else if (defect.kind == Defect::facets) {
          const float* const points = &all.points(3 * defect.first);
          mark(loop, from, to, label, voxel, distance, opening, owner, [=](int x) {
            return facets_value(defect, points, line.at(0, x), line.at(1, x), line.at(2, x));
          });
        } else if (defect.kind == Defect::cavity) {
          const Modulation form = all.modulations(defect.first);
          mark(loop, from, to, label, voxel, distance, opening, owner, [=](int x) {
            return cavity_value(defect, form, line.at(0, x), line.at(1, x), line.at(2, x));
          });
        } else {
          mark(loop, from, to, label, voxel, distance, opening, owner,
               [=](int x) { return ball_value(defect, line.at(0, x), line.at(1, x), line.at(2, x)); });
        }
      }
    }
  }

  /// The row in a particle's frame, and the part of it, begin to end, that its bounding ellipsoid holds.
  KOKKOS_INLINE_FUNCTION Line line_through(const VoxelParticle& p, int z, int y, int& begin, int& end) const {
    const float rz = static_cast<float>(z0 + z - p.voxel[0]) - p.offset[0];
    const float ry = static_cast<float>(y0 + y - p.voxel[1]) - p.offset[1];
    Line line;
    for (int k = 0; k < 3; ++k) {
      line.base[k] = p.frame[3 * k] * rz + p.frame[3 * k + 1] * ry;
      line.step[k] = p.frame[3 * k + 2];
    }
    line.offset = p.offset[2];
    line.shift = p.voxel[2] - x0;
    const float share = 1.0f - (rz / p.reach[0]) * (rz / p.reach[0]) - (ry / p.reach[1]) * (ry / p.reach[1]);
    if (share <= 0) {
      begin = end = 0;
      return line;
    }
    const int half = static_cast<int>(p.reach[2] * sqrt(share)) + 1;
    begin = line.shift - half < 0 ? 0 : line.shift - half;
    end = line.shift + half + 2 > nx ? nx : line.shift + half + 2;
    return line;
  }

  /// Keeps of from to to what a ball about the defect's centre holds.
  KOKKOS_INLINE_FUNCTION void narrow(const Line& line, const Defect& d, float voxel, int& from,
                                     int& to) const {
    // |base + step s - center|² <= radius², s = x - shift - offset
    const float radius = d.reach + voxel;
    float a = 0, b = 0, c = -radius * radius;
    for (int k = 0; k < 3; ++k) {
      const float w = line.base[k] - d.center[k];
      a += line.step[k] * line.step[k];
      b += line.step[k] * w;
      c += w * w;
    }
    const float root = b * b - a * c;
    if (root <= 0) {
      to = from;
      return;
    }
    const float half = sqrt(root) / a, middle = static_cast<float>(line.shift) + line.offset - b / a;
    const int begin = static_cast<int>(floor(middle - half)), end = static_cast<int>(ceil(middle + half)) + 1;
    from = begin > from ? begin : from;
    to = end < to ? end : to;
  }

  /// Writes a defect along a row: the voxels whose centre is in it are marked, and the share that it takes of
  /// a voxel is that of a plane crack of its width across the voxel, so that cracks thinner than a voxel are
  /// seen faintly.
  template <class Loop, class Value>
  KOKKOS_INLINE_FUNCTION void mark(const Loop& loop, int from, int to, std::uint32_t label, float voxel,
                                   const float* distance, float* opening, std::uint32_t* owner,
                                   const Value& value) const {
    const float half_voxel = 0.5f * voxel, inverse = 1.0f / voxel;
    loop(from, to, [=](int x) {
      const DefectValue d = value(x);
      const float high = d.height + half_voxel < d.half_width ? d.height + half_voxel : d.half_width;
      const float low = d.height - half_voxel > -d.half_width ? d.height - half_voxel : -d.half_width;
      float share = (high - low) * inverse;
      share = share < 0 ? 0.0f : share > 1 ? 1.0f : share;
      const bool mine = (owner[x] & ~VoxelisedBox::void_mark) == label;
      const bool in = mine && distance[x] < 1.0f && d.height < d.half_width;
      share = mine ? share : 0.0f;
      opening[x] = share > opening[x] ? share : opening[x];
      owner[x] = in ? owner[x] | VoxelisedBox::void_mark : owner[x];
    });
  }

  KOKKOS_FUNCTION void operator()(const std::int64_t index) const {
    row(static_cast<int>(index / ny), static_cast<int>(index % ny), PlainLoop{});
  }
  KOKKOS_FUNCTION void operator()(const Kokkos::TeamPolicy<>::member_type& team) const {
    row(team.league_rank() / ny, team.league_rank() % ny, TeamLoop<Kokkos::TeamPolicy<>::member_type>{team});
  }
};

[[maybe_unused]] void launch(const VoxeliseRows& kernel, std::int64_t rows, std::true_type) {
  Kokkos::parallel_for("phantom voxelise", Kokkos::RangePolicy<Kokkos::IndexType<std::int64_t>>(0, rows),
                       kernel);
}
[[maybe_unused]] void launch(const VoxeliseRows& kernel, std::int64_t rows, std::false_type) {
  Kokkos::parallel_for("phantom voxelise", Kokkos::TeamPolicy<>(static_cast<int>(rows), Kokkos::AUTO),
                       kernel);
}

}  // namespace

VoxelisedBox voxelise(const VoxelParticles& particles, const Box& box) {
  Kokkos::Profiling::pushRegion("phantom voxelise");
  const Triple n = box.extents();
  const auto extent = [&](int axis) { return static_cast<std::size_t>(n[axis]); };
  VoxelisedBox out;
  out.box = box;
  out.distance = VoxelisedBox::View<float>(
      Kokkos::view_alloc(Kokkos::WithoutInitializing, "phantom distance"), extent(0), extent(1), extent(2));
  out.owner = VoxelisedBox::View<std::uint32_t>(
      Kokkos::view_alloc(Kokkos::WithoutInitializing, "phantom owner"), extent(0), extent(1), extent(2));
  out.opening = VoxelisedBox::View<float>(Kokkos::view_alloc(Kokkos::WithoutInitializing, "phantom opening"),
                                          extent(0), extent(1), extent(2));
  const VoxeliseRows kernel{particles,
                            tiles_of(particles, box),
                            out,
                            static_cast<int>(box.begin[0]),
                            static_cast<int>(box.begin[1]),
                            static_cast<int>(box.begin[2]),
                            static_cast<int>(n[2]),
                            static_cast<int>(n[1])};
  launch(kernel, n[0] * n[1], std::integral_constant<bool, runs_on_host>());
  Kokkos::fence();
  Kokkos::Profiling::popRegion();
  return out;
}

}  // namespace catena
