// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/study/study_sets.h"

#include <algorithm>
#include <cmath>

#include "analysis/study/named_paths.h"
#include "analysis/study/simulated_results.h"
#include "jobs/run/error.h"
#include "jobs/run/parameter_file.h"
#include "jobs/run/run.h"

namespace catena {
namespace {

const std::vector<std::pair<std::string, std::vector<std::string>>> groups_of_attributes{
    {"position", {"X", "Y", "Z", "Roll", "Pitch", "Yaw"}},
    {"chemical", {"EDensity", "Homogeneity"}},
    {"structure",
     {"SurfaceInner", "SurfaceOuter", "Volume", "Damage", "Elongation", "Sphericity", "VSratio", "RoughInner",
      "RoughOuter"}},
    {"local", {"Contact", "PDensity", "DistNearest", "VolumeStd", "OrienIso", "ElongStd", "SphericityStd"}},
    {"simulated", simulated_columns()}};

bool holds(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// Columns become datasets beside those that the analysis adds.
void check_names(const ParticleTable& table) {
  for (const std::string& name : table.names)
    if (name.find('/') != std::string::npos || name == "." || name == ".." || name == "severe" ||
        name == "prediction" || name == "out_of_bag")
      throw InputError("'" + table.file + "' has a column '" + quotable(name) +
                       "', which analysis.h5 cannot hold; allowed are names without '/' but '.', '..', "
                       "severe, prediction and out_of_bag");
}

void check_choice(const Study& study) {
  const StudyParameters& parameters = study.parameters;
  if (holds(study.attributes, parameters.target))
    throw InputError("the parameter 'Target', " + quotable(parameters.target) +
                     ", is among 'Attributes' too; a column does not explain itself");
  for (const StudySet& set : study.sets) {
    check_names(set.table);
    std::vector<std::string> needed = study.attributes;
    for (const std::string& name :
         {parameters.target, std::string("Damage"), std::string("X"), std::string("Y"), std::string("Z")})
      if (!holds(needed, name)) needed.push_back(name);
    if (set.simulation.empty())
      for (const std::string& name : needed)
        if (holds(simulated_columns(), name) && !set.table.has(name))
          throw InputError("the set '" + set.name + "' has no simulation (Simulations), which the column " +
                           name + " of 'Target' or 'Attributes' comes from");
    set.table.require(needed);
  }
}

void drop(StudySet& set, const std::vector<std::uint8_t>& kept, const std::string& why) {
  const auto left = static_cast<std::size_t>(std::count(kept.begin(), kept.end(), 1));
  if (left == set.table.size()) return;
  if (left == 0)
    throw InputError("no particle of the set '" + set.name + "' is left where those " + why +
                     " do not count");
  set.warnings.push_back(std::to_string(set.table.size() - left) + " of " + std::to_string(set.table.size()) +
                         " particles do not count: those " + why);
  set.table = set.table.part(kept);
}

/// Columns that are used must have a number for every particle.
void drop_unmatched(Study& study, StudySet& set) {
  std::vector<std::string> used = study.attributes;
  used.push_back(study.parameters.target);
  std::vector<std::uint8_t> kept(set.table.size(), 1);
  for (const std::string& name : used) {
    const std::vector<double>& values = set.table.column(name);
    for (std::size_t i = 0; i < values.size(); ++i)
      if (!std::isfinite(values[i])) kept[i] = 0;
  }
  drop(set, kept, "that are not in the simulation");
}

}  // namespace

std::vector<std::array<double, 3>> StudySet::points() const {
  const std::vector<double>&x = table.column("X"), &y = table.column("Y"), &z = table.column("Z");
  std::vector<std::array<double, 3>> points(table.size());
  for (std::size_t i = 0; i < points.size(); ++i) points[i] = {x[i], y[i], z[i]};
  return points;
}

std::vector<std::string> Study::names() const {
  std::vector<std::string> all;
  for (const StudySet& set : sets) all.push_back(set.name);
  return all;
}

std::vector<std::string> Study::columns() const {
  std::vector<std::string> all;
  for (const std::string& name : sets[0].table.names)
    if (std::all_of(sets.begin(), sets.end(), [&](const StudySet& set) { return set.table.has(name); }))
      all.push_back(name);
  return all;
}

Study read_study(Run& run, const StudyParameters& parameters) {
  Study study;
  study.parameters = parameters;
  study.attributes = parse_names(parameters.attributes, "Attributes");
  const std::vector<NamedPath> paths = parse_named_paths(parameters.sets, "Sets");
  if (paths.empty())
    throw InputError(
        "the parameter 'Sets' is empty; give at least one set: 'set Sets = name = path/to/attributes.csv'");
  const std::vector<NamedPath> simulations = parse_named_paths(parameters.simulations, "Simulations");
  std::vector<ParticleTable> tables;
  for (const NamedPath& path : paths) tables.push_back(read_particle_table(run.communicator(), path.path));
  check_same_columns(tables);
  for (std::size_t s = 0; s < paths.size(); ++s) {
    StudySet set;
    set.name = paths[s].name;
    set.table = std::move(tables[s]);
    for (const NamedPath& simulation : simulations)
      if (simulation.name == set.name) {
        set.simulation = simulation.path;
        set.matched = join_simulation(run.communicator(), simulation.path, set.table);
      }
    study.sets.push_back(std::move(set));
  }
  for (const NamedPath& simulation : simulations)
    if (!holds(study.names(), simulation.name))
      throw InputError("the parameter 'Simulations' names '" + quotable(simulation.name) +
                       "', which is none of 'Sets'");
  check_choice(study);
  for (StudySet& set : study.sets) {
    if (!parameters.boundary_particles) {
      std::vector<std::uint8_t> kept = set.table.boundary;
      for (std::uint8_t& flag : kept) flag = !flag;
      drop(set, kept, "that the image's edge cuts");
    }
    drop_unmatched(study, set);
    if (!set.simulation.empty()) {
      const std::vector<double>& found = set.table.column(simulated_columns().front());
      set.matched = static_cast<std::size_t>(
          std::count_if(found.begin(), found.end(), [](double x) { return std::isfinite(x); }));
    }
  }
  return study;
}

void record_sets(const Study& study, AnalysisRecord& record) {
  using Json = AnalysisRecord::Json;
  Json& json = record.json;
  json["sets"] = study.names();
  json["attributes"] = study.attributes;
  json["attribute_groups"] = Json::object();
  for (const auto& [group, members] : groups_of_attributes) {
    json["attribute_groups"][group] = Json::array();
    for (const std::string& name : study.attributes)
      if (holds(members, name)) json["attribute_groups"][group].push_back(name);
  }
  json["attribute_groups"]["other"] = Json::array();
  for (const std::string& name : study.attributes)
    if (std::none_of(groups_of_attributes.begin(), groups_of_attributes.end(),
                     [&](const auto& group) { return holds(group.second, name); }))
      json["attribute_groups"]["other"].push_back(name);
  json["columns"] = study.columns();
  json["units"] = Json::object();
  for (const std::string& name : study.columns()) json["units"][name] = column_unit(name);
  json["target"] = study.parameters.target;
  json["seed"] = study.parameters.seed;
  json["confidence"] = study.parameters.confidence;
  json["warnings"] = Json::array();
  json["particles"] = Json::object();
  for (const StudySet& set : study.sets) {
    const ParticleTable& table = set.table;
    for (const std::string& sentence : set.warnings) record.warn(set.name, sentence);
    json["particles"][set.name] = {{"file", table.file},
                                   {"simulation", set.simulation.empty() ? Json() : Json(set.simulation)},
                                   {"count", table.size()},
                                   {"boundary", std::count(table.boundary.begin(), table.boundary.end(), 1)},
                                   {"matched", set.matched}};
    const auto n = static_cast<std::int64_t>(table.size());
    record.add(set.path("particles/id"), table.id, {n}, "number of the particle");
    for (std::size_t c = 0; c < table.names.size(); ++c)
      record.add(set.path("particles/" + table.names[c]), table.columns[c], {n}, column_unit(table.names[c]),
                 "column " + table.names[c] + " of the table");
  }
}

}  // namespace catena
