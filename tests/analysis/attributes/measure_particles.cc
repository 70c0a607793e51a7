// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/attributes/measure_particles.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdio>

#include "analysis/attributes/particle_axes.h"
#include "jobs/run/error.h"
#include "tests/segmentation/kernels/digital_ellipsoid.h"
#include "tests/segmentation/kernels/whole_image.h"

using namespace catena;
using namespace catena::test;

namespace {

struct Scene {
  Triple extents{};
  Spacing spacing{1, 1, 1};
  std::vector<std::uint32_t> labels;
  std::vector<float> grey;

  Scene(const Triple& n, const Spacing& edges)
      : extents(n), spacing(edges), labels(product(n), 0), grey(product(n), 1.0f) {}

  /// Gives the free voxels in a shape to a label.
  template <class Shape>
  void add(std::uint32_t label, const Shape& shape) {
    size_t i = 0;
    for (std::int64_t z = 0; z < extents[0]; ++z)
      for (std::int64_t y = 0; y < extents[1]; ++y)
        for (std::int64_t x = 0; x < extents[2]; ++x, ++i)
          if (labels[i] == 0 && shape.contains({(static_cast<double>(z) + 0.5) * spacing[0],
                                                (static_cast<double>(y) + 0.5) * spacing[1],
                                                (static_cast<double>(x) + 0.5) * spacing[2]}))
            labels[i] = label;
  }

  std::vector<ParticleAttributes> measured(const Definitions& definitions,
                                           const Triple& grid = {0, 0, 0}) const {
    auto blocks = std::make_shared<Decomposition>(MPI_COMM_WORLD, extents, grid);
    auto label_volume = distributed(labels, blocks, halo_for_measure(spacing, extents[0] == 1));
    label_volume.set_spacing(spacing);
    auto grey_volume = distributed(grey, blocks);
    MeasureParticles<float> work(label_volume, grey_volume, definitions);
    while (work.step()) {
    }
    auto rows = work.rows();
    add_neighbourhoods(rows, definitions, extents[0] == 1);
    return rows;
  }
};

bool same(const ParticleAttributes& a, const ParticleAttributes& b) {
  bool equal = a.boundary == b.boundary;
  for (const AttributeColumn& column : attribute_columns())
    equal = equal && a.*column.value == b.*column.value;
  return equal;
}

double angle_between(const ParticleAttributes& p, const Vector& axis_zyx) {
  const double yaw = p.yaw * M_PI / 180, pitch = p.pitch * M_PI / 180;
  const double along = std::cos(pitch) * std::cos(yaw) * axis_zyx[2] +
                       std::cos(pitch) * std::sin(yaw) * axis_zyx[1] - std::sin(pitch) * axis_zyx[0];
  return std::acos(std::min(1.0, std::abs(along))) * 180 / M_PI;
}

Ellipsoid turned(const Vector& centre, const Vector& radius, std::mt19937& random) {
  return {centre, radius, random_axes(random)};
}

const Axes upright{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};

/// Balls, ellipsoids with slits and a fragment, some touching each other and the image's faces.
Scene crowd(const Spacing& spacing, const Triple& extents = {36, 44, 52}) {
  Scene scene(extents, spacing);
  std::mt19937 random(7);
  std::uniform_real_distribution<double> uniform(0, 1);
  const double unit = std::min({spacing[0], spacing[1], spacing[2]});
  for (std::uint32_t label = 1; label <= 12; ++label) {
    Vector centre{}, radius{};
    for (int axis = 0; axis < 3; ++axis) {
      centre[axis] = uniform(random) * static_cast<double>(extents[axis]) * spacing[axis];
      radius[axis] = (5 + 6 * uniform(random)) * unit;
    }
    const Ellipsoid whole = turned(centre, radius, random);
    struct Cracked {
      Ellipsoid whole;
      double half;
      bool contains(const Vector& p) const {
        double across = 0;
        for (int i = 0; i < 3; ++i) across += whole.axes[1][i] * (p[i] - whole.centre[i]);
        return whole.contains(p) && std::abs(across) > half;
      }
    };
    scene.add(label, Cracked{whole, label % 3 * 0.7 * unit});
  }
  std::uint32_t noise = 1;
  for (float& value : scene.grey)
    value = static_cast<float>((noise = noise * 1664525u + 1013904223u) >> 8) / 3.0f;
  return scene;
}

}  // namespace

