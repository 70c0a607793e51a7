// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/volume/hdf5_chunk.h"

#include <sys/mman.h>
#include <zlib.h>

#include <algorithm>
#include <cstring>
#include <new>
#include <utility>

#include "jobs/run/error.h"
#include "segmentation/volume/compression_limit.h"

namespace catena {
namespace {

/// Fletcher's checksum as HDF5 takes it: over 16-bit big-endian words, an odd byte as the high half of a last
/// word.
std::uint32_t fletcher32(const std::uint8_t* bytes, std::size_t count) {
  std::uint32_t low = 0, high = 0;
  std::size_t words = count / 2;
  while (words > 0) {
    for (std::size_t run = std::min<std::size_t>(words, 360); run > 0; --run, --words, bytes += 2) {
      low += static_cast<std::uint32_t>(bytes[0] << 8 | bytes[1]);
      high += low;
    }
    low = (low & 0xffff) + (low >> 16);
    high = (high & 0xffff) + (high >> 16);
  }
  if (count % 2 != 0) {
    low += static_cast<std::uint32_t>(*bytes << 8);
    high += low;
    low = (low & 0xffff) + (low >> 16);
    high = (high & 0xffff) + (high >> 16);
  }
  low = (low & 0xffff) + (low >> 16);
  high = (high & 0xffff) + (high >> 16);
  return high << 16 | low;
}

}  // namespace

Hdf5ChunkReader::Hdf5ChunkReader(hid_t dataset, hid_t native, std::string name)
    : dataset_(dataset),
      native_(native),
      name_(std::move(name)),
      stored_type_(H5Dget_type(dataset), H5Tclose),
      extents_(3, 0) {
  const Hdf5Handle creation(H5Dget_create_plist(dataset), H5Pclose);
  if (H5Pget_chunk(creation, 3, extents_.data()) != 3) fail(Hdf5Silence::reason());
  const std::size_t element = H5Tget_size(stored_type_);
  const double claimed = static_cast<double>(element) * static_cast<double>(extents_[0]) *
                         static_cast<double>(extents_[1]) * static_cast<double>(extents_[2]);
  if (claimed < 1 || claimed > compression_limit * static_cast<double>(H5Dget_storage_size(dataset)) ||
      claimed > 4294967295.0)
    fail("it is corrupt: its chunks cannot be of " + std::to_string(claimed) + " bytes");
  voxels_ = static_cast<std::size_t>(extents_[0] * extents_[1] * extents_[2]);
  chunk_bytes_ = voxels_ * element;

  const int count = H5Pget_nfilters(creation);
  for (int i = 0; i < count; ++i) {
    unsigned flags = 0, values[8] = {0}, configuration = 0;
    std::size_t length = 8;
    const H5Z_filter_t kind = H5Pget_filter2(creation, static_cast<unsigned>(i), &flags, &length, values, 0,
                                             nullptr, &configuration);
    knows_filters_ = knows_filters_ && (kind == H5Z_FILTER_DEFLATE || kind == H5Z_FILTER_SHUFFLE ||
                                        kind == H5Z_FILTER_FLETCHER32);
    filters_.push_back({kind, length > 0 ? values[0] : 0});
  }
  fill_.resize(H5Tget_size(native));
  if (H5Pget_fill_value(creation, native, fill_.data()) < 0)
    std::fill(fill_.begin(), fill_.end(), std::uint8_t{0});
}

void Hdf5ChunkReader::fail(const std::string& reason) const {
  throw FileError("cannot read '" + name_ + "': " + reason);
}

hsize_t Hdf5ChunkReader::stored_bytes(const std::vector<hsize_t>& origin) const {
  hsize_t bytes = 0;
  if (H5Dget_chunk_storage_size(dataset_, origin.data(), &bytes) < 0) fail(Hdf5Silence::reason());
  return bytes;
}

Hdf5ChunkReader::Reservation::Reservation(std::size_t bytes) : size_(bytes) {
  void* const start =
      ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (start == MAP_FAILED) throw std::bad_alloc();
  start_ = static_cast<std::uint8_t*>(start);
}

Hdf5ChunkReader::Reservation::~Reservation() { ::munmap(start_, size_); }

const std::uint8_t* Hdf5ChunkReader::read(const std::vector<hsize_t>& origin) {
  const hsize_t stored = stored_bytes(origin);
  const std::size_t native_size = fill_.size();
  if (stored == 0) {
    bytes_.resize(voxels_ * native_size);
    for (std::size_t i = 0; i < bytes_.size(); ++i) bytes_[i] = fill_[i % native_size];
    return bytes_.data();
  }
  if (filters_.empty()) return read_unfiltered(origin);
  // A filter that packs badly adds a little, never as much again.
  if (stored > 2 * static_cast<hsize_t>(chunk_bytes_) + 4096)
    fail("it is corrupt: a chunk claims " + std::to_string(stored) + " bytes");
  bytes_.resize(static_cast<std::size_t>(stored));
  std::uint32_t skipped = 0;
  if (H5Dread_chunk(dataset_, H5P_DEFAULT, origin.data(), &skipped, bytes_.data()) < 0)
    fail(Hdf5Silence::reason());
  for (std::size_t i = filters_.size(); i-- > 0;)
    if (i >= 32 || (skipped >> i & 1u) == 0) undo(filters_[i]);
  if (bytes_.size() != chunk_bytes_)
    fail("it is corrupt: a chunk has " + std::to_string(bytes_.size()) + " bytes instead of " +
         std::to_string(chunk_bytes_));
  bytes_.resize(voxels_ * std::max(native_size, chunk_bytes_ / voxels_));
  convert(bytes_.data());
  return bytes_.data();
}

const std::uint8_t* Hdf5ChunkReader::read_unfiltered(const std::vector<hsize_t>& origin) {
  // HDF5 reads as many bytes as the index claims, and tells of that only afterwards; the claim has 32 bits.
  if (!reserved_) reserved_ = std::make_unique<Reservation>((std::size_t{1} << 32) + voxels_ * fill_.size());
  std::uint32_t skipped = 0;
  if (H5Dread_chunk(dataset_, H5P_DEFAULT, origin.data(), &skipped, reserved_->bytes()) < 0)
    fail(Hdf5Silence::reason());
  convert(reserved_->bytes());
  return reserved_->bytes();
}

void Hdf5ChunkReader::convert(std::uint8_t* voxels) {
  if (H5Tequal(stored_type_, native_) > 0) return;
  if (H5Tconvert(stored_type_, native_, voxels_, voxels, nullptr, H5P_DEFAULT) < 0)
    fail(Hdf5Silence::reason());
}

void Hdf5ChunkReader::undo(const Filter& filter) {
  if (filter.kind == H5Z_FILTER_FLETCHER32) check_and_drop_checksum();
  if (filter.kind == H5Z_FILTER_DEFLATE) inflate_bytes();
  if (filter.kind == H5Z_FILTER_SHUFFLE) unshuffle(filter.element);
}

void Hdf5ChunkReader::inflate_bytes() {
  other_.resize(chunk_bytes_ + 4);  // a checksum may be inside
  z_stream stream;
  std::memset(&stream, 0, sizeof stream);
  stream.next_in = bytes_.data();
  stream.avail_in = static_cast<uInt>(bytes_.size());
  stream.next_out = other_.data();
  stream.avail_out = static_cast<uInt>(other_.size());
  if (inflateInit(&stream) != Z_OK) fail("zlib does not start");
  const int status = ::inflate(&stream, Z_FINISH);
  other_.resize(other_.size() - stream.avail_out);
  inflateEnd(&stream);
  if (status != Z_STREAM_END) fail("it is corrupt: a chunk cannot be decompressed");
  std::swap(bytes_, other_);
}

void Hdf5ChunkReader::check_and_drop_checksum() {
  if (bytes_.size() < 4) fail("it is corrupt: a chunk lacks its checksum");
  const std::size_t count = bytes_.size() - 4;
  const std::uint8_t* const kept = bytes_.data() + count;
  const std::uint32_t stored =
      static_cast<std::uint32_t>(kept[0]) | static_cast<std::uint32_t>(kept[1]) << 8 |
      static_cast<std::uint32_t>(kept[2]) << 16 | static_cast<std::uint32_t>(kept[3]) << 24;
  const std::uint32_t sum = fletcher32(bytes_.data(), count);
  // HDF5 before 1.6.3 wrote the bytes of each half in the machine's order.
  const std::uint32_t old = (sum & 0x00ff00ffu) << 8 | (sum >> 8 & 0x00ff00ffu);
  if (stored != sum && stored != old) fail("it is corrupt: a chunk does not match its checksum");
  bytes_.resize(count);
}

void Hdf5ChunkReader::unshuffle(std::size_t element) {
  if (element < 2 || bytes_.size() < element) return;
  const std::size_t count = bytes_.size() / element;
  other_.resize(bytes_.size());
  for (std::size_t byte = 0; byte < element; ++byte) {
    const std::uint8_t* const in = bytes_.data() + byte * count;
    std::uint8_t* const out = other_.data() + byte;
    for (std::size_t i = 0; i < count; ++i) out[i * element] = in[i];
  }
  std::copy(bytes_.begin() + static_cast<std::ptrdiff_t>(count * element), bytes_.end(),
            other_.begin() + static_cast<std::ptrdiff_t>(count * element));
  std::swap(bytes_, other_);
}

}  // namespace catena
