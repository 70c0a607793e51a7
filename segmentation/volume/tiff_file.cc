// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/volume/tiff_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <limits>
#include <vector>

#include "segmentation/volume/compression_limit.h"
#include "segmentation/volume/tiff_silence.h"

namespace catena {
namespace {

template <class T>
T tag_or(TIFF* file, std::uint32_t tag, T otherwise) {
  T value = otherwise;
  return TIFFGetFieldDefaulted(file, tag, &value) == 1 ? value : otherwise;
}

SampleType sample_of(int bits, int kind, const std::string& page) {
  const bool is_float = kind == SAMPLEFORMAT_IEEEFP, has_sign = kind == SAMPLEFORMAT_INT;
  if (kind == SAMPLEFORMAT_UINT || kind == SAMPLEFORMAT_VOID || is_float || has_sign) switch (bits) {
      case 1:
        if (is_float || has_sign) break;
        return SampleType::uint8;
      case 8:
        if (is_float) break;
        return has_sign ? SampleType::int8 : SampleType::uint8;
      case 16:
        if (is_float) break;
        return has_sign ? SampleType::int16 : SampleType::uint16;
      case 32:
        return is_float ? SampleType::float32 : has_sign ? SampleType::int32 : SampleType::uint32;
      case 64:
        return is_float ? SampleType::float64 : has_sign ? SampleType::int64 : SampleType::uint64;
      default:
        break;
    }
  throw InputError(
      "'" + page + "' has samples of " + std::to_string(bits) + " bits" +
      (is_float ? " in floating point" : "") +
      "; integers of 1, 8, 16, 32 or 64 bits and floating point numbers of 32 or 64 can be read");
}

/// Eight samples of 0 and 1 for every byte of a 1-bit page.
const std::array<std::array<std::uint8_t, 8>, 256>& spread_bits() {
  static const auto table = [] {
    std::array<std::array<std::uint8_t, 8>, 256> all;
    for (std::size_t byte = 0; byte < 256; ++byte)
      for (std::size_t bit = 0; bit < 8; ++bit) all[byte][bit] = (byte >> (7 - bit)) & 1u;
    return all;
  }();
  return table;
}

/// Copies columns [x_begin, x_end) of a row of coded pixels; 1-bit ones are spread to bytes.
void copy_row(const std::uint8_t* row, int bits, std::int64_t x_begin, std::int64_t x_end,
              std::uint8_t* out) {
  if (bits != 1) {
    const std::int64_t bytes = bits / 8;
    std::memcpy(out, row + x_begin * bytes, static_cast<std::size_t>((x_end - x_begin) * bytes));
    return;
  }
  for (std::int64_t x = x_begin; x < x_end;) {
    const auto& eight = spread_bits()[row[x / 8]];
    const std::int64_t from = x % 8, count = std::min(8 - from, x_end - x);
    std::copy_n(eight.begin() + from, count, out);
    out += count;
    x += count;
  }
}

}  // namespace

/// What to read of a page, and where to.
struct TiffFile::Window {
  std::int64_t y_begin, y_end, x_begin, x_end;
  std::uint8_t* out;
  std::int64_t out_row;  ///< bytes
  std::uint8_t* at(std::int64_t y, std::int64_t x, std::int64_t bytes) const {
    return out + (y - y_begin) * out_row + (x - x_begin) * bytes;
  }
};

namespace {

/// The largest sample minus each one, where white is zero: for unsigned samples that turns every bit.
void invert(const TiffFormat& format, std::uint8_t* bytes, std::int64_t count) {
  if (!format.inverted) return;
  const std::uint8_t all = format.bits == 1 ? 1 : 0xff;
  for (std::int64_t i = 0; i < count; ++i) bytes[i] ^= all;
}

}  // namespace

TiffFile::TiffFile(const std::string& path) : path_(path) {
  TiffSilence silence;
  struct stat status;
  if (::stat(path.c_str(), &status) != 0) fail(std::strerror(errno));
  file_bytes_ = static_cast<std::uint64_t>(status.st_size);
  // Not mapped: a file that shrinks under us must become an error, not a signal.
  file_.reset(TIFFOpen(path.c_str(), "rm"));
  if (!file_) fail(TiffSilence::reason());
}

void TiffFile::fail(const std::string& reason) const {
  throw FileError("cannot read '" + path_ + "': " + reason);
}

bool TiffFile::next_page() {
  TiffSilence silence;
  if (TIFFLastDirectory(file_.get())) return false;
  if (!TIFFReadDirectory(file_.get())) fail(TiffSilence::reason());
  return true;
}

void TiffFile::go_to(std::uint64_t offset) {
  if (directory() == offset) return;
  TiffSilence silence;
  if (!TIFFSetSubDirectory(file_.get(), offset)) fail(TiffSilence::reason());
}

std::uint64_t TiffFile::directory() const { return TIFFCurrentDirOffset(file_.get()); }

bool TiffFile::is_auxiliary() const {
  return (tag_or<std::uint32_t>(file_.get(), TIFFTAG_SUBFILETYPE, 0) &
          (FILETYPE_REDUCEDIMAGE | FILETYPE_MASK)) != 0;
}

TiffFormat TiffFile::format() const {
  TIFF* file = file_.get();
  const std::string page = path_;
  const int channels = tag_or<std::uint16_t>(file, TIFFTAG_SAMPLESPERPIXEL, 1);
  const int photometric = tag_or<std::uint16_t>(file, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISBLACK);
  if (channels != 1)
    throw InputError("'" + page + "' has " + std::to_string(channels) +
                     " samples a pixel; make it grey, with 1");
  if (photometric != PHOTOMETRIC_MINISBLACK && photometric != PHOTOMETRIC_MINISWHITE)
    throw InputError("'" + page + "' is a " + (photometric == PHOTOMETRIC_PALETTE ? "palette" : "colour") +
                     " image (photometric " + std::to_string(photometric) + "); make it grey");
  if (tag_or<std::uint32_t>(file, TIFFTAG_IMAGEDEPTH, 1) != 1)
    throw InputError("'" + page + "' has pages of several slices (ImageDepth); store one slice a page");
  TiffFormat format;
  format.width = tag_or<std::uint32_t>(file, TIFFTAG_IMAGEWIDTH, 0);
  format.height = tag_or<std::uint32_t>(file, TIFFTAG_IMAGELENGTH, 0);
  const std::int64_t most = std::numeric_limits<std::int32_t>::max();
  if (format.width < 1 || format.height < 1 || format.width > most || format.height > most)
    fail("it claims " + std::to_string(format.height) + " rows of " + std::to_string(format.width) +
         " pixels");
  format.bits = tag_or<std::uint16_t>(file, TIFFTAG_BITSPERSAMPLE, 1);
  format.sample =
      sample_of(format.bits, tag_or<std::uint16_t>(file, TIFFTAG_SAMPLEFORMAT, SAMPLEFORMAT_UINT), page);
  format.inverted = photometric == PHOTOMETRIC_MINISWHITE;
  if (format.inverted && format.sample != SampleType::uint8 && format.sample != SampleType::uint16)
    throw InputError("'" + page + "' counts from white to black (photometric 0) in " +
                     name_of(format.sample) + "; that can be read for 1, 8 and 16 bits without sign only");
  check_header(format);
  return format;
}

/// Memory is asked for by what the header claims, so the claim must be possible.
void TiffFile::check_header(const TiffFormat& format) const {
  TIFF* file = file_.get();
  const double claimed =
      static_cast<double>(format.width) * static_cast<double>(format.height) * format.bits / 8;
  const std::uint16_t compression = tag_or<std::uint16_t>(file, TIFFTAG_COMPRESSION, COMPRESSION_NONE);
  if (!TIFFIsCODECConfigured(compression))
    throw InputError("'" + path_ + "' is compressed by a method that libtiff lacks here (" +
                     std::to_string(compression) + "); deflate, LZW and PackBits can be read");
  const double limit = compression == COMPRESSION_NONE ? 1 : compression_limit;
  if (claimed > limit * static_cast<double>(file_bytes_))
    fail("it is truncated or corrupt: " + std::to_string(format.height) + " rows of " +
         std::to_string(format.width) + " pixels cannot be in " + std::to_string(file_bytes_) + " bytes");
  // Each strip or tile needs two entries of at least two bytes in the file, except where there is but one.
  const double pieces = TIFFIsTiled(file) ? TIFFNumberOfTiles(file) : TIFFNumberOfStrips(file);
  if (pieces < 1 || (pieces > 1 && pieces * 4 > static_cast<double>(file_bytes_)))
    fail("it is truncated or corrupt: it claims " + std::to_string(pieces) + " strips or tiles");
  const double piece = static_cast<double>(TIFFIsTiled(file) ? TIFFTileSize64(file) : TIFFStripSize64(file));
  if (piece < 1 || piece > compression_limit * static_cast<double>(file_bytes_))
    fail("it is truncated or corrupt: it claims strips or tiles of " + std::to_string(piece) + " bytes");
}

std::string TiffFile::description() const {
  const char* text = nullptr;
  if (TIFFGetField(file_.get(), TIFFTAG_IMAGEDESCRIPTION, &text) != 1 || !text) return "";
  return text;
}

double TiffFile::x_resolution() const { return tag_or<float>(file_.get(), TIFFTAG_XRESOLUTION, 0); }

double TiffFile::y_resolution() const { return tag_or<float>(file_.get(), TIFFTAG_YRESOLUTION, 0); }

bool TiffFile::is_plain(const TiffFormat& format) const {
  return format.bits >= 8 && !TIFFIsTiled(file_.get()) &&
         tag_or<std::uint16_t>(file_.get(), TIFFTAG_COMPRESSION, COMPRESSION_NONE) == COMPRESSION_NONE &&
         tag_or<std::uint16_t>(file_.get(), TIFFTAG_FILLORDER, FILLORDER_MSB2LSB) == FILLORDER_MSB2LSB;
}

void TiffFile::fetch(std::uint64_t offset, void* bytes, std::size_t count) {
  auto* to = static_cast<char*>(bytes);
  while (count > 0) {
    const ssize_t got = ::pread(TIFFFileno(file_.get()), to, count, static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail(std::strerror(errno));
    if (got == 0) fail("it is truncated: its samples go on beyond its end");
    to += got;
    offset += static_cast<std::uint64_t>(got);
    count -= static_cast<std::size_t>(got);
  }
}

void TiffFile::read_plain(const TiffFormat& format, std::uint64_t offset, std::int64_t y_begin,
                          std::int64_t y_end, std::int64_t x_begin, std::int64_t x_end, void* dense) {
  const std::int64_t bytes = format.bits / 8, row = format.width * bytes;
  const Window window{
      y_begin, y_end, x_begin, x_end, static_cast<std::uint8_t*>(dense), (x_end - x_begin) * bytes};
  const bool whole_rows = window.out_row == row;
  const std::int64_t step = whole_rows ? y_end - y_begin : 1;
  for (std::int64_t y = y_begin; y < y_end; y += step)
    fetch(offset + static_cast<std::uint64_t>(y * row + x_begin * bytes), window.at(y, x_begin, bytes),
          static_cast<std::size_t>(step * window.out_row));
  swap_bytes(format, window);
  invert(format, window.out, (y_end - y_begin) * window.out_row);
}

std::optional<std::uint64_t> TiffFile::plain_samples(const TiffFormat& format) const {
  if (!is_plain(format)) return std::nullopt;
  TIFF* file = file_.get();
  const std::uint64_t first = TIFFGetStrileOffset(file, 0);
  std::uint64_t next = first;
  const std::uint32_t strips = TIFFNumberOfStrips(file);
  for (std::uint32_t strip = 0; strip < strips; ++strip) {
    if (TIFFGetStrileOffset(file, strip) != next) return std::nullopt;
    next += static_cast<std::uint64_t>(TIFFStripSize64(file));
  }
  return first == 0 ? std::nullopt : std::optional<std::uint64_t>(first);
}

void TiffFile::read_plain_strips(const TiffFormat& format, const Window& window) {
  TIFF* file = file_.get();
  const std::int64_t bytes = format.bits / 8, row = format.width * bytes;
  const std::int64_t rows =
      std::min<std::int64_t>(tag_or<std::uint32_t>(file, TIFFTAG_ROWSPERSTRIP, 0xffffffffu), format.height);
  // Neighbouring pieces in both file and memory become one read.
  std::uint64_t from = 0;
  std::uint8_t* to = nullptr;
  std::size_t pending = 0;
  for (std::int64_t y = window.y_begin; y < window.y_end; ++y) {
    const auto strip = static_cast<std::uint32_t>(y / rows);
    const std::uint64_t start = TIFFGetStrileOffset(file, strip);
    const std::uint64_t in_strip = static_cast<std::uint64_t>(y % rows * row + window.x_end * bytes);
    if (start == 0 || TIFFGetStrileByteCount(file, strip) < in_strip)
      fail("it is truncated or corrupt: strip " + std::to_string(strip) + " has " +
           std::to_string(TIFFGetStrileByteCount(file, strip)) + " bytes instead of " +
           std::to_string(TIFFVStripSize64(
               file, static_cast<std::uint32_t>(std::min(rows, format.height - y / rows * rows)))));
    const std::uint64_t offset = start + in_strip - static_cast<std::uint64_t>(window.out_row);
    std::uint8_t* const out = window.at(y, window.x_begin, bytes);
    if (pending > 0 && (from + pending != offset || to + pending != out)) {
      fetch(from, to, pending);
      pending = 0;
    }
    if (pending == 0) from = offset, to = out;
    pending += static_cast<std::size_t>(window.out_row);
  }
  if (pending > 0) fetch(from, to, pending);
  swap_bytes(format, window);
}

/// For samples that came straight from the file.
void TiffFile::swap_bytes(const TiffFormat& format, const Window& window) const {
  if (!TIFFIsByteSwapped(file_.get())) return;
  const std::int64_t samples = (window.y_end - window.y_begin) * (window.x_end - window.x_begin);
  void* const all = window.out;
  if (format.bits == 16) TIFFSwabArrayOfShort(static_cast<std::uint16_t*>(all), samples);
  if (format.bits == 32) TIFFSwabArrayOfLong(static_cast<std::uint32_t*>(all), samples);
  if (format.bits == 64) TIFFSwabArrayOfLong8(static_cast<std::uint64_t*>(all), samples);
}

void TiffFile::read_coded(const TiffFormat& format, const Window& window) {
  TIFF* file = file_.get();
  const bool tiled = TIFFIsTiled(file);
  const std::int64_t piece_width = tiled ? tag_or<std::uint32_t>(file, TIFFTAG_TILEWIDTH, 0) : format.width;
  const std::int64_t piece_height =
      tiled ? tag_or<std::uint32_t>(file, TIFFTAG_TILELENGTH, 0)
            : std::min<std::int64_t>(tag_or<std::uint32_t>(file, TIFFTAG_ROWSPERSTRIP, 0xffffffffu),
                                     format.height);
  if (piece_width < 1 || piece_height < 1) fail("it is corrupt: its strips or tiles are empty");
  const std::int64_t row_bytes = tiled ? TIFFTileRowSize64(file) : TIFFScanlineSize64(file);
  const std::int64_t sample_bytes = static_cast<std::int64_t>(bytes_of(format.sample));
  std::vector<std::uint8_t> piece;
  for (std::int64_t y = window.y_begin / piece_height * piece_height; y < window.y_end; y += piece_height)
    for (std::int64_t x = window.x_begin / piece_width * piece_width; x < window.x_end; x += piece_width) {
      const std::uint32_t index =
          tiled ? TIFFComputeTile(file, static_cast<std::uint32_t>(x), static_cast<std::uint32_t>(y), 0, 0)
                : TIFFComputeStrip(file, static_cast<std::uint32_t>(y), 0);
      const std::int64_t rows = tiled ? piece_height : std::min(piece_height, format.height - y);
      const std::int64_t size =
          tiled ? TIFFTileSize64(file) : TIFFVStripSize64(file, static_cast<std::uint32_t>(rows));
      const double stored = static_cast<double>(TIFFGetStrileByteCount(file, index));
      if (size < rows * row_bytes || static_cast<double>(size) > compression_limit * stored)
        fail("it is truncated or corrupt: strip or tile " + std::to_string(index) + " has " +
             std::to_string(stored) + " bytes");
      piece.resize(static_cast<std::size_t>(size));
      const tmsize_t got = tiled ? TIFFReadEncodedTile(file, index, piece.data(), size)
                                 : TIFFReadEncodedStrip(file, index, piece.data(), size);
      if (got != size) fail("it is truncated or corrupt: " + TiffSilence::reason());
      const std::int64_t y_first = std::max(y, window.y_begin), y_last = std::min(y + rows, window.y_end);
      const std::int64_t x_first = std::max(x, window.x_begin),
                         x_last = std::min(x + piece_width, window.x_end);
      for (std::int64_t row = y_first; row < y_last; ++row)
        copy_row(piece.data() + (row - y) * row_bytes, format.bits, x_first - x, x_last - x,
                 window.at(row, x_first, sample_bytes));
    }
}

void TiffFile::read(const TiffFormat& format, std::int64_t y_begin, std::int64_t y_end, std::int64_t x_begin,
                    std::int64_t x_end, void* dense) {
  TiffSilence silence;
  const std::int64_t bytes = static_cast<std::int64_t>(bytes_of(format.sample));
  const Window window{
      y_begin, y_end, x_begin, x_end, static_cast<std::uint8_t*>(dense), (x_end - x_begin) * bytes};
  if (is_plain(format))
    read_plain_strips(format, window);
  else
    read_coded(format, window);
  invert(format, window.out, (y_end - y_begin) * window.out_row);
}

}  // namespace catena
