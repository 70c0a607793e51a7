// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/volume/image_source.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "jobs/run/agreement.h"
#include "jobs/run/error.h"
#include "segmentation/volume/broadcast.h"
#include "segmentation/volume/hdf5_source.h"
#include "segmentation/volume/tiff_source.h"

namespace catena {
namespace {

enum class Format : int { tiff, hdf5 };

bool is_tiff(const char* magic) {
  for (const char* known : {"II*\0", "MM\0*", "II+\0", "MM\0+"})
    if (std::memcmp(magic, known, 4) == 0) return true;
  return false;
}

/// HDF5 puts its signature at 0, or behind a user block of 512, 1024, 2048 ... bytes.
bool is_hdf5(std::ifstream& stream) {
  char magic[8];
  for (std::streamoff at = 0; at <= std::streamoff{1} << 30; at = at == 0 ? 512 : 2 * at) {
    stream.clear();
    if (!stream.seekg(at) || !stream.read(magic, 8)) return false;
    if (std::memcmp(magic, "\x89HDF\r\n\x1a\n", 8) == 0) return true;
  }
  return false;
}

Format format_of(const std::string& file) {
  std::error_code error;
  const auto status = std::filesystem::status(file, error);
  if (!std::filesystem::exists(status))
    throw FileError("cannot read '" + file + "': " + (error ? error.message() : "no such file or folder"));
  if (std::filesystem::is_directory(status)) return Format::tiff;
  if (!std::filesystem::is_regular_file(status))
    throw FileError("cannot read '" + file + "': not a regular file");
  std::ifstream stream(file, std::ios::binary);
  if (!stream) throw FileError("cannot read '" + file + "': " + std::strerror(errno));
  char magic[4] = {0, 0, 0, 0};
  if (stream.read(magic, 4) && is_tiff(magic)) return Format::tiff;
  if (is_hdf5(stream)) return Format::hdf5;
  throw FileError("cannot read '" + file + "': it is neither TIFF nor HDF5");
}

}  // namespace

std::unique_ptr<ImageSource> open_image_source(MPI_Comm comm, const std::string& file,
                                               const std::string& dataset, const std::string& usual) {
  std::unique_ptr<ImageSource> source;
  Format format = Format::tiff;
  agree_on_root(comm, [&] {
    format = format_of(file);
    if (format == Format::tiff)
      source = std::make_unique<TiffSource>(file);
    else
      source = std::make_unique<Hdf5Source>(file, dataset, usual);
  });
  broadcast(comm, format);
  if (!source && format == Format::tiff) source = std::make_unique<TiffSource>();
  if (!source) source = std::make_unique<Hdf5Source>();
  source->share(comm);
  return source;
}

}  // namespace catena
