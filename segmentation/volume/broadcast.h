// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <mpi.h>

#include <cstddef>
#include <string>
#include <type_traits>
#include <vector>

namespace catena {

/// What rank 0 holds goes to all ranks of `comm`; a block of plain values, a text, or a list of either.
inline void broadcast_bytes(MPI_Comm comm, void* bytes, std::size_t count) {
  const std::size_t most = std::size_t{1} << 30;
  for (std::size_t done = 0; done < count; done += most)
    MPI_Bcast(static_cast<char*>(bytes) + done, static_cast<int>(count - done < most ? count - done : most),
              MPI_BYTE, 0, comm);
}

template <class T>
void broadcast(MPI_Comm comm, T& value) {
  static_assert(std::is_trivially_copyable<T>::value, "only plain values travel as bytes");
  broadcast_bytes(comm, &value, sizeof value);
}

inline void broadcast(MPI_Comm comm, std::string& text) {
  std::size_t size = text.size();
  broadcast(comm, size);
  text.resize(size);
  broadcast_bytes(comm, text.data(), size);
}

template <class T>
void broadcast(MPI_Comm comm, std::vector<T>& list) {
  std::size_t size = list.size();
  broadcast(comm, size);
  list.resize(size);
  if constexpr (std::is_trivially_copyable<T>::value)
    broadcast_bytes(comm, list.data(), size * sizeof(T));
  else
    for (T& item : list) broadcast(comm, item);
}

}  // namespace catena
