// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>

namespace catena {

/// Rows of voxels on the host, which the compiler turns into vector instructions.
/// out[i] = w[0] row[R][i] + w[1] (row[R - 1][i] + row[R + 1][i]) + ..., in this order, for 0 <= i < n.
/// \param row 2 R + 1 rows.
void weighted_sum(const float* const* row, int radius, const float* weight, int n, float* out);

void widen_row(const std::uint16_t* in, int n, float* out);

/// To the nearest whole number, halves upwards; for numbers from 0 to 65535.
void round_row(const float* in, int n, std::uint16_t* out);

}  // namespace catena
