// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <mpi.h>

#include <filesystem>
#include <utility>
#include <vector>

#include "analysis/attributes/attribute_table.h"
#include "analysis/attributes/surface_net.h"

namespace catena {

/// The surface of a particle, by its place in the table.
using ParticleSurface = std::pair<std::int32_t, TriangleSurface>;

/// Writes the surfaces that the ranks hold to one VTK file of polygons (.vtp, raw appended data) that
/// ParaView opens: points with normals, and for each triangle the particle's id, damage and some more of its
/// attributes. Particles stand in the order of the table, so the file does not depend on who held what.
/// Collective. \throws FileError, InputError if there are more triangles than a file can number.
void write_surfaces(MPI_Comm comm, const std::filesystem::path& path,
                    const std::vector<ParticleAttributes>& table, const std::vector<ParticleSurface>& mine);

}  // namespace catena
