// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <random>
#include <vector>

#include "tests/fuzz/seeds.h"

namespace catena {

/// One of the seeds with one to eight random damages: turned bits, bytes and numbers of 2, 4 or 8 bytes that
/// are likely to be taken for a size or an offset, pieces moved, left out or taken from another seed, the end
/// cut off. Most damages hit the first or last kilobyte, where headers are. Depends on nothing but `number`.
Bytes damaged_image(const std::vector<Bytes>& seeds, std::uint64_t number);

}  // namespace catena
