// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "segmentation/kernels/line_minimum.h"
#include "segmentation/kernels/tile_grid.h"
#include "segmentation/volume/voxel_loop.h"

namespace catena {

/// Numbers of tiles.
using TileList = Kokkos::View<std::int64_t*>;

/// Gives each rank complete lines of the image along an axis, in rounds of a few tiles, and takes them back.
/// In a round the ranks that share the lines get `tiles_per_round` tiles each: each packs its stretch of all
/// of them, and everybody sends everybody else what belongs to him. Where the axis is not divided nothing is
/// sent.
template <class T>
class LineExchange {
 public:
  LineExchange(const Decomposition& blocks, const TileGrid<T>& grid, const TileList& list)
      : grid_(grid),
        list_(list),
        tiles_(static_cast<std::int64_t>(list.extent(0))),
        comm_(blocks.comm()),
        me_(blocks.position()[grid.axis]) {
    Triple position = blocks.position();
    for (position[grid.axis] = 0; position[grid.axis] < blocks.grid()[grid.axis]; ++position[grid.axis]) {
      ranks_.push_back(blocks.rank_at(position));
      begin_.push_back(blocks.owned_by(ranks_.back()).begin[grid.axis]);
    }
    const std::int64_t n = blocks.extents()[grid.axis];
    begin_.push_back(n);
    constexpr std::int64_t bytes = runs_on_host ? 1 << 20 : 1 << 26;
    share_ =
        std::max<std::int64_t>(1, bytes / (n * TileGrid<T>::lanes * static_cast<std::int64_t>(sizeof(T))));
    share_ = std::min(share_, (tiles_ + count() - 1) / count());
    stretches_ = LineTiles<T>("stretches of lines", count() * share_, grid.length, TileGrid<T>::lanes);
    lines_ = stretches_;
    if (count() == 1) return;
    lines_ = LineTiles<T>("lines", share_, n, TileGrid<T>::lanes);
    pieces_ = LineTiles<T>("pieces of lines", share_, n, TileGrid<T>::lanes);
    host_stretches_ = Kokkos::create_mirror_view(stretches_);
    host_pieces_ = Kokkos::create_mirror_view(pieces_);
  }

  std::int64_t rounds() const { return (tiles_ + count() * share_ - 1) / (count() * share_); }

  /// Where gather() leaves the lines; the same buffer in every round.
  const LineTiles<T>& lines() const { return lines_; }

  /// Collective over the ranks of the line. Returns how many tiles are this rank's.
  int gather(std::int64_t round) {
    const std::int64_t first = round * count() * share_;
    move_stretches(first, false);
    if (count() > 1) {
      Kokkos::deep_copy(host_stretches_, stretches_);
      transfer(host_stretches_, host_pieces_, true);
      Kokkos::deep_copy(pieces_, host_pieces_);
      for (int rank = 0; rank < count(); ++rank) move_piece(rank, false);
    }
    return static_cast<int>(std::clamp<std::int64_t>(tiles_ - first - me_ * share_, 0, share_));
  }

  /// Collective over the ranks of the line.
  void give_back(std::int64_t round) {
    if (count() > 1) {
      for (int rank = 0; rank < count(); ++rank) move_piece(rank, true);
      Kokkos::deep_copy(host_pieces_, pieces_);
      transfer(host_pieces_, host_stretches_, false);
      Kokkos::deep_copy(stretches_, host_stretches_);
    }
    move_stretches(round * count() * share_, true);
  }

  /// Between the volume and the buffer of this block's stretches, which is zero where there is no line.
  void move_stretches(std::int64_t first, bool back) {
    const auto grid = grid_;
    const auto list = list_;
    const auto buffer = stretches_;
    const std::int64_t tiles = tiles_;
    const Triple loop{buffer.extent_int(0), buffer.extent_int(1), buffer.extent_int(2)};
    for_each_voxel(
        "move stretches of lines", loop, KOKKOS_LAMBDA(int at, int i, int lane) {
          const std::int64_t tile = first + at < tiles ? list(first + at) : grid.tiles;
          const bool there = lane < grid.width(tile);
          if (!back)
            buffer(at, i, lane) = there ? grid.voxel(tile, i, lane) : T(0);
          else if (there)
            grid.voxel(tile, i, lane) = buffer(at, i, lane);
        });
  }

  /// Between the buffer of received pieces, [rank][tile][voxel][lane], and the complete lines.
  void move_piece(int rank, bool back) {
    const auto lines = lines_;
    const int begin = static_cast<int>(begin_[rank]), length = static_cast<int>(begin_[rank + 1]) - begin;
    const LineTiles<T> piece(pieces_.data() + offset(rank), share_, length, TileGrid<T>::lanes);
    for_each_voxel(
        "move pieces of lines", {share_, length, TileGrid<T>::lanes},
        KOKKOS_LAMBDA(int tile, int i, int lane) {
          if (back)
            piece(tile, i, lane) = lines(tile, begin + i, lane);
          else
            lines(tile, begin + i, lane) = piece(tile, i, lane);
        });
  }

 private:
  using HostTiles = typename LineTiles<T>::HostMirror;

  std::int64_t count() const { return static_cast<std::int64_t>(ranks_.size()); }
  std::int64_t offset(int rank) const { return begin_[rank] * share_ * TileGrid<T>::lanes; }

  /// Out: my stretch of everybody's tiles for everybody's stretches of mine; else the other way round.
  void transfer(const HostTiles& outgoing, const HostTiles& incoming, bool out) {
    std::vector<MPI_Request> requests(2 * ranks_.size());
    const std::int64_t stretch = share_ * grid_.length * TileGrid<T>::lanes;
    for (int rank = 0; rank < count(); ++rank) {
      const std::int64_t piece = offset(rank + 1) - offset(rank);
      const auto bytes = [](std::int64_t values) { return static_cast<int>(values * sizeof(T)); };
      MPI_Irecv(incoming.data() + (out ? offset(rank) : rank * stretch), bytes(out ? piece : stretch),
                MPI_BYTE, ranks_[rank], 0, comm_, &requests[2 * rank]);
      MPI_Isend(outgoing.data() + (out ? rank * stretch : offset(rank)), bytes(out ? stretch : piece),
                MPI_BYTE, ranks_[rank], 0, comm_, &requests[2 * rank + 1]);
    }
    MPI_Waitall(static_cast<int>(requests.size()), requests.data(), MPI_STATUSES_IGNORE);
  }

  TileGrid<T> grid_;
  TileList list_;
  std::int64_t tiles_;
  MPI_Comm comm_;
  std::int64_t me_;
  std::vector<int> ranks_;
  std::vector<std::int64_t> begin_;  ///< first voxel of each rank's stretch, and the end
  std::int64_t share_ = 1;           ///< tiles a rank gets in a round
  LineTiles<T> stretches_, pieces_, lines_;
  HostTiles host_stretches_, host_pieces_;
};

}  // namespace catena
