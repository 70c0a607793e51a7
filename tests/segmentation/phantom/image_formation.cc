// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/phantom/image_formation.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <vector>

#include "segmentation/phantom/pieces.h"
#include "segmentation/phantom/true_shape.h"
#include "segmentation/phantom/true_voids.h"

using namespace catena;

namespace {

Recipe small() {
  Recipe recipe;
  recipe.size = {48, 56, 64};
  recipe.spacing = {1.5e-7, 1e-7, 1.2e-7};
  recipe.particles = 16;
  recipe.labels_full = true;
  return recipe;
}

/// Without anything between the object and its image.
Recipe clean() {
  Recipe recipe;
  recipe.size = {96, 96, 96};
  recipe.particles = 12;
  recipe.labels_full = true;
  auto& i = recipe.image;
  i.blur = i.fringe_strength = i.noise = i.rings = i.streaks = i.unevenness = i.grain_contrast = 0;
  recipe.matrix.contrast = 0;
  return recipe;
}

template <class T>
struct Whole {
  std::vector<T> tomogram;
  std::vector<std::uint32_t> labels, full;
  bool operator==(const Whole& other) const {
    return tomogram == other.tomogram && labels == other.labels && full == other.full;
  }
};

/// The image put together from pieces.
template <class T>
Whole<T> whole_image(const Recipe& recipe, const Electrode& electrode, const std::vector<Box>& pieces) {
  const VoxelParticles particles = voxel_particles(electrode, recipe);
  const auto n = static_cast<std::size_t>(product(recipe.size));
  Whole<T> whole{std::vector<T>(n), std::vector<std::uint32_t>(n, 77), std::vector<std::uint32_t>(n, 77)};
  for (const Box& box : pieces) {
    const auto formed = form_image<T>(recipe, particles, box);
    const auto tomogram = Kokkos::create_mirror_view_and_copy(Kokkos::HostSpace(), formed.tomogram);
    const auto labels = Kokkos::create_mirror_view_and_copy(Kokkos::HostSpace(), formed.labels);
    const auto full = Kokkos::create_mirror_view_and_copy(Kokkos::HostSpace(), formed.labels_full);
    for (std::int64_t z = box.begin[0]; z < box.end[0]; ++z)
      for (std::int64_t y = box.begin[1]; y < box.end[1]; ++y)
        for (std::int64_t x = box.begin[2]; x < box.end[2]; ++x) {
          const auto at = static_cast<std::size_t>((z * recipe.size[1] + y) * recipe.size[2] + x);
          whole.tomogram[at] = tomogram(z - box.begin[0], y - box.begin[1], x - box.begin[2]);
          whole.labels[at] = labels(z - box.begin[0], y - box.begin[1], x - box.begin[2]);
          if (recipe.labels_full) whole.full[at] = full(z - box.begin[0], y - box.begin[1], x - box.begin[2]);
        }
  }
  return whole;
}

Box all_of(const Recipe& recipe) { return {{0, 0, 0}, recipe.size}; }

std::vector<Box> cut(const Box& box, const Triple& counts) {
  std::vector<Box> boxes;
  const Triple n = box.extents();
  for (std::int64_t z = 0; z < counts[0]; ++z)
    for (std::int64_t y = 0; y < counts[1]; ++y)
      for (std::int64_t x = 0; x < counts[2]; ++x) {
        Box b;
        const Triple at{z, y, x};
        for (int a = 0; a < 3; ++a) {
          b.begin[a] = box.begin[a] + at[a] * n[a] / counts[a];
          b.end[a] = box.begin[a] + (at[a] + 1) * n[a] / counts[a];
        }
        boxes.push_back(b);
      }
  return boxes;
}

}  // namespace

BOOST_AUTO_TEST_CASE(an_image_does_not_depend_on_how_it_is_cut) {
  Recipe recipe = small();
  recipe.image.shot_noise = 5;
  recipe.image.field_of_view = 0.9;
  recipe.cracks.shattered_share = 0.4;
  const Electrode electrode = make_electrode(recipe);
  const auto expected = whole_image<std::uint16_t>(recipe, electrode, {all_of(recipe)});
  for (const Triple& counts :
       {Triple{2, 1, 1}, Triple{1, 3, 1}, Triple{1, 1, 4}, Triple{3, 2, 5}, Triple{48, 1, 1}})
    BOOST_CHECK(whole_image<std::uint16_t>(recipe, electrode, cut(all_of(recipe), counts)) == expected);
  recipe.image.type = "float32";
  BOOST_CHECK(whole_image<float>(recipe, electrode, cut(all_of(recipe), {2, 2, 3})) ==
              whole_image<float>(recipe, electrode, {all_of(recipe)}));
}

