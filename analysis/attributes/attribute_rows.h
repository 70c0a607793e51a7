// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <vector>

#include "analysis/attributes/attribute_table.h"
#include "segmentation/volume/hdf5_file.h"

namespace catena {

/// Writes the rows that are done to a checkpoint, with numbers that tell of the definitions and the image.
void write_rows(Hdf5File& file, const std::vector<ParticleAttributes>& rows,
                const std::vector<double>& fingerprint);

/// Reads them. \throws InputError if they are of other definitions or another image, FileError.
std::vector<ParticleAttributes> read_rows(const Hdf5File& file, const std::vector<double>& fingerprint);

}  // namespace catena
