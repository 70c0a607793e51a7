// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/attributes/attribute_table.h"

#include <cstdio>

#include "segmentation/volume/hdf5_file.h"

namespace catena {

const std::array<AttributeColumn, 24>& attribute_columns() {
  using P = ParticleAttributes;
  static const std::array<AttributeColumn, 24> columns{{
      {"X", "m", "centroid along x, from the image's corner", &P::x},
      {"Y", "m", "centroid along y, from the image's corner", &P::y},
      {"Z", "m", "centroid along z, from the image's corner", &P::z},
      {"Yaw", "degree", "rotation of the principal axes about z", &P::yaw},
      {"Pitch", "degree", "rotation of the principal axes about y", &P::pitch},
      {"Roll", "degree", "rotation of the principal axes about x", &P::roll},
      {"EDensity", "1", "mean grey value over the filled particle", &P::electron_density},
      {"Homogeneity", "1", "standard deviation of the grey value over the filled particle", &P::homogeneity},
      {"SurfaceInner", "m^2", "surface of cracks and pores", &P::inner_surface},
      {"SurfaceOuter", "m^2", "surface of the filled particle", &P::outer_surface},
      {"Volume", "m^3", "volume of the filled particle", &P::volume},
      {"Damage", "1", "share of cracks and pores in the filled particle", &P::damage},
      {"Elongation", "1", "longest over shortest principal axis", &P::elongation},
      {"Sphericity", "1", "36 pi V^2 / S^3", &P::sphericity},
      {"VSratio", "1", "V^(1/3) / S^(1/2)", &P::volume_surface_ratio},
      {"RoughInner", "1", "inner surface after a median filter over before", &P::inner_roughness},
      {"RoughOuter", "1", "outer surface after a median filter over before", &P::outer_roughness},
      {"Contact", "1", "share of the shell around the particle that other particles occupy", &P::contact},
      {"PDensity", "1", "share of particles in the neighbourhood", &P::packing_density},
      {"DistNearest", "m", "mean distance of the six nearest centroids", &P::nearest_distance},
      {"ElongStd", "1", "standard deviation of Elongation among the six nearest", &P::elongation_deviation},
      {"VolumeStd", "m^3", "standard deviation of Volume among the six nearest", &P::volume_deviation},
      {"SphericityStd", "1", "standard deviation of Sphericity among the six nearest",
       &P::sphericity_deviation},
      {"OrienIso", "1",
       "isotropy of the orientations nearby; published: largest deviation of the angles in degrees",
       &P::orientation_isotropy},
  }};
  return columns;
}

std::string attributes_csv(const std::vector<ParticleAttributes>& particles) {
  std::string text = "id";
  for (const AttributeColumn& column : attribute_columns()) text += std::string(",") + column.name;
  text += ",boundary\n";
  char number[40];
  for (const ParticleAttributes& particle : particles) {
    text += std::to_string(particle.id);
    for (const AttributeColumn& column : attribute_columns()) {
      std::snprintf(number, sizeof number, ",%.17g", particle.*column.value);
      text += number;
    }
    text += particle.boundary ? ",1\n" : ",0\n";
  }
  return text;
}

void write_attributes(const std::string& path, const std::vector<ParticleAttributes>& particles,
                      const NeighbourTable& neighbours, const std::vector<TouchingPair>& touching) {
  const auto n = static_cast<std::int64_t>(particles.size());
  Hdf5File file = Hdf5File::create(path);
  std::vector<std::uint32_t> id;
  std::vector<std::uint8_t> boundary;
  for (const ParticleAttributes& particle : particles) {
    id.push_back(particle.id);
    boundary.push_back(particle.boundary);
  }
  file.write("/particles/id", id, "1", "label of the particle");
  for (const AttributeColumn& column : attribute_columns()) {
    std::vector<double> values;
    for (const ParticleAttributes& particle : particles) values.push_back(particle.*column.value);
    file.write(std::string("/particles/") + column.name, values, column.unit, column.description);
  }
  file.write("/particles/boundary", boundary, "1", "1 if the particle touches the image's edge");
  file.write("/neighbors", neighbours.id, {n, NeighbourTable::count}, "1",
             "ids of the six particles of nearest centroid, nearest first; 0 where there are fewer");
  file.write("/neighbor_distances", neighbours.distance, {n, NeighbourTable::count}, "m",
             "distances of their centroids; 0 where there are fewer");
  std::vector<std::uint32_t> pairs;
  std::vector<double> areas;
  for (const TouchingPair& pair : touching) {
    pairs.insert(pairs.end(), {pair.first, pair.second});
    areas.push_back(pair.area);
  }
  file.write("/contacts/ids", pairs, {static_cast<std::int64_t>(touching.size()), 2}, "1",
             "pairs of particles that share voxel faces");
  file.write("/contacts/area", areas, "m^2", "area of the voxel faces that they share");
  file.close();
}

}  // namespace catena
