// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

namespace catena {

/// Exact in the SI since 2019 (CODATA).
constexpr double faraday_constant = 96485.33212331;  ///< C/mol
constexpr double gas_constant = 8.31446261815324;    ///< J/(mol K)

}  // namespace catena
