// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <mpi.h>

#include <string>
#include <vector>

#include "segmentation/volume/volume.h"
#include "solvers/geometry/distance_box.h"
#include "solvers/geometry/particle_shapes.h"

namespace catena {

/// How labels become surfaces.
struct LabelTreatment {
  double smoothing = 1.5;      ///< standard deviation of the gaussian, longest edges of a voxel
  double minimal_gap = 0;      ///< um of matrix kept between two particles
  double margin = 0;           ///< um of matrix kept before the box's faces
  bool fill_cracks = true;     ///< else cracks that reach the surface stay as notches
  double crack_width = 0;      ///< um, the widest crack that is filled
  bool drop_border = false;    ///< particles cut by the volume's faces: dropped, else they end there
  bool reject_small = false;   ///< particles smaller than smallest_radius: InputError, else dropped
  double smallest_radius = 0;  ///< um, of the ball of the same volume
  double bottom = 0;           ///< um, lower end of the last axis, e.g. a separator's thickness
};

/// The particles of a volume of labels, three-dimensional: z of the electrode runs along the slices.
///
/// phi_k is the signed distance from the surface of particle k's voxels blurred by a gaussian, a cubic
/// B-spline (C2), shifted so that the volume inside is that of its voxels. A film of matrix is kept,
///   psi_k = max( phi_k, (phi_k - min_{j != k} phi_j + gap) / 2, end_k ),
/// with rounded maxima: both surfaces then stay `gap` apart. end_k > 0 closer to the box's faces than
/// `margin`. Cavities that no crack connects with the outside are filled, as no electrolyte reaches them, and
/// only a particle's largest piece is kept.
///
/// Every rank holds all particles' boxes: 4 bytes a voxel of each particle's box with its margin.
class LabelShapes : public ParticleShapes<3> {
 public:
  /// Collective. \param labels 0 = matrix; \param box edges in um, at least the volume's: the volume lies in
  /// its middle. \throws InputError if no particle is left, the box is smaller than the volume, or the boxes
  /// would take more than `memory_limit` bytes.
  LabelShapes(const Volume<std::uint32_t>& labels, const Point<3>& box, const LabelTreatment& treatment,
              double memory_limit = 8e9);

  double particle_distance(std::size_t k, const Point<3>& point) const override;
  std::vector<SurfacePoint<3>> surface_points(std::size_t k, std::size_t count) const override;

  /// The sentence about a particle that is too small.
  static std::string too_small(std::int64_t id, double radius, const LabelTreatment& treatment);

  /// What was dropped and why, a sentence each.
  const std::vector<std::string>& remarks() const { return remarks_; }

 protected:
  std::pair<std::size_t, double> nearest_with_distance(const Point<3>& point) const override;

 private:
  /// psi_k from phi_k and the least phi_j of the others.
  double with_film(double own, double others, const Point<3>& point) const;
  /// psi_k at a node of its box; roughly where it is far from 0.
  double distance_at_node(std::size_t k, std::int64_t x, std::int64_t y, std::int64_t z) const;
  void measure(MPI_Comm comm);
  void drop(const std::vector<char>& unwanted);

  std::vector<DistanceBox> boxes_;
  Point<3> low_, high_;  ///< particles end here
  double gap_ = 0, rounding_ = 0;
  double edge_ = 0;  ///< of a voxel, um: the cube of its volume
  std::vector<std::string> remarks_;
};

}  // namespace catena
