// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <mpi.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "analysis/latent/latent_links.h"
#include "analysis/latent/latent_parameters.h"

namespace catena {

/// Particles of one electrode: (n, attributes), row by row, every value finite.
struct LatentSet {
  std::string name;
  std::vector<double> values;
};

/// How well a number of latent dimensions gives a set back: mean squared difference of standardised
/// attributes, so 1 where nothing is kept of the particles that it is fitted on.
struct LatentSize {
  std::size_t size = 0;
  double error = 0;            ///< of particles of the set neither learned from nor used to stop
  double principal_error = 0;  ///< the same with as many principal components
  std::size_t links = 0;       ///< among these dimensions, of all particles of the set
};

/// Latent dimensions of a set, and what links them.
struct LatentSetResult {
  std::string name;
  std::size_t particles = 0;
  std::vector<double> values;       ///< (particles, dimensions)
  std::vector<double> correlation;  ///< (dimensions, dimensions), Pearson
  std::vector<LatentLink> links;    ///< at least the threshold
  std::vector<LatentLink> added;    ///< those that the first set has not, or has with the other sign
  std::vector<LatentSize> sizes;    ///< 1 to `dimensions`
};

/// What `latent_dimensions` finds.
struct LatentDimensions {
  std::string not_computed;             ///< why all else is empty, or nothing
  std::size_t dimensions = 0;           ///< at most one less than attributes
  std::vector<std::string> attributes;  ///< those used
  std::vector<std::string> constant;    ///< those left out, which do not vary in what is learned from
  double threshold = 0;                 ///< of a link
  std::string fitted_on;                ///< "first" or "all"
  std::size_t learned_from = 0, stopped_by = 0;  ///< particles
  std::vector<std::int64_t> epochs;  ///< by size, 1 to `dimensions`: passes after which it was best
  std::vector<LatentSetResult> sets;
  std::vector<double> attribute_correlation;  ///< (dimensions, attributes): with what it is fitted on
};

/// Finds latent dimensions of particles with a regularised autoencoder (autoencoder.h) and compares it with
/// principal components for every size from 1 up. One autoencoder serves all sets, so that dimension k means
/// the same in each; attributes are standardised by the particles that it is fitted on. Dimensions have the
/// order of the principal components they start from, and the sign that makes the greatest of their
/// correlations with an attribute positive.
///
/// Too few particles, nothing that varies or a build without LibTorch leave `not_computed`.
/// Sizes are shared by the ranks; the result is the same on any number of them, bit for bit. Collective.
/// \param sets the same on all ranks. \throws what fit_autoencoder throws
LatentDimensions latent_dimensions(MPI_Comm comm, const std::vector<LatentSet>& sets,
                                   const std::vector<std::string>& attributes,
                                   const LatentParameters& parameters, std::uint64_t seed);

}  // namespace catena