BOOST_AUTO_TEST_CASE(balls_and_turned_ellipsoids_are_measured_truly) {
  int rank = 0;
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  std::mt19937 random(3);
  std::uniform_real_distribution<double> uniform(-0.5, 0.5);
  for (const Spacing& spacing : {Spacing{1, 1, 1}, Spacing{2, 1, 1}, Spacing{1, 1, 2}}) {
    double worst_volume = 0, worst_area = 0, worst_elongation = 0, worst_angle = 0;
    for (const Vector& size : {Vector{10, 10, 10}, Vector{8, 10, 14}, Vector{9, 12, 20}}) {
      const double longest = std::max({spacing[0], spacing[1], spacing[2]});
      Triple extents;
      Vector centre{}, radius{};
      for (int axis = 0; axis < 3; ++axis) {
        radius[axis] = size[axis] * longest;
        extents[axis] = static_cast<std::int64_t>(2.2 * size[2] * longest / spacing[axis]) + 4;
        centre[axis] = (static_cast<double>(extents[axis]) / 2 + uniform(random)) * spacing[axis];
      }
      const Ellipsoid body = turned(centre, radius, random);
      Scene scene(extents, spacing);
      scene.add(1, body);
      const ParticleAttributes p = scene.measured({}).at(0);
      BOOST_TEST(p.damage == 0);
      BOOST_TEST(p.boundary == false);
      BOOST_TEST(p.inner_surface == 0);
      const double expected[3] = {centre[2], centre[1], centre[0]}, found[3] = {p.x, p.y, p.z};
      for (int i = 0; i < 3; ++i) BOOST_TEST(std::abs(found[i] - expected[i]) < 0.05);
      worst_volume = std::max(worst_volume, std::abs(p.volume / body.volume() - 1));
      worst_area = std::max(worst_area, std::abs(p.outer_surface / body.area() - 1));
      worst_elongation = std::max(worst_elongation, std::abs(p.elongation / (size[2] / size[0]) - 1));
      if (size[2] > size[1]) worst_angle = std::max(worst_angle, angle_between(p, body.axes[2]));
      if (size[0] == size[2]) BOOST_TEST(p.sphericity == 1, boost::test_tools::tolerance(0.02));
    }
    if (rank == 0)
      std::printf("spacing %g %g %g: volume %.2f %% area %.2f %% elongation %.2f %% axes %.2f degrees\n",
                  spacing[0], spacing[1], spacing[2], 100 * worst_volume, 100 * worst_area,
                  100 * worst_elongation, worst_angle);
    BOOST_TEST(worst_volume < 0.005);
    BOOST_TEST(worst_area < 0.01);
    BOOST_TEST(worst_elongation < 0.02);
    BOOST_TEST(worst_angle < 2);
  }
}

BOOST_AUTO_TEST_CASE(same_on_any_blocks_bit_for_bit) {
  for (const Spacing& spacing : {Spacing{1, 1, 1}, Spacing{2, 1, 1}}) {
    const Scene scene = crowd(spacing);
    for (const bool published : {false, true}) {
      if (published && spacing[0] != 1) continue;
      Definitions definitions;
      definitions.published = published;
      definitions.packing_radius = 15;
      const auto first = scene.measured(definitions, all_grids(scene.extents).front());
      // On one rank alone, as a reference: each rank measures the whole image for itself.
      auto alone = std::make_shared<Decomposition>(MPI_COMM_SELF, scene.extents);
      auto labels = distributed(scene.labels, alone, halo_for_measure(spacing, false));
      labels.set_spacing(spacing);
      MeasureParticles<float> work(labels, distributed(scene.grey, alone), definitions);
      while (work.step()) {
      }
      auto reference = work.rows();
      add_neighbourhoods(reference, definitions, false);
      for (const Triple& grid : all_grids(scene.extents)) {
        const auto rows = scene.measured(definitions, grid);
        BOOST_REQUIRE(rows.size() == reference.size());
        for (size_t i = 0; i < rows.size(); ++i) BOOST_TEST(same(rows[i], reference[i]));
      }
      BOOST_TEST(first.size() == reference.size());
    }
  }
}

