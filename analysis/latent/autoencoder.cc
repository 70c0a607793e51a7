// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/latent/autoencoder.h"

#include <dlfcn.h>

#include <filesystem>

#include "analysis/latent/autoencoder_module.h"
#include "jobs/run/error.h"

namespace catena {

#ifdef CATENA_AUTOENCODER_MODULE

namespace {

/// Beside the program, where it lies in a copied folder too; tests find it where it was built.
std::filesystem::path module_file() {
  std::error_code none;
  const std::filesystem::path built = CATENA_AUTOENCODER_MODULE;
  const auto beside = std::filesystem::read_symlink("/proc/self/exe", none).parent_path() / built.filename();
  return std::filesystem::exists(beside, none) ? beside : built;
}

}  // namespace

std::string why_no_autoencoder() {
  std::error_code none;
  const std::filesystem::path file = module_file();
  return std::filesystem::exists(file, none)
             ? ""
             : "the autoencoder's module '" + file.string() + "' is not there";
}

AutoencoderResult fit_autoencoder(const AutoencoderTask& task) {
  // Its own names stay its own: the hundreds of libraries behind LibTorch bring second copies of some of
  // ours.
  static void* const library = dlopen(module_file().c_str(), RTLD_NOW | RTLD_LOCAL);
  void* const symbol = library == nullptr ? nullptr : dlsym(library, autoencoder_symbol);
  if (symbol == nullptr) {
    const char* const why = dlerror();
    throw FileError("the autoencoder cannot be loaded from '" + module_file().string() +
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
