// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include <array>
#include <cstdio>
#include <string>
#include <vector>

#include "segmentation/phantom/truth.h"

namespace catena {

std::string truth_table(const std::vector<TrueParticle>& particles) {
  std::string text =
      "id,X,Y,Z,Yaw,Pitch,Roll,EDensity,Homogeneity,SurfaceInner,SurfaceOuter,Volume,Damage,Elongation,"
      "Sphericity,"
      "VSratio,RoughInner,RoughOuter,Contact,PDensity,DistNearest,ElongStd,VolumeStd,SphericityStd,OrienIso,"
      "boundary,"
      "radius,visible,cut_by_view,cracks,shattered,pores\n";
  char number[40];
  for (const TrueParticle& p : particles) {
    text += std::to_string(p.id);
    for (const double value : {p.centroid[2],
                               p.centroid[1],
                               p.centroid[0],
                               p.yaw,
                               p.pitch,
                               p.roll,
                               p.density,
                               p.homogeneity,
                               p.inner_surface,
                               p.outer_surface,
                               p.volume,
                               p.damage,
                               p.elongation,
                               p.sphericity,
                               p.ratio,
                               p.inner_roughness,
                               p.outer_roughness,
                               p.contact,
                               p.packing,
                               p.nearest,
                               p.elongation_spread,
                               p.volume_spread,
                               p.sphericity_spread,
                               p.disorder}) {
      std::snprintf(number, sizeof number, ",%.17g", value + 0.0);  // no minus zero
      text += number;
    }
    text += p.boundary ? ",1" : ",0";
    for (const double value : {p.radius, p.visible}) {
      std::snprintf(number, sizeof number, ",%.17g", value + 0.0);  // no minus zero
      text += number;
    }
    for (const int value :
         {static_cast<int>(p.cut_by_view), p.cracks, static_cast<int>(p.shattered), p.pores})
      text += "," + std::to_string(value);
    text += "\n";
  }
  return text;
}

}  // namespace catena
