// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "analysis/regression/contributions.h"
#include "analysis/statistics/analysis_record.h"
#include "analysis/study/study_parameters.h"
#include "analysis/study/study_sets.h"
#include "jobs/run/stage.h"

namespace catena {

/// The analyze stage: tables of particles become `analysis.json` and `analysis.h5` (docs/analysis_files.md).
///
/// Steps: distributions, severely damaged particles, correlations, the forests of each set, latent
/// dimensions. What they find is small and made in minutes: nothing is kept between them.
class Analyze : public Stage {
 public:
  std::string name() const override { return "analyze"; }
  std::string summary() const override {
    return "Attributes of one or more sets of particles become what explains their damage: analysis.json, "
           "analysis.h5.";
  }
  void declare(Parameters& parameters) override { parameters_.declare(parameters); }
  Estimate setup(Run& run) override;
  bool step(Run& run) override;
  void finish(Run& run) override;

 private:
  enum class Next { distributions, severe, correlations, forests, latent };

  StudyParameters parameters_;
  Study study_;
  AnalysisRecord record_;
  Next next_ = Next::distributions;
  std::vector<std::vector<std::size_t>> groups_;
  std::vector<Contributions> contributions_;
};

}  // namespace catena
