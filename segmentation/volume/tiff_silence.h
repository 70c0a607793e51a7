// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>

namespace catena {

/// Once one was made libtiff prints nothing any more; `reason()` is its last error since then, as one line.
class TiffSilence {
 public:
  TiffSilence();
  static std::string reason();
};

}  // namespace catena
