// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <mpi.h>

#include <string>
#include <utility>
#include <vector>

#include "jobs/run/parameters.h"

namespace catena {

struct Options;
class Stage;

/// A stage's parameters, with those that every stage has in its section `Run`.
class StageInput {
 public:
  explicit StageInput(Stage& stage);

  /// Reads the input on rank 0 and sets the parameters on all. Collective. \throws InputError, FileError.
  void read(MPI_Comm comm, const Options& options);

  std::string documented() const { return parameters_.documented(); }
  std::string resolved() const { return parameters_.resolved(); }
  /// Parameters called `Seed`, by path.
  std::vector<std::pair<std::string, std::string>> seeds() const { return parameters_.values_named("Seed"); }
  /// What a checkpoint of the stage is bound to.
  std::vector<std::pair<std::string, std::string>> bound(const Stage& stage) const;
  double time_limit() const { return time_limit_; }                    ///< s; 0: none
  double checkpoint_interval() const { return checkpoint_interval_; }  ///< s; 0: none

 private:
  Parameters parameters_;
  double time_limit_ = 0;
  double checkpoint_interval_ = 0;
};

}  // namespace catena
