// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "segmentation/phantom/recipe.h"
#include "segmentation/phantom/truth.h"

namespace catena {

/// One cause of damage: an attribute of the particle, or its mean over the six particles nearest to it.
struct DamageCause {
  std::size_t column = 0;  ///< of true_columns()
  bool neighbours = false;
  double weight = 0;
};

/// Reads "Z = 1; neighbours Volume = -0.5". \throws InputError that names what is wrong and what is allowed
std::vector<DamageCause> damage_causes(const std::string& weights);

/// What a law asks of every particle.
struct LawDamage {
  std::vector<double> expected;  ///< damage without the noise
  std::vector<double> wanted;    ///< damage with it
  std::vector<double> realised;  ///< share of its voxels that are void, once the defects are scaled
  double attainable = 0;         ///< r² of `expected` and `wanted`
};

/// Damage that follows from attributes of undamaged particles:
///   wanted = mean + spread (sqrt(R) e + sqrt(1 - R) n), between 0 and 0.45,
/// e the weighted sum of the causes' normal scores, n normal noise, both of mean 0 and variance 1 and, over
/// the particles, uncorrelated; so the best that a regression can reach is r² = R, but for what the two ends
/// cut off. An attribute's normal score is the normal quantile of (rank - 3/8) / (number + 1/4) (Blom 1958):
/// every cause is as widely spread, whatever its distribution, and a single giant does not decide.
/// \throws InputError where a cause does not vary.
LawDamage law_damage(const std::vector<TrueParticle>& undamaged, const Recipe& recipe);

/// causes.csv: the columns of attributes.csv of the undamaged particles, with the damage that the law gave.
std::string causes_table(const std::vector<TrueParticle>& undamaged, const LawDamage& law);

}  // namespace catena
