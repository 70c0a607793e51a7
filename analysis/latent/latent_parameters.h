// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <string>

namespace catena {

class Parameters;

/// How latent dimensions are found and when two of them count as linked.
struct LatentParameters {
  std::int64_t dimensions = 8;  ///< 0: none are looked for
  std::int64_t depth = 1;       ///< hidden layers of the encoder, and of the decoder
  std::int64_t width = 32;      ///< units of a hidden layer
  double weight_decay = 1e-3;
  double sparsity = 1e-3;
  double learning_rate = 1e-2;
  std::int64_t epochs = 200;
  std::int64_t patience = 20;
  double held_out = 0.2;
  std::int64_t particles = 10000;  ///< most that are learned from
  std::string fitted_on = "first";
  double link_threshold = 0.3;

  /// Declares them in the section "Latent".
  void declare(Parameters& parameters);
};

}  // namespace catena
