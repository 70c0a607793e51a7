// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <vector>

#include "analysis/attributes/attribute_table.h"
#include "segmentation/volume/hdf5_file.h"

namespace catena {

/// Writes the rows that are done to a checkpoint, with a text that names the images they were made from.
void write_rows(Hdf5File& file, const std::vector<ParticleAttributes>& rows, const std::string& images);

/// Reads them, and that text. \throws FileError
std::vector<ParticleAttributes> read_rows(const Hdf5File& file, std::string& images);

}  // namespace catena
