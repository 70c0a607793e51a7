// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// Images that cannot be read give the same single sentence on every rank, and none hangs.
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <limits>

#include "tests/segmentation/volume/hdf5_samples.h"
#include "tests/segmentation/volume/image_checks.h"
#include "tests/segmentation/volume/scratch_folder.h"
#include "tests/segmentation/volume/tiff_samples.h"

using namespace catena;

namespace {

constexpr auto wrong_input = ExitStatus::wrong_input, unusable_file = ExitStatus::unusable_file;
constexpr int nz = 8, ny = 20, nx = 30;
const std::vector<hsize_t> size{nz, ny, nx};

int noise(std::int64_t z, std::int64_t y, std::int64_t x) {
  return static_cast<int>(static_cast<std::uint32_t>((z * ny + y) * nx + x) * 2654435761u >> 24);
}

void truncate_file(const std::string& path, double share) {
  std::filesystem::resize_file(
      path, static_cast<std::uintmax_t>(share * static_cast<double>(std::filesystem::file_size(path))));
}

void overwrite(const std::string& path, std::uint64_t at, const std::string& bytes) {
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(static_cast<std::streamoff>(at));
  file << bytes;
}

template <class T>
T read_as(const std::string& path, std::uint64_t at) {
  T value{};
  std::ifstream file(path, std::ios::binary);
  file.seekg(static_cast<std::streamoff>(at)).read(reinterpret_cast<char*>(&value), sizeof value);
  return value;
}

template <class T>
std::string bytes_of_value(T value) {
  return std::string(reinterpret_cast<const char*>(&value), sizeof value);
}

/// Sets one number of the first directory of a little-endian TIFF file.
void set_tiff_entry(const std::string& path, int tag, std::uint32_t value) {
  const std::uint32_t directory = read_as<std::uint32_t>(path, 4);
  for (std::uint32_t entry = 0; entry < read_as<std::uint16_t>(path, directory); ++entry) {
    const std::uint32_t at = directory + 2 + 12 * entry;
    if (read_as<std::uint16_t>(path, at) != tag) continue;
    overwrite(path, at + 2,
              bytes_of_value<std::uint16_t>(4) + bytes_of_value<std::uint32_t>(1) + bytes_of_value(value));
  }
}

template <class T>
void check_tiff(const std::string& path, ExitStatus status, const std::string& words) {
  check_unreadable<T>(image_parameters("Tomogram", path, "1e-6"), status, words);
  MPI_Barrier(MPI_COMM_WORLD);
}

void write_plain(const std::string& path, int height = ny, int width = nx) {
  write_tiff_samples<std::uint16_t>(path, 1, height, width, {}, [](int, int y, int x) { return y + x; });
}

TiffStorage compressed(int compression) {
  TiffStorage storage;
  storage.compression = compression;
  return storage;
}

}  // namespace

BOOST_AUTO_TEST_CASE(nothing_there) {
  const ScratchFolder folder;
  const auto check = [&](const std::string& name, const std::string& words) {
    check_tiff<std::uint8_t>(folder / name, unusable_file, words);
  };
  check("absent.tif", "absent.tif': No such file");
  check("absent/absent.h5", "absent.h5'");
  check("", "holds no TIFF file");
  folder.on_root([&] {
    std::ofstream(folder / "notes.txt") << "no image";
    std::ofstream(folder / "empty.tif");
    std::ofstream(folder / "short.tif") << "II";
    std::ofstream(folder / "header.tif") << std::string("II*\0", 4);
    std::ofstream(folder / "magic.h5") << "\x89HDF\r\n\x1a\n";
    std::filesystem::create_directory(folder / "texts");
    std::ofstream(folder / "texts/notes.txt") << "no image";
  });
  check("texts", "holds no TIFF file");
  check("notes.txt", "neither TIFF nor HDF5");
  check("empty.tif", "neither TIFF nor HDF5");
  check("short.tif", "neither TIFF nor HDF5");
  check("header.tif", "header.tif'");
  check("magic.h5", "magic.h5'");
  check_unreadable<std::uint8_t>(image_parameters("Labels", ""), wrong_input, "Labels/File is empty");
}

