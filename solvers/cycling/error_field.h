// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <vector>

namespace catena {

/// Unknowns of one field with a time derivative, e.g. the lithium of all particles, whose error in a time
/// step is judged by itself, as the mean over the field's own phase:
///   e^2 = sum over the rows i of all ranks of weight_i (error of unknown i)^2.
/// What a step is judged by is the largest e of all fields: the volume of one phase says nothing of the
/// other.
struct ErrorField {
  std::vector<std::size_t> rows;  ///< of this rank's vector
  std::vector<double> weights;    ///< of these rows; of all ranks they add up to 1
};

}  // namespace catena
