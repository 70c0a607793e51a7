// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

namespace catena {

// On the mesh lengths are um and stresses GPa; laws and files are SI.
constexpr double metres_per_um = 1e-6;
constexpr double gpa_per_pa = 1e-9;
constexpr double pa_per_gpa = 1e9;
/// Stiffness of an interface: GPa/um for a Pa/m.
constexpr double gpa_um_per_pa_m = gpa_per_pa * metres_per_um;

}  // namespace catena
