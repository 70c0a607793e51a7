// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/geometry/geometry_parameters.h"

#include "jobs/run/parameters.h"

namespace catena {

void PackingParameters::declare(Parameters& parameters) {
  const std::string section = "Geometry/Packing/";
  parameters.add(section + "Arrangement", arrangement, {"random", "grid", "row"},
                 "random: anywhere; grid: on a cubic lattice, jittered; row: side by side along x.");
  parameters.add(section + "Particles", particles, "1", {1, 1e6}, "How many balls (discs) are packed.");
  parameters.add(section + "Mean radius", mean_radius, "m", Range::positive(),
                 "Mean of their radii; also the radius of the row that stands where nothing is listed.");
  parameters.add(section + "Spread", spread, "1", {0, 0.4},
                 "Standard deviation of the radii over their mean; normal, cut off at two of it.");
  parameters.add(
      section + "Volume fraction", volume_fraction, "1", {0.001, 0.6},
      "Share of the box beyond the separator that the particles take, where Box is empty: it is then a "
      "cube (square).");
  parameters.add(section + "Jitter", jitter, "1", {0, 1},
                 "grid: how far particles leave their places, as share of the room they have.");
  parameters.add(section + "Seed", seed, "1", {0, 1e15}, "Draws radii and positions.");
}

void LabelSurfaceParameters::declare(Parameters& parameters) {
  const std::string section = "Geometry/Label surfaces/";
  parameters.add(
      section + "Smoothing", smoothing, "voxels", {0.5, 10},
      "Standard deviation of the gaussian that makes the distance to a particle's voxels smooth; its "
      "volume is kept.");
  parameters.add(section + "Cracks", cracks, {"fill", "keep"},
                 "fill: cracks up to Crack width become particle; keep: they stay as notches, but for those "
                 "narrower than 1.35 Smoothing. Cavities without a way "
                 "out are always filled, as no electrolyte reaches them.");
  parameters.add(section + "Crack width", crack_width, "m", Range::not_negative(),
                 "The widest crack that is filled.");
  parameters.add(
      section + "Border particles", border, {"shrink", "drop"},
      "Particles that the volume's faces cut: shrink lets them end there, a gap before the box's faces.");
  parameters.add(section + "Small particles", small, {"drop", "reject"},
                 "Particles whose radius is less than two cells of the mesh: dropped, or an error.");
}

void CarbonBinderParameters::declare(Parameters& parameters) {
  const std::string section = "Geometry/Carbon binder/";
  parameters.add(
      section + "Kind", kind, {"plane", "field", "table"},
      "Where carbon and binder conduct well: beyond a plane; where a smooth random field is high; or, "
      "around each particle, in a cone that cuts its share of Coverages out of the surface.");
  parameters.add(section + "Axis", axis, {"last", "x", "y", "z"},
                 "plane: its normal, table: the cones' axis; last is y in two dimensions and z in three.");
  parameters.add(
      section + "Plane position", plane_position, "1", {0, 1},
      "plane: where it cuts its axis, as share of the box's edge, on the last axis of the part beyond the "
      "separator. A plane on faces of cells is represented exactly.");
  parameters.add(section + "High fraction", high_fraction, "1", {0, 1},
                 "field: share of the volume between the particles that conducts well.");
  parameters.add(section + "Length", length, "m", Range::positive(),
                 "field: correlation length; the correlation is exp(-r^2 / 2 length^2).");
  parameters.add(section + "Seed", seed, "1", {0, 1e15}, "field: draws it.");
}

void GeometryParameters::declare(Parameters& parameters) {
  const std::string section = "Geometry/";
  parameters.add(
      section + "Source", source, {"spheres", "superellipsoids", "packing", "labels"},
      "Where the particles come from: a list of spheres (discs in two dimensions) or of superellipsoids, a "
      "packing recipe, or a volume of labels (section Labels, three-dimensional only).");
  parameters.add(
      section + "Box", box, "m", Range::positive(),
      "Edges x, y, z of the simulated piece of electrode; in two dimensions the first two count. The "
      "separator's side is at 0 of the last axis, the current collector at its end. Empty: chosen to fit "
      "packings, rows and labels.");
  parameters.add(
      section + "Spheres", spheres,
      "Centres and radii in m: x, y, z, r; x, y, z, r; ... In two dimensions x, y, r; ... Empty: a row of "
      "as many as there are Coverages, with Packing/Mean radius, placed against the plane by them.");
  parameters.add(section + "Superellipsoids", superellipsoids,
                 "Centre, half axes in m, exponents from 2 to 10, angles in degrees: x, y, z, a, b, c, m, n, "
                 "yaw, pitch, "
                 "roll; ... In two dimensions x, y, a, b, m, angle; ... Exponents of 2 make ellipsoids.");
  parameters.add(
      section + "Coverages", coverages, "1", {0, 1},
      "Wanted share of each particle's surface that faces the high-conductivity domain, repeated in turn: "
      "for the row of spheres and for Carbon binder/Kind = table. What came out is in the results.");
  parameters.add(
      section + "Cells per radius", cells_per_radius, "1", {2, 64},
      "Cells of the mesh along a radius at the particles' surfaces; of the mean radius, weighted by volume.");
  parameters.add(section + "Minimal gap", minimal_gap, "m", Range::not_negative(),
                 "Least thickness of the matrix between two particles that packings and labels keep, at "
                 "least 0.2 cells of the mesh; 0: so much that no cell holds two particles, 1.45 cells in "
                 "the plane, 1.75 in space, 2.25 for labels. The manual's page on the model says what films "
                 "thinner than a cell need.");
  parameters.add(section + "Separator thickness", separator_thickness, "m", Range::not_negative(),
                 "Layer at the separator's side without electronic conduction and without particles.");
  packing.declare(parameters);
  label_surfaces.declare(parameters);
  carbon_binder.declare(parameters);
  labels.declare(parameters, "Labels");
}

}  // namespace catena
