// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

namespace catena {

/// No codec of TIFF or HDF5 packs real images tighter than this. A header that claims more is corrupt, and is
/// refused before memory is asked for (deflate reaches 1032, run lengths of Zstandard about 32768).
constexpr double compression_limit = 65536;

}  // namespace catena
