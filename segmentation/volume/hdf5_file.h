// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <hdf5.h>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace catena {

/// Owns one HDF5 object and closes it by the function that belongs to it.
class Hdf5Handle {
 public:
  Hdf5Handle() = default;
  Hdf5Handle(hid_t id, herr_t (*close)(hid_t)) : id_(id), close_(close) {}
  ~Hdf5Handle() { reset(); }
  Hdf5Handle(Hdf5Handle&& other) noexcept : id_(std::exchange(other.id_, -1)), close_(other.close_) {}
  Hdf5Handle& operator=(Hdf5Handle&& other) noexcept {
    std::swap(id_, other.id_);
    std::swap(close_, other.close_);
    return *this;
  }
  operator hid_t() const { return id_; }
  bool valid() const { return id_ >= 0; }
  /// Closes now; false if that failed.
  bool reset() {
    const hid_t id = std::exchange(id_, -1);
    return id < 0 || close_(id) >= 0;
  }

 private:
  hid_t id_ = -1;
  herr_t (*close_)(hid_t) = nullptr;
};

/// While it lives HDF5 prints no errors; `reason()` gives the innermost one as a phrase.
class Hdf5Silence {
 public:
  Hdf5Silence();
  ~Hdf5Silence();
  Hdf5Silence(const Hdf5Silence&) = delete;
  Hdf5Silence& operator=(const Hdf5Silence&) = delete;
  static std::string reason();

 private:
  H5E_auto2_t print_ = nullptr;
  void* data_ = nullptr;
};

/// HDF5's type for a C++ number: uint8_t ... uint64_t, int8_t ... int64_t, float, double.
template <class T>
hid_t hdf5_type();

/// An HDF5 file of one process: tables, small arrays, attributes. On several ranks let rank 0 work on it
/// inside agree_on_root. Datasets are contiguous, C order; groups on the way to one are made. All members
/// throw FileError naming the file and HDF5's reason.
class Hdf5File {
 public:
  static Hdf5File create(const std::string& path);  ///< empty, whatever was there before; for tables
  static Hdf5File open(const std::string& path);    ///< to read
  static Hdf5File modify(const std::string& path);  ///< to read and write

  hid_t id() const { return file_; }
  const std::string& path() const { return path_; }
  /// Whether a group or dataset of that path is there.
  bool has(const std::string& object) const;
  bool is_dataset(const std::string& object) const;

  /// Makes a dataset without writing it. `values` is a type of HDF5.
  Hdf5Handle make_dataset(const std::string& dataset, hid_t type, const std::vector<std::int64_t>& extents,
                          const std::string& unit, const std::string& description);
  template <class T>
  void write(const std::string& dataset, const std::vector<T>& values,
             const std::vector<std::int64_t>& extents, const std::string& unit,
             const std::string& description);
  template <class T>
  void write(const std::string& dataset, const std::vector<T>& values, const std::string& unit,
             const std::string& description) {
    write(dataset, values, {static_cast<std::int64_t>(values.size())}, unit, description);
  }
  /// The whole dataset, converted by HDF5 if its type differs; its extents too if wanted.
  template <class T>
  std::vector<T> read(const std::string& dataset, std::vector<std::int64_t>* extents = nullptr) const;

  void make_group(const std::string& group);
  /// Attributes of a dataset or group; an attribute that is there is replaced.
  void set_attribute(const std::string& object, const std::string& name, const std::string& text);
  void set_attribute(const std::string& object, const std::string& name, const std::vector<double>& numbers);
  /// None if the object has no such attribute, or it is of another kind.
  std::optional<std::string> text_attribute(const std::string& object, const std::string& name) const;
  std::optional<std::vector<double>> number_attribute(const std::string& object,
                                                      const std::string& name) const;

  /// Writes what is still in memory and closes. Of a created file nothing is written without it.
  void close();

 private:
  Hdf5File(std::string path, Hdf5Handle file, bool in_memory)
      : path_(std::move(path)), file_(std::move(file)), in_memory_(in_memory) {}
  Hdf5Handle object(const std::string& name) const;
  [[noreturn]] void fail(const std::string& action) const;

  std::string path_;
  Hdf5Handle file_;
  bool in_memory_;
};

}  // namespace catena
