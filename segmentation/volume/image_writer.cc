// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/volume/image_writer.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <type_traits>
#include <vector>

#include "jobs/run/agreement.h"
#include "jobs/run/error.h"
#include "jobs/run/whole_file.h"
#include "segmentation/volume/broadcast.h"
#include "segmentation/volume/hdf5_file.h"

namespace catena {
namespace {

/// Writes bytes at places in a file; neighbouring pieces are put together.
class PlacedWriter {
 public:
  explicit PlacedWriter(const std::string& path)
      : path_(path), file_(::open(path.c_str(), O_WRONLY | O_CLOEXEC)) {
    if (file_ < 0) fail();
  }
  ~PlacedWriter() {
    if (file_ >= 0) ::close(file_);
  }
  PlacedWriter(const PlacedWriter&) = delete;
  PlacedWriter& operator=(const PlacedWriter&) = delete;

  void write(std::uint64_t offset, const void* bytes, std::size_t count) {
    if (buffer_start_ + buffer_.size() != offset || buffer_.size() + count > capacity) flush();
    if (count >= capacity) return put(offset, static_cast<const char*>(bytes), count);
    if (buffer_.empty()) buffer_start_ = offset;
    buffer_.insert(buffer_.end(), static_cast<const char*>(bytes), static_cast<const char*>(bytes) + count);
  }

  void close() {
    flush();
    const int file = file_;
    file_ = -1;
    if (::close(file) != 0) fail();
  }

 private:
  static constexpr std::size_t capacity = std::size_t{1} << 20;

  void flush() {
    put(buffer_start_, buffer_.data(), buffer_.size());
    buffer_.clear();
  }

  void put(std::uint64_t offset, const char* bytes, std::size_t count) {
    while (count > 0) {
      const ssize_t done =
          ::pwrite(file_, bytes, std::min(count, std::size_t{1} << 30), static_cast<off_t>(offset));
      if (done < 0 && errno == EINTR) continue;
      if (done < 0) fail();
      bytes += done;
      offset += static_cast<std::uint64_t>(done);
      count -= static_cast<std::size_t>(done);
    }
  }

  [[noreturn]] void fail() const { throw FileError("cannot write '" + path_ + "': " + std::strerror(errno)); }

