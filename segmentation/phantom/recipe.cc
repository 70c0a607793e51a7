// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/phantom/recipe.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "jobs/run/error.h"
#include "jobs/run/parameters.h"
#include "segmentation/phantom/damage_law.h"

namespace catena {

double Recipe::voxel_edge() const {
  return planar() ? std::sqrt(spacing[1] * spacing[2]) : std::cbrt(spacing[0] * spacing[1] * spacing[2]);
}

double Recipe::view_radius() const {
  const auto l = lengths();
  return image.field_of_view * std::min(l[1], l[2]) / 2;
}

void Recipe::declare(Parameters& p) {
  const Range share{0, 1}, not_negative{0, 1e12}, grey{0, 65535};
  p.add("Size", size, "voxels", {1, 100000},
        "Extents of the image, nz, ny, nx; nz = 1 makes a 2-D image of discs.");
  p.add("Spacing", spacing, "m", {1e-12, 1e3}, "Edges of a voxel, dz, dy, dx.");
  p.add("Particles", particles, "", {1, 10000000}, "Number of particles whose centre lies in the image.");
  p.add("Seed", seed, "", {0, 9e15}, "Every random number follows from it; ranks and blocks do not matter.");

  p.add("Packing/Fraction", packing.fraction, "", {0.001, 0.6},
        "Share of the image that particles fill, cracks included; the radii follow from it and the number of "
        "particles.");
  p.add("Packing/Overlap", packing.overlap, "", {0, 0.2},
        "Depth to which two particles may be pressed together, over the sum of their radii; the contact is "
        "flat.");
  p.add("Packing/Overhang", packing.overhang, "", share,
        "Share of its radius by which a particle may stick out of the image; 0 keeps all whole.");
  p.add("Packing/Radius spread", packing.radius_spread, "", {0, 0.8},
        "Standard deviation of the logarithm of the radius.");

  p.add("Shape/Elongation", shape.elongation, "", {0, 0.4},
        "Standard deviation of the logarithm of a half axis.");
  p.add("Shape/Squareness", shape.squareness, "", {-0.3, 0.3},
        "Flattens the faces along the axes, as a superellipsoid's.");
  p.add("Shape/Roughness", shape.roughness, "", {0, 0.08},
        "Amplitude of the surface's waves, over the radius.");
  p.add("Shape/Decay", shape.decay, "", {0, 4},
        "The amplitude of the waves of degree l falls as l to the minus this.");

  p.add("Depth/Axis", depth.axis, std::vector<std::string>{"z", "y", "x"}, "The electrode's depth.");
  p.add("Depth/Radius gradient", depth.radius, "", {-1, 1},
        "Relative change of the radius from the first face to the last.");
  p.add("Depth/Packing gradient", depth.packing, "", {-1.5, 1.5},
        "Relative change of the density of particles.");
  p.add("Depth/Damage gradient", depth.damage, "", {-2, 2},
        "Relative change of the share of cracked particles and of the cracks' width.");

  p.add("Cracks/Style", cracks.style,
        std::vector<std::string>{"none", "radial", "planar", "shattered", "mixed"},
        "radial: from the centre outwards; planar: through the particle; shattered: into fragments; mixed: "
        "all of them.");
  p.add("Cracks/Share", cracks.share, "", share, "Share of the particles that are cracked.");
  p.add("Cracks/Number", cracks.number, "", {1, 12},
        "Mean number of cracks (or fragments less one) of a cracked particle.");
  p.add("Cracks/Width", cracks.width, "voxel edges", {0, 50}, "Median of the cracks' greatest width.");
  p.add("Cracks/Width spread", cracks.width_spread, "", {0, 1},
        "Standard deviation of the logarithm of the width.");
  p.add("Cracks/Waviness", cracks.waviness, "", {0, 0.2},
        "Amplitude of the cracks' waves, over the particle's radius.");
  p.add("Cracks/Shattered share", cracks.shattered_share, "", share,
        "Share of shattered ones among the cracked, style mixed.");

  p.add("Damage law/Weights", law.weights,
        "Attributes of undamaged particles that the damage follows from, NAME = WEIGHT; ..., 'neighbours "
        "NAME' for the mean of the six nearest; every particle is then cracked, its cracks and pores scaled "
        "to the damage wanted.");
  p.add("Damage law/Explained", law.explained, "", share,
        "Share of the damage's variance that follows from them, the rest is noise: the best r² that a "
        "regression can attain.");
  p.add("Damage law/Mean", law.mean, "", {0, 0.4}, "Mean damage under the law.");
  p.add("Damage law/Spread", law.spread, "", {0, 0.2},
        "Standard deviation of the damage under the law, before it is kept between 0 and 0.45.");

  p.add("Pores/Central share", pores.central_share, "", share,
        "Share of the particles with a pore at the centre.");
  p.add("Pores/Central radius", pores.central_radius, "", {0, 0.45},
        "Mean radius of that pore, over the particle's.");
  p.add("Pores/Number", pores.number, "", {0, 50}, "Mean number of small round pores of a particle.");
  p.add("Pores/Radius", pores.radius, "voxel edges", {0, 50}, "Mean radius of the small pores.");

  p.add("Matrix/Binder share", matrix.binder_share, "", share,
        "Share of carbon and binder in the space between particles.");
  p.add("Matrix/Correlation length", matrix.correlation_length, "voxel edges", {1, 1000},
        "Size of its clumps.");
  p.add("Matrix/Softness", matrix.softness, "", {0.01, 10},
        "Width of the transition from pore to binder: 0.01 sharp, 1 and more smeared.");
  p.add("Matrix/Contrast", matrix.contrast, "grey", grey,
        "Standard deviation of a fine texture in the matrix.");

  p.add("Image/Type", image.type, std::vector<std::string>{"uint8", "uint16", "float32"},
        "Of the tomogram's values; greys are given for 16 bits, 8 bits have 1/257 of it.");
  p.add("Image/Pore grey", image.pore_grey, "grey", grey, "Of pores, cracks and the unfilled matrix.");
  p.add("Image/Binder grey", image.binder_grey, "grey", grey, "Of carbon and binder.");
  p.add("Image/Particle grey", image.particle_grey, "grey", grey, "Of a particle's solid.");
  p.add("Image/Particle grey spread", image.particle_grey_spread, "grey", grey,
        "Its standard deviation among particles.");
  p.add("Image/Grain contrast", image.grain_contrast, "grey", grey,
        "Standard deviation of the texture in a particle.");
  p.add("Image/Grain size", image.grain_size, "voxel edges", {1, 1000},
        "Correlation length of that texture.");
  p.add("Image/Blur", image.blur, "voxels", {0, 5}, "Standard deviation of the point spread function.");
  p.add("Image/Fringe strength", image.fringe_strength, "", {0, 5},
        "Phase-contrast fringes: this times (image - image blurred by the fringe width) is added.");
  p.add("Image/Fringe width", image.fringe_width, "voxels", {0.3, 8}, "Standard deviation of that blur.");
  p.add("Image/Noise", image.noise, "grey", grey, "Standard deviation of the noise.");
  p.add("Image/Shot noise", image.shot_noise, "grey", not_negative,
        "Variance of the noise that grows with the grey: this times the grey.");
  p.add("Image/Noise correlation", image.noise_correlation, "voxels", {0, 5},
        "Standard deviation of the blur that correlates the noise; 0 for white noise.");
  p.add("Image/Rings", image.rings, "grey", grey, "Standard deviation of a ring artefact.");
  p.add("Image/Ring share", image.ring_share, "", share, "Share of the radii that have a ring.");
  p.add("Image/Streaks", image.streaks, "grey", grey, "Standard deviation of the streak artefacts.");
  p.add("Image/Unevenness", image.unevenness, "grey", grey,
        "Amplitude of the background's slope and cupping.");
  p.add("Image/Field of view", image.field_of_view, "", {0, 2},
        "Diameter of the circle that is seen, over the shorter side of a slice; 0 for the whole image.");

  p.add("Output/Labels before cracks", labels_full,
        "Write labels_full.h5 too: particles with their cracks and pores filled.");
  p.add("Output/Piece", piece, "million voxels", {0.001, 2000},
        "Worked on at once by a rank; decides the memory, about 32 bytes a voxel.");
}

void Recipe::check() const {
  if (spacing[0] <= 0 || spacing[1] <= 0 || spacing[2] <= 0)
    throw InputError("Spacing must be above 0 m along every axis");
  if (image.field_of_view > 0 && image.field_of_view < 0.2)
    throw InputError("Image/Field of view = " + std::to_string(image.field_of_view) +
                     " leaves nearly nothing to see; it is 0 (the whole image) or from 0.2 to 2");
  if (law.given()) {
    damage_causes(law.weights);
    if (depth.damage != 0)
      throw InputError(
          "Depth/Damage gradient = " + std::to_string(depth.damage) +
          " has no effect beside a damage law; set it to 0 and give Z, Y or X a weight in Damage "
          "law/Weights");
    if (cracks.style == "none")
      throw InputError(
          "Cracks/Style = none leaves nothing that a damage law (Damage law/Weights) could widen; choose "
          "another style or leave the law out");
    if (cracks.width <= 0)
      throw InputError("Cracks/Width = 0 leaves nothing that a damage law (Damage law/Weights) could widen");
  }
  // A particle of two voxels is no particle in any image.
  const auto l = lengths();
  const double n = static_cast<double>(particles);
  const double radius = planar() ? std::sqrt(packing.fraction * l[1] * l[2] / (M_PI * n))
                                 : std::cbrt(packing.fraction * l[0] * l[1] * l[2] * 3 / (4 * M_PI * n));
  if (radius < 2.5 * voxel_edge())
    throw InputError(
        "Particles = " + std::to_string(particles) + " makes particles of radius " +
        std::to_string(radius / voxel_edge()) +
        " voxel edges; at least 2.5 are needed: lower Particles, or raise Size or Packing/Fraction");
  if (!planar() && radius > 0.5 * std::min({l[0], l[1], l[2]}))
    throw InputError("Particles = " + std::to_string(particles) + " makes particles of radius " +
                     std::to_string(radius) + " m, too large for the image's shortest side of " +
                     std::to_string(std::min({l[0], l[1], l[2]})) +
                     " m: raise Particles, or lower Packing/Fraction");
}

}  // namespace catena
