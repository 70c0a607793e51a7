// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <vector>

namespace catena {

/// Damage above which a particle is severely damaged: `threshold` if that is above 0, else the quantile
/// `share` of the particles of all sets together, so that sets can be compared.
double severe_threshold(const std::vector<const std::vector<double>*>& damages, double threshold,
                        double share);

/// 1 where the damage is above the threshold.
std::vector<std::uint8_t> severe_particles(const std::vector<double>& damage, double threshold);

}  // namespace catena