  std::string path_;
  int file_;
  std::vector<char> buffer_;
  std::uint64_t buffer_start_ = 0;
};

/// Makes room at the end of a file, for a dataset of so many bytes and for what HDF5 writes about it. The
/// disk must be found full here and not by HDF5, which would crash at the program's end.
void make_room(const std::string& path, std::int64_t bytes) {
  const std::vector<char> header(1 << 16, 0);
  const int file = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
  const off_t end = file < 0 ? -1 : ::lseek(file, 0, SEEK_END);
  const auto length = static_cast<ssize_t>(header.size());
  const bool good = end >= 0 && ::pwrite(file, header.data(), header.size(), end) == length &&
                    ::ftruncate(file, end + length + static_cast<off_t>(bytes)) == 0;
  const int error = errno != 0 ? errno : ENOSPC;
  if (file >= 0) ::close(file);
  if (!good) throw FileError("cannot write '" + path + "': " + std::strerror(error));
}

template <class T>
void write_block(const std::string& path, std::uint64_t offset, const Volume<T>& volume) {
  const auto host = Kokkos::create_mirror_view_and_copy(Kokkos::HostSpace(), volume.data());
  const Decomposition& blocks = volume.decomposition();
  const Box& owned = blocks.owned();
  const Triple size = owned.extents(), &halo = volume.halo();
  // Rows that stand together both in memory and in the file are written at once.
  const bool whole_rows = size[2] == blocks.extents()[2] && halo[2] == 0;
  const bool whole_slices = whole_rows && size[1] == blocks.extents()[1] && halo[1] == 0;
  const std::int64_t rows_at_once = whole_rows ? size[1] : 1, slices_at_once = whole_slices ? size[0] : 1;
  PlacedWriter writer(path);
  for (std::int64_t z = 0; z < size[0]; z += slices_at_once)
    for (std::int64_t y = 0; y < size[1]; y += rows_at_once) {
      const std::int64_t first =
          blocks.global_index({owned.begin[0] + z, owned.begin[1] + y, owned.begin[2]});
      writer.write(offset + static_cast<std::uint64_t>(first) * sizeof(T),
                   &host(z + halo[0], y + halo[1], halo[2]),
                   static_cast<std::size_t>(slices_at_once * rows_at_once * size[2]) * sizeof(T));
    }
  writer.close();
}

template <class T>
constexpr SampleType sample_of() {
  return std::is_same<T, std::uint8_t>::value    ? SampleType::uint8
         : std::is_same<T, std::uint16_t>::value ? SampleType::uint16
         : std::is_same<T, std::uint32_t>::value ? SampleType::uint32
         : std::is_same<T, std::int32_t>::value  ? SampleType::int32
                                                 : SampleType::float32;
}

}  // namespace

std::uint64_t lay_out_image(const std::string& path, const std::string& dataset, SampleType sample,
                            const Triple& extents, const Spacing& spacing, const std::string& unit,
                            const std::string& description) {
  errno = 0;
  make_room(path, product(extents) * static_cast<std::int64_t>(bytes_of(sample)));
  Hdf5File file = Hdf5File::modify(path);
  const hid_t type = with_sample_type(sample, [](auto one) { return hdf5_type<decltype(one)>(); });
  Hdf5Handle made = file.make_dataset(dataset, type, {extents[0], extents[1], extents[2]}, unit, description);
  file.set_attribute(dataset, "spacing", std::vector<double>(spacing.begin(), spacing.end()));
  const haddr_t offset = H5Dget_offset(made);
  made.reset();
  file.close();
  if (offset == HADDR_UNDEF)
    throw FileError("cannot write '" + path + "': HDF5 keeps no place for " + dataset);
  return offset;
}

std::uint64_t laid_out_image(const std::string& path, const std::string& dataset, SampleType sample,
                             const Triple& extents) {
  const Hdf5File file = Hdf5File::open(path);
  Hdf5Silence silence;
  const Hdf5Handle found(H5Dopen2(file.id(), dataset.c_str(), H5P_DEFAULT), H5Dclose);
  const Hdf5Handle type(found.valid() ? H5Dget_type(found) : -1, H5Tclose);
  const Hdf5Handle space(found.valid() ? H5Dget_space(found) : -1, H5Sclose);
  const hid_t wanted = with_sample_type(sample, [](auto one) { return hdf5_type<decltype(one)>(); });
  hsize_t sizes[3] = {0, 0, 0};
  const bool good = type.valid() && H5Tequal(type, wanted) > 0 && space.valid() &&
                    H5Sget_simple_extent_ndims(space) == 3 &&
                    H5Sget_simple_extent_dims(space, sizes, nullptr) == 3 &&
                    std::equal(extents.begin(), extents.end(), sizes,
                               [](std::int64_t a, hsize_t b) { return static_cast<hsize_t>(a) == b; });
  const haddr_t offset = good ? H5Dget_offset(found) : HADDR_UNDEF;
  if (offset == HADDR_UNDEF)
    throw FileError("cannot go on with '" + path + "': it has no image " + dataset + " as this run makes it");
  return offset;
}

template <class T>
void write_image(const std::string& path, const std::string& dataset, const Volume<T>& volume,
                 const std::string& unit, const std::string& description) {
  WholeFile whole(path, volume.decomposition().comm());
  make_image(whole.temporary().string(), dataset, volume, unit, description);
  whole.commit();
}

template <class T>
void make_image(const std::string& path, const std::string& dataset, const Volume<T>& volume,
                const std::string& unit, const std::string& description) {
  agree_on_root(volume.decomposition().comm(), [&] { Hdf5File::create(path).close(); });
  add_image(path, dataset, volume, unit, description);
}

template <class T>
void add_image(const std::string& path, const std::string& dataset, const Volume<T>& volume,
               const std::string& unit, const std::string& description) {
  Kokkos::Profiling::pushRegion("catena::write_image");
  const MPI_Comm comm = volume.decomposition().comm();
  std::uint64_t offset = 0;
  agree_on_root(comm, [&] {
    offset =
        lay_out_image(path, dataset, sample_of<T>(), volume.extents(), volume.spacing(), unit, description);
  });
  broadcast(comm, offset);
  agree(comm, [&] { write_block(path, offset, volume); });
  Kokkos::Profiling::popRegion();
}

template void write_image(const std::string&, const std::string&, const Volume<std::uint8_t>&,
                          const std::string&, const std::string&);
template void make_image(const std::string&, const std::string&, const Volume<std::uint8_t>&,
                         const std::string&, const std::string&);
template void add_image(const std::string&, const std::string&, const Volume<std::uint8_t>&,
                        const std::string&, const std::string&);
template void write_image(const std::string&, const std::string&, const Volume<std::uint16_t>&,
                          const std::string&, const std::string&);
template void make_image(const std::string&, const std::string&, const Volume<std::uint16_t>&,
                         const std::string&, const std::string&);
template void add_image(const std::string&, const std::string&, const Volume<std::uint16_t>&,
                        const std::string&, const std::string&);
template void write_image(const std::string&, const std::string&, const Volume<std::uint32_t>&,
                          const std::string&, const std::string&);
template void make_image(const std::string&, const std::string&, const Volume<std::uint32_t>&,
                         const std::string&, const std::string&);
template void add_image(const std::string&, const std::string&, const Volume<std::uint32_t>&,
                        const std::string&, const std::string&);
template void write_image(const std::string&, const std::string&, const Volume<std::int32_t>&,
                          const std::string&, const std::string&);
template void make_image(const std::string&, const std::string&, const Volume<std::int32_t>&,
                         const std::string&, const std::string&);
template void add_image(const std::string&, const std::string&, const Volume<std::int32_t>&,
                        const std::string&, const std::string&);
template void write_image(const std::string&, const std::string&, const Volume<float>&, const std::string&,
                          const std::string&);
template void make_image(const std::string&, const std::string&, const Volume<float>&, const std::string&,
                         const std::string&);
template void add_image(const std::string&, const std::string&, const Volume<float>&, const std::string&,
                        const std::string&);

}  // namespace catena
