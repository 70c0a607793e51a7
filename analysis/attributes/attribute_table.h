// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace catena {

/// The attributes of one particle, in SI units and degrees: docs/attributes.md.
struct ParticleAttributes {
  std::uint32_t id = 0;
  double x = 0, y = 0, z = 0;
  double yaw = 0, pitch = 0, roll = 0;
  double electron_density = 0, homogeneity = 0;
  double inner_surface = 0, outer_surface = 0, volume = 0, damage = 0;
  double elongation = 1, sphericity = 1, volume_surface_ratio = 1;
  double inner_roughness = 1, outer_roughness = 1;
  double contact = 0, packing_density = 0, nearest_distance = 0;
  double elongation_deviation = 0, volume_deviation = 0, sphericity_deviation = 0, orientation_isotropy = 0;
  bool boundary = false;
};

/// A column of attributes.csv and attributes.h5; `id` and `boundary` are apart.
struct AttributeColumn {
  const char* name;
  const char* unit;
  const char* description;
  double ParticleAttributes::*value;
};

/// The 24 columns between `id` and `boundary`, in the order of the file.
const std::array<AttributeColumn, 24>& attribute_columns();

/// The six nearest particles of each.
struct NeighbourTable {
  static constexpr int count = 6;
  std::vector<std::uint32_t> id;  ///< (particles, 6), nearest first; 0 where there are fewer
  std::vector<double> distance;   ///< of the centroids, m; 0 likewise
};

/// Two particles that share voxel faces.
struct TouchingPair {
  std::uint32_t first = 0, second = 0;
  double area = 0;  ///< of the shared voxel faces, m^2
};

/// The text of attributes.csv.
std::string attributes_csv(const std::vector<ParticleAttributes>& particles);

/// Writes attributes.h5: the columns under /particles, /neighbors (ids) and /neighbor_distances, and
/// /contacts. For one rank. \throws FileError
void write_attributes(const std::string& path, const std::vector<ParticleAttributes>& particles,
                      const NeighbourTable& neighbours, const std::vector<TouchingPair>& touching);

}  // namespace catena
