// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// Real files of other programs, where the environment variable CATENA_DATA names the folder that holds them.
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <map>

#include "tests/segmentation/volume/image_checks.h"

using namespace catena;

namespace {

/// The file, or nothing and a line that says what is passed over.
std::string data_file(const std::string& name) {
  const char* const folder = std::getenv("CATENA_DATA");
  const std::string path = folder ? std::string(folder) + "/" + name : "";
  if (folder && std::filesystem::exists(path)) return path;
  int rank = 0;
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  if (rank == 0)
    std::cout << "skipped: " << name
              << (folder ? " is not in CATENA_DATA" : ", because CATENA_DATA is not set") << std::endl;
  return "";
}

/// Reads the image and counts its values over all ranks.
template <class T>
std::map<T, std::int64_t> values_of(const std::string& path, const Triple& extents) {
  const ImageDescription image = open_image(MPI_COMM_WORLD, image_parameters("Tomogram", path, "1e-6"));
  BOOST_TEST_REQUIRE((image.extents == extents));
  const Triple grid = extents[0] > 1 ? Triple{0, 0, 0} : Triple{1, world_size(), 1};
  const Volume<T> volume = read_image<T>(image, blocks_of(extents, grid), {0, 0, 0}, "image");
  const auto host = Kokkos::create_mirror_view_and_copy(Kokkos::HostSpace(), volume.data());
  std::vector<std::int64_t> counts(65536, 0), all(65536, 0);
  for (std::size_t i = 0; i < host.size(); ++i) ++counts[host.data()[i]];
  MPI_Allreduce(counts.data(), all.data(), 65536, MPI_INT64_T, MPI_SUM, MPI_COMM_WORLD);
  std::map<T, std::int64_t> found;
  for (std::size_t value = 0; value < all.size(); ++value)
    if (all[value] > 0) found[static_cast<T>(value)] = all[value];
  return found;
}

}  // namespace

BOOST_AUTO_TEST_CASE(one_bit_volume) {
  const std::string path = data_file("volumes_generic/openimpala_SampleData_2Phase_1bit_SYNTHETIC.tif");
  if (path.empty()) return;
  const auto values = values_of<std::uint8_t>(path, {100, 100, 100});
  BOOST_TEST(values.size() == 2u);  // two phases, 0 and 1
  BOOST_TEST(values.count(0) == 1u);
  BOOST_TEST(values.count(1) == 1u);
}

BOOST_AUTO_TEST_CASE(deflated_16_bit_labels) {
  const std::string path = data_file("volumes_generic/stardist_mask3d_SYNTHETIC.tif");
  if (path.empty()) return;
  auto values = values_of<std::uint16_t>(path, {31, 61, 57});
  values.erase(0);
  BOOST_TEST(values.size() == 51u);  // its README: 51 instances
  BOOST_TEST(
      (open_image(MPI_COMM_WORLD, image_parameters("Tomogram", path, "1e-6")).sample == SampleType::uint16));
}

BOOST_AUTO_TEST_CASE(three_phases) {
  const std::string path = data_file("volumes_battery/taufactor_electrode_pore0_nmc85_cbd170.tif");
  if (path.empty()) return;
  const auto values = values_of<std::uint8_t>(path, {256, 256, 256});
  BOOST_TEST(values.size() == 3u);  // pore, active material, carbon and binder
  for (const std::uint8_t phase : {0, 85, 170}) BOOST_TEST(values.count(phase) == 1u);
}

BOOST_AUTO_TEST_CASE(binary_volume_with_known_share) {
  const std::string path = data_file("volumes_battery/nrel_nmc1cal_active_mask.tif");
  if (path.empty()) return;
  const auto values = values_of<std::uint8_t>(path, {251, 301, 301});
  BOOST_TEST(values.size() == 2u);
  BOOST_TEST(static_cast<double>(values.at(1)) / (251.0 * 301.0 * 301.0) == 0.499,
             boost::test_tools::tolerance(2e-3));
}

BOOST_AUTO_TEST_CASE(grey_slice) {
  const std::string path = data_file("volumes_battery/ebner_NMC_90wt_2000bar_slice115.tif");
  if (path.empty()) return;
  const auto values = values_of<std::uint8_t>(path, {1, 853, 846});
  BOOST_TEST(static_cast<int>(values.begin()->first) == 81);  // its README: values from 81 to 170
  BOOST_TEST(static_cast<int>(values.rbegin()->first) == 170);
}

BOOST_AUTO_TEST_CASE(big_endian_imagej_slice) {
  const std::string path = data_file("pnd_example/example_xy.tif");
  if (path.empty()) return;
  const auto values = values_of<std::uint8_t>(path, {1, 655, 2048});
  BOOST_TEST(static_cast<int>(values.begin()->first) == 1);  // its README: values from 1 to 253
  BOOST_TEST(static_cast<int>(values.rbegin()->first) == 253);
}
