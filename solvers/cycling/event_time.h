// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <functional>

namespace catena {

/// A point of a function of time.
struct EventPoint {
  double time = 0;
  double value = 0;
};

/// Where a function that is below zero at `before.time` and not at `after.time` becomes zero, as far as the
/// points tell: the root of the quadratic through both and `third` within the bracket, or of the line where
/// there is none or `third` is null.
double event_time(const EventPoint& before, const EventPoint& after, const EventPoint* third);

/// Narrows the bracket until `value_at`, which may be expensive, is within `tolerance` of zero at the time
/// returned, or the bracket is `shortest` long; the last call of `value_at` is at that time. The bracket is
/// narrowed from both sides, by bisection where the fit does not.
double locate_event(EventPoint before, EventPoint after, const EventPoint* third, double tolerance,
                    double shortest, const std::function<double(double)>& value_at);

}  // namespace catena
