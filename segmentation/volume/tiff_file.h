// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <tiffio.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "segmentation/volume/sample_type.h"

namespace catena {

/// What the pages of one stack must have in common.
struct TiffFormat {
  std::int64_t height = 0, width = 0;
  int bits = 0;           ///< 1, 8, 16, 32 or 64 bits a sample in the file
  bool inverted = false;  ///< smaller samples are brighter (photometric "white is zero")
  SampleType sample = SampleType::uint8;
};

inline bool operator==(const TiffFormat& a, const TiffFormat& b) {
  return a.height == b.height && a.width == b.width && a.bits == b.bits && a.inverted == b.inverted &&
         a.sample == b.sample;
}
inline bool operator!=(const TiffFormat& a, const TiffFormat& b) { return !(a == b); }

/// A TIFF file of one process, one page at a time, for grey pages of one sample a pixel. Rows that are stored
/// as they are (not compressed) go straight from the file into the caller's memory; all others through
/// libtiff.
///
/// White-is-zero pages of unsigned samples come out inverted, so that larger is always brighter; a 1-bit page
/// comes out as 0 and 1. libtiff's messages are not printed but become the reason of a FileError.
class TiffFile {
 public:
  /// \throws FileError if there is no readable first page.
  explicit TiffFile(const std::string& path);

  const std::string& path() const { return path_; }
  /// Goes to the next page; false after the last.
  bool next_page();
  /// Goes to the page whose directory stands at this offset.
  void go_to(std::uint64_t directory);
  std::uint64_t directory() const;
  /// Whether the page is but a smaller copy of another, or a mask.
  bool is_auxiliary() const;
  /// \throws InputError if the page is no grey image, FileError if its header cannot be true.
  TiffFormat format() const;
  std::string description() const;
  /// Pixels along x and y for each unit of length that the description names; 0 if the file does not say.
  double x_resolution() const;
  double y_resolution() const;

  /// Reads rows [y_begin, y_end), columns [x_begin, x_end) of this page into `dense`, without gaps.
  void read(const TiffFormat& format, std::int64_t y_begin, std::int64_t y_end, std::int64_t x_begin,
            std::int64_t x_end, void* dense);
  /// Where the samples of this page begin if they stand in one piece and not compressed.
  std::optional<std::uint64_t> plain_samples(const TiffFormat& format) const;
  /// As `read`, from samples that begin at `offset` and that no directory describes, but in this page's
  /// format.
  void read_plain(const TiffFormat& format, std::uint64_t offset, std::int64_t y_begin, std::int64_t y_end,
                  std::int64_t x_begin, std::int64_t x_end, void* dense);
  std::uint64_t file_bytes() const { return file_bytes_; }

 private:
  struct Close {
    void operator()(TIFF* file) const { TIFFClose(file); }
  };
  struct Window;

  bool is_plain(const TiffFormat& format) const;
  void read_plain_strips(const TiffFormat& format, const Window& window);
  void read_coded(const TiffFormat& format, const Window& window);
  void fetch(std::uint64_t offset, void* bytes, std::size_t count);
  void swap_bytes(const TiffFormat& format, const Window& window) const;
  void check_header(const TiffFormat& format) const;
  [[noreturn]] void fail(const std::string& reason) const;

  std::string path_;
  std::unique_ptr<TIFF, Close> file_;
  std::uint64_t file_bytes_ = 0;
};

}  // namespace catena
