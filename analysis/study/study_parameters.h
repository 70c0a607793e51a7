// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <string>

#include "analysis/latent/latent_parameters.h"
#include "analysis/regression/contributions.h"

namespace catena {

class Parameters;

/// What is analysed, and how.
struct StudyParameters {
  std::string sets, simulations;
  std::string target = "Damage";
  std::string attributes =
      "Z, Roll, Pitch, Yaw, EDensity, Homogeneity, SurfaceInner, SurfaceOuter, Volume, Elongation, "
      "Sphericity, "
      "VSratio, RoughInner, RoughOuter, Contact, PDensity, DistNearest, VolumeStd, OrienIso, ElongStd, "
      "SphericityStd";
  std::int64_t seed = 1;
  double confidence = 0.95;
  bool boundary_particles = true;
  std::int64_t bins = 40;
  double severe_threshold = 0, severe_quantile = 0.9;
  std::int64_t relabellings = 999;
  double longest_pair = 3;
  std::int64_t pair_bins = 30, pair_relabellings = 199;
  std::int64_t resamples = 0;
  double group_above = 0.9;
  std::int64_t interactions = 2000;
  RepeatSettings repeats;
  LatentParameters latent;

  void declare(Parameters& parameters);
};

}  // namespace catena
