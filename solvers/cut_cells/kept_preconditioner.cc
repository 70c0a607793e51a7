// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/cut_cells/kept_preconditioner.h"

#include <algorithm>
#include <cmath>

namespace catena {
namespace {

/// Less says too little about a rate.
constexpr double least_decades = 0.5;

}  // namespace

void KeptPreconditioner::renewed() {
  made_ = true;
  first_iterations_ = first_decades_ = wasted_ = 0;
}

int KeptPreconditioner::patience(double decades, int most) const {
  if (first_decades_ == 0) return most;
  const double usual = first_iterations_ / first_decades_ * std::max(decades, least_decades);
  return std::min(most, static_cast<int>(std::ceil(usual + std::max(setup_cost_ - wasted_, 0.))) + 1);
}

void KeptPreconditioner::used(int iterations, double decades) {
  decades = std::max(decades, least_decades);
  if (first_iterations_ < setup_cost_) {
    first_iterations_ += iterations;
    first_decades_ += decades;
  } else {
    const double usual = first_iterations_ / first_decades_ * decades;
    wasted_ = std::max(0., wasted_ + iterations - usual);
  }
}

}  // namespace catena