BOOST_AUTO_TEST_CASE(other_names_of_the_labels_only_change_the_order_of_the_rows) {
  Scene scene = crowd({1, 1, 1});
  const auto rows = scene.measured({});
  for (std::uint32_t& label : scene.labels)
    if (label) label = 1000 - 7 * label;
  auto renamed = scene.measured({});
  std::reverse(renamed.begin(), renamed.end());
  BOOST_REQUIRE(renamed.size() == rows.size());
  for (size_t i = 0; i < rows.size(); ++i) {
    BOOST_TEST(renamed[i].id == 1000 - 7 * rows[i].id);
    BOOST_TEST(same(renamed[i], rows[i]));
  }
}

BOOST_AUTO_TEST_CASE(a_restart_gives_the_same_rows) {
  const Scene scene = crowd({1, 1, 1});
  auto blocks = std::make_shared<Decomposition>(MPI_COMM_WORLD, scene.extents);
  const auto labels = distributed(scene.labels, blocks, {1, 1, 1});
  const auto grey = distributed(scene.grey, blocks);
  MeasureParticles<float> whole(labels, grey, {});
  while (whole.step()) {
  }
  const auto rows = whole.rows();
  MeasureParticles<float> rest(labels, grey, {});
  rest.skip({rows.begin() + 2, rows.begin() + 7});
  while (rest.step()) {
  }
  const auto again = rest.rows();
  BOOST_REQUIRE(again.size() == rows.size());
  for (size_t i = 0; i < rows.size(); ++i) BOOST_TEST(same(again[i], rows[i]));

  auto elsewhere = rows.front();
  elsewhere.y += 0.01;
  BOOST_CHECK_THROW(rest.skip({elsewhere}), InputError);
  auto absent = rows.front();
  absent.id = 4000000;
  BOOST_CHECK_THROW(rest.skip({absent}), InputError);
}

BOOST_AUTO_TEST_CASE(damage_is_the_share_of_cracks_and_pores) {
  Scene scene({60, 60, 60}, {1, 1, 1});
  struct Hollow {
    Ellipsoid ball;
    double pore, half;
    bool contains(const Vector& p) const {
      const double z = p[0] - 30, y = p[1] - 30, x = p[2] - 30;
      return ball.contains(p) && z * z + y * y + x * x > pore * pore && std::abs(x - 8) > half;
    }
  };
  const Ellipsoid ball{{30, 30, 30}, {20, 20, 20}, upright};
  scene.add(1, Hollow{ball, 6, 1});
  std::int64_t kept = 0, all = 0;
  for (std::uint32_t label : scene.labels) kept += label == 1;
  Scene whole({60, 60, 60}, {1, 1, 1});
  whole.add(1, ball);
  for (std::uint32_t label : whole.labels) all += label == 1;
  const ParticleAttributes p = scene.measured({}).at(0);
  BOOST_TEST(p.damage == static_cast<double>(all - kept) / static_cast<double>(all),
             boost::test_tools::tolerance(0.02));
  // The pore's wall and the two sides of the slit, less the slit's mouth, which is surface of the filled
  // particle only. A flat side along the axes counts 4 to 7 % short.
  const double slit = 2 * M_PI * (400 - 64), pore = 4 * M_PI * 36,
               mouth = 2 * 2 * M_PI * std::sqrt(400. - 64);
  BOOST_TEST(p.inner_surface == slit + pore - mouth, boost::test_tools::tolerance(0.15));
}

BOOST_AUTO_TEST_CASE(a_slice_is_a_prism_without_top_and_bottom) {
  for (const Spacing& spacing : {Spacing{3, 1, 1}, Spacing{1, 2, 1}}) {
    Scene scene({1, 90, 120}, spacing);
    const double y = 45 * spacing[1], x = 60 * spacing[2];
    scene.add(4, Ellipsoid{{0, y, x}, {1e9, 24, 24}, upright});
    const Triple grid = all_grids(scene.extents).front();
    const ParticleAttributes p = scene.measured({}, grid).at(0);
    BOOST_TEST(p.volume == M_PI * 24 * 24 * spacing[0], boost::test_tools::tolerance(0.01));
    BOOST_TEST(p.outer_surface == 2 * M_PI * 24 * spacing[0], boost::test_tools::tolerance(0.01));
    BOOST_TEST(p.sphericity == 1, boost::test_tools::tolerance(0.02));
    BOOST_TEST(p.elongation == 1, boost::test_tools::tolerance(0.02));
    BOOST_TEST(p.pitch == 0);
    BOOST_TEST(p.roll == 0);
    BOOST_TEST(p.boundary == false);
  }
}

