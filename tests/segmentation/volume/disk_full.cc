// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// When a file cannot be written whole, all ranks say so, and nothing of it stays.
#include <signal.h>
#include <sys/resource.h>

#include <boost/test/unit_test.hpp>
#include <filesystem>

#include "segmentation/volume/image_writer.h"
#include "segmentation/volume/tiff_writer.h"
#include "tests/segmentation/volume/image_checks.h"
#include "tests/segmentation/volume/scratch_folder.h"

using namespace catena;

namespace {

/// While it lives no file of this process grows beyond `bytes`, as if the disk were full.
class SmallDisk {
 public:
  explicit SmallDisk(rlim_t bytes) {
    handler_ = ::signal(SIGXFSZ, SIG_IGN);
    ::getrlimit(RLIMIT_FSIZE, &before_);
    rlimit small = before_;
    small.rlim_cur = bytes;
    ::setrlimit(RLIMIT_FSIZE, &small);
  }
  ~SmallDisk() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    ::signal(SIGXFSZ, handler_);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

 private:
  rlimit before_;
  void (*handler_)(int);
};

Volume<std::uint16_t> volume() {
  Volume<std::uint16_t> made(blocks_of({8, 100, 100}, {0, 0, 0}), {1e-6, 1e-6, 1e-6}, "volume");
  fill(made, [](auto z, auto y, auto x) { return z * y + x; });
  return made;
}

void check_nothing_left(const ScratchFolder& folder) {
  MPI_Barrier(MPI_COMM_WORLD);
  BOOST_TEST(std::filesystem::is_empty(folder.path()));
  MPI_Barrier(MPI_COMM_WORLD);
}

}  // namespace

BOOST_AUTO_TEST_CASE(full_disk_while_writing_hdf5) {
  for (const rlim_t bytes : {rlim_t{0}, rlim_t{100}, rlim_t{3000}, rlim_t{10000}, rlim_t{100000}}) {
    const ScratchFolder folder;
    const auto written = volume();
    check_error(ExitStatus::unusable_file, "volume.h5", [&] {
      const SmallDisk full(bytes);
      write_image(folder / "volume.h5", "/tomogram", written, "1", "grey values");
    });
    check_nothing_left(folder);
  }
}

BOOST_AUTO_TEST_CASE(full_disk_keeps_the_older_file) {
  const ScratchFolder folder;
  const std::string path = folder / "volume.h5";
  const auto written = volume();
  write_image(path, "/tomogram", written, "1", "grey values");
  check_error(ExitStatus::unusable_file, "volume.h5", [&] {
    const SmallDisk full(50000);
    write_image(path, "/tomogram", written, "1", "grey values");
  });
  check_image<std::uint16_t>(image_parameters("Tomogram", path), {8, 100, 100},
                             [](auto z, auto y, auto x) { return z * y + x; });
}

BOOST_AUTO_TEST_CASE(full_disk_while_writing_tiff) {
  for (const rlim_t bytes : {rlim_t{0}, rlim_t{4}, rlim_t{30000}}) {
    const ScratchFolder folder;
    const auto written = volume();
    check_error(ExitStatus::unusable_file, "volume.tif", [&] {
      const SmallDisk full(bytes);
      write_tiff(folder / "volume.tif", written);
    });
    check_nothing_left(folder);
  }
}

BOOST_AUTO_TEST_CASE(folder_that_cannot_be_written) {
  const ScratchFolder folder;
  const auto written = volume();
  check_error(ExitStatus::unusable_file, "absent/volume.h5",
              [&] { write_image(folder / "absent/volume.h5", "/tomogram", written, "1", "grey values"); });
  check_error(ExitStatus::unusable_file, "absent/volume.tif",
              [&] { write_tiff(folder / "absent/volume.tif", written); });
  check_error(ExitStatus::unusable_file, "/dev/null/slices",
              [&] { write_tiff_slices("/dev/null/slices", written); });
}