BOOST_AUTO_TEST_CASE(eight_bits_are_sixteen_divided_by_257) {
  Recipe recipe = small();
  const Electrode electrode = make_electrode(recipe);
  const auto wide = whole_image<std::uint16_t>(recipe, electrode, {all_of(recipe)});
  const auto narrow = whole_image<std::uint8_t>(recipe, electrode, {all_of(recipe)});
  for (std::size_t i = 0; i < wide.tomogram.size(); ++i)
    BOOST_REQUIRE(std::abs(wide.tomogram[i] / 257.0 - narrow.tomogram[i]) <= 0.51);
}

BOOST_AUTO_TEST_CASE(labels_are_consecutive_and_zero_in_cracks) {
  const Recipe recipe = small();
  const Electrode electrode = make_electrode(recipe);
  const auto image = whole_image<std::uint16_t>(recipe, electrode, {all_of(recipe)});
  std::vector<std::int64_t> solid(17, 0), filled(17, 0);
  for (std::size_t i = 0; i < image.labels.size(); ++i) {
    BOOST_REQUIRE(image.full[i] <= 16u);
    BOOST_REQUIRE(image.labels[i] == 0 || image.labels[i] == image.full[i]);
    ++solid[image.labels[i]];
    ++filled[image.full[i]];
  }
  std::int64_t open = 0;
  for (int label = 1; label <= 16; ++label) {
    BOOST_TEST(solid[label] > 0);
    open += filled[label] - solid[label];
  }
  BOOST_TEST(open > 0);
}

BOOST_AUTO_TEST_CASE(voxels_add_up_to_the_true_volumes_and_damage) {
  const Recipe recipe = clean();
  const Electrode electrode = make_electrode(recipe);
  const VisibleRegion region(recipe);
  const Contacts contacts = touching_particles(electrode.particles);
  const Directions rule = sphere_directions(48);
  const auto image = whole_image<std::uint16_t>(recipe, electrode, {all_of(recipe)});
  std::vector<double> solid(13, 0), filled(13, 0);
  for (std::size_t i = 0; i < image.labels.size(); ++i) {
    solid[image.labels[i]] += 1e-21;
    filled[image.full[i]] += 1e-21;
  }
  double all_true = 0, all_found = 0;
  for (std::size_t i = 0; i < 12; ++i) {
    const TrueShape shape = true_shape(electrode.particles, i, contacts, region, rule);
    const TrueVoids voids = true_voids(electrode, i, contacts, region, 1e-7);
    BOOST_TEST(filled[i + 1] == shape.volume, boost::test_tools::tolerance(0.005));
    BOOST_TEST(std::abs(1 - solid[i + 1] / filled[i + 1] - voids.share) < 0.006);
    all_true += voids.share * shape.volume;
    all_found += filled[i + 1] - solid[i + 1];
  }
  BOOST_TEST(all_found == all_true, boost::test_tools::tolerance(0.02));
  BOOST_TEST(all_true > 0);
}

BOOST_AUTO_TEST_CASE(a_clean_image_has_the_greys_of_its_phases) {
  const Recipe recipe = clean();
  const Electrode electrode = make_electrode(recipe);
  const auto image = whole_image<float>(recipe, electrode, {all_of(recipe)});
  // The grey lost at surfaces on one side is found on the other, so means are those of the phases.
  double grey = 0, expected = 0, matrix = 0, voxels = 0, binder = 0;
  for (std::size_t i = 0; i < image.labels.size(); ++i) {
    grey += image.tomogram[i];
    if (image.full[i] > 0)
      expected +=
          image.labels[i] > 0 ? electrode.particles[image.labels[i] - 1].grey : recipe.image.pore_grey;
    else {
      BOOST_REQUIRE(image.tomogram[i] >= recipe.image.pore_grey * 0.999);
      matrix += 1;
      if (image.tomogram[i] <= recipe.image.binder_grey * 1.001) {
        binder += (image.tomogram[i] - recipe.image.pore_grey) /
                  (recipe.image.binder_grey - recipe.image.pore_grey);
        voxels += 1;
      }
    }
  }
  const double share = binder / voxels;
  BOOST_TEST(std::abs(share - recipe.matrix.binder_share) < 0.06);
  expected += matrix * (recipe.image.pore_grey + share * (recipe.image.binder_grey - recipe.image.pore_grey));
  BOOST_TEST(grey == expected, boost::test_tools::tolerance(0.01));
}

