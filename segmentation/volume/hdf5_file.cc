// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/volume/hdf5_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "jobs/run/error.h"

namespace catena {
namespace {

std::vector<hsize_t> sizes(const std::vector<std::int64_t>& extents) {
  return {extents.begin(), extents.end()};
}

Hdf5Handle space_of(const std::vector<std::int64_t>& extents) {
  if (extents.empty()) return {H5Screate(H5S_SCALAR), H5Sclose};
  const auto dims = sizes(extents);
  return {H5Screate_simple(static_cast<int>(dims.size()), dims.data(), nullptr), H5Sclose};
}

/// No lock: a file is read by many ranks at once, and some file systems have no locks.
Hdf5Handle access_list() {
  Hdf5Handle list(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
#if H5_VERSION_GE(1, 12, 1) || (!H5_VERSION_GE(1, 12, 0) && H5_VERSION_GE(1, 10, 7))
  H5Pset_file_locking(list, false, true);
#endif
  H5Pset_fclose_degree(list, H5F_CLOSE_STRONG);
  // Large datasets begin on a page of the memory.
  H5Pset_alignment(list, 65536, 4096);
  return list;
}

void write_file(const std::string& path, const std::vector<char>& bytes) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  bool good = file >= 0;
  for (std::size_t done = 0; good && done < bytes.size();) {
    const ssize_t count = ::write(file, bytes.data() + done, bytes.size() - done);
    if (count >= 0) done += static_cast<std::size_t>(count);
    good = count >= 0 || errno == EINTR;
  }
  const int error = errno;
  if (file >= 0 && ::close(file) != 0 && good)
    throw FileError("cannot write '" + path + "': " + std::strerror(errno));
  if (!good) throw FileError("cannot write '" + path + "': " + std::strerror(error));
}

}  // namespace

Hdf5Silence::Hdf5Silence() {
  H5Eget_auto2(H5E_DEFAULT, &print_, &data_);
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
}

Hdf5Silence::~Hdf5Silence() { H5Eset_auto2(H5E_DEFAULT, print_, data_); }

std::string Hdf5Silence::reason() {
  std::string text;
  H5Ewalk2(
      H5E_DEFAULT, H5E_WALK_UPWARD,
      [](unsigned, const H5E_error2_t* error, void* into) -> herr_t {
        auto& found = *static_cast<std::string*>(into);
        if (found.empty() && error->desc) found = error->desc;
        return 0;
      },
      &text);
  // Of a failed read or write HDF5 tells the time of day, on lines of their own.
  text.resize(std::min(text.size(), text.find(": time =")));
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text.empty() ? "HDF5 gives no reason" : text;
}

template <>
hid_t hdf5_type<std::uint8_t>() {
  return H5T_NATIVE_UINT8;
}
template <>
hid_t hdf5_type<std::int8_t>() {
  return H5T_NATIVE_INT8;
}
template <>
hid_t hdf5_type<std::uint16_t>() {
  return H5T_NATIVE_UINT16;
}
template <>
hid_t hdf5_type<std::int16_t>() {
  return H5T_NATIVE_INT16;
}
template <>
hid_t hdf5_type<std::uint32_t>() {
  return H5T_NATIVE_UINT32;
}
template <>
hid_t hdf5_type<std::int32_t>() {
  return H5T_NATIVE_INT32;
}
template <>
hid_t hdf5_type<std::uint64_t>() {
  return H5T_NATIVE_UINT64;
}
template <>
hid_t hdf5_type<std::int64_t>() {
  return H5T_NATIVE_INT64;
}
template <>
hid_t hdf5_type<float>() {
  return H5T_NATIVE_FLOAT;
}
template <>
hid_t hdf5_type<double>() {
  return H5T_NATIVE_DOUBLE;
}

Hdf5File Hdf5File::create(const std::string& path) {
  Hdf5Silence silence;
  const Hdf5Handle access = access_list();
  H5Pset_fapl_core(access, std::size_t{1} << 20, false);
  Hdf5Handle file(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, access), H5Fclose);
  if (!file.valid()) throw FileError("cannot write '" + path + "': " + Hdf5Silence::reason());
  return Hdf5File(path, std::move(file), true);
}

