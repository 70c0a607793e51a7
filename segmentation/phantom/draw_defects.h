// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "segmentation/phantom/electrode.h"

namespace catena {

/// Breaks one packed particle: draws its cracks and pores and appends them to the electrode's.
void draw_defects(const Recipe& recipe, std::size_t index, Electrode& electrode);

}  // namespace catena
