// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <mpi.h>

#include <cstdint>
#include <vector>

#include "analysis/regression/contributions.h"

namespace catena {

/// The first seed's forest, particle by particle.
struct ExplainedParticles {
  std::vector<double> prediction;  ///< (n)
  std::vector<double> out_of_bag;  ///< (n): by trees that have not drawn the particle; NaN where all have
  std::vector<double> shap;        ///< (n, columns)
  double base = 0;
  double additivity_error = 0;
  std::vector<double> direction;  ///< (columns): correlation of a column and its SHAP values; NaN without
  std::vector<double>
      interactions;  ///< (columns, columns): mean |SHAP interaction|; empty if none are wanted
  std::int64_t interaction_particles = 0;  ///< over which they are taken
};

/// Collective: particles are spread over the ranks. For a set whose contributions are computed.
/// \param interactions over how many random particles, at most; 0: none
ExplainedParticles explained_particles(MPI_Comm comm, const FeatureMatrix& inputs,
                                       const std::vector<double>& target, const RepeatSettings& settings,
                                       std::int64_t interactions);

}  // namespace catena
