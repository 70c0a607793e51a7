// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// Every way to store a TIFF stack gives the same voxels, on all grids of ranks.
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <limits>

#include "tests/segmentation/volume/image_checks.h"
#include "tests/segmentation/volume/scratch_folder.h"
#include "tests/segmentation/volume/tiff_samples.h"

using namespace catena;

namespace {

constexpr int nz = 7, ny = 21, nx = 37;

/// A value that tells where in the stack it stands.
template <class T>
T stamp(std::int64_t z, std::int64_t y, std::int64_t x) {
  const std::int64_t index = (z * ny + y) * nx + x;
  if (sizeof(T) == 1) return static_cast<T>((index * 7 + index / 251) % 251);
  if (std::is_floating_point<T>::value) return static_cast<T>(static_cast<double>(index) * 0.25 - 100);
  return static_cast<T>(index * 11);
}

/// Stores the stamps as type S in every layout, and reads them as T.
template <class S, class T>
void check_layouts(const TiffStorage& base) {
  const ScratchFolder folder;
  for (const int tile : {0, 16}) {
    for (const int rows : {0, 1, 5}) {
      if (tile > 0 && rows > 0) continue;
      TiffStorage storage = base;
      storage.tile = tile;
      storage.rows_per_strip = rows;
      const std::string path = folder / "stack.tif";
      folder.on_root([&] { write_tiff_samples<S>(path, nz, ny, nx, storage, stamp<S>); });
      check_image<T>(image_parameters("Tomogram", path, "1e-6"), {nz, ny, nx},
                     [](auto z, auto y, auto x) { return stamp<S>(z, y, x); });
      MPI_Barrier(MPI_COMM_WORLD);
    }
  }
}

TiffStorage stored(const std::string& mode, int compression = COMPRESSION_NONE) {
  TiffStorage storage;
  storage.mode = mode;
  storage.compression = compression;
  return storage;
}

bool bit(std::int64_t z, std::int64_t y, std::int64_t x) { return (z * 5 + y * 3 + x * x) % 7 < 3; }

}  // namespace

BOOST_AUTO_TEST_CASE(every_sample_type) {
  check_layouts<std::uint8_t, std::uint8_t>(stored("w"));
  check_layouts<std::uint16_t, std::uint16_t>(stored("w"));
  check_layouts<std::uint32_t, std::uint32_t>(stored("w"));
  check_layouts<std::int8_t, float>(stored("w"));
  check_layouts<std::int16_t, float>(stored("w"));
  check_layouts<std::int32_t, float>(stored("w"));
  check_layouts<float, float>(stored("w"));
  check_layouts<double, float>(stored("w"));
}

BOOST_AUTO_TEST_CASE(both_byte_orders_and_bigtiff) {
  for (const std::string mode : {"wb", "wl", "w8", "wb8"}) {
    check_layouts<std::uint16_t, std::uint16_t>(stored(mode));
    check_layouts<float, float>(stored(mode));
  }
  check_layouts<std::uint32_t, std::uint32_t>(stored("wb"));
  check_layouts<double, float>(stored("wb"));
}

BOOST_AUTO_TEST_CASE(every_compression) {
  for (const int compression :
       {COMPRESSION_LZW, COMPRESSION_ADOBE_DEFLATE, COMPRESSION_DEFLATE, COMPRESSION_PACKBITS}) {
    check_layouts<std::uint8_t, std::uint8_t>(stored("w", compression));
    check_layouts<std::uint16_t, std::uint16_t>(stored("wb", compression));
    check_layouts<float, float>(stored("w", compression));
  }
  TiffStorage predicted = stored("w", COMPRESSION_LZW);
  predicted.predictor = 2;
  check_layouts<std::uint16_t, std::uint16_t>(predicted);
  predicted.predictor = 3;
  check_layouts<float, float>(predicted);
}

