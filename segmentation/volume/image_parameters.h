// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>

namespace catena {

class Parameters;

/// Which image, and which part of it: what the sections `Tomogram` and `Labels` of an input say. The texts
/// are read and checked by open_image.
struct ImageParameters {
  std::string section;  ///< "Tomogram" or "Labels": for messages, the usual dataset, and how to bin
  std::string file;
  std::string dataset;
  std::string spacing;
  std::string crop;
  std::string bin = "1";

  /// Declares section/File, Dataset, Spacing, Crop and Bin, bound to this object.
  void declare(Parameters& parameters, const std::string& section_name);
};

}  // namespace catena
