// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <functional>
#include <map>
#include <string>

#include "tests/benchmarks/timed_steps.h"

namespace catena::benchmarks {

/// CPU seconds of this process by the name of the part of the work that took them.
class PartClock {
 public:
  void time(const std::string& part, const std::function<void()>& work) { add(part, timed(work).cpu); }
  void add(const std::string& part, double seconds) { parts_[part] += seconds; }
  const std::map<std::string, double>& parts() const { return parts_; }

 private:
  std::map<std::string, double> parts_;
};

/// What a run of one problem on the cut mesh is worth and costs.
struct CutRun {
  double unknowns = 0;
  double steps = 1;                      ///< solves in "solve"
  double cut_cells = 0;                  ///< whose quadrature "mesh" holds
  std::map<std::string, double> errors;  ///< relative, by quantity
  std::map<std::string, double> counts;  ///< iterations and the like
  PartClock clock;  ///< parts: mesh (with the cut quadrature), spaces, matrices, preconditioner, solve,
                    ///< further_solve
  std::vector<double> moments;  ///< what runs of finite elements are compared by, if anything
};

}  // namespace catena::benchmarks