BOOST_AUTO_TEST_CASE(one_bit_in_both_photometrics) {
  for (const int photometric : {PHOTOMETRIC_MINISBLACK, PHOTOMETRIC_MINISWHITE})
    for (const int compression : {COMPRESSION_NONE, COMPRESSION_PACKBITS, COMPRESSION_CCITTFAX4})
      for (const int tile : {0, 16}) {
        const ScratchFolder folder;
        TiffStorage storage = stored("w", compression);
        storage.photometric = photometric;
        storage.bits = 1;
        storage.tile = tile;
        const bool inverted = photometric == PHOTOMETRIC_MINISWHITE;
        const std::string path = folder / "bits.tif";
        folder.on_root([&] { write_tiff_samples<std::uint8_t>(path, nz, ny, nx, storage, bit); });
        ImageParameters parameters = image_parameters("Tomogram", path, "1e-6");
        const auto expected = [&](auto z, auto y, auto x) { return bit(z, y, x) != inverted; };
        check_image<std::uint8_t>(parameters, {nz, ny, nx}, expected);
        parameters.crop = "1:6, 3:20, 11:30";  // begins and ends within a byte
        check_image<std::uint8_t>(parameters, {5, 17, 19},
                                  [&](auto z, auto y, auto x) { return expected(z + 1, y + 3, x + 11); });
      }
}

BOOST_AUTO_TEST_CASE(white_is_zero_becomes_brightness) {
  const ScratchFolder folder;
  TiffStorage storage = stored("wb");
  storage.photometric = PHOTOMETRIC_MINISWHITE;
  const std::string path = folder / "white.tif";
  folder.on_root([&] { write_tiff_samples<std::uint16_t>(path, nz, ny, nx, storage, stamp<std::uint16_t>); });
  check_image<std::uint16_t>(image_parameters("Tomogram", path, "1e-6"), {nz, ny, nx},
                             [](auto z, auto y, auto x) { return 65535 - stamp<std::uint16_t>(z, y, x); });
}

BOOST_AUTO_TEST_CASE(folder_of_slices_in_natural_order) {
  const ScratchFolder folder;
  const int slices = 12;
  folder.on_root([&] {
    for (int z = 0; z < slices; ++z)
      write_tiff_samples<std::uint16_t>(
          folder / ("slice_" + std::to_string(z) + (z % 2 ? ".tif" : ".TIFF")), 1, ny, nx,
          stored(z % 3 ? "w" : "wb", z % 4 ? COMPRESSION_NONE : COMPRESSION_LZW),
          [&](int, int y, int x) { return stamp<std::uint16_t>(z, y, x); });
    std::filesystem::create_directory(folder / "notes.tif");
    write_tiff_samples<std::uint8_t>(folder / ".hidden.tif", 1, 3, 3, {}, [](int, int, int) { return 0; });
    write_tiff_samples<std::uint8_t>(folder / "readme.txt", 1, 3, 3, {}, [](int, int, int) { return 0; });
  });
  ImageParameters parameters = image_parameters("Tomogram", folder.path(), "1e-6");
  check_image<std::uint16_t>(parameters, {slices, ny, nx},
                             [](auto z, auto y, auto x) { return stamp<std::uint16_t>(z, y, x); });
  parameters.crop = "2:11, :9, 30:";
  check_image<std::uint16_t>(parameters, {9, 9, 7},
                             [](auto z, auto y, auto x) { return stamp<std::uint16_t>(z + 2, y, x + 30); });
}

BOOST_AUTO_TEST_CASE(two_dimensional_image_is_one_slice) {
  const ScratchFolder folder;
  const std::string path = folder / "slice.tif";
  folder.on_root(
      [&] { write_tiff_samples<std::uint8_t>(path, 1, ny, nx, stored("w"), stamp<std::uint8_t>); });
  check_image<std::uint8_t>(image_parameters("Tomogram", path, "1e-6"), {1, ny, nx}, stamp<std::uint8_t>);
}

