// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <mpi.h>

#include <cstdint>
#include <string>
#include <vector>

namespace catena {

class Hdf5File;

/// Rows of numbers that belong to cells, told by CutMesh::key: the form in which checkpoints keep what lies
/// on the mesh, as it does not depend on the number of ranks. Every row has `width` numbers.
struct CellRows {
  std::size_t width = 0;
  std::vector<std::uint64_t> keys;
  std::vector<double> values;  ///< [row][width]
};

/// All ranks' rows on rank 0, sorted by key; empty elsewhere. All must have the same width, or no rows.
/// Collective.
CellRows gather_rows(MPI_Comm comm, const CellRows& rows);
/// Of the rows on rank 0, sorted by key, those that this rank wants, in the order of `keys`; its width tells
/// whether any was missing: 0 then, on all ranks. Collective.
CellRows spread_rows(MPI_Comm comm, const CellRows& rows, const std::vector<std::uint64_t>& keys);

void write_rows(Hdf5File& file, const std::string& group, const CellRows& rows,
                const std::string& description);
CellRows read_rows(const Hdf5File& file, const std::string& group);

}  // namespace catena
