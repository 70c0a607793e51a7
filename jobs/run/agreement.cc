// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "jobs/run/agreement.h"

#include <new>
#include <string>

#include "jobs/run/error.h"

namespace catena {

void agree(MPI_Comm comm, const std::function<void()>& check) {
  int rank = 0, size = 1;
  MPI_Comm_rank(comm, &rank);
  MPI_Comm_size(comm, &size);
  int status = 0;
  std::string sentence;
  try {
    check();
  } catch (const Error& error) {
    status = static_cast<int>(error.status());
    sentence = error.what();
  } catch (const std::bad_alloc&) {
    status = static_cast<int>(ExitStatus::failed_numbers);
    sentence =
        "out of memory on rank " + std::to_string(rank) + "; use more ranks on more nodes, or crop or bin";
  } catch (const std::exception& error) {
    status = static_cast<int>(ExitStatus::failed_numbers);
    sentence = error.what();
  }
  const int mine = status == 0 ? size : rank;
  int first = size;
  MPI_Allreduce(&mine, &first, 1, MPI_INT, MPI_MIN, comm);
  if (first == size) return;
  int header[2] = {status, static_cast<int>(sentence.size())};
  MPI_Bcast(header, 2, MPI_INT, first, comm);
  sentence.resize(header[1]);
  MPI_Bcast(sentence.data(), header[1], MPI_CHAR, first, comm);
  throw Error(static_cast<ExitStatus>(header[0]), sentence);
}

void agree_on_root(MPI_Comm comm, const std::function<void()>& check) {
  int rank = 0;
  MPI_Comm_rank(comm, &rank);
  agree(comm, [&] {
    if (rank == 0) check();
  });
}

}  // namespace catena
