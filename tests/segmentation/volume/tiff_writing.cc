// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/volume/tiff_writer.h"

#include <tiffio.h>

#include <boost/test/unit_test.hpp>

#include "tests/segmentation/volume/image_checks.h"
#include "tests/segmentation/volume/scratch_folder.h"

using namespace catena;

namespace {

template <class T>
T stamp(std::int64_t z, std::int64_t y, std::int64_t x) {
  return static_cast<T>(static_cast<double>(z * 701 + y * 53 + x) *
                        (std::is_floating_point<T>::value ? 0.25 : 1));
}

template <class T>
void check_stacks(const std::string& section) {
  const ScratchFolder folder;
  const Triple extents{11, 9, 13};
  for (const Triple& grid : all_grids()) {
    Volume<T> volume(blocks_of(extents, grid), {3e-7, 2e-7, 1e-7}, {1, 0, 2}, "volume");
    fill(volume, stamp<T>);
    write_tiff(folder / "stack.tif", volume);
    write_tiff_slices(folder / "slices", volume);
    MPI_Barrier(MPI_COMM_WORLD);
    for (const std::string name : {"stack.tif", "slices"}) {
      const ImageParameters parameters = image_parameters(section, folder / name);
      check_image<T>(parameters, extents, stamp<T>);
      const Spacing spacing = open_image(MPI_COMM_WORLD, parameters).spacing;
      for (std::size_t axis = 0; axis < 3; ++axis)
        BOOST_TEST(spacing[axis] == volume.spacing()[axis], boost::test_tools::tolerance(1e-6));
    }
    MPI_Barrier(MPI_COMM_WORLD);
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(stack_and_slices_on_every_grid) {
  check_stacks<std::uint8_t>("Tomogram");
  check_stacks<std::uint16_t>("Tomogram");
  check_stacks<std::uint32_t>("Labels");
  check_stacks<float>("Tomogram");
}
