// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <string>

namespace catena {

/// How far the readers came with a file.
enum class Outcome : int { refused_header, refused_voxels, read };

/// Opens and reads a file by all readers as a stage would, on this process alone. An image of more than 16
/// million voxels, which a damaged header can claim, is opened only. Anything but a catena::Error is thrown
/// on.
Outcome read_any_image(const std::string& path, std::uint64_t choice);

}  // namespace catena
