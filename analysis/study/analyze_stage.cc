// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/study/analyze_stage.h"

#include "analysis/regression/booster.h"
#include "analysis/study/study_contributions.h"
#include "analysis/study/study_correlations.h"
#include "analysis/study/study_distributions.h"
#include "analysis/study/study_latent.h"
#include "analysis/study/study_severe.h"
#include "jobs/run/agreement.h"
#include "jobs/run/progress.h"
#include "jobs/run/run.h"
#include "jobs/run/timer_tree.h"
#include "jobs/run/whole_file.h"

namespace catena {
namespace {

/// Peak bytes a particle on each rank: its columns as text, as numbers, as inputs of a forest, its SHAP
/// values and its pairs.
constexpr double bytes_a_particle = 6000, bytes_at_least = 6e7;

}  // namespace

Estimate Analyze::setup(Run& run) {
  run.add_library("XGBoost", xgboost_version());
  study_ = read_study(run, parameters_);
  double particles = 0;
  for (const StudySet& set : study_.sets) particles += static_cast<double>(set.table.size());
  return {run.size() * (bytes_at_least + bytes_a_particle * particles), static_cast<std::int64_t>(particles),
          0};
}

bool Analyze::step(Run& run) {
  switch (next_) {
    case Next::distributions: {
      TimerTree::Section section(run.timers(), "distributions");
      record_sets(study_, record_);
      study_distributions(run, study_, record_);
      next_ = Next::severe;
      return true;
    }
    case Next::severe: {
      TimerTree::Section section(run.timers(), "severely damaged");
      study_severe(run, study_, record_);
      next_ = Next::correlations;
      return true;
    }
    case Next::correlations: {
      TimerTree::Section section(run.timers(), "correlations");
      groups_ = study_correlations(run, study_, record_);
      next_ = Next::forests;
      run.progress().begin("growing forests", static_cast<double>(study_.sets.size()), "set");
      return true;
    }
    case Next::forests: {
      TimerTree::Section section(run.timers(), "forests");
      const StudySet& set = study_.sets[contributions_.size()];
      contributions_.push_back(study_contributions(run, study_, set, groups_, record_));
      run.progress().set(static_cast<double>(contributions_.size()));
      if (contributions_.size() < study_.sets.size()) return true;
      record_differences(study_, groups_, contributions_, record_);
      run.progress().end();
      next_ = Next::latent;
      return true;
    }
    case Next::latent: {
      TimerTree::Section section(run.timers(), "latent");
      study_latent(run, study_, record_);
      return false;
    }
  }
  return false;
}

void Analyze::finish(Run& run) {
  TimerTree::Section section(run.timers(), "write");
  for (const std::string& sentence : record_.warnings()) run.warn(sentence);
  WholeFile json(run.output() / "analysis.json", run.communicator());
  WholeFile hdf5(run.output() / "analysis.h5", run.communicator());
  agree_on_root(run.communicator(), [&] { record_.write(json.temporary(), hdf5.temporary()); });
  commit_together({&json, &hdf5});
  for (std::size_t s = 0; s < study_.sets.size(); ++s) {
    const StudySet& set = study_.sets[s];
    run.record("particles of " + set.name, static_cast<double>(set.table.size()));
    if (contributions_[s].not_computed.empty()) run.record("r2 of " + set.name, contributions_[s].pooled_r2);
  }
  run.say(std::to_string(study_.sets.size()) + (study_.sets.size() == 1 ? " set" : " sets") +
          " analysed: " + (run.output() / "analysis.json").string());
}

}  // namespace catena
