// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/volume/hdf5_source.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <vector>

#include "jobs/run/error.h"
#include "segmentation/volume/broadcast.h"
#include "segmentation/volume/compression_limit.h"
#include "segmentation/volume/process_copy.h"

namespace catena {
namespace {

/// The axes of a dataset of numbers; -1 if it is something else.
int axes_of(hid_t dataset) {
  const Hdf5Handle space(H5Dget_space(dataset), H5Sclose), type(H5Dget_type(dataset), H5Tclose);
  const H5T_class_t kind = H5Tget_class(type);
  if (kind != H5T_INTEGER && kind != H5T_FLOAT && kind != H5T_ENUM) return -1;
  return H5Sget_simple_extent_ndims(space);
}

herr_t keep_volume(hid_t root, const char* name, const H5O_info_t* info, void* into) {
  auto& names = *static_cast<std::vector<std::string>*>(into);
  if (info->type != H5O_TYPE_DATASET || names.size() >= 1000) return 0;
  const Hdf5Handle dataset(H5Dopen2(root, name, H5P_DEFAULT), H5Dclose);
  if (dataset.valid() && axes_of(dataset) == 3) names.push_back("/" + std::string(name));
  return 0;
}

/// All three-dimensional datasets of numbers, by name.
std::vector<std::string> volumes_in(const Hdf5File& file) {
  std::vector<std::string> names;
#if H5_VERSION_GE(1, 12, 0)
  const herr_t status = H5Ovisit3(file.id(), H5_INDEX_NAME, H5_ITER_INC, keep_volume, &names, H5O_INFO_BASIC);
#else
  const herr_t status = H5Ovisit(file.id(), H5_INDEX_NAME, H5_ITER_INC, keep_volume, &names);
#endif
  if (status < 0) throw FileError("cannot read '" + file.path() + "': " + Hdf5Silence::reason());
  return names;
}

std::string list(const std::vector<std::string>& names) {
  if (names.empty()) return "it holds no three-dimensional dataset of numbers";
  std::string text = "its three-dimensional datasets are ";
  for (std::size_t i = 0; i < names.size() && i < 20; ++i) text += (i ? ", " : "") + names[i];
  return text + (names.size() > 20 ? ", ..." : "");
}

SampleType integer_sample(std::size_t bytes, bool has_sign, const std::string& name) {
  switch (bytes) {
    case 1:
      return has_sign ? SampleType::int8 : SampleType::uint8;
    case 2:
      return has_sign ? SampleType::int16 : SampleType::uint16;
    case 4:
      return has_sign ? SampleType::int32 : SampleType::uint32;
    case 8:
      return has_sign ? SampleType::int64 : SampleType::uint64;
  }
  throw InputError("'" + name + "' holds integers of " + std::to_string(bytes) +
                   " bytes; 1, 2, 4 or 8 can be read");
}

SampleType sample_of(hid_t dataset, const std::string& name) {
  const Hdf5Handle type(H5Dget_type(dataset), H5Tclose);
  switch (H5Tget_class(type)) {
    case H5T_INTEGER:
      return integer_sample(H5Tget_size(type), H5Tget_sign(type) == H5T_SGN_2, name);
    case H5T_ENUM: {  // truth values
      const Hdf5Handle base(H5Tget_super(type), H5Tclose);
      return integer_sample(H5Tget_size(base), H5Tget_sign(base) == H5T_SGN_2, name);
    }
    case H5T_FLOAT:
      return H5Tget_size(type) > 4 ? SampleType::float64 : SampleType::float32;
    default:
      throw InputError("'" + name +
                       "' does not hold numbers; integers and floating point numbers can be read");
  }
}

hid_t native_type(SampleType sample) {
  return with_sample_type(sample, [](auto value) { return hdf5_type<decltype(value)>(); });
}

}  // namespace

Hdf5Source::Hdf5Source(const std::string& file, const std::string& dataset, const std::string& usual)
    : path_(file) {
  // What HDF5 cannot open it does not clean up after either, so it must not even try here.
  const auto look_at_all_headers = [&] {
    open(dataset, usual);
    reopen();
    if (chunks_)
      for_each_chunk({{0, 0, 0}, layout_.extents},
                     [&](const std::vector<hsize_t>& origin) { chunks_->stored_bytes(origin); });
    chunks_.reset();
    opened_.reset();
    file_->close();
  };
  run_in_copy(look_at_all_headers, 100,
              "cannot read '" + path_ + "': it is corrupt, so much that HDF5 breaks on its headers");
  open(dataset, usual);
}

void Hdf5Source::open(const std::string& wanted, const std::string& usual) {
  Hdf5Silence silence;
  file_ = std::make_unique<Hdf5File>(Hdf5File::open(path_));
  find_dataset(wanted, usual);
  describe();
}

void Hdf5Source::find_dataset(const std::string& wanted, const std::string& usual) {
  dataset_ = wanted.empty() ? usual : wanted;
  if (!dataset_.empty() && dataset_[0] != '/') dataset_ = "/" + dataset_;
  if (file_->is_dataset(dataset_)) return;
  const std::vector<std::string> names = volumes_in(*file_);
  if (wanted.empty() && names.size() == 1) {
    dataset_ = names[0];
    return;
  }
  throw InputError("'" + path_ + "' has no dataset " + dataset_ + "; " + list(names) + "; set Dataset");
}

void Hdf5Source::describe() {
  const Hdf5Handle dataset(H5Dopen2(file_->id(), dataset_.c_str(), H5P_DEFAULT), H5Dclose);
  if (!dataset.valid()) throw FileError("cannot read '" + name() + "': " + Hdf5Silence::reason());
  layout_.sample = sample_of(dataset, name());
  const Hdf5Handle space(H5Dget_space(dataset), H5Sclose);
  const int axes = H5Sget_simple_extent_ndims(space);
  if (axes != 3)
    throw InputError("'" + name() + "' has " + std::to_string(axes) + " axes; it must have 3 (z, y, x); " +
                     list(volumes_in(*file_)));
  std::array<hsize_t, 3> dims{0, 0, 0};
  H5Sget_simple_extent_dims(space, dims.data(), nullptr);
  for (int axis = 0; axis < 3; ++axis) {
    if (dims[axis] < 1 || dims[axis] > static_cast<hsize_t>(std::numeric_limits<std::int32_t>::max()))
      throw InputError("'" + name() + "' has " + std::to_string(dims[axis]) +
                       " voxels along an axis; at least 1 and fewer than 2^31 can be read");
    layout_.extents[axis] = static_cast<std::int64_t>(dims[axis]);
  }
  const Hdf5Handle creation(H5Dget_create_plist(dataset), H5Pclose);
  layout_.piece = {1, layout_.extents[1], layout_.extents[2]};
  if (H5Pget_layout(creation) == H5D_CHUNKED) {
    std::array<hsize_t, 3> chunk{1, 1, 1};
    if (H5Pget_chunk(creation, 3, chunk.data()) != 3)
      throw FileError("cannot read '" + name() + "': " + Hdf5Silence::reason());
    for (int axis = 0; axis < 3; ++axis)
      layout_.piece[axis] =
          std::clamp<std::int64_t>(static_cast<std::int64_t>(chunk[axis]), 1, layout_.extents[axis]);
  }
  check_claim(dataset);

  const double nan = std::numeric_limits<double>::quiet_NaN();
  double unit = 1;
  auto numbers = file_->number_attribute(dataset_, "spacing");
  if (!numbers) {
    numbers = file_->number_attribute(dataset_, "element_size_um");
    unit = 1e-6;
  }
  layout_.has_spacing = numbers.has_value();
  for (std::size_t axis = 0; numbers && axis < 3; ++axis)
    layout_.spacing[axis] = numbers->size() == 3 ? unit * (*numbers)[axis] : nan;
}

void Hdf5Source::check_claim(hid_t dataset) const {
  const Hdf5Handle creation(H5Dget_create_plist(dataset), H5Pclose);
  const H5D_layout_t layout = H5Pget_layout(creation);
  if (layout == H5D_CHUNKED || layout == H5D_CONTIGUOUS || layout == H5D_COMPACT) {
    const Hdf5Handle type(H5Dget_type(dataset), H5Tclose);
    const double bytes = static_cast<double>(H5Tget_size(type)) * static_cast<double>(layout_.extents[0]) *
                         static_cast<double>(layout_.extents[1]) * static_cast<double>(layout_.extents[2]);
    const double stored = static_cast<double>(H5Dget_storage_size(dataset));
    if (bytes > stored * (layout == H5D_CHUNKED ? compression_limit : 1))
      throw FileError("cannot read '" + name() + "': it claims " + std::to_string(bytes) + " bytes, but " +
                      std::to_string(stored) + " are stored");
  }
}

void Hdf5Source::share(MPI_Comm comm) {
  broadcast(comm, layout_);
  broadcast(comm, path_);
  broadcast(comm, dataset_);
}

void Hdf5Source::reopen() {
  if (!file_) file_ = std::make_unique<Hdf5File>(Hdf5File::open(path_));
  if (opened_.valid()) return;
  opened_ = Hdf5Handle(H5Dopen2(file_->id(), dataset_.c_str(), H5P_DEFAULT), H5Dclose);
  if (!opened_.valid()) throw FileError("cannot read '" + name() + "': " + Hdf5Silence::reason());
  const Hdf5Handle creation(H5Dget_create_plist(opened_), H5Pclose);
  if (H5Pget_layout(creation) != H5D_CHUNKED) return;
  chunks_ = std::make_unique<Hdf5ChunkReader>(opened_, native_type(layout_.sample), name());
  if (!chunks_->knows_filters()) chunks_.reset();
}

template <class Visit>
void Hdf5Source::for_each_chunk(const Box& box, const Visit& visit) const {
  const auto& size = chunks_->extents();
  std::vector<hsize_t> first(3), origin(3), end(3);
  for (std::size_t axis = 0; axis < 3; ++axis) {
    first[axis] = static_cast<hsize_t>(box.begin[axis]) / size[axis] * size[axis];
    end[axis] = static_cast<hsize_t>(box.end[axis]);
  }
  for (origin[0] = first[0]; origin[0] < end[0]; origin[0] += size[0])
    for (origin[1] = first[1]; origin[1] < end[1]; origin[1] += size[1])
      for (origin[2] = first[2]; origin[2] < end[2]; origin[2] += size[2]) visit(origin);
}

void Hdf5Source::read_chunks(const Box& box, std::uint8_t* dense) {
  const auto& size = chunks_->extents();
  const Triple chunk{static_cast<std::int64_t>(size[0]), static_cast<std::int64_t>(size[1]),
                     static_cast<std::int64_t>(size[2])};
  const Triple out = box.extents();
  const auto bytes = static_cast<std::int64_t>(bytes_of(layout_.sample));
  for_each_chunk(box, [&](const std::vector<hsize_t>& origin) {
    Box here;
    for (std::size_t axis = 0; axis < 3; ++axis) {
      here.begin[axis] = static_cast<std::int64_t>(origin[axis]);
      here.end[axis] = here.begin[axis] + chunk[axis];
    }
    const std::uint8_t* const voxels = chunks_->read(origin);
    const Box part = intersection(here, box);
    for (std::int64_t z = part.begin[0]; z < part.end[0]; ++z)
      for (std::int64_t y = part.begin[1]; y < part.end[1]; ++y) {
        const std::int64_t from =
            ((z - here.begin[0]) * chunk[1] + y - here.begin[1]) * chunk[2] + part.begin[2] - here.begin[2];
        const std::int64_t to =
            ((z - box.begin[0]) * out[1] + y - box.begin[1]) * out[2] + part.begin[2] - box.begin[2];
        std::memcpy(dense + to * bytes, voxels + from * bytes,
                    static_cast<std::size_t>(part.extents()[2] * bytes));
      }
  });
}

void Hdf5Source::read(const Box& box, void* dense) {
  Hdf5Silence silence;
  reopen();
  if (chunks_) return read_chunks(box, static_cast<std::uint8_t*>(dense));
  const Hdf5Handle space(H5Dget_space(opened_), H5Sclose);
  std::array<hsize_t, 3> start, count;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    start[axis] = static_cast<hsize_t>(box.begin[axis]);
    count[axis] = static_cast<hsize_t>(box.extents()[axis]);
  }
  const Hdf5Handle memory(H5Screate_simple(3, count.data(), nullptr), H5Sclose);
  if (H5Sselect_hyperslab(space, H5S_SELECT_SET, start.data(), nullptr, count.data(), nullptr) < 0 ||
      H5Dread(opened_, native_type(layout_.sample), memory, space, H5P_DEFAULT, dense) < 0)
    throw FileError("cannot read '" + name() + "': " + Hdf5Silence::reason());
}

}  // namespace catena
