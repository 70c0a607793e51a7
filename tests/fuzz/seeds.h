// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace catena {

using Bytes = std::vector<std::uint8_t>;

/// Small whole image files of every format and storage that the readers know, to be damaged by the fuzzer.
/// \param folder for files on the way; they are removed.
std::vector<Bytes> seed_images(const std::string& folder);

Bytes read_bytes(const std::string& path);
void write_bytes(const std::string& path, const Bytes& bytes);

}  // namespace catena
