// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/volume/tiff_writer.h"

#include <tiffio.h>

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <memory>
#include <optional>
#include <sstream>
#include <type_traits>

#include "jobs/run/error.h"
#include "jobs/run/whole_file.h"
#include "segmentation/volume/slice_gather.h"
#include "segmentation/volume/tiff_silence.h"

namespace catena {
namespace {

/// One TIFF file being written, page by page, by one process.
class TiffPages {
 public:
  TiffPages(std::string path, bool big)
      : path_(std::move(path)), file_(TIFFOpen(path_.c_str(), big ? "w8" : "w")) {
    if (!file_) fail();
  }

  template <class T>
  void add(const std::vector<T>& page, const Triple& extents, const Spacing& spacing) {
    TIFF* const file = file_.get();
    const auto height = static_cast<std::uint32_t>(extents[1]);
    TIFFSetField(file, TIFFTAG_IMAGEWIDTH, static_cast<std::uint32_t>(extents[2]));
    TIFFSetField(file, TIFFTAG_IMAGELENGTH, height);
    TIFFSetField(file, TIFFTAG_ROWSPERSTRIP, height);
    TIFFSetField(file, TIFFTAG_BITSPERSAMPLE, static_cast<int>(8 * sizeof(T)));
    TIFFSetField(file, TIFFTAG_SAMPLESPERPIXEL, 1);
    TIFFSetField(file, TIFFTAG_SAMPLEFORMAT,
                 std::is_floating_point<T>::value ? SAMPLEFORMAT_IEEEFP : SAMPLEFORMAT_UINT);
    TIFFSetField(file, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISBLACK);
    TIFFSetField(file, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
    TIFFSetField(file, TIFFTAG_COMPRESSION, COMPRESSION_NONE);
    // Voxel sizes as ImageJ keeps them: pixels a micrometre in the resolution, the depth in the description.
    std::ostringstream description;
    description.precision(17);
    description << "ImageJ=1.53t\nimages=" << extents[0] << "\nslices=" << extents[0]
                << "\nunit=micron\nspacing=" << spacing[0] * 1e6 << "\nloop=false\n";
    TIFFSetField(file, TIFFTAG_IMAGEDESCRIPTION, description.str().c_str());
    TIFFSetField(file, TIFFTAG_XRESOLUTION, 1e-6 / spacing[2]);
    TIFFSetField(file, TIFFTAG_YRESOLUTION, 1e-6 / spacing[1]);
    TIFFSetField(file, TIFFTAG_RESOLUTIONUNIT, RESUNIT_NONE);
    errno = 0;
    const auto bytes = static_cast<tmsize_t>(page.size() * sizeof(T));
    // libtiff takes a pointer that is not const, but does not write there unless it must swap bytes.
    if (TIFFWriteEncodedStrip(file, 0, const_cast<T*>(page.data()), bytes) != bytes ||
        !TIFFWriteDirectory(file))
      fail();
  }

 private:
  struct Close {
    void operator()(TIFF* file) const { TIFFClose(file); }
  };

  [[noreturn]] void fail() const {
    const int error = errno;
    throw FileError("cannot write '" + path_ +
                    "': " + (error != 0 ? std::strerror(error) : TiffSilence::reason()));
  }

  TiffSilence silence_;
  std::string path_;
  std::unique_ptr<TIFF, Close> file_;
};

std::string slice_name(std::int64_t z, std::int64_t slices) {
  const std::size_t digits = std::max<std::size_t>(4, std::to_string(slices - 1).size());
  const std::string number = std::to_string(z);
  return "slice_" + std::string(digits - number.size(), '0') + number + ".tif";
}

}  // namespace

template <class T>
void write_tiff(const std::string& path, const Volume<T>& volume) {
  WholeFile whole(path, volume.decomposition().comm());
  make_tiff(whole.temporary().string(), volume);
  whole.commit();
}

template <class T>
void make_tiff(const std::string& path, const Volume<T>& volume) {
  const Triple& extents = volume.extents();
  // A page's directory and description need less than a kilobyte.
  const bool big =
      product(extents) * static_cast<std::int64_t>(sizeof(T)) + extents[0] * 1024 >= std::int64_t{1} << 32;
  std::unique_ptr<TiffPages> pages;
  for_each_slice_on_root(volume, [&](std::int64_t z, const std::vector<T>& slice) {
    if (!pages) pages = std::make_unique<TiffPages>(path, big);
    pages->add(slice, extents, volume.spacing());
    if (z + 1 == extents[0]) pages.reset();
  });
}

template <class T>
void write_tiff_slices(const std::string& folder, const Volume<T>& volume) {
  const Triple page{1, volume.extents()[1], volume.extents()[2]};
  const std::int64_t slices = volume.extents()[0];
  for_each_slice_on_root(volume, [&](std::int64_t z, const std::vector<T>& slice) {
    std::error_code error;
    if (z == 0) std::filesystem::create_directories(folder, error);
    if (error) throw FileError("cannot make the folder '" + folder + "': " + error.message());
    WholeFile whole(std::filesystem::path(folder) / slice_name(z, slices));
    TiffPages(whole.temporary().string(), false).add(slice, page, volume.spacing());
    whole.commit();
  });
}

template void write_tiff(const std::string&, const Volume<std::uint8_t>&);
template void make_tiff(const std::string&, const Volume<std::uint8_t>&);
template void write_tiff(const std::string&, const Volume<std::uint16_t>&);
template void make_tiff(const std::string&, const Volume<std::uint16_t>&);
template void write_tiff(const std::string&, const Volume<std::uint32_t>&);
template void make_tiff(const std::string&, const Volume<std::uint32_t>&);
template void write_tiff(const std::string&, const Volume<float>&);
template void make_tiff(const std::string&, const Volume<float>&);
template void write_tiff_slices(const std::string&, const Volume<std::uint8_t>&);
template void write_tiff_slices(const std::string&, const Volume<std::uint16_t>&);
template void write_tiff_slices(const std::string&, const Volume<std::uint32_t>&);
template void write_tiff_slices(const std::string&, const Volume<float>&);

}  // namespace catena
