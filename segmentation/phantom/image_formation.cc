// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/phantom/image_formation.h"

#include <math.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <type_traits>

#include "segmentation/phantom/artefacts.h"
#include "segmentation/phantom/counter_random.h"
#include "segmentation/phantom/grey_levels.h"
#include "segmentation/volume/voxel_loop.h"

namespace catena {
namespace {

/// The same blur along each axis that the image has.
std::array<double, 3> blurs(const Recipe& recipe, double sigma) {
  return {recipe.planar() ? 0.0 : sigma, sigma, sigma};
}

/// The second blur, applied after the first, that makes the fringes' width.
double fringe_blur(const Recipe& recipe) {
  const auto& image = recipe.image;
  if (image.fringe_strength <= 0 || image.fringe_width <= image.blur) return 0;
  return std::sqrt(image.fringe_width * image.fringe_width - image.blur * image.blur);
}

Box grown(const Box& box, const Triple& margin) {
  Box larger = box;
  for (int axis = 0; axis < 3; ++axis) {
    larger.begin[axis] -= margin[axis];
    larger.end[axis] += margin[axis];
  }
  return larger;
}

FloatBox float_box(const Box& box, const std::string& label) {
  const Triple n = box.extents();
  return FloatBox(Kokkos::view_alloc(Kokkos::WithoutInitializing, label), static_cast<std::size_t>(n[0]),
                  static_cast<std::size_t>(n[1]), static_cast<std::size_t>(n[2]));
}

/// White noise of variance 1 by global index, correlated by a blur and brought back to variance 1.
FloatBox unit_noise(const Recipe& recipe, const Box& box, Triple& margin) {
  Kokkos::Profiling::pushRegion("phantom noise");
  const auto sigma = blurs(recipe, recipe.image.noise_correlation);
  margin = blur_margin(sigma);
  const Box larger = grown(box, margin);
  const FloatBox noise = float_box(larger, "phantom noise");
  double power = 1;
  for (const double s : sigma) power *= GaussianWeights(s).power();
  const float scale = static_cast<float>(1 / std::sqrt(power));
  const std::uint64_t key = random_key(static_cast<std::uint64_t>(recipe.seed), Purpose::noise);
  // Indices stay positive outside the image too.
  constexpr std::int64_t around = 64;
  const std::int64_t ny = recipe.size[1] + 2 * around, nx = recipe.size[2] + 2 * around;
  const std::int64_t z0 = larger.begin[0] + around, y0 = larger.begin[1] + around,
                     x0 = larger.begin[2] + around;
  for_each_voxel(
      "phantom noise", larger.extents(), KOKKOS_LAMBDA(int z, int y, int x) {
        const std::int64_t index = ((z0 + z) * ny + (y0 + y)) * nx + x0 + x;
        noise(z, y, x) = scale * random_normal(key, static_cast<std::uint64_t>(index));
      });
  Kokkos::Profiling::popRegion();
  if (margin == Triple{0, 0, 0}) return noise;
  return blur(noise, float_box(larger, "phantom noise scratch"), sigma);
}

template <class T>
struct Finish {
  FloatBox grey, wide, noise;
  Kokkos::View<std::uint32_t***, Kokkos::LayoutRight> owner;
  FormedBox<T> out;
  Artefacts artefacts;
  int margin[3], noise_margin[3], begin[3];
  float strength, variance, shot, view_square, outside, scale;
  bool fringes, full;

  KOKKOS_FUNCTION void operator()(int z, int y, int x) const {
    const int a = z + margin[0], b = y + margin[1], c = x + margin[2];
    const int gz = begin[0] + z, gy = begin[1] + y, gx = begin[2] + x;
    float value = grey(a, b, c);
    if (fringes) value += strength * (value - wide(a, b, c));
    const float spread = sqrt(variance + shot * (value > 0 ? value : 0.0f));
    value += spread * noise(z + noise_margin[0], y + noise_margin[1], x + noise_margin[2]);
    value += artefacts.at(z, gz, gy, gx);
    const float dy = (static_cast<float>(gy) - artefacts.middle_y) * artefacts.stretch_y;
    const float dx = (static_cast<float>(gx) - artefacts.middle_x) * artefacts.stretch_x;
    const bool seen = dy * dy + dx * dx <= view_square;
    value = seen ? value * scale : outside * scale;
    out.tomogram(z, y, x) = quantised(value);
    const std::uint32_t mark = owner(a, b, c);
    const std::uint32_t label = seen ? mark & ~VoxelisedBox::void_mark : 0u;
    out.labels(z, y, x) = (mark & VoxelisedBox::void_mark) ? 0u : label;
    if (full) out.labels_full(z, y, x) = label;
  }

