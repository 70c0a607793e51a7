// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/statistics/severe_particles.h"

#include <algorithm>

#include "analysis/statistics/distribution.h"

namespace catena {

double severe_threshold(const std::vector<const std::vector<double>*>& damages, double threshold,
                        double share) {
  if (threshold > 0) return threshold;
  std::vector<double> all;
  for (const std::vector<double>* damage : damages) all.insert(all.end(), damage->begin(), damage->end());
  std::sort(all.begin(), all.end());
  return quantile(all, share);
}

std::vector<std::uint8_t> severe_particles(const std::vector<double>& damage, double threshold) {
  std::vector<std::uint8_t> severe(damage.size());
  for (std::size_t i = 0; i < damage.size(); ++i) severe[i] = damage[i] > threshold;
  return severe;
}

}  // namespace catena
