// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <vector>

#include "segmentation/kernels/ball.h"
#include "segmentation/kernels/bit_box.h"

namespace catena {

/// Dilation of a packed binary image by a ball, exact for every radius:
///   out(z, y) = OR over (dz, dy) of W[h(dz, dy)](z + dz, y + dy),
/// where W[h] is the image with every row widened by h voxels on either side and h(dz, dy) the half width of
/// the ball's row. All W of a plane are made by shifts of words. Their union over dy is made in registers for
/// one |dz| after the other, the largest first, as slices of a ball grow towards its middle and only what is
/// new must be added; each is added to the planes z - |dz| and z + |dz| of the result. One object a thread;
/// it keeps its buffers.
class BitDilation {
 public:
  explicit BitDilation(const Ball& ball);

  /// Where the result lies relative to the image.
  struct Window {
    int z = 0, y = 0;       ///< row (0, 0) of the result stands over row (z, y) of the image
    bool inverted = false;  ///< dilate the background of the image instead; rows beyond the image stay empty
  };

  /// Adds to `out`, which must have been reset (zero) with as many columns as `in`. Beyond `in` there is
  /// nothing.
  void dilate(const BitBox& in, BitBox& out, const Window& window);
  /// Only column c, in rows [first, last) of the result, `first` a multiple of BitBox::block: the parts are
  /// independent and may be given to several threads.
  void dilate(const BitBox& in, BitBox& out, const Window& window, int c, int first, int last);
  /// How many rows at once keep the buffers in the nearest cache; a multiple of BitBox::block.
  int rows_at_once() const { return rows_at_once_; }

 private:
  bool widen(const BitBox& in, const Window& window, int plane, int c, int first, int count);

  Ball ball_;
  std::vector<int> slot_;      ///< of a half width in the buffer; -1 for those the ball does not have
  std::vector<int> distinct_;  ///< half widths in use, rising
  int rows_at_once_ = BitBox::block;
  std::int64_t pitch_ = 0;
  std::vector<std::vector<std::int64_t>>
      added_;                           ///< for each dz the places of the rows that dz + 1 has not had
  std::vector<std::uint64_t> widened_;  ///< [slot][row], the first row being reach(1) before the part's first
};

}  // namespace catena
