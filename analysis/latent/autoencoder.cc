// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/latent/autoencoder.h"

#include <dlfcn.h>

#include "analysis/latent/autoencoder_module.h"
#include "jobs/run/error.h"

namespace catena {

#ifdef CATENA_AUTOENCODER_MODULE

std::string why_no_autoencoder() { return ""; }

AutoencoderResult fit_autoencoder(const AutoencoderTask& task) {
  // Its own names stay its own: the hundreds of libraries behind LibTorch bring second copies of some of
  // ours.
  static void* const library = dlopen(CATENA_AUTOENCODER_MODULE, RTLD_NOW | RTLD_LOCAL);
  void* const symbol = library == nullptr ? nullptr : dlsym(library, autoencoder_symbol);
  if (symbol == nullptr) {
    const char* const why = dlerror();
    throw FileError(std::string("the autoencoder cannot be loaded from '") + CATENA_AUTOENCODER_MODULE +
                    "': " + (why == nullptr ? "it is not there" : why) +
                    "; build Catena anew, or set Latent/Dimensions = 0");
  }
  AutoencoderResult result;
  std::string failure;
  reinterpret_cast<AutoencoderFunction*>(symbol)(task, result, failure);
  if (!failure.empty())
    throw NumericsError("the autoencoder failed: " + failure +
                        "; lower Latent/Learning rate, or set Latent/Dimensions = 0");
  return result;
}

#else

std::string why_no_autoencoder() {
  return "this build has no LibTorch (configure without -DCATENA_TORCH=OFF, with libtorch-dev installed)";
}

AutoencoderResult fit_autoencoder(const AutoencoderTask&) {
  throw FileError("there is no autoencoder: " + why_no_autoencoder() + "; set Latent/Dimensions = 0");
}

#endif

}  // namespace catena
