// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "analysis/regression/feature_matrix.h"

namespace catena {

/// Particles with the 21 attributes of the published forest, correlated as those of real ones are, and a
/// damage whose causes are known.
struct SyntheticParticles {
  std::vector<std::string> names;
  std::vector<std::vector<double>> columns;
  std::vector<double> damage;

  std::size_t place(const std::string& name) const;
};

/// Damage = 0.2 + 0.05 (sum over the causes of +- f(attribute, standardised) + noise): equal weights, noise
/// such that the causes explain the share `attainable` of its variance. No causes: noise alone.
SyntheticParticles synthetic_particles(std::size_t count, const std::vector<std::string>& causes,
                                       double attainable, std::uint64_t seed);

/// The attributes as the forest takes them.
inline FeatureMatrix inputs_of(const SyntheticParticles& particles) {
  std::vector<const std::vector<double>*> columns;
  for (const auto& column : particles.columns) columns.push_back(&column);
  return standardised(columns);
}

}  // namespace catena
