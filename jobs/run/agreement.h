// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <mpi.h>

#include <functional>

namespace catena {

/// Runs `check` on every rank of `comm`; if it throws on any of them, all throw the error of the lowest such
/// rank. Collective. What `check` does must itself not communicate.
void agree(MPI_Comm comm, const std::function<void()>& check);

/// As `agree`, but only rank 0 runs `check`; the others wait for its verdict.
void agree_on_root(MPI_Comm comm, const std::function<void()>& check);

}  // namespace catena
