// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <mpi.h>

#include <vector>

namespace catena {

/// The vectors of all ranks one after the other, on every rank. T is copied byte by byte. Collective.
/// \param counts if given, receives the size of every rank's vector.
template <class T>
std::vector<T> all_gather(MPI_Comm comm, const std::vector<T>& mine, std::vector<int>* counts = nullptr) {
  int ranks = 1;
  MPI_Comm_size(comm, &ranks);
  std::vector<int> sizes(ranks), begins(ranks, 0);
  const int size = static_cast<int>(mine.size());
  MPI_Allgather(&size, 1, MPI_INT, sizes.data(), 1, MPI_INT, comm);
  for (int r = 1; r < ranks; ++r) begins[r] = begins[r - 1] + sizes[r - 1];
  std::vector<T> all(static_cast<size_t>(begins.back()) + sizes.back());
  MPI_Datatype type;
  MPI_Type_contiguous(sizeof(T), MPI_BYTE, &type);
  MPI_Type_commit(&type);
  MPI_Allgatherv(mine.data(), size, type, all.data(), sizes.data(), begins.data(), type, comm);
  MPI_Type_free(&type);
  if (counts) *counts = sizes;
  return all;
}

}  // namespace catena