Hdf5File Hdf5File::open(const std::string& path) {
  Hdf5Silence silence;
  Hdf5Handle file(H5Fopen(path.c_str(), H5F_ACC_RDONLY, access_list()), H5Fclose);
  if (!file.valid()) throw FileError("cannot read '" + path + "': " + Hdf5Silence::reason());
  return Hdf5File(path, std::move(file), false);
}

Hdf5File Hdf5File::modify(const std::string& path) {
  Hdf5Silence silence;
  Hdf5Handle file(H5Fopen(path.c_str(), H5F_ACC_RDWR, access_list()), H5Fclose);
  if (!file.valid()) throw FileError("cannot write '" + path + "': " + Hdf5Silence::reason());
  return Hdf5File(path, std::move(file), false);
}

void Hdf5File::fail(const std::string& action) const {
  throw FileError("cannot " + action + " of '" + path_ + "': " + Hdf5Silence::reason());
}

Hdf5Handle Hdf5File::object(const std::string& name) const {
  return {H5Oopen(file_, name.c_str(), H5P_DEFAULT), H5Oclose};
}

bool Hdf5File::has(const std::string& name) const {
  Hdf5Silence silence;
  // Link by link, since a link that cannot be followed is an error and not the same as one that is not there.
  for (std::size_t end = name.find_first_not_of('/'); end != std::string::npos;) {
    end = name.find('/', end);
    const std::string part = name.substr(0, end);
    const htri_t linked = H5Lexists(file_, part.c_str(), H5P_DEFAULT);
    const htri_t exists = linked > 0 ? H5Oexists_by_name(file_, part.c_str(), H5P_DEFAULT) : linked;
    if (exists < 0) fail("find " + part);
    if (exists == 0) return false;
    end = name.find_first_not_of('/', end);
    if (end != std::string::npos && H5Iget_type(object(part)) != H5I_GROUP) return false;
  }
  return true;
}

bool Hdf5File::is_dataset(const std::string& name) const {
  Hdf5Silence silence;
  if (!has(name)) return false;
  const Hdf5Handle found = object(name);
  if (!found.valid()) fail("open " + name);
  return H5Iget_type(found) == H5I_DATASET;
}

