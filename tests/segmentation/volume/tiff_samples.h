// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <tiffio.h>

#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>
#include <vector>

namespace catena {

/// How a TIFF file of a test is to be stored.
struct TiffStorage {
  std::string mode = "w";  ///< of TIFFOpen: "wb" big-endian, "w8" BigTIFF, ...
  int compression = COMPRESSION_NONE;
  int photometric = PHOTOMETRIC_MINISBLACK;
  int tile = 0;            ///< edge of the tiles; 0: strips
  int rows_per_strip = 0;  ///< 0: all rows in one
  int bits = 0;            ///< 0: those of the sample type; 1: samples that are not zero are stored as 1
  int predictor = 1;
  std::string description;
  float pixels_per_unit = 0;
};

template <class T>
int tiff_sample_format() {
  if (std::is_floating_point<T>::value) return SAMPLEFORMAT_IEEEFP;
  return std::is_signed<T>::value ? SAMPLEFORMAT_INT : SAMPLEFORMAT_UINT;
}

/// The bytes of one row, from column `begin` to `end`; beyond the image they are zero.
template <class T>
std::vector<std::uint8_t> tiff_row(const T* row, int begin, int end, int width, bool one_bit) {
  const std::size_t count = static_cast<std::size_t>(end - begin);
  std::vector<std::uint8_t> bytes(one_bit ? (count + 7) / 8 : count * sizeof(T), 0);
  for (int x = begin; x < end && x < width; ++x) {
    const std::size_t at = static_cast<std::size_t>(x - begin);
    if (!one_bit)
      std::memcpy(&bytes[at * sizeof(T)], row + x, sizeof(T));
    else if (row[x] != T{0})
      bytes[at / 8] = static_cast<std::uint8_t>(bytes[at / 8] | (0x80u >> (at % 8)));
  }
  return bytes;
}

/// Adds one page to an open file. `value(y, x)` is the sample as stored.
template <class T, class Value>
void add_tiff_page(TIFF* file, int height, int width, const TiffStorage& storage, const Value& value) {
  const bool one_bit = storage.bits == 1;
  TIFFSetField(file, TIFFTAG_IMAGEWIDTH, width);
  TIFFSetField(file, TIFFTAG_IMAGELENGTH, height);
  TIFFSetField(file, TIFFTAG_BITSPERSAMPLE, one_bit ? 1 : static_cast<int>(8 * sizeof(T)));
  TIFFSetField(file, TIFFTAG_SAMPLESPERPIXEL, 1);
  if (!one_bit) TIFFSetField(file, TIFFTAG_SAMPLEFORMAT, tiff_sample_format<T>());
  TIFFSetField(file, TIFFTAG_PHOTOMETRIC, storage.photometric);
  TIFFSetField(file, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
  TIFFSetField(file, TIFFTAG_COMPRESSION, storage.compression);
  if (storage.predictor != 1) TIFFSetField(file, TIFFTAG_PREDICTOR, storage.predictor);
  if (!storage.description.empty()) TIFFSetField(file, TIFFTAG_IMAGEDESCRIPTION, storage.description.c_str());
  if (storage.pixels_per_unit > 0) {
    TIFFSetField(file, TIFFTAG_XRESOLUTION, storage.pixels_per_unit);
    TIFFSetField(file, TIFFTAG_YRESOLUTION, storage.pixels_per_unit);
    TIFFSetField(file, TIFFTAG_RESOLUTIONUNIT, RESUNIT_NONE);
  }
  std::vector<T> image(static_cast<std::size_t>(height * width));
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) image[static_cast<std::size_t>(y * width + x)] = value(y, x);
  const auto row = [&](int y) { return image.data() + y * width; };
  bool good = true;
  if (storage.tile > 0) {
    TIFFSetField(file, TIFFTAG_TILEWIDTH, storage.tile);
    TIFFSetField(file, TIFFTAG_TILELENGTH, storage.tile);
    for (int y = 0; y < height; y += storage.tile)
      for (int x = 0; x < width; x += storage.tile) {
        std::vector<std::uint8_t> tile;
        for (int j = y; j < y + storage.tile; ++j) {
          auto bytes = tiff_row(row(j < height ? j : height - 1), x, x + storage.tile, width, one_bit);
          if (j >= height) std::fill(bytes.begin(), bytes.end(), std::uint8_t{0});
          tile.insert(tile.end(), bytes.begin(), bytes.end());
        }
        const auto index =
            TIFFComputeTile(file, static_cast<std::uint32_t>(x), static_cast<std::uint32_t>(y), 0, 0);
        good =
            good && TIFFWriteEncodedTile(file, index, tile.data(), static_cast<tmsize_t>(tile.size())) >= 0;
      }
  } else {
    TIFFSetField(file, TIFFTAG_ROWSPERSTRIP, storage.rows_per_strip > 0 ? storage.rows_per_strip : height);
    for (int y = 0; y < height; ++y) {
      auto bytes = tiff_row(row(y), 0, width, width, one_bit);
      good = good && TIFFWriteScanline(file, bytes.data(), static_cast<std::uint32_t>(y), 0) >= 0;
    }
  }
  if (!good || !TIFFWriteDirectory(file)) throw std::runtime_error("the test cannot write its TIFF file");
}

/// Writes a stack of `depth` pages; `value(z, y, x)` is the sample as stored.
template <class T, class Value>
void write_tiff_samples(const std::string& path, int depth, int height, int width, const TiffStorage& storage,
                        const Value& value) {
  TIFF* const file = TIFFOpen(path.c_str(), storage.mode.c_str());
  if (!file) throw std::runtime_error("the test cannot make its TIFF file");
  for (int z = 0; z < depth; ++z)
    add_tiff_page<T>(file, height, width, storage,
                     [&](int y, int x) { return static_cast<T>(value(z, y, x)); });
  TIFFClose(file);
}

}  // namespace catena
