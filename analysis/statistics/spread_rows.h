// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <mpi.h>

#include <cstddef>
#include <functional>
#include <vector>

namespace catena {

/// Rows 0 .. count - 1 of `width` numbers, each computed by one rank of `comm`, in turn, and all of them, one
/// after the other, on every rank. A row that depends on its number alone is the same on any number of ranks.
/// Collective; `row` must itself not communicate. What it throws on one rank, all throw.
std::vector<double> spread_rows(MPI_Comm comm, std::size_t count, std::size_t width,
                                const std::function<std::vector<double>(std::size_t)>& row);

}  // namespace catena
