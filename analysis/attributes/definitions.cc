// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/attributes/definitions.h"

#include <algorithm>
#include <cmath>
#include <sstream>

#include "jobs/run/error.h"

namespace catena {
namespace {

Ball ball_of(double radius, const Definitions& definitions, const Spacing& spacing, bool planar) {
  const Triple everything{planar ? 1 : 2, 2, 2};  // only axes of one voxel cut a ball down
  if (definitions.published) return Ball(10).within(everything);
  const double unit =
      planar ? std::min(spacing[1], spacing[2]) : *std::min_element(spacing.begin(), spacing.end());
  const double voxels = radius > 0 ? radius / unit : 10;
  // A hair more than the radius, so that rounding does not decide about voxels at exactly that distance.
  return Ball(voxels * (1 + 1e-9), {spacing[0] / unit, spacing[1] / unit, spacing[2] / unit})
      .within(everything);
}

}  // namespace

void check_definitions(const Definitions& definitions, const Spacing& spacing, bool planar) {
  if (!definitions.published) return;
  const auto differ = [](double a, double b) { return std::abs(a - b) > 1e-6 * std::max(a, b); };
  if (differ(spacing[1], spacing[2]) || (!planar && differ(spacing[0], spacing[2]))) {
    std::ostringstream text;
    text << "Labels/Spacing is " << spacing[0] << ", " << spacing[1] << ", " << spacing[2]
         << " m, but Definitions = published counts voxels and needs cubic ones; bin the image (Tomogram/Bin "
            "and "
            "Labels/Bin) or set Definitions = calibrated.";
    throw InputError(text.str());
  }
}

Ball closing_ball(const Definitions& definitions, const Spacing& spacing, bool planar) {
  return ball_of(definitions.closing_radius, definitions, spacing, planar);
}

Ball contact_ball(const Definitions& definitions, const Spacing& spacing, bool planar) {
  return ball_of(definitions.contact_distance, definitions, spacing, planar);
}

}  // namespace catena
