// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "jobs/run/checkpoint_input.h"

#include <hdf5.h>

#include <map>
#include <sstream>

#include "jobs/run/error.h"

namespace catena {
namespace {

constexpr char dataset_name[] = "checkpoint_input";

/// A dataset, for an attribute holds 64 kB at most.
bool add_text(const std::string& path, const std::string& text) {
  const hid_t file = H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
  if (file < 0) return false;
  const hid_t scalar = H5Screate(H5S_SCALAR);
  const hid_t type = H5Tcopy(H5T_C_S1);
  H5Tset_size(type, text.size() + 1);
  const hid_t made = H5Dcreate2(file, dataset_name, type, scalar, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
  bool good = made >= 0 && H5Dwrite(made, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, text.c_str()) >= 0;
  if (made >= 0) good = H5Dclose(made) >= 0 && good;
  H5Tclose(type);
  H5Sclose(scalar);
  good = H5Fflush(file, H5F_SCOPE_LOCAL) >= 0 && good;
  return H5Fclose(file) >= 0 && good;
}

bool read_text(const std::string& path, std::string& text) {
  const hid_t file = H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
  if (file < 0) return false;
  bool good = H5Lexists(file, dataset_name, H5P_DEFAULT) > 0;
  if (good) {
    const hid_t found = H5Dopen2(file, dataset_name, H5P_DEFAULT);
    const hid_t type = found >= 0 ? H5Dget_type(found) : -1;
    good = type >= 0 && H5Tget_class(type) == H5T_STRING && H5Tis_variable_str(type) == 0;
    if (good) {
      std::string buffer(H5Tget_size(type), '\0');
      good = H5Dread(found, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, buffer.data()) >= 0;
      text = buffer.c_str();
    }
    if (type >= 0) H5Tclose(type);
    if (found >= 0) H5Dclose(found);
  }
  H5Fclose(file);
  return good;
}

}  // namespace

void write_checkpoint_input(const std::string& path, const ParameterValues& input) {
  std::string text;
  for (const auto& [name, value] : input) text += name + " = " + value + "\n";
  if (!add_text(path, text))
    throw FileError("cannot write the checkpoint '" + path + "': HDF5 failed on it; is the disk full?");
}

void check_checkpoint_input(const std::string& path, const ParameterValues& input) {
  std::string text;
  if (!read_text(path, text))
    throw FileError("the checkpoint '" + path + "' does not tell its input; run without --restart");
  std::map<std::string, std::string> made_from;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t equals = line.find(" = ");
    if (equals != std::string::npos) made_from[line.substr(0, equals)] = line.substr(equals + 3);
  }
  const std::string sentence = "the checkpoint '" + path + "' was made with ";
  for (const auto& [name, value] : input) {
    const auto found = made_from.find(name);
    if (found == made_from.end())
      throw InputError(sentence + "no parameter '" + name + "', by another version; run without --restart");
    if (found->second != value)
      throw InputError(sentence + name + " = " + found->second + ", and this run has " + value +
                       "; set it as it was, or run without --restart");
  }
}

}  // namespace catena
