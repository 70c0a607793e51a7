// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/study/study_contributions.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "analysis/regression/explained_particles.h"
#include "analysis/statistics/distribution.h"
#include "jobs/run/run.h"

namespace catena {
namespace {

using Json = AnalysisRecord::Json;
constexpr std::size_t most_interactions = 20;

Json pair_json(const std::vector<double>& values) {
  const MeanAndDeviation both = mean_and_deviation(values);
  return {{"mean", both.mean}, {"std", both.deviation}};
}

/// The numbers of one column, in rows first .. last - 1.
std::vector<double> column_of(const std::vector<double>& rows, std::size_t columns, std::size_t column,
                              std::size_t first, std::size_t last) {
  std::vector<double> result;
  for (std::size_t k = first; k < last; ++k) result.push_back(rows[k * columns + column]);
  return result;
}

/// Each row over its sum; zeros stay zeros.
std::vector<double> shares_of(const std::vector<double>& rows, std::size_t columns) {
  std::vector<double> shares = rows;
  for (std::size_t begin = 0; begin < rows.size(); begin += columns) {
    double sum = 0;
    for (std::size_t c = 0; c < columns; ++c) sum += rows[begin + c];
    for (std::size_t c = 0; c < columns && sum > 0; ++c) shares[begin + c] /= sum;
  }
  return shares;
}

std::vector<double> difference_of(const std::vector<double>& later, const std::vector<double>& first) {
  std::vector<double> result = later;
  for (std::size_t k = 0; k < result.size(); ++k) result[k] -= first[k];
  return result;
}

std::string number_text(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3g", value);
  return text;
}

void record_repeats(const StudySet& set, const std::vector<std::string>& attributes,
                    const Contributions& found, AnalysisRecord& record) {
  const auto repeats = static_cast<std::int64_t>(found.repeats),
             columns = static_cast<std::int64_t>(found.columns);
  std::vector<std::int64_t> subsample(found.repeats, 1);
  std::fill_n(subsample.begin(), found.seeds, 0);
  record.add(set.path("forest/subsample"), subsample, {repeats},
             "0: a seed on all particles, 1: a subsample");
  record.add(set.path("forest/r2"), found.r2, {repeats}, "1",
             "share of the variance explained, particles not seen");
  record.add(set.path("forest/out_of_bag_r2"), found.out_of_bag_r2, {repeats}, "1",
             "the same of each particle seen, by the trees that have not drawn it");
  record.add(set.path("forest/contribution"), found.contribution, {repeats, columns}, "1",
             "mean |SHAP| of every repeat, in the target's unit", attributes);
  record.add(set.path("forest/permutation"), found.permutation, {repeats, columns}, "1",
             "fall of the share explained where the attribute is shuffled", attributes);
  if (found.groups > 0)
    record.add(set.path("forest/group_contribution"), found.group_contribution,
               {repeats, static_cast<std::int64_t>(found.groups)}, "1",
               "mean |sum of the SHAP values of a group|");
}

void record_particles(const StudySet& set, const std::vector<std::string>& attributes,
                      const std::string& unit, const ExplainedParticles& particles, AnalysisRecord& record) {
  const auto n = static_cast<std::int64_t>(set.table.size()),
             columns = static_cast<std::int64_t>(attributes.size());
  record.add(set.path("particles/prediction"), particles.prediction, {n}, unit,
             "target by the first seed's forest");
  record.add(set.path("particles/out_of_bag"), particles.out_of_bag, {n}, unit,
             "target by those of its trees that have not drawn the particle");
  const std::string shap = set.path("forest/shap");
  record.add(shap, particles.shap, {n, columns}, "1", "SHAP values, in the target's unit", attributes);
  record.set_attribute(shap, "base", particles.base);
  if (particles.interactions.empty()) return;
  record.add(set.path("forest/interactions"), particles.interactions, {columns, columns}, "1",
             "mean |SHAP interaction|, main effects on the diagonal", attributes);
  std::vector<std::pair<double, std::pair<std::size_t, std::size_t>>> pairs;
  for (std::size_t a = 0; a < attributes.size(); ++a)
    for (std::size_t b = a + 1; b < attributes.size(); ++b)
      pairs.push_back({-particles.interactions[a * attributes.size() + b], {a, b}});
  std::sort(pairs.begin(), pairs.end());
  pairs.resize(std::min(pairs.size(), most_interactions));
  Json strongest = Json::array();
  for (const auto& [value, pair] : pairs)
    strongest.push_back(
        {{"first", attributes[pair.first]}, {"second", attributes[pair.second]}, {"mean", -value}});
  record.json["interactions"][set.name] = {{"particles", particles.interaction_particles},
                                           {"strongest", strongest}};
}

Json r2_json(const std::vector<double>& values, std::size_t seeds) {
  Json json = pair_json(values);
  json["seeds"] = std::vector<double>(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(seeds));
  json["subsamples"] = std::vector<double>(values.begin() + static_cast<std::ptrdiff_t>(seeds), values.end());
  return json;
}

Json contributions_json(const std::vector<std::string>& attributes, const Contributions& found,
                        const std::vector<double>& direction) {
  Json json = Json::object();
  const std::vector<double> shares = shares_of(found.contribution, found.columns);
  for (std::size_t c = 0; c < attributes.size(); ++c) {
    const auto part = [&](const std::vector<double>& rows, std::size_t first, std::size_t last) {
      return pair_json(column_of(rows, found.columns, c, first, last));
    };
    Json own = part(found.contribution, 0, found.repeats);
    own["seeds"] = part(found.contribution, 0, found.seeds);
    own["subsamples"] = part(found.contribution, found.seeds, found.repeats);
    own["share"] = part(shares, 0, found.repeats);
    own["direction"] = direction[c];
    own["permutation"] = part(found.permutation, 0, found.repeats);
    json[attributes[c]] = own;
  }
  return json;
}

}  // namespace

Contributions study_contributions(Run& run, const Study& study, const StudySet& set,
                                  const std::vector<std::vector<std::size_t>>& groups,
                                  AnalysisRecord& record) {
  const StudyParameters& parameters = study.parameters;
  RepeatSettings settings = parameters.repeats;
  settings.seed = static_cast<std::uint64_t>(parameters.seed);
  Json& forest = record.json["forest"];
  forest["trees"] = settings.forest.trees;
  forest["leaves"] = settings.forest.leaves;
  forest["features_per_split"] = features_per_split(settings.forest, study.attributes.size());
  forest["held_out"] = settings.held_out;
  for (const char* name : {"r2", "out_of_bag_r2", "explained", "additivity_error"})
    forest[name][set.name] = Json();
  record.json["shap"][set.name] = Json();
  record.json["interactions"][set.name] = Json();
  std::vector<const std::vector<double>*> columns;
  for (const std::string& name : study.attributes) columns.push_back(&set.table.column(name));
  const FeatureMatrix inputs = standardised(columns);
  const std::vector<double>& target = set.table.column(parameters.target);
  const Contributions found = contributions(run.communicator(), inputs, target, groups, settings);
  if (!found.not_computed.empty()) {
    record.warn(set.name, found.not_computed);
    return found;
  }
  const ExplainedParticles particles =
      explained_particles(run.communicator(), inputs, target, settings, parameters.interactions);
  record_repeats(set, study.attributes, found, record);
  record_particles(set, study.attributes, column_unit(parameters.target), particles, record);
  forest["r2"][set.name] = r2_json(found.r2, found.seeds);
  forest["r2"][set.name]["pooled"] = found.pooled_r2;
  forest["out_of_bag_r2"][set.name] = r2_json(found.out_of_bag_r2, found.seeds);
  forest["explained"][set.name] = found.explained();
  forest["additivity_error"][set.name] = std::max(found.additivity_error, particles.additivity_error);
  record.json["shap"][set.name] = contributions_json(study.attributes, found, particles.direction);
  if (!found.explained()) {
    const double seen_by_none =
        mean_and_deviation({found.out_of_bag_r2.begin(),
                            found.out_of_bag_r2.begin() + static_cast<std::ptrdiff_t>(found.seeds)})
            .mean;
    record.warn(set.name, "nothing is explained: the attributes predict " + parameters.target +
                              " of particles that a tree has not seen with r² = " +
                              number_text(std::fmin(found.pooled_r2, seen_by_none)) +
                              ", at most 0.05 counts as nothing; the contributions rank noise");
  }
  if (settings.subsamples > 0 && found.subsample_size < settings.subsample_size)
    record.warn(set.name, "subsamples have " + std::to_string(found.subsample_size) +
                              " particles instead of " + std::to_string(settings.subsample_size) +
                              " (Forest/Subsample size): there are " + std::to_string(inputs.rows));
  return found;
}

void record_differences(const Study& study, const std::vector<std::vector<std::size_t>>& groups,
                        const std::vector<Contributions>& all, AnalysisRecord& record) {
  Json& json = record.json;
  json["difference"] = json["differences"] = Json::object();
  json["groups"] = Json::array();
  for (std::size_t g = 0; g < groups.size(); ++g) {
    Json group = {{"attributes", Json::array()}, {"shap", Json::object()}, {"difference", Json::object()}};
    for (const std::size_t c : groups[g]) group["attributes"].push_back(study.attributes[c]);
    const auto values = [&](std::size_t s) {
      return column_of(all[s].group_contribution, groups.size(), g, 0, all[s].repeats);
    };
    for (std::size_t s = 0; s < all.size(); ++s) {
      const std::string& name = study.sets[s].name;
      group["shap"][name] = all[s].repeats == 0 ? Json() : pair_json(values(s));
      if (s > 0)
        group["difference"][name] = all[0].repeats == 0 || all[s].repeats == 0
                                        ? Json()
                                        : pair_json(difference_of(values(s), values(0)));
    }
    json["groups"].push_back(group);
  }
  for (std::size_t s = 1; s < all.size(); ++s) {
    const std::string& name = study.sets[s].name;
    json["differences"][name] = Json();
    if (all[0].repeats == 0 || all[s].repeats == 0) continue;
    const std::size_t columns = all[s].columns, repeats = all[s].repeats;
    const std::vector<double> differences = difference_of(all[s].contribution, all[0].contribution);
    const std::vector<double> shares =
        difference_of(shares_of(all[s].contribution, columns), shares_of(all[0].contribution, columns));
    Json own = Json::object();
    for (std::size_t c = 0; c < columns; ++c) {
      own[study.attributes[c]] = pair_json(column_of(differences, columns, c, 0, repeats));
      own[study.attributes[c]]["share"] = pair_json(column_of(shares, columns, c, 0, repeats));
    }
    json["differences"][name] = own;
    record.add("/differences/" + name + "/contribution", differences,
               {static_cast<std::int64_t>(repeats), static_cast<std::int64_t>(columns)}, "1",
               "contribution less that in the first set, repeat by repeat", study.attributes);
  }
  if (all.size() > 1) json["difference"] = json["differences"][study.sets[1].name];
}

}  // namespace catena
