// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// What is written on one grid of ranks is read back the same on every other, and other programs find it as
// the contract says.
#include <boost/test/unit_test.hpp>

#include "segmentation/volume/hdf5_file.h"
#include "segmentation/volume/image_writer.h"
#include "tests/segmentation/volume/image_checks.h"
#include "tests/segmentation/volume/scratch_folder.h"

using namespace catena;

namespace {

template <class T>
T stamp(std::int64_t z, std::int64_t y, std::int64_t x) {
  return static_cast<T>(static_cast<double>(z * 10007 + y * 103 + x * 3 + 1) *
                        (std::is_floating_point<T>::value ? 0.5 : 1));
}

template <class T>
void check_round_trip(const Triple& extents, const std::string& section, const std::string& dataset) {
  const ScratchFolder folder;
  const std::string path = folder / "volume.h5";
  for (const Triple& grid : all_grids())
    for (const Triple& halo : {Triple{0, 0, 0}, Triple{2, 1, 3}}) {
      if (grid[0] > extents[0]) continue;
      Volume<T> volume(blocks_of(extents, grid), {3e-7, 2e-7, 1e-7}, halo, "volume");
      Kokkos::deep_copy(volume.data(), T{77});  // the halo must not get into the file
      fill(volume, stamp<T>);
      write_image(path, dataset, volume, "1", "stamps");
      const ImageParameters parameters = image_parameters(section, path);
      BOOST_TEST((open_image(MPI_COMM_WORLD, parameters).spacing == Spacing{3e-7, 2e-7, 1e-7}));
      check_image<T>(parameters, extents, stamp<T>);
      MPI_Barrier(MPI_COMM_WORLD);
    }
}

}  // namespace

BOOST_AUTO_TEST_CASE(round_trip_on_every_grid) {
  check_round_trip<std::uint8_t>({5, 9, 14}, "Tomogram", "/tomogram");
  check_round_trip<std::uint16_t>({6, 8, 13}, "Tomogram", "/tomogram");
  check_round_trip<float>({5, 9, 14}, "Tomogram", "/tomogram");
  check_round_trip<std::uint32_t>({5, 9, 14}, "Labels", "/labels");
  check_round_trip<std::uint8_t>({1, 17, 19}, "Tomogram", "/tomogram");
}

BOOST_AUTO_TEST_CASE(large_blocks_go_out_in_pieces) {
  const Triple extents{5, 700, 900};  // more than the writer's and the reader's buffers
  check_round_trip<std::uint32_t>(extents, "Labels", "/labels");
}

BOOST_AUTO_TEST_CASE(attributes_and_a_second_dataset) {
  const ScratchFolder folder;
  const std::string path = folder / "volume.h5";
  const Triple extents{4, 5, 6};
  Volume<std::uint16_t> grey(blocks_of(extents, {0, 0, 0}), {1e-6, 1e-6, 2e-6}, "grey");
  Volume<std::uint32_t> labels(blocks_of(extents, {0, 0, 0}), {1e-6, 1e-6, 2e-6}, {1, 1, 1}, "labels");
  fill(grey, stamp<std::uint16_t>);
  fill(labels, stamp<std::uint32_t>);
  write_image(path, "/tomogram", grey, "1", "grey values");
  add_image(path, "/state/labels", labels, "1", "labels so far");
  folder.on_root([&] {
    const Hdf5File file = Hdf5File::open(path);
    BOOST_TEST((file.text_attribute("/tomogram", "unit") == "1"));
    BOOST_TEST((file.text_attribute("/tomogram", "description") == "grey values"));
    BOOST_TEST((file.number_attribute("/tomogram", "spacing") == std::vector<double>{1e-6, 1e-6, 2e-6}));
    for (const std::string there : {"/", "/tomogram", "state", "/state/", "/state/labels"})
      BOOST_TEST(file.has(there));
    for (const std::string absent : {"/none", "/state/none", "/none/none", "/tomogram/none"})
      BOOST_TEST(!file.has(absent));
    BOOST_TEST(file.is_dataset("/state/labels"));
    BOOST_TEST(!file.is_dataset("/state"));
    std::vector<std::int64_t> size;
    const auto values = file.read<std::uint32_t>("/state/labels", &size);
    BOOST_TEST((size == std::vector<std::int64_t>{4, 5, 6}));
    BOOST_TEST(values[(2 * 5 + 3) * 6 + 4] == stamp<std::uint32_t>(2, 3, 4));
    BOOST_TEST(!std::filesystem::exists(path + ".partial"));
  });
  ImageParameters parameters = image_parameters("Labels", path);
  parameters.dataset = "state/labels";
  check_image<std::uint32_t>(parameters, extents, stamp<std::uint32_t>);
}
