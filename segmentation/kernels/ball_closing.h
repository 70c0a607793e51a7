// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <array>
#include <cstdint>

#include "segmentation/kernels/ball.h"
#include "segmentation/kernels/bit_dilation.h"
#include "segmentation/kernels/direct_dilation.h"
#include "segmentation/volume/volume.h"

namespace catena {

/// A ball with the buffers that its dilations need: made once for thousands of boxes. One a thread.
class BallWorkspace {
 public:
  explicit BallWorkspace(const Ball& of) : ball(of), dilation(of) {}
  explicit BallWorkspace(double radius, const std::array<double, 3>& weight = {1, 1, 1})
      : BallWorkspace(Ball(radius, weight)) {}

  Ball ball;
  BitDilation dilation;
  BitBox image, dilated, result;
};

/// Closing (dilation, then erosion) of one dense box, in place: nonzero is foreground, the result is 0 and 1.
/// Beyond the box is background without end. The box needs no margin: a closing lies within the bounding box
/// of what is closed, and the margin for what is between is kept inside.
void close_by_ball(const ByteBox& box, BallWorkspace& workspace);
void close_by_ball(const ByteBox& box, double radius, const std::array<double, 3>& weight = {1, 1, 1});

/// Dilation of one dense box, in place. What would lie beyond the box is cut off: a caller who wants all of
/// it leaves a margin of ball.reach() voxels, which is the radius where the weights are 1.
void dilate_by_ball(const ByteBox& box, BallWorkspace& workspace);
void dilate_by_ball(const ByteBox& box, double radius, const std::array<double, 3>& weight = {1, 1, 1});

/// Closing of a whole image. Beyond its faces the image goes on as at its nearest voxel, so that a gap
/// between a particle and a face is not filled just because it ends there; along an axis of one voxel the
/// ball is cut to that plane. Hence the result holds the mask (a closing is extensive), and closing it again
/// changes nothing at voxels further than 2 reaches from the faces; nearer to them a little may be added, as
/// the continued image is another one. Does not depend on the grid of ranks. Needs 2.5 bytes a voxel (5 on a
/// device), the result included. Collective. \param mask any halo; only owned voxels are read. \param halo of
/// the result; it is not filled.
Volume<std::uint8_t> close_by_ball(const Volume<std::uint8_t>& mask, double radius,
                                   const std::array<double, 3>& weight = {1, 1, 1},
                                   const Triple& halo = {0, 0, 0});

}  // namespace catena
