// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

namespace catena {

// Parameters, laws and files are SI. On the mesh lengths are um, stresses GPa, potentials V, times s and
// current densities A/m^2.
constexpr double um_per_m = 1e6;
constexpr double metres_per_um = 1e-6;
constexpr double um2_per_m2 = 1e12;
constexpr double S_per_m_in_um = 1e6;  ///< a conductivity: A/m^2 for each V/um
/// What current densities and charges per area sum up to over um^2: pA for A, pA s for C.
constexpr double a_per_picoampere = 1e-12;
constexpr double gpa_per_pa = 1e-9;  ///< pascals
constexpr double pa_per_gpa = 1e9;
/// Stiffness of an interface: GPa/um for a Pa/m.
constexpr double gpa_um_per_pa_m = gpa_per_pa * metres_per_um;

}  // namespace catena
