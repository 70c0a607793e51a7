// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace catena {

/// What an autoencoder learns from, and how.
struct AutoencoderTask {
  std::size_t columns = 0, size = 0;            ///< attributes, latent dimensions
  std::vector<double> table;                    ///< (n, columns), standardised
  std::vector<std::size_t> training, stopping;  ///< rows learned from, rows that say when to stop
  std::vector<double> mean;                     ///< (columns): the linear part is P (x - mean)
  std::vector<double> axes;                     ///< (size, columns): principal components, of length 1
  std::vector<double> scale;                    ///< (size): root of the variance along each, above 0
  std::int64_t depth = 2, width = 32, epochs = 300, patience = 30, batch = 256;
  double weight_decay = 0, sparsity = 0, learning_rate = 2e-3;
  std::uint64_t seed = 1;
};

/// What it makes of all rows.
struct AutoencoderResult {
  std::vector<double> latent;          ///< (n, size)
  std::vector<double> reconstruction;  ///< (n, columns)
  std::vector<double> stopping_error;  ///< mean squared difference, before the first pass and after each
  std::int64_t best = 0;               ///< passes after which it was least: what is returned
};

/// A regularised autoencoder with principal components as its linear part:
///   z = S^-1 P (x - mean) + f(x),   x' = mean + P^T S z + g(z),
/// f and g networks of `depth` layers of `width` tanh units, whose last layers begin at zero: it starts as
/// principal component analysis and learns what that misses. Minimises, by Adam (Kingma, Ba,
/// arXiv:1412.6980) with decoupled weight decay (Loshchilov, Hutter, arXiv:1711.05101) on batches,
///   mean (x - x')² + sparsity * mean over dimensions of  mean |z| / root mean square of z,
/// a sparseness that scaling z does not change (Hoyer, JMLR 5 (2004) 1457). Double precision, one thread, own
/// generator: the same seed gives the same bits on the same kind of processor.
///
/// LibTorch is loaded at the first call, not with the program: it takes longer to load than most stages take
/// to read their input.
/// \throws FileError if LibTorch cannot be loaded, NumericsError if what is learned is not finite.
AutoencoderResult fit_autoencoder(const AutoencoderTask& task);

/// Why there is no autoencoder in this build, or nothing.
std::string why_no_autoencoder();

}  // namespace catena
