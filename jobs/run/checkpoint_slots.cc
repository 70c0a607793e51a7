// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "jobs/run/checkpoint_slots.h"

#include <hdf5.h>

#include <algorithm>
#include <system_error>

#include "jobs/run/agreement.h"
#include "jobs/run/error.h"
#include "jobs/run/whole_file.h"

namespace catena {
namespace {

constexpr char number_name[] = "checkpoint_number";
constexpr char stage_name[] = "checkpoint_of_stage";

/// Writes both attributes to the root group; false if anything fails.
bool stamp(const std::string& path, std::int64_t number, const std::string& stage) {
  const hid_t file = H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
  if (file < 0) return false;
  const hid_t scalar = H5Screate(H5S_SCALAR);
  const hid_t text = H5Tcopy(H5T_C_S1);
  H5Tset_size(text, stage.size() + 1);
  const hid_t first = H5Acreate2(file, number_name, H5T_NATIVE_INT64, scalar, H5P_DEFAULT, H5P_DEFAULT);
  const hid_t second = H5Acreate2(file, stage_name, text, scalar, H5P_DEFAULT, H5P_DEFAULT);
  bool good = first >= 0 && second >= 0 && H5Awrite(first, H5T_NATIVE_INT64, &number) >= 0 &&
              H5Awrite(second, text, stage.c_str()) >= 0;
  H5Aclose(first);
  H5Aclose(second);
  H5Tclose(text);
  H5Sclose(scalar);
  good = H5Fflush(file, H5F_SCOPE_LOCAL) >= 0 && good;
  return H5Fclose(file) >= 0 && good;
}

/// The slot's number and stage; -1 if it cannot be read.
std::int64_t read_stamp(const std::string& path, std::string& stage) {
  const hid_t file = H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
  if (file < 0) return -1;
  std::int64_t number = -1;
  const hid_t first = H5Aopen(file, number_name, H5P_DEFAULT);
  const hid_t second = H5Aopen(file, stage_name, H5P_DEFAULT);
  if (first >= 0 && second >= 0) {
    const hid_t text = H5Aget_type(second);
    std::string buffer(H5Tget_size(text), '\0');
    if (H5Aread(first, H5T_NATIVE_INT64, &number) < 0 || H5Aread(second, text, buffer.data()) < 0)
      number = -1;
    stage = buffer.c_str();
    H5Tclose(text);
  }
  H5Aclose(first);
  H5Aclose(second);
  H5Fclose(file);
  return number;
}

}  // namespace

CheckpointSlots::CheckpointSlots(MPI_Comm comm, std::filesystem::path folder, std::string stage)
    : comm_(comm), folder_(std::move(folder)), stage_(std::move(stage)) {
  agree_on_root(comm_, [&] {
    for (const int i : {0, 1}) {
      if (!std::filesystem::exists(slot(i))) continue;
      std::string of_stage;
      numbers_[i] = read_stamp(slot(i), of_stage);
      if (numbers_[i] > 0 && of_stage != stage_)
        throw InputError("'" + slot(i).string() + "' is a checkpoint of the stage '" + of_stage +
                         "', not of '" + stage_ + "'; give another --output");
    }
  });
  MPI_Bcast(numbers_, 2, MPI_INT64_T, 0, comm_);
}

std::filesystem::path CheckpointSlots::slot(std::int64_t number) const {
  return folder_ / ("checkpoint." + std::to_string(number % 2) + ".h5");
}

std::vector<std::filesystem::path> CheckpointSlots::whole() const {
  std::vector<std::filesystem::path> paths;
  const int newest = numbers_[1] > numbers_[0] ? 1 : 0;
  for (const int i : {newest, 1 - newest})
    if (numbers_[i] > 0) paths.push_back(slot(i));
  return paths;
}

std::vector<std::filesystem::path> CheckpointSlots::broken() const {
  std::vector<std::filesystem::path> paths;
  for (const int i : {0, 1})
    if (numbers_[i] < 0) paths.push_back(slot(i));
  return paths;
}

bool CheckpointSlots::save(const std::function<bool(const std::string&)>& write) {
  const int older = numbers_[1] < numbers_[0] ? 1 : 0;
  const std::int64_t number = std::max(numbers_[0], numbers_[1]) + 1;
  WholeFile file(slot(older), comm_);
  if (!write(file.temporary().string())) return false;
  agree_on_root(comm_, [&] {
    if (!stamp(file.temporary().string(), number, stage_))
      throw FileError("cannot write the checkpoint '" + slot(older).string() +
                      "': HDF5 failed on it; is the disk full?");
  });
  file.commit();
  numbers_[older] = number;
  return true;
}

void CheckpointSlots::clear() {
  int rank = 0;
  MPI_Comm_rank(comm_, &rank);
  for (const int i : {0, 1}) {
    std::error_code ignored;
    if (rank == 0 && numbers_[i] != 0) std::filesystem::remove(slot(i), ignored);
    numbers_[i] = 0;
  }
}

}  // namespace catena
