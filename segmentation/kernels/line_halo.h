// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "segmentation/kernels/tile_grid.h"
#include "segmentation/kernels/tile_minimum.h"

namespace catena {

/// Lines that are divided among ranks need little of each other where distances are short: with f(p) at the
/// first voxel p of a rank's stretch, its voxel d further on has g <= f(p) + w d^2, and one of the rank
/// before, b in front of p, offers at least w (d + b)^2 >= w d^2 + w b^2. So only those with w b^2 < f(p) can
/// win. This finds for every tile how many voxels of its neighbours a rank needs and fetches them. Host only.
template <class T>
class LineHalo {
 public:
  using Number = typename TileMinimum<T>::Number;
  using Beyond = typename TileMinimum<T>::Beyond;

  /// Collective over the ranks of the line. No value of this rank is larger than `bound`.
  LineHalo(const Decomposition& blocks, const TileGrid<T>& grid, float weight, T bound)
      : grid_(grid), comm_(blocks.comm()), weight_(weight) {
    const std::int64_t me = blocks.position()[grid.axis], ranks = blocks.grid()[grid.axis];
    const auto at = [&](std::int64_t place) {
      Triple position = blocks.position();
      position[grid.axis] = place;
      return blocks.rank_at(position);
    };
    const auto length = [&](int rank) {
      return rank == MPI_PROC_NULL ? 0 : static_cast<int>(blocks.owned_by(rank).extents()[grid.axis]);
    };
    for (const int side : {below, above}) side_[side].rank = at(side == below ? me - 1 : me + 1);
    mine_ = needs(length(side_[below].rank), length(side_[above].rank), bound);
    std::vector<std::uint8_t> other(mine_.size()), possible(grid.tiles, 1);
    const auto strike = [&](const std::vector<std::uint8_t>& all) {
      for (std::int64_t tile = 0; tile < grid.tiles; ++tile)
        if (all[2 * tile] == too_far || all[2 * tile + 1] == too_far) possible[tile] = 0;
    };
    strike(mine_);
    for (std::int64_t shift = 1; shift < ranks; ++shift) {
      const int to = at((me + shift) % ranks), from = at((me + ranks - shift) % ranks);
      MPI_Sendrecv(mine_.data(), static_cast<int>(mine_.size()), MPI_BYTE, to, 0, other.data(),
                   static_cast<int>(other.size()), MPI_BYTE, from, 0, comm_, MPI_STATUS_IGNORE);
      strike(other);
      for (Side& side : side_)
        if (side.rank == from) side.needs = other;
    }
    for (std::int64_t tile = 0; tile < grid.tiles; ++tile) (possible[tile] ? near_ : far_).push_back(tile);
  }

  /// The tiles for which the neighbours suffice on every rank of the line, and the others.
  const std::vector<std::int64_t>& near() const { return near_; }
  const std::vector<std::int64_t>& far() const { return far_; }

  /// Fetches what near()[first .. last) need. Collective with the two neighbours.
  void fetch(std::int64_t first, std::int64_t last) {
    MPI_Request requests[4];
    for (const int which : {below, above}) {
      Side& side = side_[which];
      side.start.assign(1, 0);
      side.outgoing.clear();
      if (side.rank != MPI_PROC_NULL)
        for (std::int64_t i = first; i < last; ++i) {
          pack(side, near_[i], which);
          side.start.push_back(side.start.back() + mine_[2 * near_[i] + which] * grid_.width(near_[i]));
        }
      else
        side.start.resize(static_cast<std::size_t>(last - first + 1), 0);
      side.incoming.resize(static_cast<std::size_t>(side.start.back()));
      MPI_Irecv(side.incoming.data(), bytes(side.incoming), MPI_BYTE, side.rank, 0, comm_,
                &requests[2 * which]);
      MPI_Isend(side.outgoing.data(), bytes(side.outgoing), MPI_BYTE, side.rank, 0, comm_,
                &requests[2 * which + 1]);
    }
    MPI_Waitall(4, requests, MPI_STATUSES_IGNORE);
    first_ = first;
  }

  /// What the last fetch() brought for near()[i].
  Beyond beyond(std::int64_t i, bool upper) const {
    const Side& side = side_[upper ? above : below];
    if (side.rank == MPI_PROC_NULL) return {};
    return {side.incoming.data() + side.start[i - first_], mine_[2 * near_[i] + (upper ? above : below)]};
  }

  /// How many tiles to fetch at once, so that a few MB suffice.
  static constexpr std::int64_t tiles_at_once = 256;

 private:
  enum { below = 0, above = 1 };
  static constexpr std::uint8_t too_far = 255;
  struct Side {
    int rank = MPI_PROC_NULL;
    std::vector<std::uint8_t> needs;  ///< of that neighbour, two a tile
    std::vector<Number> outgoing, incoming;
    std::vector<std::int64_t> start;  ///< of each tile in `incoming`
  };

  static int bytes(const std::vector<Number>& numbers) {
    return static_cast<int>(numbers.size() * sizeof(Number));
  }

  /// How many voxels every tile needs from below and above; too_far if a neighbour has not so many, or if a
  /// line may exceed the reach of TileMinimum.
  std::vector<std::uint8_t> needs(int most_below, int most_above, T bound) const {
    std::vector<std::uint8_t> result(2 * static_cast<std::size_t>(grid_.tiles));
    const T cap = step_cost<T>(TileMinimum<T>::reach, weight_);
    for (std::int64_t tile = 0; tile < grid_.tiles; ++tile) {
      const T lower = peak(tile, 0), upper = peak(tile, grid_.length - 1);
      bool fits = true;
      if (!(bound < cap))
        for (int i = 0; i < grid_.length && fits; ++i) fits = peak(tile, i) < cap;
      result[2 * tile] = fits ? need(lower, most_below) : too_far;
      result[2 * tile + 1] = fits ? need(upper, most_above) : too_far;
    }
    return result;
  }

  T peak(std::int64_t tile, int i) const {
    const T* row = &grid_.voxel(tile, i, 0);
    T most = 0;
    for (int lane = 0, width = grid_.width(tile); lane < width; ++lane)
      most = row[lane] > most ? row[lane] : most;
    return most;
  }

  /// With weights one more is taken, for what rounding may have done.
  std::uint8_t need(T value, int most) const {
    if (most == 0) return 0;  // the image ends here
    constexpr bool exact = std::is_same_v<T, std::int32_t>;
    const int steps =
        static_cast<int>(std::sqrt(static_cast<double>(value) / (exact ? 1.0 : weight_))) + (exact ? 0 : 1);
    return steps <= std::min(most, TileMinimum<T>::reach) ? static_cast<std::uint8_t>(steps) : too_far;
  }

  void pack(Side& side, std::int64_t tile, int which) {
    const int count = side.needs[2 * tile + (which == below ? above : below)], width = grid_.width(tile);
    const std::size_t end = side.outgoing.size();
    side.outgoing.resize(end + static_cast<std::size_t>(count * width));
    Number* to = side.outgoing.data() + end;
    for (int i = 0; i < count; ++i, to += width) {
      const T* row = &grid_.voxel(tile, which == below ? i : grid_.length - 1 - i, 0);
      for (int lane = 0; lane < width; ++lane) to[lane] = static_cast<Number>(row[lane]);
    }
  }

  TileGrid<T> grid_;
  MPI_Comm comm_;
  float weight_;
  Side side_[2];
  std::vector<std::uint8_t> mine_;
  std::vector<std::int64_t> near_, far_;
  std::int64_t first_ = 0;
};

}  // namespace catena