BOOST_AUTO_TEST_CASE(slices_that_differ) {
  const ScratchFolder folder;
  for (const std::string kind : {"height", "width", "type", "pages"}) {
    folder.on_root([&] {
      std::filesystem::create_directory(folder / kind);
      for (int z = 0; z < 12; ++z) write_plain(folder / (kind + "/s" + std::to_string(z) + ".tif"));
      const std::string odd = folder / (kind + "/s10.tif");
      if (kind == "height") write_plain(odd, ny + 1, nx);
      if (kind == "width") write_plain(odd, ny, nx - 1);
      if (kind == "type")
        write_tiff_samples<std::uint8_t>(odd, 1, ny, nx, {}, [](int, int, int) { return 1; });
      if (kind == "pages")
        write_tiff_samples<std::uint16_t>(odd, 2, ny, nx, {}, [](int, int, int) { return 1; });
    });
    check_tiff<std::uint16_t>(folder / kind, wrong_input, "/s10.tif'");
    if (kind != "pages") check_tiff<std::uint16_t>(folder / kind, wrong_input, "/s0.tif'");
  }
  folder.on_root([&] {
    TIFF* const file = TIFFOpen((folder / "pages.tif").c_str(), "w");
    add_tiff_page<std::uint8_t>(file, ny, nx, {}, [](int, int) { return std::uint8_t{1}; });
    add_tiff_page<std::uint8_t>(file, ny, nx + 1, {}, [](int, int) { return std::uint8_t{1}; });
    TIFFClose(file);
  });
  check_tiff<std::uint8_t>(folder / "pages.tif", wrong_input, "page 2");
}

BOOST_AUTO_TEST_CASE(truncated_tiff) {
  const ScratchFolder folder;
  for (const int compression : {COMPRESSION_NONE, COMPRESSION_LZW, COMPRESSION_ADOBE_DEFLATE})
    for (const int tile : {0, 16})
      for (const double share : {0.999, 0.7, 0.3, 0.02}) {
        const std::string path = folder / "stack.tif";
        folder.on_root([&] {
          TiffStorage storage = compressed(compression);
          storage.tile = tile;
          write_tiff_samples<std::uint8_t>(path, nz, ny, nx, storage, noise);
          truncate_file(path, share);
        });
        check_tiff<std::uint8_t>(path, unusable_file, "stack.tif'");
      }
  // The directory is there, the samples of the last slice are not: only the rank that reads them can know.
  for (const int compression : {COMPRESSION_NONE, COMPRESSION_PACKBITS}) {
    const std::string path = folder / "slices";
    folder.on_root([&] {
      std::filesystem::create_directory(path);
      for (int z = 0; z < 6; ++z) {
        const std::string slice = path + "/" + std::to_string(z) + ".tif";
        write_tiff_samples<std::uint8_t>(slice, 1, ny, nx, compressed(compression),
                                         [&](int, int y, int x) { return noise(z, y, x); });
        if (z == 5)
          set_tiff_entry(slice, TIFFTAG_STRIPOFFSETS,
                         static_cast<std::uint32_t>(std::filesystem::file_size(slice)) - 100);
      }
    });
    check_tiff<std::uint8_t>(path, unusable_file, "5.tif'");
  }
}

