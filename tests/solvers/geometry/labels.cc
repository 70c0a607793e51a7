// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// Surfaces of voxelised bodies against the bodies; films, cracks, borders, small particles, numbers of ranks.
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "jobs/run/error.h"
#include "solvers/geometry/carbon_binder.h"
#include "solvers/geometry/even_directions.h"
#include "solvers/geometry/label_extents.h"
#include "solvers/geometry/label_shapes.h"
#include "solvers/geometry/plane_binder.h"
#include "tests/solvers/geometry/drawn_labels.h"

namespace catena {
namespace {

const Spacing half_micrometre{0.5e-6, 0.5e-6, 0.5e-6};

dealii::Tensor<1, 3> normal_at(const ParticleShapes<3>& shapes, const Point<3>& point) {
  dealii::Tensor<1, 3> normal;
  for (unsigned int axis = 0; axis < 3; ++axis) {
    Point<3> above = point, below = point;
    above[axis] += 0.01;
    below[axis] -= 0.01;
    normal[axis] = shapes.signed_distance(above) - shapes.signed_distance(below);
  }
  return normal / normal.norm();
}

/// Along each of many directions from a point inside: where psi changes sign.
double reach(const ParticleShapes<3>& shapes, std::size_t k, const Point<3>& center,
             const dealii::Tensor<1, 3>& direction, double farthest) {
  double low = 0, high = farthest;
  for (int step = 0; step < 40; ++step) {
    const double middle = (low + high) / 2;
    (shapes.particle_distance(k, center + middle * direction) < 0 ? low : high) = middle;
  }
  return (low + high) / 2;
}

/// Least distance between points of the surfaces of two particles, refined along the film.
double sampled_gap(const LabelShapes& shapes, std::size_t j, std::size_t k) {
  double least = 1e9;
  const auto first = shapes.surface_points(j, 1500), second = shapes.surface_points(k, 1500);
  for (const auto& a : first)
    for (const auto& b : second) least = std::min(least, a.point.distance(b.point));
  return least;
}

}  // namespace

BOOST_AUTO_TEST_CASE(extents_of_labels) {
  const auto labels = drawn_labels({12, 10, 8}, {2e-6, 1e-6, 0.5e-6}, [](const Point<3>& p) {
    return p[2] > 4 && p[2] < 12 && p[0] < 2 ? 7u : p[1] > 9 ? 3u : 0u;
  });
  const auto extents = label_extents(labels);
  BOOST_REQUIRE(extents.size() == 2u);
  BOOST_TEST(extents[0].label == 3u);
  BOOST_TEST(extents[1].label == 7u);
  BOOST_TEST(extents[1].voxels == 4 * 10 * 4);
  BOOST_TEST((extents[1].begin == Triple{2, 0, 0}));
  BOOST_TEST((extents[1].end == Triple{6, 10, 4}));
  BOOST_TEST(volume_edges(labels).distance(Point<3>(4, 10, 24)) < 1e-12);
}

/// A ball of ten voxels a radius, also where voxels are not cubes.
BOOST_AUTO_TEST_CASE(ball) {
  for (const Spacing& spacing : {half_micrometre, Spacing{0.6e-6, 0.5e-6, 0.4e-6}}) {
    const Point<3> center(8.1, 7.8, 8.3);
    const auto labels = drawn_labels({30, 32, 40}, spacing,
                                     [&](const Point<3>& p) { return p.distance(center) < 5 ? 1u : 0u; });
    const Point<3> box = volume_edges(labels);
    LabelTreatment treatment;
    treatment.minimal_gap = treatment.margin = 1;
    LabelShapes shapes(labels, box, treatment);
    BOOST_REQUIRE(shapes.size() == 1u);
    const double volume = unit_volume<3>() * 125;
    BOOST_TEST(shapes.particles()[0].volume == volume, boost::test_tools::tolerance(0.01));
    BOOST_TEST(shapes.particles()[0].center.distance(center) < 0.05);

    // The surface's own volume, area, roughness and normals.
    double enclosed = 0, roughest = 0, steepest = 0, slant = 0;
    const auto directions = even_directions<3>(800);
    for (const auto& direction : directions) {
      const double radius = reach(shapes, 0, center, direction, 7);
      enclosed += std::pow(radius, 3) / 125 / 800;
      roughest = std::max(roughest, std::abs(radius - 5));
      const double cosine = normal_at(shapes, center + radius * direction) * direction;
      const double angle = std::acos(std::min(1., cosine)) * 180 / std::acos(-1.);
      steepest = std::max(steepest, angle);
      slant += angle * angle / 800;
    }
    BOOST_TEST(enclosed == 1., boost::test_tools::tolerance(0.01));
    BOOST_TEST(roughest <
               spacing[0] * 1e6 / std::acos(-1.));  // of terraces one voxel high, the first harmonic
    // Degrees. A plane of slope s in voxels is a staircase of period 1/s; blurred, its slope still errs by up
    // to 2 s exp(-2 (pi s sigma)^2) <= 0.19/sigma: 7 degrees for 1.6 voxels, spline included.
    BOOST_TEST(steepest < 7.);
    BOOST_TEST(std::sqrt(slant) < 3.);
    double area = 0, off = 0;
    for (const auto& at : shapes.surface_points(0, 2000)) {
      area += at.area;
      off = std::max(off, std::abs(shapes.signed_distance(at.point)));
    }
    BOOST_TEST(area == unit_surface<3>() * 25, boost::test_tools::tolerance(0.02));
    BOOST_TEST(off < 0.05);
    measure_coverage<3>(PlaneBinder<3>(2, center[2] - 3), shapes);
    BOOST_TEST(std::abs(shapes.particles()[0].coverage - 0.8) < 0.015);
  }
}

BOOST_AUTO_TEST_CASE(a_film_stays_between_touching_particles) {
  // Two balls cut by their common plane, and one that touches neither.
  const Point<3> a(6, 8, 8), b(12, 8, 8), c(22, 8, 8);
  const auto labels = drawn_labels({32, 32, 56}, half_micrometre, [&](const Point<3>& p) {
    if (p.distance(c) < 3) return 9u;
    if (p.distance(a) < 4 && p[0] < 9) return 1u;
    return p.distance(b) < 4 ? 2u : 0u;
  });
  for (const double gap : {0.6, 1.2, 2.}) {
    LabelTreatment treatment;
    treatment.minimal_gap = treatment.margin = gap;
    const LabelShapes shapes(labels, volume_edges(labels), treatment);
    BOOST_REQUIRE(shapes.size() == 3u);
    BOOST_TEST(shapes.particles()[2].id == 9);
    const double kept = sampled_gap(shapes, 0, 1);
    BOOST_TEST(kept > 0.93 * gap);  // the smooth functions are distances to a few percent
    BOOST_TEST(kept < gap + 1.);
    BOOST_TEST(shapes.particles()[0].volume < unit_volume<3>() * 64);
    const double voxels = static_cast<double>(label_extents(labels)[2].voxels);
    BOOST_TEST(shapes.particles()[2].volume == voxels / 8, boost::test_tools::tolerance(0.005));
    // In the middle of the film there is matrix; no point belongs to two particles.
    BOOST_TEST(shapes.signed_distance({9, 8, 8}) > 0.4 * gap);
    for (int i = 0; i < 4000; ++i) {
      const Point<3> p(8 + 0.02 * (i % 100), 5 + 0.15 * (i / 100), 8);
      BOOST_TEST(!(shapes.particle_distance(0, p) < 0 && shapes.particle_distance(1, p) < 0));
    }
  }
}

BOOST_AUTO_TEST_CASE(particles_cut_by_the_volume) {
  const auto labels = drawn_labels({24, 24, 48}, half_micrometre, [](const Point<3>& p) {
    if (p.distance(Point<3>(0, 6, 6)) < 5) return 1u;
    return p.distance(Point<3>(17, 6, 6)) < 4 ? 2u : 0u;
  });
  LabelTreatment treatment;
  treatment.minimal_gap = treatment.margin = 1;
  const Point<3> edges = volume_edges(labels);
  {
    const LabelShapes shapes(labels, edges, treatment);
    BOOST_REQUIRE(shapes.size() == 2u);
    double least = 1e9;
    for (const auto& at : shapes.surface_points(0, 4000)) least = std::min(least, at.point[0]);
    BOOST_TEST(least > 0.95);
    BOOST_TEST(least < 1.2);
    // A half ball less a slice of 1 um: pi (R^2 - 1/3).
    BOOST_TEST(shapes.particles()[0].volume == unit_volume<3>() * 125 / 2 - std::acos(-1.) * (25 - 1. / 3),
               boost::test_tools::tolerance(0.05));
  }
  {  // in a larger box it ends where the volume ends
    const LabelShapes shapes(labels, edges + Point<3>(6, 0, 0), treatment);
    double least = 1e9;
    for (const auto& at : shapes.surface_points(0, 4000)) least = std::min(least, at.point[0]);
    BOOST_TEST(std::abs(least - 3) < 0.1);
    BOOST_TEST(shapes.particles()[0].volume == unit_volume<3>() * 125 / 2,
               boost::test_tools::tolerance(0.03));
  }
  treatment.drop_border = true;
  const LabelShapes shapes(labels, edges, treatment);
  BOOST_REQUIRE(shapes.size() == 1u);
  BOOST_TEST(shapes.particles()[0].id == 2);
  BOOST_TEST(shapes.remarks().size() == 1u);
  BOOST_CHECK_THROW(LabelShapes(labels, Point<3>(edges - Point<3>(1, 0, 0)), treatment), InputError);
}

BOOST_AUTO_TEST_CASE(cracks_and_cavities) {
  const Point<3> center(8, 8, 8);
  const auto labels = drawn_labels({32, 32, 32}, half_micrometre, [&](const Point<3>& p) {
    if (p.distance(center) > 6 || p.distance(center + Point<3>(0, 0, -3)) < 1.2) return 0u;  // a cavity
    return p[2] > 8 && std::abs(p[0] - 8) < 1 ? 0u : 1u;                                     // a notch
  });
  LabelTreatment treatment;
  treatment.minimal_gap = treatment.margin = 1;
  treatment.crack_width = 4;  // of a ball that leaves but a shallow meniscus in the mouth
  const LabelShapes filled(labels, volume_edges(labels), treatment);
  BOOST_TEST(filled.signed_distance({8, 8, 11}) < -1.);
  BOOST_TEST(filled.signed_distance({8, 8, 5}) < -1.);
  const auto ball = drawn_labels({32, 32, 32}, half_micrometre,
                                 [&](const Point<3>& p) { return p.distance(center) > 6 ? 0u : 1u; });
  const double whole = LabelShapes(ball, volume_edges(ball), treatment).particles()[0].volume;
  // All of the notch but a groove at its mouth, 2 um wide and half a circumference long, shallower than a
  // voxel.
  BOOST_TEST(filled.particles()[0].volume < whole);
  BOOST_TEST(whole - filled.particles()[0].volume < 2 * std::acos(-1.) * 6 * 0.5);
  treatment.fill_cracks = false;
  const LabelShapes kept(labels, volume_edges(labels), treatment);
  BOOST_TEST(kept.signed_distance({8, 8, 11}) > 0.);
  BOOST_TEST(kept.signed_distance({8, 8, 5}) < -1.);  // no way out of the cavity
  treatment.fill_cracks = true;
  treatment.crack_width = 0.4;  // narrower than the crack is
  BOOST_TEST(LabelShapes(labels, volume_edges(labels), treatment).signed_distance({8, 8, 11}) > 0.);
}

BOOST_AUTO_TEST_CASE(fragments_and_small_particles) {
  const auto labels = drawn_labels({24, 24, 40}, half_micrometre, [](const Point<3>& p) {
    if (p.distance(Point<3>(6, 6, 6)) < 4 || p.distance(Point<3>(14, 6, 6)) < 1) return 1u;
    return p.distance(Point<3>(18, 6, 6)) < 1 ? 2u : 0u;
  });
  LabelTreatment treatment;
  treatment.minimal_gap = treatment.margin = 1;
  treatment.smallest_radius = 1.5;
  const LabelShapes shapes(labels, volume_edges(labels), treatment);
  BOOST_REQUIRE(shapes.size() == 1u);
  BOOST_TEST(shapes.signed_distance({14, 6, 6}) > 1.);  // the fragment of label 1
  BOOST_TEST(shapes.remarks().size() == 1u);
  treatment.reject_small = true;
  BOOST_CHECK_THROW(LabelShapes(labels, volume_edges(labels), treatment), InputError);
  treatment.smallest_radius = 5;
  treatment.reject_small = false;
  BOOST_CHECK_THROW(LabelShapes(labels, volume_edges(labels), treatment), InputError);  // nothing is left
  BOOST_CHECK_THROW(LabelShapes(labels, volume_edges(labels), treatment, 1000), InputError);  // memory
}

BOOST_AUTO_TEST_CASE(labels_without_particles) {
  const auto labels = drawn_labels({8, 8, 8}, half_micrometre, [](const Point<3>&) { return 0u; });
  BOOST_CHECK_THROW(LabelShapes(labels, volume_edges(labels), {}), InputError);
}

/// All ranks, and every number of them, have the same functions: the sum of values is a known number on one
/// rank only in so far as each rank recomputes it from its own voxels cut differently.
BOOST_AUTO_TEST_CASE(ranks_agree) {
  const auto draw = [](const Point<3>& p) {
    return p.distance(Point<3>(6, 6, 6)) < 4 ? 1u : p.distance(Point<3>(13, 6, 6)) < 3.5 ? 2u : 0u;
  };
  const Triple extents{24, 24, 36};
  LabelTreatment treatment;
  treatment.minimal_gap = treatment.margin = 1;
  const auto labels = drawn_labels(extents, half_micrometre, draw);
  const LabelShapes shapes(labels, volume_edges(labels), treatment);
  Volume<std::uint32_t> own(std::make_shared<Decomposition>(MPI_COMM_SELF, extents), half_micrometre, "own");
  const auto host = Kokkos::create_mirror_view(own.data());
  for (int z = 0; z < 24; ++z)
    for (int y = 0; y < 24; ++y)
      for (int x = 0; x < 36; ++x) host(z, y, x) = draw({0.5 * x + 0.25, 0.5 * y + 0.25, 0.5 * z + 0.25});
  Kokkos::deep_copy(own.data(), host);
  const LabelShapes alone(own, volume_edges(own), treatment);
  BOOST_REQUIRE(alone.size() == shapes.size());
  for (std::size_t k = 0; k < alone.size(); ++k)
    BOOST_TEST(alone.particles()[k].volume == shapes.particles()[k].volume);
  for (int i = 0; i < 500; ++i) {
    const Point<3> p(0.036 * i, 6.1, 5.7);
    BOOST_TEST(alone.signed_distance(p) == shapes.signed_distance(p));
  }
}

}  // namespace catena
