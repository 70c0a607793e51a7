// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/output/cell_rows.h"

#include <algorithm>
#include <numeric>

#include "segmentation/volume/hdf5_file.h"

namespace catena {
namespace {

/// Numbers sent at once: counts of MPI are ints.
constexpr std::size_t piece = std::size_t{1} << 24;

template <class T>
void send(const std::vector<T>& values, MPI_Datatype type, int tag, MPI_Comm comm) {
  for (std::size_t done = 0; done < values.size(); done += piece)
    MPI_Send(values.data() + done, static_cast<int>(std::min(piece, values.size() - done)), type, 0, tag,
             comm);
}

template <class T>
void receive(T* values, std::size_t count, MPI_Datatype type, int from, int tag, MPI_Comm comm) {
  for (std::size_t done = 0; done < count; done += piece)
    MPI_Recv(values + done, static_cast<int>(std::min(piece, count - done)), type, from, tag, comm,
             MPI_STATUS_IGNORE);
}

template <class T>
void broadcast(std::vector<T>& values, MPI_Datatype type, MPI_Comm comm) {
  std::uint64_t count = values.size();
  MPI_Bcast(&count, 1, MPI_UINT64_T, 0, comm);
  values.resize(count);
  for (std::size_t done = 0; done < count; done += piece)
    MPI_Bcast(values.data() + done, static_cast<int>(std::min(piece, count - done)), type, 0, comm);
}

}  // namespace

CellRows gather_rows(MPI_Comm comm, const CellRows& rows) {
  int rank = 0, size = 1;
  MPI_Comm_rank(comm, &rank);
  MPI_Comm_size(comm, &size);
  std::uint64_t width = rows.width;
  MPI_Allreduce(MPI_IN_PLACE, &width, 1, MPI_UINT64_T, MPI_MAX, comm);
  const std::uint64_t count = rows.keys.size();
  std::vector<std::uint64_t> counts(static_cast<std::size_t>(size));
  MPI_Gather(&count, 1, MPI_UINT64_T, counts.data(), 1, MPI_UINT64_T, 0, comm);
  if (rank != 0) {
    send(rows.keys, MPI_UINT64_T, 0, comm);
    send(rows.values, MPI_DOUBLE, 1, comm);
    return {width, {}, {}};
  }
  CellRows all = rows;
  all.width = width;
  const std::uint64_t total = std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
  all.keys.resize(total);
  all.values.resize(total * width);
  std::size_t place = count;
  for (int from = 1; from < size; ++from) {
    const std::size_t more = counts[static_cast<std::size_t>(from)];
    receive(all.keys.data() + place, more, MPI_UINT64_T, from, 0, comm);
    receive(all.values.data() + place * width, more * width, MPI_DOUBLE, from, 1, comm);
    place += more;
  }
  std::vector<std::size_t> order(total);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return all.keys[a] < all.keys[b]; });
  CellRows sorted{width, {}, {}};
  sorted.keys.reserve(total);
  sorted.values.reserve(total * width);
  for (const std::size_t i : order) {
    sorted.keys.push_back(all.keys[i]);
    for (std::size_t k = 0; k < width; ++k) sorted.values.push_back(all.values[i * width + k]);
  }
  return sorted;
}

CellRows spread_rows(MPI_Comm comm, const CellRows& rows, const std::vector<std::uint64_t>& keys) {
  CellRows all = rows;
  std::uint64_t width = rows.width;
  MPI_Bcast(&width, 1, MPI_UINT64_T, 0, comm);
  broadcast(all.keys, MPI_UINT64_T, comm);
  broadcast(all.values, MPI_DOUBLE, comm);
  CellRows mine{width, keys, {}};
  mine.values.reserve(keys.size() * width);
  int missing = 0;
  for (const std::uint64_t key : keys) {
    const auto found = std::lower_bound(all.keys.begin(), all.keys.end(), key);
    if (found == all.keys.end() || *found != key) {
      missing = 1;
      break;
    }
    const auto row = all.values.begin() + (found - all.keys.begin()) * static_cast<std::ptrdiff_t>(width);
    mine.values.insert(mine.values.end(), row, row + static_cast<std::ptrdiff_t>(width));
  }
  MPI_Allreduce(MPI_IN_PLACE, &missing, 1, MPI_INT, MPI_MAX, comm);
  if (missing) mine.width = 0;
  return mine;
}

void write_rows(Hdf5File& file, const std::string& group, const CellRows& rows,
                const std::string& description) {
  file.write(group + "/keys", rows.keys, "", "cells, by the place of their least corner");
  file.write(group + "/values", rows.values,
             {static_cast<std::int64_t>(rows.keys.size()), static_cast<std::int64_t>(rows.width)}, "",
             description);
}

CellRows read_rows(const Hdf5File& file, const std::string& group) {
  CellRows rows;
  rows.keys = file.read<std::uint64_t>(group + "/keys");
  std::vector<std::int64_t> extents;
  rows.values = file.read<double>(group + "/values", &extents);
  rows.width = static_cast<std::size_t>(extents.at(1));
  return rows;
}

}  // namespace catena