BOOST_AUTO_TEST_CASE(corrupt_tiff) {
  const ScratchFolder folder;
  const std::string path = folder / "stack.tif";
  folder.on_root([&] {
    write_tiff_samples<std::uint8_t>(path, nz, ny, nx, compressed(COMPRESSION_ADOBE_DEFLATE), noise);
    overwrite(path, std::filesystem::file_size(path) - 500, std::string(200, '\x5a'));
  });
  check_tiff<std::uint8_t>(path, unusable_file, "stack.tif'");
  // A header of one page that claims far more than there can be.
  for (const int compression : {COMPRESSION_NONE, COMPRESSION_ADOBE_DEFLATE}) {
    folder.on_root([&] {
      write_tiff_samples<std::uint8_t>(path, 1, ny, nx, compressed(compression), noise);
      for (const int tag : {TIFFTAG_IMAGEWIDTH, TIFFTAG_IMAGELENGTH, TIFFTAG_ROWSPERSTRIP})
        set_tiff_entry(path, tag, 2000000000u);
    });
    check_tiff<std::uint8_t>(path, unusable_file, "stack.tif'");
  }
  // Directories that run in a circle.
  folder.on_root([&] {
    write_tiff_samples<std::uint8_t>(path, 2, ny, nx, {}, noise);
    const std::uint32_t first = read_as<std::uint32_t>(path, 4);
    const std::uint32_t second =
        read_as<std::uint32_t>(path, first + 2 + 12u * read_as<std::uint16_t>(path, first));
    overwrite(path, second + 2 + 12u * read_as<std::uint16_t>(path, second), bytes_of_value(first));
  });
  check_tiff<std::uint8_t>(path, unusable_file, "stack.tif'");
}

