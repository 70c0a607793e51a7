// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <mpi.h>

#include <cstdint>
#include <string>
#include <vector>

#include "segmentation/volume/image_parameters.h"
#include "solvers/geometry/electrode_geometry.h"

namespace catena {

class Parameters;

/// Where particles come from when they are not listed.
struct PackingParameters {
  std::string arrangement = "random";
  std::int64_t particles = 27;
  double mean_radius = 4e-6;  ///< m
  double spread = 0;
  double volume_fraction = 0.15;  ///< chooses the box where none is given
  double jitter = 0.5;
  std::int64_t seed = 1;
  void declare(Parameters& parameters);
};

/// How labels become surfaces.
struct LabelSurfaceParameters {
  double smoothing = 1.5;  ///< voxels
  std::string cracks = "fill";
  double crack_width = 1e-6;  ///< m
  std::string border = "shrink";
  std::string small = "drop";
  void declare(Parameters& parameters);
};

/// The two domains of carbon and binder.
struct CarbonBinderParameters {
  std::string kind = "plane";
  std::string axis = "last";
  double plane_position = 0.5;
  double high_fraction = 0.5;
  double length = 5e-6;  ///< m
  std::int64_t seed = 1;
  void declare(Parameters& parameters);
};

/// The sections Geometry and Labels of `simulate`. The defaults are three balls (discs) of 4 um in a row
/// along the first axis, their centres offset against the plane between the two carbon/binder domains such
/// that 0.8, 0.5 and 0.2 of their surfaces face the high-conductivity one.
struct GeometryParameters {
  std::string source = "spheres";
  std::vector<double> box;  ///< m; empty: chosen
  std::string spheres;
  std::string superellipsoids;
  std::vector<double> coverages{0.8, 0.5, 0.2};
  double cells_per_radius = 8;
  double minimal_gap = 0;          ///< m; 0: so much that no cell of the mesh holds two particles
  double separator_thickness = 0;  ///< m
  PackingParameters packing;
  LabelSurfaceParameters label_surfaces;
  CarbonBinderParameters carbon_binder;
  ImageParameters labels;

  void declare(Parameters& parameters);
};

/// Builds the geometry and checks it. Collective; the same on every rank.
/// \throws InputError on all ranks alike: overlapping or out-of-box particles, a particle smaller than two
/// cells, a gap that the mesh cannot keep, labels without particles, texts that cannot be read.
template <int dim>
ElectrodeGeometry<dim> make_geometry(MPI_Comm comm, const GeometryParameters& parameters);

}  // namespace catena