BOOST_AUTO_TEST_CASE(two_touching_cubes_see_each_other) {
  Scene scene({30, 30, 60}, {1, 1, 1});
  struct Cube {
    double begin;
    bool contains(const Vector& p) const {
      return p[0] > 10 && p[0] < 20 && p[1] > 10 && p[1] < 20 && p[2] > begin && p[2] < begin + 10;
    }
  };
  scene.add(1, Cube{15});
  scene.add(2, Cube{25});
  Definitions definitions;
  definitions.contact_distance = 1;
  definitions.packing_radius = 1000;
  const auto rows = scene.measured(definitions);
  BOOST_REQUIRE(rows.size() == 2);
  // Six faces around the cube, one of them the other's.
  BOOST_TEST(rows[0].contact == 1. / 6);
  BOOST_TEST(rows[1].contact == 1. / 6);
  BOOST_TEST(rows[0].packing_density == 2000. / (30 * 30 * 60));
  BOOST_TEST(rows[0].nearest_distance == 10);
  BOOST_TEST(rows[0].elongation_deviation == 0);
}

BOOST_AUTO_TEST_CASE(parallel_particles_are_not_isotropic) {
  Scene scene({40, 60, 160}, {1, 1, 1});
  for (std::uint32_t label = 0; label < 8; ++label)
    scene.add(label + 1,
              Ellipsoid{{20, 20.0 * (label / 4) + 15, 35.0 * (label % 4) + 20}, {5, 6, 12}, upright});
  for (const ParticleAttributes& p : scene.measured({})) {
    BOOST_TEST(p.orientation_isotropy < 1e-3);
    BOOST_TEST(std::abs(p.yaw) < 1);
    BOOST_TEST(std::abs(p.pitch) < 1);
  }
}

BOOST_AUTO_TEST_CASE(axes_have_one_name_whatever_their_sign) {
  // Each rotation about z, y, x comes back from the moments of a box of points.
  for (const double yaw : {-80., 10., 90.})
    for (const double pitch : {-60., 0., 45.})
      for (const double roll : {-70., 0., 89.}) {
        const double a = yaw * M_PI / 180, b = pitch * M_PI / 180, c = roll * M_PI / 180;
        const double turn[3][3] = {
            {std::cos(a) * std::cos(b), std::cos(a) * std::sin(b) * std::sin(c) - std::sin(a) * std::cos(c),
             std::cos(a) * std::sin(b) * std::cos(c) + std::sin(a) * std::sin(c)},
            {std::sin(a) * std::cos(b), std::sin(a) * std::sin(b) * std::sin(c) + std::cos(a) * std::cos(c),
             std::sin(a) * std::sin(b) * std::cos(c) - std::cos(a) * std::sin(c)},
            {-std::sin(b), std::cos(b) * std::sin(c), std::cos(b) * std::cos(c)}};
        const double size[3] = {900, 500, 200};
        LabelMoments m;
        m.voxels = 1000000;
        m.box = {{0, 0, 0}, {1, 1, 1}};
        double covariance[3][3] = {};
        for (int i = 0; i < 3; ++i)
          for (int j = 0; j < 3; ++j)
            for (int k = 0; k < 3; ++k) covariance[i][j] += turn[i][k] * turn[j][k] * size[k] * size[k];
        constexpr int pairs[6][2] = {{2, 2}, {1, 1}, {0, 0}, {2, 1}, {2, 0}, {1, 0}};
        for (int pair = 0; pair < 6; ++pair)
          m.second[pair] = std::llround(1e6 * covariance[pairs[pair][0]][pairs[pair][1]]);
        const ParticleAxes axes = particle_axes(m, {1, 1, 1}, false);
        BOOST_TEST(std::abs(axes.yaw - yaw) < 1e-3);
        BOOST_TEST(std::abs(axes.pitch - pitch) < 1e-3);
        BOOST_TEST(std::abs(axes.roll - roll) < 1e-3);
        BOOST_TEST(std::abs(axes.elongation - 4.5) < 1e-3);
      }
}

BOOST_AUTO_TEST_CASE(what_cannot_be_measured_is_refused) {
  const Scene empty({4, 4, 4}, {1, 1, 1});
  BOOST_CHECK_THROW(empty.measured({}), InputError);
  Definitions published;
  published.published = true;
  BOOST_CHECK_THROW(check_definitions(published, {2, 1, 1}, false), InputError);
  BOOST_CHECK_NO_THROW(check_definitions(published, {2, 1, 1}, true));
}
