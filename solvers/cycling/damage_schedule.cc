// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/cycling/damage_schedule.h"

#include <algorithm>

namespace catena {

DamageSchedule::DamageSchedule(const Options& options) : options_(options) {
  state_.interval = options.largest;
}

void DamageSchedule::phase_began(double throughput) {
  state_.moving = false;
  state_.last = state_.before = throughput;
  // The first solution tells the new path, soon.
  state_.interval = std::max(options_.smallest, 0.2 * options_.largest);
}

double DamageSchedule::path_fraction(double throughput) const {
  const double length = state_.last - state_.before;
  if (!(length > 0)) return 0;
  return std::min((throughput - state_.last) / length, 3.0);
}

void DamageSchedule::solved(double throughput, double margin, double moved) {
  const double length = throughput - state_.last;
  double interval = options_.largest;
  if (length > 0 && moved > 1e-3 * options_.change) {
    interval = length * std::clamp(options_.change / moved, 0.3, 2.0);
  } else if (length > 0 && margin < state_.margin) {
    // A straight line to the end of the margin; half of it, as misfit grows faster and faster.
    interval = 0.5 * margin * length / (state_.margin - margin);
  }
  state_.interval = std::clamp(interval, options_.smallest, options_.largest);
  state_.moving = moved > 0 && length > 0;
  state_.before = state_.last;
  state_.last = throughput;
  state_.margin = margin;
}

}  // namespace catena
