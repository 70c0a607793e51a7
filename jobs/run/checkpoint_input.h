// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace catena {

/// Parameters by path, with the text of their values.
using ParameterValues = std::vector<std::pair<std::string, std::string>>;

/// Adds the input that a checkpoint was made from to it, an HDF5 file that is there: one text,
/// `/checkpoint_input`, with a line "path = value" for each parameter. For one rank: call it inside
/// `agree_on_root`. \throws FileError.
void write_checkpoint_input(const std::string& path, const ParameterValues& input);

/// Lets a run go on from a checkpoint only if `input` is what it was made from. For one rank.
/// \throws InputError naming the first parameter that differs, with both values; FileError if the checkpoint
/// does not tell.
void check_checkpoint_input(const std::string& path, const ParameterValues& input);

}  // namespace catena
