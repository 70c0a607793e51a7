// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/phantom/true_columns.h"

#include <cstdio>

namespace catena {

const std::array<TrueColumn, 24>& true_columns() {
  using P = TrueParticle;
  static const std::array<TrueColumn, 24> columns{{
      {"X", [](const P& p) { return p.centroid[2]; }},
      {"Y", [](const P& p) { return p.centroid[1]; }},
      {"Z", [](const P& p) { return p.centroid[0]; }},
      {"Yaw", [](const P& p) { return p.yaw; }},
      {"Pitch", [](const P& p) { return p.pitch; }},
      {"Roll", [](const P& p) { return p.roll; }},
      {"EDensity", [](const P& p) { return p.density; }},
      {"Homogeneity", [](const P& p) { return p.homogeneity; }},
      {"SurfaceInner", [](const P& p) { return p.inner_surface; }},
      {"SurfaceOuter", [](const P& p) { return p.outer_surface; }},
      {"Volume", [](const P& p) { return p.volume; }},
      {"Damage", [](const P& p) { return p.damage; }},
      {"Elongation", [](const P& p) { return p.elongation; }},
      {"Sphericity", [](const P& p) { return p.sphericity; }},
      {"VSratio", [](const P& p) { return p.ratio; }},
      {"RoughInner", [](const P& p) { return p.inner_roughness; }},
      {"RoughOuter", [](const P& p) { return p.outer_roughness; }},
      {"Contact", [](const P& p) { return p.contact; }},
      {"PDensity", [](const P& p) { return p.packing; }},
      {"DistNearest", [](const P& p) { return p.nearest; }},
      {"ElongStd", [](const P& p) { return p.elongation_spread; }},
      {"VolumeStd", [](const P& p) { return p.volume_spread; }},
      {"SphericityStd", [](const P& p) { return p.sphericity_spread; }},
      {"OrienIso", [](const P& p) { return p.disorder; }},
  }};
  return columns;
}

std::string true_header() {
  std::string text = "id";
  for (const TrueColumn& column : true_columns()) text += std::string(",") + column.name;
  return text + ",boundary";
}

std::string true_line(const TrueParticle& particle) {
  std::string text = std::to_string(particle.id);
  char number[40];
  for (const TrueColumn& column : true_columns()) {
    std::snprintf(number, sizeof number, ",%.17g", column.value(particle) + 0.0);  // no minus zero
    text += number;
  }
  return text + (particle.boundary ? ",1" : ",0");
}

}  // namespace catena
