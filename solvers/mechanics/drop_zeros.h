// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <petscmat.h>

namespace catena {

/// A copy of a distributed matrix without the entries that are zero, of the same block size: its products
/// cost less. The caller destroys it.
Mat drop_zeros(Mat matrix);

}  // namespace catena
