// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <vector>

#include "solvers/cycling/error_field.h"
#include "solvers/electrochemistry/electrochemistry.h"

namespace catena {

/// Of each field with a time derivative its rows, weighed by the integral of the square of their shape
/// functions over the field's phase, over the sum of all: nodes that hardly a bit of a cut cell belongs to
/// say little. Rows are numbered as in the vectors of the electrochemistry. Collective; as many fields on all
/// ranks.
template <int dim>
std::vector<ErrorField> weigh_errors(const Electrochemistry<dim>& electrochemistry);

}  // namespace catena
