// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "solvers/geometry/mesh_units.h"
