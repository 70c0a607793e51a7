// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/cycling/event_time.h"

#include <cmath>

namespace catena {

double event_time(const EventPoint& before, const EventPoint& after, const EventPoint* third) {
  const double width = after.time - before.time;
  const double linear = before.time - before.value * width / (after.value - before.value);
  if (third == nullptr) return linear;
  // Newton's form: value = before + slope s + curve s (s - width), s the time after `before`.
  const double slope = (after.value - before.value) / width;
  const double reach = third->time - before.time;
  const double divisor = reach * (reach - width);
  if (divisor == 0) return linear;
  const double curve = (third->value - before.value - slope * reach) / divisor;
  const double b = slope - curve * width;
  const double discriminant = b * b - 4 * curve * before.value;
  if (discriminant < 0) return linear;
  // The form of the roots that does not cancel; the one that stays finite as the curve vanishes comes first.
  const double q = -0.5 * (b + std::copysign(std::sqrt(discriminant), b));
  for (const double root : {q != 0 ? before.value / q : -1, curve != 0 ? q / curve : -1})
    if (root >= 0 && root <= width) return before.time + root;
  return linear;
}

double locate_event(EventPoint before, EventPoint after, const EventPoint* third, double tolerance,
                    double shortest, const std::function<double(double)>& value_at) {
  EventPoint kept{};
  for (int pass = 0;; ++pass) {
    const double width = after.time - before.time;
    double time = pass % 4 == 3 ? before.time + 0.5 * width : event_time(before, after, third);
    // Not at the bracket's very ends, where nothing would be learnt.
    const double margin = 1e-3 * width;
    if (time < before.time + margin && before.value != 0) time = before.time + margin;
    if (time > after.time - margin) time = after.time - margin;
    const double value = value_at(time);
    if (std::abs(value) <= tolerance || width <= shortest || pass >= 60) return time;
    EventPoint& replaced = value < 0 ? before : after;
    kept = replaced;
    third = &kept;
    replaced = {time, value};
  }
}

}  // namespace catena
