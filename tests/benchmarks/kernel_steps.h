// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <mpi.h>

#include <Kokkos_Core.hpp>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>

#include "segmentation/volume/volume.h"
#include "tests/benchmarks/timed_steps.h"

namespace catena::benchmarks {

/// The kernels as named steps on the raw files of one folder, on any number of ranks. What a step starts from
/// is read or computed before its clock starts; its result is allocated while it runs, as in the stages.
class KernelSteps {
 public:
  KernelSteps(MPI_Comm comm, std::string folder, const Triple& extents);

  Steps steps();

 private:
  std::string folder_;
  std::shared_ptr<const Decomposition> blocks_;

  Outcome gaussian() const;
  Outcome median() const;
  Outcome otsu() const;
  Outcome distance() const;
  Outcome components(bool all_neighbours) const;
  Outcome watershed() const;
  Outcome labels() const;
  Outcome closing() const;
  /// Streaming through two arrays far larger than any cache: what bounds all the others.
  Outcome copy() const;

  /// Times `work` between barriers: CPU time of all ranks together, wall time of the slowest.
  Times timed_by_all(const std::function<void()>& work) const;

  template <class T>
  Volume<T> read(const std::string& name, const Triple& halo) const;

  /// Writes the owned voxels; only one rank may be running.
  template <class T>
  std::function<void(const std::string&)> saver(const Volume<T>& volume) const;
};

}  // namespace catena::benchmarks