  KOKKOS_INLINE_FUNCTION static T quantised(float value) {
    if (std::is_same<T, float>::value) return static_cast<T>(value);
    constexpr float most = std::is_same<T, std::uint8_t>::value ? 255.0f : 65535.0f;
    const float clipped = value < 0 ? 0.0f : value > most ? most : value;
    return static_cast<T>(static_cast<int>(clipped + 0.5f));
  }
};

}  // namespace

Triple formation_margin(const Recipe& recipe) {
  const Triple first = blur_margin(blurs(recipe, recipe.image.blur)),
               second = blur_margin(blurs(recipe, fringe_blur(recipe)));
  return {first[0] + second[0], first[1] + second[1], first[2] + second[2]};
}

template <class T>
FormedBox<T> form_image(const Recipe& recipe, const VoxelParticles& particles, const Box& box) {
  const Triple margin = formation_margin(recipe), n = box.extents();
  const Box larger = grown(box, margin);
  VoxelisedBox voxels = voxelise(particles, larger);
  Finish<T> finish;
  finish.owner = voxels.owner;
  {
    const FloatBox grey = grey_levels(recipe, particles, voxels);
    finish.grey = blur(grey, voxels.opening, blurs(recipe, recipe.image.blur));
    FloatBox free = finish.grey.data() == grey.data() ? voxels.opening : grey;
    voxels = VoxelisedBox();
    finish.fringes = fringe_blur(recipe) > 0;
    if (finish.fringes) {
      const FloatBox copy = float_box(larger, "phantom fringes");
      Kokkos::deep_copy(copy, finish.grey);
      finish.wide = blur(copy, free, blurs(recipe, fringe_blur(recipe)));
    } else {
      finish.wide = finish.grey;
    }
  }
  Triple noise_margin{0, 0, 0};
  finish.noise = unit_noise(recipe, box, noise_margin);
  finish.artefacts = make_artefacts(recipe, box.begin[0], box.end[0]);

  Kokkos::Profiling::pushRegion("phantom finish");
  const auto size = [&](int axis) { return static_cast<std::size_t>(n[axis]); };
  finish.out.box = box;
  finish.out.tomogram = Kokkos::View<T***, Kokkos::LayoutRight>(
      Kokkos::view_alloc(Kokkos::WithoutInitializing, "tomogram"), size(0), size(1), size(2));
  finish.out.labels = Kokkos::View<std::uint32_t***, Kokkos::LayoutRight>(
      Kokkos::view_alloc(Kokkos::WithoutInitializing, "labels"), size(0), size(1), size(2));
  finish.full = recipe.labels_full;
  if (finish.full)
    finish.out.labels_full = Kokkos::View<std::uint32_t***, Kokkos::LayoutRight>(
        Kokkos::view_alloc(Kokkos::WithoutInitializing, "labels full"), size(0), size(1), size(2));
  for (int axis = 0; axis < 3; ++axis) {
    finish.margin[axis] = static_cast<int>(margin[axis]);
    finish.noise_margin[axis] = static_cast<int>(noise_margin[axis]);
    finish.begin[axis] = static_cast<int>(box.begin[axis]);
  }
  finish.strength = static_cast<float>(recipe.image.fringe_strength);
  finish.variance = static_cast<float>(recipe.image.noise * recipe.image.noise);
  finish.shot = static_cast<float>(recipe.image.shot_noise);
  const double view = recipe.view_radius() / std::min(recipe.spacing[1], recipe.spacing[2]);
  finish.view_square = static_cast<float>(view > 0 ? view * view : 1e30);
  finish.outside = static_cast<float>(0.5 * (recipe.image.pore_grey + recipe.image.binder_grey));
  finish.scale = std::is_same<T, std::uint8_t>::value ? 1.0f / 257.0f : 1.0f;
  for_each_voxel("phantom finish", n, finish);
  Kokkos::Profiling::popRegion();
  return finish.out;
}

template FormedBox<std::uint8_t> form_image(const Recipe&, const VoxelParticles&, const Box&);
template FormedBox<std::uint16_t> form_image(const Recipe&, const VoxelParticles&, const Box&);
template FormedBox<float> form_image(const Recipe&, const VoxelParticles&, const Box&);

}  // namespace catena