BOOST_AUTO_TEST_CASE(tiff_that_is_no_grey_image) {
  const ScratchFolder folder;
  const std::string path = folder / "colour.tif";
  const auto write = [&](int channels, int bits, int photometric, int kind) {
    folder.on_root([&] {
      TIFF* const file = TIFFOpen(path.c_str(), "w");
      TIFFSetField(file, TIFFTAG_IMAGEWIDTH, 8);
      TIFFSetField(file, TIFFTAG_IMAGELENGTH, 1);
      TIFFSetField(file, TIFFTAG_BITSPERSAMPLE, bits);
      TIFFSetField(file, TIFFTAG_SAMPLESPERPIXEL, channels);
      TIFFSetField(file, TIFFTAG_SAMPLEFORMAT, kind);
      TIFFSetField(file, TIFFTAG_PHOTOMETRIC, photometric);
      TIFFSetField(file, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
      TIFFSetField(file, TIFFTAG_ROWSPERSTRIP, 1);
      std::vector<std::uint16_t> map(256, 0);
      if (photometric == PHOTOMETRIC_PALETTE)
        TIFFSetField(file, TIFFTAG_COLORMAP, map.data(), map.data(), map.data());
      std::vector<std::uint8_t> row(static_cast<std::size_t>(channels * bits), 1);
      TIFFWriteScanline(file, row.data(), 0, 0);
      TIFFClose(file);
    });
  };
  write(3, 8, PHOTOMETRIC_RGB, SAMPLEFORMAT_UINT);
  check_tiff<std::uint8_t>(path, wrong_input, "3 samples a pixel");
  write(2, 16, PHOTOMETRIC_MINISBLACK, SAMPLEFORMAT_UINT);
  check_tiff<std::uint8_t>(path, wrong_input, "2 samples a pixel");
  write(1, 8, PHOTOMETRIC_PALETTE, SAMPLEFORMAT_UINT);
  check_tiff<std::uint8_t>(path, wrong_input, "palette");
  write(1, 12, PHOTOMETRIC_MINISBLACK, SAMPLEFORMAT_UINT);
  check_tiff<std::uint8_t>(path, wrong_input, "12 bits");
  write(1, 16, PHOTOMETRIC_MINISBLACK, SAMPLEFORMAT_IEEEFP);
  check_tiff<float>(path, wrong_input, "16 bits in floating point");
  write(1, 32, PHOTOMETRIC_MINISWHITE, SAMPLEFORMAT_IEEEFP);
  check_tiff<float>(path, wrong_input, "white to black");
}

BOOST_AUTO_TEST_CASE(damaged_hdf5) {
  const ScratchFolder folder;
  const std::string path = folder / "image.h5";
  Hdf5Storage packed;
  packed.chunk = {1, ny, nx};
  packed.deflate = 1;
  for (const Hdf5Storage& storage : {Hdf5Storage{}, packed})
    for (const double share : {0.999, 0.7, 0.3, 0.02}) {
      folder.on_root([&] {
        std::filesystem::remove(path);
        write_hdf5_samples(path, "/tomogram", size, storage, samples_of<std::uint8_t>(size, noise));
        truncate_file(path, share);
      });
      check_unreadable<std::uint8_t>(image_parameters("Tomogram", path), unusable_file, "image.h5");
      MPI_Barrier(MPI_COMM_WORLD);
    }
  // Only the last chunk is damaged: the rank that reads it must tell the others.
  folder.on_root([&] {
    std::filesystem::remove(path);
    write_hdf5_samples(path, "/tomogram", size, packed, samples_of<std::uint8_t>(size, noise));
    overwrite(path, std::filesystem::file_size(path) - 300, std::string(250, '\x5a'));
  });
  check_unreadable<std::uint8_t>(image_parameters("Tomogram", path), unusable_file, "image.h5");
}

BOOST_AUTO_TEST_CASE(hdf5_chunks_that_are_too_short) {
  // HDF5 itself believes the chunk's claim and reads beyond its end.
  const ScratchFolder folder;
  const std::string path = folder / "image.h5";
  Hdf5Storage storage;
  storage.chunk = {4, ny, nx};
  for (const unsigned deflate : {0u, 1u})
    for (const bool checksum : {false, true}) {
      if (deflate == 0 && !checksum) continue;  // without filters no chunk has a size of its own
      storage.deflate = deflate;
      storage.checksum = checksum;
      folder.on_root([&] {
        std::filesystem::remove(path);
        write_hdf5_samples(path, "/tomogram", size, storage, samples_of<std::uint16_t>(size, noise));
        Hdf5Silence silence;
        const Hdf5Handle file(H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT), H5Fclose);
        const Hdf5Handle dataset(H5Dopen2(file, "/tomogram", H5P_DEFAULT), H5Dclose);
        // 100 zeros as they are, or as zlib packs them.
        const unsigned char packed[] = {0x78, 0x9c, 0x63, 0x60, 0xa0, 0x3d,
                                        0x00, 0x00, 0x00, 0x64, 0x00, 0x01};
        const unsigned char zeros[100] = {0};
        const hsize_t origin[] = {4, 0, 0};
        if (deflate > 0)
          H5Dwrite_chunk(dataset, H5P_DEFAULT, checksum ? 2 : 0, origin, sizeof packed, packed);
        else
          H5Dwrite_chunk(dataset, H5P_DEFAULT, checksum ? 1 : 0, origin, sizeof zeros, zeros);
      });
      check_unreadable<std::uint16_t>(image_parameters("Tomogram", path), unusable_file,
                                      "a chunk has 100 bytes instead of 4800");
      MPI_Barrier(MPI_COMM_WORLD);
    }
  // A chunk that does not match its checksum.
  folder.on_root([&] {
    std::filesystem::remove(path);
    storage.deflate = 0;
    storage.checksum = true;
    write_hdf5_samples(path, "/tomogram", size, storage, samples_of<std::uint16_t>(size, noise));
    overwrite(path, std::filesystem::file_size(path) - 1000, "!");
  });
  check_unreadable<std::uint16_t>(image_parameters("Tomogram", path), unusable_file,
                                  "does not match its checksum");
}

