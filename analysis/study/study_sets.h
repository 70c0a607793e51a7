// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "analysis/statistics/analysis_record.h"
#include "analysis/statistics/particle_table.h"
#include "analysis/study/study_parameters.h"

namespace catena {

class Run;

/// A set of particles by its name.
struct StudySet {
  std::string name, simulation;  ///< the folder of the simulation; empty without
  ParticleTable table;
  std::size_t matched = 0;  ///< particles that are in the simulation
  std::vector<std::string> warnings;

  /// Centroids: x, y, z.
  std::vector<std::array<double, 3>> points() const;
  /// The path of a dataset of this set.
  std::string path(const std::string& dataset) const { return "/sets/" + name + "/" + dataset; }
};

/// All sets, and what is asked of them, read and checked; the same on all ranks.
struct Study {
  StudyParameters parameters;
  std::vector<StudySet> sets;
  std::vector<std::string> attributes;

  std::vector<std::string> names() const;
  /// The columns of the sets' tables that all have.
  std::vector<std::string> columns() const;
};

/// Collective. \throws InputError, FileError
Study read_study(Run& run, const StudyParameters& parameters);

/// What the files say of the sets themselves.
void record_sets(const Study& study, AnalysisRecord& record);

}  // namespace catena
