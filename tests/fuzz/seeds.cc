// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/fuzz/seeds.h"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/segmentation/volume/hdf5_samples.h"
#include "tests/segmentation/volume/tiff_samples.h"

namespace catena {
namespace {

constexpr int nz = 3, ny = 18, nx = 21;

int value(std::int64_t z, std::int64_t y, std::int64_t x) {
  return static_cast<int>((z * 5 + y * 3 + x * x) % 7);
}

template <class T>
Bytes tiff_seed(const std::string& folder, const TiffStorage& storage, int slices = nz) {
  const std::string path = folder + "/seed.tif";
  write_tiff_samples<T>(path, slices, ny, nx, storage, value);
  return read_bytes(path);
}

TiffStorage stored(const std::string& mode, int compression, int tile, int rows) {
  TiffStorage storage;
  storage.mode = mode;
  storage.compression = compression;
  storage.tile = tile;
  storage.rows_per_strip = rows;
  return storage;
}

void add_tiff_seeds(const std::string& folder, std::vector<Bytes>& seeds) {
  for (const std::string mode : {"w", "wb", "w8"})
    for (const int tile : {0, 16}) {
      seeds.push_back(tiff_seed<std::uint8_t>(folder, stored(mode, COMPRESSION_PACKBITS, tile, 4)));
      seeds.push_back(tiff_seed<std::uint16_t>(folder, stored(mode, COMPRESSION_NONE, tile, 5)));
      seeds.push_back(tiff_seed<float>(folder, stored(mode, COMPRESSION_ADOBE_DEFLATE, tile, 0)));
      TiffStorage predicted = stored(mode, COMPRESSION_LZW, tile, 7);
      predicted.predictor = 2;
      seeds.push_back(tiff_seed<std::uint16_t>(folder, predicted));
      for (const int compression : {COMPRESSION_NONE, COMPRESSION_CCITTFAX4}) {
        TiffStorage bits = stored(mode, compression, tile, 0);
        bits.bits = 1;
        bits.photometric = tile > 0 ? PHOTOMETRIC_MINISBLACK : PHOTOMETRIC_MINISWHITE;
        seeds.push_back(tiff_seed<std::uint8_t>(folder, bits));
      }
    }
  TiffStorage imagej = stored("wb", COMPRESSION_NONE, 0, 0);
  imagej.description = "ImageJ=1.53t\nimages=3\nslices=3\nunit=micron\nspacing=0.4\nloop=false\n";
  imagej.pixels_per_unit = 5;
  seeds.push_back(tiff_seed<std::uint16_t>(folder, imagej));
  imagej.description += std::string(3 * 2 * ny * nx, ' ');  // room for three slices behind one directory
  seeds.push_back(tiff_seed<std::uint16_t>(folder, imagej, 1));
  TiffStorage ome = stored("w", COMPRESSION_NONE, 0, 0);
  ome.description =
      "<OME><Pixels SizeC=\"1\" SizeT=\"1\" SizeZ=\"3\" PhysicalSizeX=\"0.3\" PhysicalSizeY=\"300\" "
      "PhysicalSizeYUnit=\"nm\" PhysicalSizeZ=\"0.5\"/></OME>";
  seeds.push_back(tiff_seed<double>(folder, ome));
}

template <class T>
Bytes hdf5_seed(const std::string& folder, const Hdf5Storage& storage,
                const std::string& dataset = "/tomogram") {
  const std::string path = folder + "/seed.h5";
  const std::vector<hsize_t> size{nz, ny, nx};
  std::filesystem::remove(path);
  write_hdf5_samples(path, dataset, size, storage, samples_of<T>(size, value));
  write_hdf5_samples(path, "/entry/angles", {4}, {}, std::vector<double>(4, 1.5), {});
  return read_bytes(path);
}

void add_hdf5_seeds(const std::string& folder, std::vector<Bytes>& seeds) {
  seeds.push_back(hdf5_seed<std::uint16_t>(folder, {}));
  Hdf5Storage storage;
  storage.type = H5T_IEEE_F32BE;
  seeds.push_back(hdf5_seed<float>(folder, storage));
  storage = {};
  storage.chunk = {2, 7, 8};
  seeds.push_back(hdf5_seed<std::uint8_t>(folder, storage, "/entry/data/data"));
  storage.deflate = 4;
  seeds.push_back(hdf5_seed<std::uint16_t>(folder, storage));
  storage.shuffle = storage.checksum = true;
  seeds.push_back(hdf5_seed<double>(folder, storage));
}

}  // namespace

Bytes read_bytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return Bytes(std::istreambuf_iterator<char>(file), {});
}

void write_bytes(const std::string& path, const Bytes& bytes) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

std::vector<Bytes> seed_images(const std::string& folder) {
  std::vector<Bytes> seeds;
  add_tiff_seeds(folder, seeds);
  add_hdf5_seeds(folder, seeds);
  std::error_code ignored;
  std::filesystem::remove(folder + "/seed.tif", ignored);
  std::filesystem::remove(folder + "/seed.h5", ignored);
  return seeds;
}

}  // namespace catena
