// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <Kokkos_Core.hpp>
#include <cstdint>

#include "analysis/attributes/box_store.h"
#include "analysis/attributes/definitions.h"
#include "segmentation/kernels/ball_closing.h"
#include "segmentation/kernels/surface.h"

namespace catena {

/// What a particle's own surroundings tell of it. P are its voxels, F are they closed by a ball, holes
/// filled.
struct ParticleShape {
  std::int64_t voxels = 0;       ///< |P|
  std::int64_t filled = 0;       ///< |F|
  double total_surface = 0;      ///< of P, m^2
  double outer_surface = 0;      ///< of F, m^2
  double smooth_total = 0;       ///< of P after a median filter of 3 x 3 x 3 voxels, m^2
  double smooth_outer = 0;       ///< of F after the filter, m^2
  std::int64_t shell = 0;        ///< voxels of the image around F, within the contact distance
  std::int64_t shell_taken = 0;  ///< those of them that other particles occupy
  double grey_mean = 0;          ///< over F
  double grey_deviation = 0;     ///< over F, with n - 1
};

/// Classes of voxels around a particle.
enum VoxelClass : std::uint8_t { no_particle = 0, this_particle = 1, other_particle = 2 };

/// Measures one particle after the other on this rank alone; keeps its buffers from one to the next.
class ShapeMeasure {
 public:
  ShapeMeasure(const Definitions& definitions, const Spacing& spacing, bool planar);

  /// Voxels around a particle's box that it wants to see, as far as the image reaches.
  Triple margin() const;

  /// \param surroundings classes of the voxels in the particle's box, grown by the margin and cut to the
  /// image. \param offset of the particle's box in it. \param grey of the voxels of the particle's box.
  template <class T>
  ParticleShape measure(const ByteBox& surroundings, const Triple& offset,
                        const Kokkos::View<T***, Kokkos::LayoutRight>& grey);

 private:
  double surface(const BinaryBox& object) const;

  bool published_, planar_;
  double face_;  ///< m^2 that a counted surface voxel stands for
  BallWorkspace closing_, contact_;
  SurfaceWeights weights_;
  ByteStore particle_, filled_, scratch_;
  Kokkos::View<double*> row_sums_;
};

}  // namespace catena
