// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/phantom/artefacts.h"

#include <algorithm>
#include <cmath>

#include "segmentation/phantom/counter_random.h"
#include "segmentation/volume/voxel_loop.h"

namespace catena {

Artefacts make_artefacts(const Recipe& recipe, std::int64_t first_slice, std::int64_t end_slice) {
  Artefacts a;
  const auto seed = static_cast<std::uint64_t>(recipe.seed);
  const double edge = std::min(recipe.spacing[1], recipe.spacing[2]);
  const double ny = static_cast<double>(recipe.size[1]), nx = static_cast<double>(recipe.size[2]);
  a.middle_y = static_cast<float>((ny - 1) / 2);
  a.middle_x = static_cast<float>((nx - 1) / 2);
  a.stretch_y = static_cast<float>(recipe.spacing[1] / edge);
  a.stretch_x = static_cast<float>(recipe.spacing[2] / edge);
  const double half_y = ny / 2 * a.stretch_y, half_x = nx / 2 * a.stretch_x,
               corner = std::hypot(half_y, half_x);
  const int bins = static_cast<int>(corner) + 3;
  const auto slices = static_cast<std::size_t>(end_slice - first_slice);
  const int z0 = static_cast<int>(first_slice);

  // One ring in `share` of the radii; half of it holds for all slices, half drifts over `drift` slices.
  a.rings = recipe.image.rings > 0 && recipe.image.ring_share > 0;
  if (a.rings) {
    a.ring =
        Kokkos::View<float**, Kokkos::LayoutRight>("phantom rings", slices, static_cast<std::size_t>(bins));
    const auto ring = a.ring;
    const std::uint64_t key = random_key(seed, Purpose::rings),
                        drift_key = random_key(seed, Purpose::ring_drift);
    const float amplitude = static_cast<float>(recipe.image.rings * std::sqrt(0.5)),
                share = static_cast<float>(recipe.image.ring_share);
    constexpr int drift = 24;
    for_each_voxel(
        "phantom rings", {1, static_cast<std::int64_t>(slices), bins}, KOKKOS_LAMBDA(int, int z, int b) {
          const int knot = (z0 + z) / drift;
          const float t = static_cast<float>((z0 + z) % drift) * (1.0f / drift);
          const auto bin = static_cast<std::uint64_t>(b), k = static_cast<std::uint64_t>(knot);
          const float drifting = (1.0f - t) * random_normal(drift_key, (k << 24) + bin) +
                                 t * random_normal(drift_key, ((k + 1) << 24) + bin);
          const bool there = random_uniform(key, 2 * bin) < share;
          ring(z, b) = there ? amplitude * (random_normal(key, 2 * bin + 1) + drifting) : 0.0f;
        });
  }

  a.streaks = recipe.image.streaks > 0;
  if (a.streaks) {
    a.streak_middle = bins;
    a.streak = Kokkos::View<float***, Kokkos::LayoutRight>("phantom streaks", slices, Artefacts::projections,
                                                           static_cast<std::size_t>(2 * bins + 2));
    const auto streak = a.streak;
    RandomSequence random(seed, Purpose::streaks, 0);
    for (int p = 0; p < Artefacts::projections; ++p) {
      const double angle = M_PI * random.uniform();
      a.cosine[p] = static_cast<float>(std::cos(angle));
      a.sine[p] = static_cast<float>(std::sin(angle));
    }
    const std::uint64_t key = random_key(seed, Purpose::streaks);
    const float amplitude =
        static_cast<float>(recipe.image.streaks / std::sqrt(Artefacts::projections * 1.0));
    for_each_voxel(
        "phantom streaks", {static_cast<std::int64_t>(slices), Artefacts::projections, 2 * bins + 2},
        KOKKOS_LAMBDA(int z, int p, int b) {
          const std::uint64_t index = (static_cast<std::uint64_t>(z0 + z) << 28) +
                                      (static_cast<std::uint64_t>(p) << 24) + static_cast<std::uint64_t>(b);
          streak(z, p, b) = amplitude * random_normal(key, index + (std::uint64_t{1} << 60));
        });
  }

  // Between -1 and 1 over the image, roughly, times the amplitude.
  RandomSequence random(seed, Purpose::background, 0);
  const double amplitude = recipe.image.unevenness;
  const double sz = random.uniform(-0.3, 0.3), sy = random.uniform(-0.5, 0.5), sx = random.uniform(-0.5, 0.5);
  a.slope[0] = static_cast<float>(amplitude * sz / static_cast<double>(recipe.size[0]));
  a.slope[1] = static_cast<float>(amplitude * sy / half_y);
  a.slope[2] = static_cast<float>(amplitude * sx / half_x);
  a.cupping = static_cast<float>(amplitude * 0.8 / (corner * corner));
  a.offset = static_cast<float>(-amplitude * (sz / 2 + 0.25));
  return a;
}

}  // namespace catena
