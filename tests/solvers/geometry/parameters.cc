// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// The section Geometry: what its defaults are, what each source makes, and a sentence for every wrong input.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <memory>

#include "jobs/run/error.h"
#include "jobs/run/parameters.h"
#include "segmentation/volume/image_writer.h"
#include "solvers/geometry/geometry_parameters.h"
#include "tests/segmentation/volume/scratch_folder.h"
#include "tests/solvers/geometry/drawn_labels.h"

namespace catena {
namespace {

template <int dim>
ElectrodeGeometry<dim> made(const std::vector<std::string>& settings) {
  Parameters parameters;
  GeometryParameters geometry;
  geometry.declare(parameters);
  parameters.read("", "none.prm", settings);
  return make_geometry<dim>(MPI_COMM_WORLD, geometry);
}

/// That the settings are an InputError whose sentence has all of the words.
template <int dim>
void refused(const std::vector<std::string>& settings, const std::vector<std::string>& words) {
  try {
    made<dim>(settings);
    BOOST_ERROR("accepted: " + settings.back());
  } catch (const InputError& error) {
    for (const std::string& word : words)
      if (std::string(error.what()).find(word) == std::string::npos)
        BOOST_ERROR("'" + word + "' is not in: " + error.what());
  }
}

const std::string box = "Geometry/Box = 24e-6, 12e-6, 12e-6";

std::vector<std::string> spheres(const std::string& list) { return {box, "Geometry/Spheres = " + list}; }

template <int dim>
void default_row() {
  const auto geometry = made<dim>({});
  BOOST_REQUIRE(geometry.shapes->size() == 3u);
  const double wanted[3] = {0.8, 0.5, 0.2};
  const double height = dim == 3 ? 2.4 : 4 * std::cos(0.2 * std::acos(-1.));
  for (std::size_t k = 0; k < 3; ++k) {
    const Particle<dim>& particle = geometry.shapes->particles()[k];
    BOOST_TEST(particle.coverage == wanted[k], boost::test_tools::tolerance(1e-12));
    BOOST_TEST(particle.radius == 4., boost::test_tools::tolerance(1e-12));
    Point<dim> center;
    for (int axis = 0; axis < dim; ++axis) center[axis] = 6;
    center[0] = 6 + 12. * static_cast<double>(k);
    center[dim - 1] = 10 + height * (1. - static_cast<double>(k));
    BOOST_TEST(particle.center.distance(center) < 1e-9);
    for (int axis = 0; axis < dim; ++axis) {  // two micrometres before every face
      BOOST_TEST(particle.center[axis] >= 6 - 1e-9);
      BOOST_TEST(particle.center[axis] <= geometry.box[axis] - 6 + 1e-9);
    }
  }
  BOOST_TEST(geometry.box[0] == 36., boost::test_tools::tolerance(1e-12));
  BOOST_TEST(geometry.box[dim - 1] == 20., boost::test_tools::tolerance(1e-12));
  BOOST_TEST(geometry.fine_cell == 0.5, boost::test_tools::tolerance(1e-12));
  Point<dim> probe = geometry.box / 2;
  probe[dim - 1] = 10.01;  // the plane lies on faces of cells of 2 um and all finer ones
  BOOST_TEST(geometry.carbon_binder->high(probe));
  probe[dim - 1] = 9.99;
  BOOST_TEST(!geometry.carbon_binder->high(probe));
}

}  // namespace

BOOST_AUTO_TEST_CASE(default_row_2d) { default_row<2>(); }
BOOST_AUTO_TEST_CASE(default_row_3d) { default_row<3>(); }

BOOST_AUTO_TEST_CASE(row_with_other_resolution_stays_where_it_is) {
  const auto coarse = made<3>({"Geometry/Cells per radius = 4"}),
             fine = made<3>({"Geometry/Cells per radius = 16"});
  for (std::size_t k = 0; k < 3; ++k)
    BOOST_TEST(coarse.shapes->particles()[k].center.distance(fine.shapes->particles()[k].center) == 0.);
}

BOOST_AUTO_TEST_CASE(listed_spheres) {
  const auto geometry =
      made<3>({box, "Geometry/Spheres = 6e-6, 6e-6, 6e-6, 4e-6; 1.8e-5, 6e-6, 6e-6, 3e-6;",
               "Geometry/Carbon binder/Axis = x", "Geometry/Carbon binder/Plane position = 0.25"});
  BOOST_REQUIRE(geometry.shapes->size() == 2u);
  BOOST_TEST(geometry.shapes->signed_distance({12, 6, 6}) == 2., boost::test_tools::tolerance(1e-9));
  BOOST_TEST(geometry.shapes->particles()[0].coverage == 0.5, boost::test_tools::tolerance(1e-9));
  BOOST_TEST(geometry.shapes->particles()[1].coverage == 1.);
  // Weighted by volume: (4^4 + 3^4) / (4^3 + 3^3).
  BOOST_TEST(geometry.reference_radius == 337. / 91, boost::test_tools::tolerance(1e-9));
  const auto flat = made<2>({box, "Geometry/Spheres = 6e-6, 6e-6, 4e-6"});
  BOOST_TEST(flat.shapes->particles()[0].volume == 16 * std::acos(-1.), boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(other_sources) {
  const auto packed = made<3>({"Geometry/Source = packing", "Geometry/Packing/Particles = 27",
                               "Geometry/Packing/Spread = 0.1", "Geometry/Packing/Volume fraction = 0.1",
                               "Geometry/Cells per radius = 4", "Geometry/Carbon binder/Kind = table"});
  BOOST_REQUIRE(packed.shapes->size() == 27u);
  for (std::size_t k = 0; k < 27; ++k)
    BOOST_TEST(packed.shapes->particles()[k].coverage == (k % 3 == 0   ? 0.8
                                                          : k % 3 == 1 ? 0.5
                                                                       : 0.2),
               boost::test_tools::tolerance(1e-9));
  for (const std::string arrangement : {"grid", "row"})
    BOOST_TEST(made<2>({"Geometry/Source = packing", "Geometry/Packing/Particles = 8",
                        "Geometry/Packing/Arrangement = " + arrangement,
                        "Geometry/Carbon binder/Kind = field", "Geometry/Separator thickness = 5e-6"})
                   .shapes->size() == 8u);
  const auto bodies =
      made<3>({box, "Geometry/Source = superellipsoids",
               "Geometry/Superellipsoids = 6e-6, 6e-6, 6e-6, 4e-6, 3e-6, 2e-6, 2, 4, 30, 0, 0; "
               "18e-6, 6e-6, 6e-6, 3e-6, 3e-6, 3e-6, 2, 2, 0, 0, 0"});
  BOOST_TEST(bodies.shapes->size() == 2u);
  BOOST_TEST(std::abs(bodies.shapes->particles()[1].coverage - 0.5) < 5e-3);
  const auto superellipses = made<2>(
      {box, "Geometry/Source = superellipsoids", "Geometry/Superellipsoids = 6e-6, 6e-6, 4e-6, 2e-6, 4, 45"});
  BOOST_TEST(superellipses.shapes->signed_distance({8.5, 8.5}) < 0.);
  BOOST_TEST(superellipses.shapes->signed_distance({8.5, 3.5}) > 0.);
}

BOOST_AUTO_TEST_CASE(separator_below_the_row) {
  const auto geometry = made<3>({"Geometry/Separator thickness = 4e-6"});
  BOOST_TEST(geometry.box[2] == 24., boost::test_tools::tolerance(1e-12));
  BOOST_TEST(geometry.carbon_binder->separator({1, 1, 3.9}));
  BOOST_TEST(geometry.shapes->particles()[1].coverage == 0.5, boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(labels_from_a_file) {
  const ScratchFolder folder;
  const auto labels = drawn_labels({40, 40, 80}, {0.5e-6, 0.5e-6, 0.5e-6}, [](const Point<3>& p) {
    return p.distance(Point<3>(10, 10, 10)) < 6 ? 1u : p.distance(Point<3>(28, 10, 10)) < 5 ? 2u : 0u;
  });
  write_image(folder / "labels.h5", "/labels", labels, "1", "two balls");
  const std::vector<std::string> settings{"Geometry/Source = labels",
                                          "Labels/File = " + (folder / "labels.h5")};
  const auto geometry = made<3>(settings);
  BOOST_REQUIRE(geometry.shapes->size() == 2u);
  BOOST_TEST(geometry.box.distance(Point<3>(40, 20, 20)) < 1e-9);
  BOOST_TEST(geometry.shapes->particles()[0].radius == 6., boost::test_tools::tolerance(0.005));
  BOOST_TEST(std::abs(geometry.shapes->particles()[0].coverage - 0.5) < 0.02);

  auto with = [&](const std::string& setting) {
    auto all = settings;
    all.push_back(setting);
    return all;
  };
  refused<2>(settings, {"Dimension = 3"});
  refused<3>(with("Labels/Crop = 0:4, 0:4, 0:4"), {"no particle"});
  refused<3>(with("Geometry/Box = 30e-6, 20e-6, 20e-6"), {"Geometry/Box", "3e-05", "4e-05"});
  refused<3>(with("Geometry/Minimal gap = 1e-8"), {"Geometry/Minimal gap", "0.2", "Cells per radius"});
}

BOOST_AUTO_TEST_CASE(wrong_lists) {
  refused<3>(spheres("6e-6, 6e-6, 4e-6"), {"Geometry/Spheres", "row 1", "3 entries", "x, y, z, r"});
  refused<2>(spheres("6e-6, 6e-6, 6e-6, 4e-6"), {"4 entries", "x, y, r"});
  refused<3>(spheres("6e-6, 6e-6, 6e-6, 4e-6; 1, 2, three, 4"), {"row 2", "'three'"});
  refused<3>(spheres("6e-6, 6e-6, 6e-6, nan"), {"'nan'"});
  refused<3>(spheres("6e-6, 6e-6, 6e-6, 0"), {"radius of 0 m"});
  refused<3>(spheres("6e-6, 6e-6, 6e-6, -4e-6"), {"radius of -4e-06 m"});
  refused<3>(spheres(";"), {"Geometry/Spheres", "no particle"});
  refused<3>({"Geometry/Spheres = 6e-6, 6e-6, 6e-6, 4e-6"}, {"Geometry/Box"});
  refused<3>({box, "Geometry/Source = superellipsoids"}, {"Geometry/Superellipsoids", "no particle"});
  refused<3>({"Geometry/Coverages ="}, {"Geometry/Coverages"});
}

BOOST_AUTO_TEST_CASE(wrong_places) {
  refused<3>(spheres("6e-6, 6e-6, 6e-6, 4e-6; 12e-6, 6e-6, 6e-6, 4e-6"),
             {"particles 1 and 2", "overlap by 2e-06 m"});
  refused<3>(spheres("6e-6, 6e-6, 6e-6, 4e-6; 14.05e-6, 6e-6, 6e-6, 4e-6"),
             {"particles 1 and 2", "5e-08 m apart", "0.1 cells", "0.2", "Cells per radius to 16"});
  refused<3>(spheres("3e-6, 6e-6, 6e-6, 4e-6"), {"particle 1", "out of the box", "along x"});
  refused<3>(spheres("40e-6, 6e-6, 6e-6, 4e-6"), {"particle 1", "out of the box"});
  refused<3>(spheres("6e-6, 6e-6, 4.1e-6, 4e-6"), {"particle 1", "along z", "1.5"});
  refused<3>(spheres("6e-6, 6e-6, 6e-6, 4e-6; 18e-6, 6e-6, 6e-6, 0.5e-6"),
             {"particle 2", "smaller than two cells", "Cells per radius"});
  auto separated = spheres("6e-6, 6e-6, 6e-6, 4e-6");
  separated.push_back("Geometry/Separator thickness = 3e-6");
  refused<3>(separated, {"particle 1", "separator"});
  separated.back() = "Geometry/Separator thickness = 1";
  refused<3>(separated, {"Geometry/Separator thickness"});
  refused<3>({box, "Geometry/Source = superellipsoids",
              "Geometry/Superellipsoids = 6e-6, 6e-6, 6e-6, 4e-6, 3e-6, 2e-6, 2, 2, 0, 0, 0; "
              "11e-6, 6e-6, 6e-6, 4e-6, 3e-6, 3e-6, 2, 2, 0, 0, 0"},
             {"particles 1 and 2", "overlap"});
  refused<3>({"Geometry/Source = packing", "Geometry/Packing/Volume fraction = 0.6"},
             {"do not fit", "Volume fraction"});
}

BOOST_AUTO_TEST_CASE(wrong_units) {
  refused<3>({"Geometry/Box = 24, 12, 12", "Geometry/Spheres = 6, 6, 6, 4"},
             {"Geometry/Box", "along x is 24 m", "1e-07 and 0.01 m", "in metres"});
  refused<2>({"Geometry/Box = 24e-6, 12e-9", "Geometry/Spheres = 6e-6, 6e-9, 4e-9"},
             {"Geometry/Box", "along y is 1.2e-08 m", "in metres"});
  refused<3>(spheres("6, 6, 6, 4"), {"particle 1", "radius of 4 m", "1e-09 and 0.001 m", "in metres"});
  refused<3>(spheres("6e-6, 6e-6, 6e-6, 4e-6; 18e-6, 6e-6, 6e-6, 3e-12"),
             {"particle 2", "radius of 3e-12 m", "in metres"});
  refused<3>({"Geometry/Source = packing", "Geometry/Packing/Mean radius = 4"},
             {"Geometry/Box", "in metres"});
  refused<2>({"Geometry/Packing/Mean radius = 4e-12"}, {"Geometry/Box", "in metres"});
}

BOOST_AUTO_TEST_CASE(wrong_numbers) {
  refused<3>({"Geometry/Box = 1e-5, 1e-5"}, {"Geometry/Box", "three"});
  refused<3>({"Geometry/Box = 1e-5, -1e-5, 1e-5"}, {"Geometry/Box"});
  refused<3>({"Geometry/Coverages = 0.5, 1.2"}, {"Geometry/Coverages"});
  refused<3>({"Geometry/Cells per radius = 1"}, {"Geometry/Cells per radius"});
  refused<3>({"Geometry/Carbon binder/Kind = stripes"}, {"Kind"});
  refused<2>({"Geometry/Carbon binder/Axis = z"}, {"Geometry/Carbon binder/Axis"});
  refused<3>({"Geometry/Source = blobs"}, {"Source"});
}

}  // namespace catena
