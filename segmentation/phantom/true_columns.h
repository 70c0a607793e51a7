// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <array>
#include <string>

#include "segmentation/phantom/truth.h"

namespace catena {

/// A column of attributes.csv as the truth has it.
struct TrueColumn {
  const char* name;
  double (*value)(const TrueParticle&);
};

/// The 24 columns between `id` and `boundary`, in the order of the file.
const std::array<TrueColumn, 24>& true_columns();

/// `id`, these columns and `boundary`, with commas: the header, and a particle's line.
std::string true_header();
std::string true_line(const TrueParticle& particle);

}  // namespace catena