BOOST_AUTO_TEST_CASE(thumbnails_are_passed_over) {
  const ScratchFolder folder;
  const std::string path = folder / "thumbnails.tif";
  folder.on_root([&] {
    TIFF* const file = TIFFOpen(path.c_str(), "w");
    for (int z = 0; z < nz; ++z) {
      add_tiff_page<std::uint8_t>(file, ny, nx, {},
                                  [&](int y, int x) { return stamp<std::uint8_t>(z, y, x); });
      TIFFSetField(file, TIFFTAG_SUBFILETYPE, FILETYPE_REDUCEDIMAGE);
      add_tiff_page<std::uint8_t>(file, 2, 2, {}, [](int, int) { return std::uint8_t{9}; });
    }
    TIFFClose(file);
  });
  check_image<std::uint8_t>(image_parameters("Tomogram", path, "1e-6"), {nz, ny, nx}, stamp<std::uint8_t>);
}

BOOST_AUTO_TEST_CASE(slices_behind_one_directory_as_imagej_writes_beyond_4_gb) {
  const ScratchFolder folder;
  const std::string path = folder / "imagej.tif";
  folder.on_root([&] {
    // One page as high as the whole stack, which is what lies in such a file, then made to say that it is but
    // a slice.
    TiffStorage storage = stored("wb");
    storage.description =
        "ImageJ=1.53t\nimages=" + std::to_string(nz) + "\nslices=" + std::to_string(nz) + "\n";
    write_tiff_samples<std::uint16_t>(path, 1, nz * ny, nx, storage, [](int, int y, int x) {
      return stamp<std::uint16_t>(y / ny, y % ny, x);
    });
    TIFF* const file = TIFFOpen(path.c_str(), "r+");
    TIFFSetField(file, TIFFTAG_IMAGELENGTH, ny);
    TIFFSetField(file, TIFFTAG_ROWSPERSTRIP, ny);
    TIFFRewriteDirectory(file);
    TIFFClose(file);
  });
  ImageParameters parameters = image_parameters("Tomogram", path, "1e-6");
  check_image<std::uint16_t>(parameters, {nz, ny, nx}, stamp<std::uint16_t>);
  parameters.crop = "2:, 1:20, 3:9";
  check_image<std::uint16_t>(parameters, {nz - 2, 19, 6}, [](auto z, auto y, auto x) {
    return stamp<std::uint16_t>(z + 2, y + 1, x + 3);
  });
}

BOOST_AUTO_TEST_CASE(spacing_from_imagej_and_ome) {
  const ScratchFolder folder;
  const std::string path = folder / "spaced.tif";
  const auto spacing = [&](const std::string& description, float pixels_per_unit) {
    folder.on_root([&] {
      TiffStorage storage = stored("w");
      storage.description = description;
      storage.pixels_per_unit = pixels_per_unit;
      write_tiff_samples<std::uint8_t>(path, nz, ny, nx, storage, stamp<std::uint8_t>);
    });
    const Spacing found = open_image(MPI_COMM_WORLD, image_parameters("Tomogram", path)).spacing;
    MPI_Barrier(MPI_COMM_WORLD);
    return found;
  };
  const auto is_near = [](const Spacing& found, const Spacing& expected) {
    for (std::size_t axis = 0; axis < 3; ++axis)
      BOOST_TEST(found[axis] == expected[axis], boost::test_tools::tolerance(1e-6));
  };
  is_near(spacing("ImageJ=1.53t\nimages=7\nslices=7\nunit=micron\nspacing=0.4\nloop=false\n", 5),
          {4e-7, 2e-7, 2e-7});
  is_near(spacing("ImageJ=1.53t\nimages=7\nunit=\\u00B5m\n", 4), {1e-6, 2.5e-7, 2.5e-7});
  is_near(spacing("ImageJ=1.53t\nunit=nm\nspacing=65.0\n", 0.02f), {65e-9, 50e-9, 50e-9});
  is_near(
      spacing("<?xml version=\"1.0\"?><OME><Pixels SizeC=\"1\" SizeT=\"1\" SizeZ=\"7\" PhysicalSizeX=\"0.3\" "
              "PhysicalSizeXUnit=\"\xC2\xB5m\" PhysicalSizeY=\"300\" PhysicalSizeYUnit=\"nm\" "
              "PhysicalSizeZ=\"0.5\"/></OME>",
              0),
      {5e-7, 3e-7, 3e-7});
}
