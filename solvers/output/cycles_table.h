// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <vector>

#include "solvers/cycling/cycling_record.h"

namespace catena {

class Hdf5File;

/// Text of cycles.csv: a header and a line per cycle, full precision. Times in s, capacities in C.
std::string cycles_csv(const std::vector<CycleSummary>& cycles);

/// The same rows in a checkpoint.
void write_cycles(Hdf5File& file, const std::vector<CycleSummary>& cycles);
std::vector<CycleSummary> read_cycles(const Hdf5File& file);

}  // namespace catena
