// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/phantom/image_pieces.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "jobs/run/agreement.h"
#include "jobs/run/error.h"
#include "segmentation/volume/hdf5_file.h"
#include "segmentation/volume/image_writer.h"

namespace catena {
namespace {

FileError unwritable(const std::filesystem::path& path, int error) {
  return FileError("cannot write '" + path.string() + "': " + std::strerror(error) +
                   (error == ENOSPC || error == EDQUOT ? "; free some space or give another --output" : ""));
}

}  // namespace

ImagePieces::ImagePieces(Start start, MPI_Comm comm, const std::string& path, const std::string& dataset,
                         SampleType sample, const Triple& extents, const Spacing& spacing,
                         const std::string& unit, const std::string& description)
    : comm_(comm), whole_(path, comm), extents_(extents), bytes_(bytes_of(sample)) {
  const std::string aside = whole_.temporary().string();
  if (start == Start::go_on) whole_.keep();
  agree_on_root(comm, [&] {
    if (start == Start::go_on) {
      offset_ = laid_out_image(aside, dataset, sample, extents);
      return;
    }
    Hdf5File::create(aside).close();
    offset_ = lay_out_image(aside, dataset, sample, extents, spacing, unit, description);
  });
  MPI_Bcast(&offset_, 1, MPI_UINT64_T, 0, comm);
  agree(comm, [&] {
    file_ = ::open(aside.c_str(), O_WRONLY | O_CLOEXEC);
    if (file_ < 0) throw unwritable(whole_.final_path(), errno);
  });
}

ImagePieces::~ImagePieces() {
  if (file_ >= 0) ::close(file_);
}

void ImagePieces::write(const Box& box, const void* voxels) {
  // Rows that stand together in the file are written at once.
  const Triple n = box.extents();
  const bool whole_rows = n[2] == extents_[2], whole_slices = whole_rows && n[1] == extents_[1];
  const std::int64_t slices = whole_slices ? n[0] : 1, rows = whole_rows ? n[1] : 1;
  const char* from = static_cast<const char*>(voxels);
  for (std::int64_t z = 0; z < n[0]; z += slices)
    for (std::int64_t y = 0; y < n[1]; y += rows) {
      auto left = static_cast<std::size_t>(slices * rows * n[2]) * bytes_;
      const std::int64_t first =
          ((box.begin[0] + z) * extents_[1] + box.begin[1] + y) * extents_[2] + box.begin[2];
      auto place = static_cast<off_t>(offset_ + static_cast<std::uint64_t>(first) * bytes_);
      while (left > 0) {
        const ssize_t done = ::pwrite(file_, from, std::min(left, std::size_t{1} << 30), place);
        if (done < 0 && errno == EINTR) continue;
        if (done < 0) throw unwritable(whole_.final_path(), errno);
        from += done;
        place += done;
        left -= static_cast<std::size_t>(done);
      }
    }
}

void ImagePieces::keep() {
  agree(comm_, [&] {
    if (::fsync(file_) != 0 && errno != EINVAL && errno != EROFS)
      throw unwritable(whole_.final_path(), errno);
  });
  whole_.keep();
}

WholeFile& ImagePieces::close() {
  agree(comm_, [&] {
    const int file = file_;
    file_ = -1;
    if (::close(file) != 0) throw unwritable(whole_.final_path(), errno);
  });
  return whole_;
}

}  // namespace catena
