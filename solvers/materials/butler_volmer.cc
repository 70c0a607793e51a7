// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/materials/butler_volmer.h"

#include <cmath>
#include <limits>

namespace catena {
namespace {

/// exp(z) - 1 with a straight line from `largest` on.
constexpr double largest = 250;

struct Growth {
  double value, slope;
};

Growth growth(double z) {
  if (z <= largest) {
    const double value = std::expm1(z);
    return {value, value + 1};
  }
  const double slope = std::exp(largest);
  return {slope * (1 + z - largest), slope};
}

}  // namespace

ButlerVolmer::Kinetics ButlerVolmer::kinetics(double eta) const {
  if (eta < 0 && anodic_ == cathodic_) {  // an odd function, and without cancellation for eta > 0
    const Kinetics mirrored = kinetics(-eta);
    return {-mirrored.value, mirrored.slope};
  }
  const Growth forward = growth(anodic_ * eta);
  // One exponential is dear; its reciprocal is the other where both have the same exponent.
  const Growth backward = anodic_ == cathodic_ && forward.slope < 1e100
                              ? Growth{-forward.value / forward.slope, 1 / forward.slope}
                              : growth(-cathodic_ * eta);
  return {forward.value - backward.value, anodic_ * forward.slope + cathodic_ * backward.slope};
}

double ButlerVolmer::overpotential(double drive, double i0, double resistance) const {
  const double rho = resistance * i0;
  if (rho == 0 || drive == 0) return drive;
  const double sign = drive < 0 ? -1 : 1, target = std::fabs(drive);
  const double forward = drive < 0 ? cathodic_ : anodic_;

  // The root lies in [0, target], and below where the forward exponential alone takes up the whole target.
  // From the lower of the two bounds Newton's method needs a few iterations: one of both terms has the say
  // there.
  const double exponent = std::log1p(target / rho);
  double low = 0, high = exponent < largest ? std::fmin(target, exponent / forward) : target;
  high *= 1 + 4 * std::numeric_limits<double>::epsilon();
  double eta = high;
  for (int iteration = 0; iteration < 200; ++iteration) {
    const Kinetics at = kinetics(sign * eta);
    const double f = eta + rho * sign * at.value - target;
    const double slope = 1 + rho * at.slope;
    if (f == 0) break;
    (f > 0 ? high : low) = eta;
    double next = eta - f / slope;
    if (!(next >= low && next <= high)) next = 0.5 * (low + high);
    const double change = std::fabs(next - eta);
    eta = next;
    if (change <= 2 * std::numeric_limits<double>::epsilon() * eta) break;
  }
  return sign * eta;
}

void ButlerVolmer::evaluate(std::size_t n, const Input& input, const Output& output) const {
  for (std::size_t q = 0; q < n; ++q) {
    const double i0 = input.exchange[q], R = input.resistance[q];
    const double shift = input.shift ? input.shift[q] : 0, share = input.share ? input.share[q] : 1;
    const double eta = overpotential(input.voltage[q] - input.potential[q] - shift, i0, R);
    const Kinetics reaction = kinetics(eta);
    const double conductance = i0 * reaction.slope;
    const double i = i0 * reaction.value, damping = 1 / (1 + conductance * R);
    if (output.current) output.current[q] = share * i;
    if (output.di_dvoltage) output.di_dvoltage[q] = share * conductance * damping;
    if (output.di_dx)
      output.di_dx[q] =
          share * damping * (reaction.value * input.dexchange_dx[q] - conductance * input.dpotential_dx[q]);
    if (output.di_dresistance) output.di_dresistance[q] = -share * damping * conductance * i;
    if (output.di_dce) output.di_dce[q] = share * damping * reaction.value * input.dexchange_dce[q];
    if (output.di_dshare) output.di_dshare[q] = i;
    if (output.overpotential) output.overpotential[q] = eta;
  }
}

}  // namespace catena
