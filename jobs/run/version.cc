// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "jobs/run/version.h"

#include <hdf5.h>
#include <mpi.h>

#include <Kokkos_Core.hpp>
#include <nlohmann/json.hpp>

#include "catena_revision.h"

namespace catena {
namespace {

std::string dotted(int major, int minor, int patch) {
  return std::to_string(major) + "." + std::to_string(minor) + "." + std::to_string(patch);
}

std::string mpi_version() {
  char text[MPI_MAX_LIBRARY_VERSION_STRING];
  int length = 0;
  MPI_Get_library_version(text, &length);
  const std::string all(text, static_cast<std::size_t>(length));
  return all.substr(0, all.find_first_of(",\n"));
}

}  // namespace

std::string version() { return catena_version; }
std::string revision() { return catena_revision; }

std::vector<std::pair<std::string, std::string>> library_versions() {
  unsigned major = 0, minor = 0, patch = 0;
  H5get_libversion(&major, &minor, &patch);
  return {{"compiler", __VERSION__},
          {"MPI", mpi_version()},
          {"HDF5", dotted(static_cast<int>(major), static_cast<int>(minor), static_cast<int>(patch))},
          {"Kokkos", dotted(KOKKOS_VERSION / 10000, KOKKOS_VERSION / 100 % 100, KOKKOS_VERSION % 100)},
          {"Kokkos backend", Kokkos::DefaultExecutionSpace::name()},
          {"nlohmann-json",
           dotted(NLOHMANN_JSON_VERSION_MAJOR, NLOHMANN_JSON_VERSION_MINOR, NLOHMANN_JSON_VERSION_PATCH)}};
}

}  // namespace catena
