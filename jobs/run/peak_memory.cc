// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "jobs/run/peak_memory.h"

#include <sys/resource.h>

#include <fstream>
#include <string>

namespace catena {
namespace {

double peak_of_this_process() {
  std::ifstream status("/proc/self/status");
  std::string line;
  while (std::getline(status, line))
    if (line.rfind("VmHWM:", 0) == 0) return 1024. * std::stod(line.substr(6));
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return 1024. * static_cast<double>(usage.ru_maxrss);
}

}  // namespace

PeakMemory peak_memory(MPI_Comm comm) {
  const double mine = peak_of_this_process();
  PeakMemory peak;
  MPI_Allreduce(&mine, &peak.sum, 1, MPI_DOUBLE, MPI_SUM, comm);
  MPI_Allreduce(&mine, &peak.largest, 1, MPI_DOUBLE, MPI_MAX, comm);
  return peak;
}

}  // namespace catena