Hdf5Handle Hdf5File::make_dataset(const std::string& dataset, hid_t type,
                                  const std::vector<std::int64_t>& extents, const std::string& unit,
                                  const std::string& description) {
  Hdf5Silence silence;
  const Hdf5Handle links(H5Pcreate(H5P_LINK_CREATE), H5Pclose),
      layout(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
  H5Pset_create_intermediate_group(links, 1);
  H5Pset_obj_track_times(layout, false);  // the same run writes the same bytes
  H5Pset_alloc_time(layout, H5D_ALLOC_TIME_EARLY);
  H5Pset_fill_time(layout, H5D_FILL_TIME_NEVER);
  Hdf5Handle made(H5Dcreate2(file_, dataset.c_str(), type, space_of(extents), links, layout, H5P_DEFAULT),
                  H5Dclose);
  if (!made.valid()) fail("make the dataset " + dataset);
  set_attribute(dataset, "unit", unit);
  set_attribute(dataset, "description", description);
  return made;
}

template <class T>
void Hdf5File::write(const std::string& dataset, const std::vector<T>& values,
                     const std::vector<std::int64_t>& extents, const std::string& unit,
                     const std::string& description) {
  std::int64_t count = 1;
  for (const std::int64_t extent : extents) count *= extent;
  if (count != static_cast<std::int64_t>(values.size()))
    throw FileError("cannot write the dataset " + dataset + " of '" + path_ + "': its extents hold " +
                    std::to_string(count) + " values, but " + std::to_string(values.size()) + " were given");
  Hdf5Silence silence;
  const Hdf5Handle made = make_dataset(dataset, hdf5_type<T>(), extents, unit, description);
  if (count > 0 && H5Dwrite(made, hdf5_type<T>(), H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()) < 0)
    fail("write the dataset " + dataset);
}

template <class T>
std::vector<T> Hdf5File::read(const std::string& dataset, std::vector<std::int64_t>* extents) const {
  Hdf5Silence silence;
  const Hdf5Handle found(H5Dopen2(file_, dataset.c_str(), H5P_DEFAULT), H5Dclose);
  if (!found.valid()) fail("read the dataset " + dataset);
  const Hdf5Handle space(H5Dget_space(found), H5Sclose);
  const hssize_t count = H5Sget_simple_extent_npoints(space);
  if (count < 0) fail("read the dataset " + dataset);
  if (extents) {
    std::vector<hsize_t> dims(static_cast<std::size_t>(H5Sget_simple_extent_ndims(space)));
    H5Sget_simple_extent_dims(space, dims.data(), nullptr);
    extents->assign(dims.begin(), dims.end());
  }
  std::vector<T> values(static_cast<std::size_t>(count));
  if (count > 0 && H5Dread(found, hdf5_type<T>(), H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()) < 0)
    fail("read the dataset " + dataset);
  return values;
}

void Hdf5File::make_group(const std::string& group) {
  Hdf5Silence silence;
  const Hdf5Handle links(H5Pcreate(H5P_LINK_CREATE), H5Pclose);
  H5Pset_create_intermediate_group(links, 1);
  const Hdf5Handle made(H5Gcreate2(file_, group.c_str(), links, H5P_DEFAULT, H5P_DEFAULT), H5Gclose);
  if (!made.valid()) fail("make the group " + group);
}

void Hdf5File::set_attribute(const std::string& name, const std::string& attribute, const std::string& text) {
  Hdf5Silence silence;
  const Hdf5Handle owner = object(name);
  // Variable length, because most readers take only that for a text.
  const Hdf5Handle type(H5Tcopy(H5T_C_S1), H5Tclose), space(H5Screate(H5S_SCALAR), H5Sclose);
  H5Tset_size(type, H5T_VARIABLE);
  H5Tset_cset(type, H5T_CSET_UTF8);
  if (H5Aexists(owner, attribute.c_str()) > 0) H5Adelete(owner, attribute.c_str());
  const Hdf5Handle made(H5Acreate2(owner, attribute.c_str(), type, space, H5P_DEFAULT, H5P_DEFAULT),
                        H5Aclose);
  const char* letters = text.c_str();
  if (!made.valid() || H5Awrite(made, type, &letters) < 0)
    fail("write the attribute " + attribute + " of " + name);
}

void Hdf5File::set_attribute(const std::string& name, const std::string& attribute,
                             const std::vector<double>& numbers) {
  Hdf5Silence silence;
  const Hdf5Handle owner = object(name);
  const Hdf5Handle space = space_of({static_cast<std::int64_t>(numbers.size())});
  if (H5Aexists(owner, attribute.c_str()) > 0) H5Adelete(owner, attribute.c_str());
  const Hdf5Handle made(
      H5Acreate2(owner, attribute.c_str(), H5T_NATIVE_DOUBLE, space, H5P_DEFAULT, H5P_DEFAULT), H5Aclose);
  if (!made.valid() || H5Awrite(made, H5T_NATIVE_DOUBLE, numbers.data()) < 0)
    fail("write the attribute " + attribute + " of " + name);
}

std::optional<std::string> Hdf5File::text_attribute(const std::string& name,
                                                    const std::string& attribute) const {
  Hdf5Silence silence;
  const Hdf5Handle owner = object(name);
  const htri_t exists = H5Aexists(owner, attribute.c_str());
  if (exists < 0) fail("read the attributes of " + name);
  if (exists == 0) return std::nullopt;
  const Hdf5Handle found(H5Aopen(owner, attribute.c_str(), H5P_DEFAULT), H5Aclose);
  const Hdf5Handle stored(H5Aget_type(found), H5Tclose), space(H5Aget_space(found), H5Sclose);
  if (H5Tget_class(stored) != H5T_STRING || H5Sget_simple_extent_npoints(space) != 1) return std::nullopt;
  const Hdf5Handle type(H5Tcopy(H5T_C_S1), H5Tclose);
  H5Tset_cset(type, H5Tget_cset(stored));
  if (H5Tis_variable_str(stored) > 0) {
    H5Tset_size(type, H5T_VARIABLE);
    char* letters = nullptr;
    if (H5Aread(found, type, &letters) < 0) fail("read the attribute " + attribute + " of " + name);
    const std::string text = letters ? letters : "";
    H5free_memory(letters);
    return text;
  }
  std::string text(H5Tget_size(stored) + 1, '\0');
  H5Tset_size(type, text.size());
  if (H5Aread(found, type, text.data()) < 0) fail("read the attribute " + attribute + " of " + name);
  return std::string(text.c_str());
}

std::optional<std::vector<double>> Hdf5File::number_attribute(const std::string& name,
                                                              const std::string& attribute) const {
  Hdf5Silence silence;
  const Hdf5Handle owner = object(name);
  const htri_t exists = H5Aexists(owner, attribute.c_str());
  if (exists < 0) fail("read the attributes of " + name);
  if (exists == 0) return std::nullopt;
  const Hdf5Handle found(H5Aopen(owner, attribute.c_str(), H5P_DEFAULT), H5Aclose);
  const Hdf5Handle stored(H5Aget_type(found), H5Tclose), space(H5Aget_space(found), H5Sclose);
  const H5T_class_t kind = H5Tget_class(stored);
  const hssize_t count = H5Sget_simple_extent_npoints(space);
  // An attribute lives in the object's header, which holds at most 64 KiB.
  if ((kind != H5T_INTEGER && kind != H5T_FLOAT) || count < 0 || count > 65536) return std::nullopt;
  std::vector<double> numbers(static_cast<std::size_t>(count));
  if (count > 0 && H5Aread(found, H5T_NATIVE_DOUBLE, numbers.data()) < 0)
    fail("read the attribute " + attribute + " of " + name);
  return numbers;
}

void Hdf5File::close() {
  Hdf5Silence silence;
  if (!in_memory_) {
    if (!file_.reset()) throw FileError("cannot write '" + path_ + "': " + Hdf5Silence::reason());
    return;
  }
  const ssize_t size = H5Fflush(file_, H5F_SCOPE_GLOBAL) < 0 ? -1 : H5Fget_file_image(file_, nullptr, 0);
  std::vector<char> image(size > 0 ? static_cast<std::size_t>(size) : 0);
  if (size <= 0 || H5Fget_file_image(file_, image.data(), image.size()) != size)
    throw FileError("cannot write '" + path_ + "': " + Hdf5Silence::reason());
  file_.reset();
  write_file(path_, image);
}

template void Hdf5File::write(const std::string&, const std::vector<std::uint8_t>&,
                              const std::vector<std::int64_t>&, const std::string&, const std::string&);
template void Hdf5File::write(const std::string&, const std::vector<std::uint16_t>&,
                              const std::vector<std::int64_t>&, const std::string&, const std::string&);
template void Hdf5File::write(const std::string&, const std::vector<std::uint32_t>&,
                              const std::vector<std::int64_t>&, const std::string&, const std::string&);
template void Hdf5File::write(const std::string&, const std::vector<std::uint64_t>&,
                              const std::vector<std::int64_t>&, const std::string&, const std::string&);
template void Hdf5File::write(const std::string&, const std::vector<std::int32_t>&,
                              const std::vector<std::int64_t>&, const std::string&, const std::string&);
template void Hdf5File::write(const std::string&, const std::vector<std::int64_t>&,
                              const std::vector<std::int64_t>&, const std::string&, const std::string&);
template void Hdf5File::write(const std::string&, const std::vector<float>&, const std::vector<std::int64_t>&,
                              const std::string&, const std::string&);
template void Hdf5File::write(const std::string&, const std::vector<double>&,
                              const std::vector<std::int64_t>&, const std::string&, const std::string&);
template std::vector<std::uint8_t> Hdf5File::read(const std::string&, std::vector<std::int64_t>*) const;
template std::vector<std::uint16_t> Hdf5File::read(const std::string&, std::vector<std::int64_t>*) const;
template std::vector<std::uint32_t> Hdf5File::read(const std::string&, std::vector<std::int64_t>*) const;
template std::vector<std::uint64_t> Hdf5File::read(const std::string&, std::vector<std::int64_t>*) const;
template std::vector<std::int32_t> Hdf5File::read(const std::string&, std::vector<std::int64_t>*) const;
template std::vector<std::int64_t> Hdf5File::read(const std::string&, std::vector<std::int64_t>*) const;
template std::vector<float> Hdf5File::read(const std::string&, std::vector<std::int64_t>*) const;
template std::vector<double> Hdf5File::read(const std::string&, std::vector<std::int64_t>*) const;

}  // namespace catena
