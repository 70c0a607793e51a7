// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>

#include "analysis/latent/autoencoder.h"

namespace catena {

/// What the module that holds LibTorch offers under the name `autoencoder_symbol`; an error leaves a sentence
/// in `failure` and no exception, since the two sides share no exception types of LibTorch's.
using AutoencoderFunction = void(const AutoencoderTask& task, AutoencoderResult& result,
                                 std::string& failure);
inline constexpr char autoencoder_symbol[] = "catena_fit_autoencoder";

}  // namespace catena