BOOST_AUTO_TEST_CASE(hdf5_that_is_no_volume) {
  const ScratchFolder folder;
  const std::string path = folder / "image.h5";
  folder.on_root([&] {
    write_hdf5_samples(path, "/flat", {ny, nx}, {}, std::vector<float>(ny * nx, 1));
    write_hdf5_samples(path, "/series", {2, 3, 4, 5}, {}, std::vector<float>(120, 1));
    Hdf5Silence silence;
    const Hdf5Handle file(H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT), H5Fclose);
    const Hdf5Handle type(H5Tcopy(H5T_C_S1), H5Tclose),
        space(H5Screate_simple(3, size.data(), nullptr), H5Sclose);
    const Hdf5Handle made(H5Dcreate2(file, "texts", type, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT),
                          H5Dclose);
    const hsize_t none[] = {3, 0, 4};
    const Hdf5Handle nothing(H5Screate_simple(3, none, nullptr), H5Sclose);
    const Hdf5Handle empty(
        H5Dcreate2(file, "empty", H5T_NATIVE_INT, nothing, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT), H5Dclose);
    const Hdf5Handle unwritten(
        H5Dcreate2(file, "unwritten", H5T_NATIVE_INT, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT),
        H5Dclose);
    const Hdf5Handle group(H5Gcreate2(file, "group", H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT), H5Gclose);
  });
  const auto check = [&](const std::string& dataset, ExitStatus status, const std::string& words) {
    ImageParameters parameters = image_parameters("Tomogram", path, "1e-6");
    parameters.dataset = dataset;
    check_unreadable<float>(parameters, status, words);
  };
  check("/absent", wrong_input,
        "has no dataset /absent; its three-dimensional datasets are /empty, /unwritten");
  check("/group", wrong_input, "has no dataset /group");
  check("/group/absent", wrong_input, "has no dataset /group/absent");
  check("/flat/absent", wrong_input, "has no dataset /flat/absent");
  check("", wrong_input, "has no dataset /tomogram");
  check("/flat", wrong_input, "has 2 axes");
  check("/series", wrong_input, "has 4 axes");
  check("/texts", wrong_input, "does not hold numbers");
  check("/empty", wrong_input, "0 voxels along an axis");
  check("/unwritten", unusable_file, "0.000000 are stored");
}

BOOST_AUTO_TEST_CASE(values_that_are_no_grey_values) {
  const ScratchFolder folder;
  const std::string path = folder / "image.h5", stack = folder / "stack.tif";
  const float nan = std::numeric_limits<float>::quiet_NaN(),
              infinity = std::numeric_limits<float>::infinity();
  for (const float bad : {nan, infinity, -infinity}) {
    // Two bad voxels: the first in z-y-x order is named, whoever finds it.
    const auto value = [&](std::int64_t z, std::int64_t y, std::int64_t x) {
      return (z == 3 && y == 17 && x == 2) || (z == 3 && y == 4 && x == 29) || (z == 7 && y == 0 && x == 0)
                 ? bad
                 : static_cast<float>(noise(z, y, x));
    };
    folder.on_root([&] {
      std::filesystem::remove(path);
      write_hdf5_samples(path, "/tomogram", size, {}, samples_of<float>(size, value));
      write_tiff_samples<double>(stack, nz, ny, nx, {}, value);
    });
    for (const std::string& file : {path, stack})
      for (const Triple& grid : all_grids())
        for (const std::string crop : {"", ":, :, 2:", ":, :18, 1:"}) {
          ImageParameters parameters = image_parameters("Tomogram", file, "1e-6");
          parameters.crop = crop;
          const ImageDescription image = open_image(MPI_COMM_WORLD, parameters);
          check_error(wrong_input, "at voxel (3, 4, 29) (z, y, x); all values must be finite", [&] {
            read_image<float>(image, blocks_of(image.extents, grid), {0, 0, 0}, "image");
          });
        }
    ImageParameters outside = image_parameters("Tomogram", path);
    outside.crop = ":3, :, :";
    check_image<float>(outside, {3, ny, nx}, value);
  }
}