BOOST_AUTO_TEST_CASE(noise_has_the_asked_variance) {
  Recipe recipe = clean();
  recipe.size = {64, 64, 64};
  recipe.particles = 4;
  const Electrode electrode = make_electrode(recipe);
  const auto without = whole_image<float>(recipe, electrode, {all_of(recipe)});
  for (const double correlation : {0.0, 0.8}) {
    recipe.image.noise = 1000;
    recipe.image.shot_noise = 40;
    recipe.image.noise_correlation = correlation;
    const auto with = whole_image<float>(recipe, electrode, {all_of(recipe)});
    double mean = 0, square = 0, expected = 0, neighbours = 0;
    const std::size_t n = with.tomogram.size();
    for (std::size_t i = 0; i < n; ++i) {
      const double noise = with.tomogram[i] - without.tomogram[i];
      mean += noise / static_cast<double>(n);
      square += noise * noise / static_cast<double>(n);
      expected += (1e6 + 40 * without.tomogram[i]) / static_cast<double>(n);
      if (i > 0)
        neighbours += noise * (with.tomogram[i - 1] - without.tomogram[i - 1]) / static_cast<double>(n);
    }
    BOOST_TEST(std::abs(mean) < 30);
    BOOST_TEST(square == expected, boost::test_tools::tolerance(0.03));
    if (correlation == 0)
      BOOST_TEST(std::abs(neighbours / square) < 0.01);
    else
      BOOST_TEST(neighbours / square == std::exp(-1 / (4 * correlation * correlation)),
                 boost::test_tools::tolerance(0.05));
  }
}

BOOST_AUTO_TEST_CASE(rings_are_round_and_the_view_is_a_circle) {
  Recipe recipe = clean();
  recipe.size = {4, 96, 96};
  recipe.spacing = {5e-7, 1e-7, 1e-7};
  recipe.particles = 4;
  const Electrode electrode = make_electrode(recipe);
  const auto without = whole_image<float>(recipe, electrode, {all_of(recipe)});
  recipe.image.rings = 2000;
  recipe.image.ring_share = 1;
  recipe.image.field_of_view = 0.9;
  const auto with = whole_image<float>(recipe, electrode, {all_of(recipe)});
  double square = 0;
  for (std::int64_t y = 0; y < 96; ++y)
    for (std::int64_t x = 0; x < 96; ++x) {
      const auto at = [&](std::int64_t j, std::int64_t i) {
        return static_cast<std::size_t>((2 * 96 + j) * 96 + i);
      };
      const double r = std::hypot(static_cast<double>(y) - 47.5, static_cast<double>(x) - 47.5);
      if (r > 0.9 * 48 + 0.01) {
        BOOST_REQUIRE(with.labels[at(y, x)] == 0u);
        BOOST_REQUIRE(with.tomogram[at(y, x)] == with.tomogram[at(0, 0)]);
      } else if (r < 0.9 * 48 - 0.01) {
        const auto ring = [&](std::int64_t j, std::int64_t i) {
          return with.tomogram[at(j, i)] - without.tomogram[at(j, i)];
        };
        // The same in the mirrored and the turned place.
        BOOST_REQUIRE(std::abs(ring(y, x) - ring(95 - y, x)) < 0.02f);
        BOOST_REQUIRE(std::abs(ring(y, x) - ring(x, y)) < 0.02f);
        square += ring(y, x) * ring(y, x);
      }
    }
  BOOST_TEST(square > 1e6);
}

BOOST_AUTO_TEST_CASE(pieces_tile_the_block_and_keep_to_the_memory) {
  const Box block{{10, 20, 0}, {110, 320, 400}};
  for (const double voxels : {1e5, 1e6, 1e7, 1e9}) {
    const std::vector<Box> pieces = pieces_of(block, {6, 6, 6}, voxels);
    std::int64_t covered = 0;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      covered += pieces[i].voxels();
      BOOST_TEST(intersection(pieces[i], block).voxels() == pieces[i].voxels());
      for (std::size_t j = 0; j < i; ++j) BOOST_TEST(intersection(pieces[i], pieces[j]).voxels() == 0);
      const Triple n = pieces[i].extents();
      BOOST_TEST(static_cast<double>((n[0] + 12) * (n[1] + 12) * (n[2] + 12)) <= voxels);
    }
    BOOST_TEST(covered == block.voxels());
  }
}
