// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "segmentation/volume/decomposition.h"

namespace catena {

class Parameters;

/// Everything a synthetic electrode and its tomogram follow from. Greys are those of a 16-bit image.
struct Recipe {
  Triple size{128, 128, 128};
  Spacing spacing{1e-7, 1e-7, 1e-7};
  std::int64_t particles = 60;
  std::int64_t seed = 1;

  struct Packing {
    double fraction = 0.5;        ///< of the image's volume, before cracks
    double overlap = 0.04;        ///< depth of contact allowed, over the sum of both radii
    double overhang = 0.7;        ///< share of its radius by which a particle may leave the image
    double radius_spread = 0.28;  ///< standard deviation of log radius
  } packing;

  struct Shape {
    double elongation = 0.1;   ///< standard deviation of the log of a half axis
    double squareness = 0.1;   ///< of a superellipsoid
    double roughness = 0.035;  ///< amplitude of the surface's waves over the radius
    double decay = 0.7;        ///< amplitude of degree l falls as l^-decay
  } shape;

  struct Depth {
    std::string axis = "z";
    double radius = 0;   ///< relative change of the radii from one face to the other
    double packing = 0;  ///< of the number density
    double damage = 0;   ///< of share and width of cracks
  } depth;

  struct Cracks {
    std::string style = "mixed";  ///< none, radial, planar, shattered, mixed
    double share = 0.6;
    double number = 4;
    double width = 1.6;  ///< voxel edges
    double width_spread = 0.3;
    double waviness = 0.06;
    double shattered_share = 0.15;
  } cracks;

  struct Law {
    std::string weights;  ///< "Z = 1; neighbours Volume = -0.5"; empty: damage follows from nothing
    double explained = 0.7;
    double mean = 0.12;
    double spread = 0.045;
    bool given() const { return weights.find_first_not_of(" \t;") != std::string::npos; }
  } law;

  struct Pores {
    double central_share = 0.5;
    double central_radius = 0.22;
    double number = 3;
    double radius = 1.8;  ///< voxel edges
  } pores;

  struct Matrix {
    double binder_share = 0.6;
    double correlation_length = 7;  ///< voxel edges
    double softness = 0.5;
    double contrast = 700;
  } matrix;

  struct Image {
    std::string type = "uint16";
    double pore_grey = 9000;
    double binder_grey = 15500;
    double particle_grey = 30000;
    double particle_grey_spread = 900;
    double grain_contrast = 900;
    double grain_size = 2.5;
    double blur = 0.8;
    double fringe_strength = 0.6;
    double fringe_width = 2.5;
    double noise = 1800;
    double shot_noise = 0.0;
    double noise_correlation = 0.9;
    double rings = 700;
    double ring_share = 0.15;
    double streaks = 500;
    double unevenness = 1500;
    double field_of_view = 0;
  } image;

  bool labels_full = false;
  double piece = 16;  ///< million voxels worked on at once by a rank

  void declare(Parameters& parameters);
  /// \throws InputError for combinations that no parameter's range can exclude.
  void check() const;

  bool planar() const { return size[0] == 1; }
  int depth_axis() const { return depth.axis == "z" ? 0 : depth.axis == "y" ? 1 : 2; }
  /// Edge of the cube (or square) as large as a voxel: the unit of widths given in voxel edges.
  double voxel_edge() const;
  /// Extent of the image, m.
  std::array<double, 3> lengths() const {
    return {static_cast<double>(size[0]) * spacing[0], static_cast<double>(size[1]) * spacing[1],
            static_cast<double>(size[2]) * spacing[2]};
  }
  /// Radius of the field of view about the middle of a slice, m; 0 if the whole image is seen.
  double view_radius() const;
};

}  // namespace catena