BOOST_AUTO_TEST_CASE(values_that_are_no_labels) {
  const ScratchFolder folder;
  const std::string path = folder / "labels.h5";
  const auto check = [&](double bad, const std::string& text) {
    const auto value = [&](std::int64_t z, std::int64_t y, std::int64_t x) {
      return z == 2 && y == 5 && x == 9 ? bad : static_cast<double>(noise(z, y, x));
    };
    folder.on_root([&] {
      std::filesystem::remove(path);
      write_hdf5_samples(path, "/labels", size, {}, samples_of<double>(size, value));
      if (bad == std::floor(bad) && std::abs(bad) < 1e18)
        write_hdf5_samples(path, "/whole", size, {}, samples_of<std::int64_t>(size, value));
    });
    ImageParameters parameters = image_parameters("Labels", path);
    const std::string words =
        "holds " + text + " at voxel (2, 5, 9) (z, y, x); labels must be whole numbers from 0 to 4294967295";
    check_unreadable<std::uint32_t>(parameters, wrong_input, words);
    if (bad == std::floor(bad) && std::abs(bad) < 1e18) {
      parameters.dataset = "/whole";
      check_unreadable<std::uint32_t>(parameters, wrong_input, words);
    }
    MPI_Barrier(MPI_COMM_WORLD);
  };
  check(-1, "-1");
  check(0.5, "0.5");
  check(4294967296.0, "4294967296");
  check(1e300, "1e+300");
  check(std::numeric_limits<double>::infinity(), "inf");
}

BOOST_AUTO_TEST_CASE(spacing_that_is_missing_or_no_length) {
  const ScratchFolder folder;
  const std::string path = folder / "image.h5", stack = folder / "stack.tif";
  const auto write = [&](const std::vector<double>& spacing) {
    folder.on_root([&] {
      std::filesystem::remove(path);
      write_hdf5_samples(path, "/tomogram", size, {}, samples_of<std::uint8_t>(size, noise), spacing);
    });
  };
  folder.on_root([&] { write_tiff_samples<std::uint8_t>(stack, nz, ny, nx, {}, noise); });
  check_unreadable<std::uint8_t>(image_parameters("Tomogram", stack), wrong_input, "set Tomogram/Spacing");
  write({});
  check_unreadable<std::uint8_t>(image_parameters("Tomogram", path), wrong_input, "set Tomogram/Spacing");
  const std::vector<std::vector<double>> wrong{
      {0, 1e-6, 1e-6}, {1e-6, -1e-6, 1e-6}, {1e-6, 1e-6, std::numeric_limits<double>::quiet_NaN()}, {1e-6}};
  for (const auto& spacing : wrong) {
    write(spacing);
    check_unreadable<std::uint8_t>(image_parameters("Tomogram", path), wrong_input, "all must be positive");
    check_image<std::uint8_t>(image_parameters("Tomogram", path, "1e-6"), {nz, ny, nx}, noise);  // overridden
  }
  for (const std::string given : {"0, 1e-6, 1e-6", "-1e-6", "0"})
    check_unreadable<std::uint8_t>(image_parameters("Tomogram", path, given), wrong_input,
                                   "Tomogram/Spacing = " + given);
}

BOOST_AUTO_TEST_CASE(parameters_that_do_not_fit_the_image) {
  const ScratchFolder folder;
  const std::string stack = folder / "stack.tif";
  folder.on_root([&] { write_tiff_samples<std::uint8_t>(stack, 2, ny, nx, {}, noise); });
  ImageParameters parameters = image_parameters("Tomogram", stack, "1e-6");
  parameters.crop = ":, :21, :";
  check_unreadable<std::uint8_t>(parameters, wrong_input, "within 0:20");
  parameters.crop = ":, :7, :";
  parameters.bin = "1, 8, 1";
  check_unreadable<std::uint8_t>(parameters, wrong_input, "leaves nothing of an image of 2, 7, 30 voxels");
  parameters.crop = parameters.bin = "";
  if (world_size() > 2)
    check_unreadable<std::uint8_t>(parameters, wrong_input, "ranks cannot share 2 slices");
}
