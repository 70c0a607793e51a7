// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/study/study_distributions.h"

#include <algorithm>
#include <cmath>

#include "analysis/statistics/correlation.h"
#include "analysis/statistics/distribution.h"
#include "analysis/study/simulated_results.h"
#include "jobs/run/run.h"

namespace catena {
namespace {

using Json = AnalysisRecord::Json;

std::vector<double> finite_of(const std::vector<double>& values) {
  std::vector<double> result;
  std::copy_if(values.begin(), values.end(), std::back_inserter(result),
               [](double x) { return std::isfinite(x); });
  return result;
}

Json summary_json(const Summary& s) {
  return {{"mean", s.mean},     {"std", s.deviation}, {"min", s.lowest}, {"q05", s.q05},    {"q25", s.q25},
          {"median", s.median}, {"q75", s.q75},       {"q95", s.q95},    {"max", s.highest}};
}

Json interval_json(const CorrelationMatrix& matrix) {
  return {{"value", matrix.value[1]}, {"low", matrix.low[1]}, {"high", matrix.high[1]}};
}

/// Measured damage against each simulated column, over the particles that are in the simulation.
Json comparison(Run& run, const Study& study, const StudySet& set) {
  Json json = Json::object();
  const CorrelationInterval interval{study.parameters.confidence, study.parameters.resamples,
                                     static_cast<std::uint64_t>(study.parameters.seed)};
  for (const std::string& name : simulated_columns()) {
    std::vector<double> measured, simulated;
    for (std::size_t i = 0; i < set.table.size(); ++i)
      if (std::isfinite(set.table.column(name)[i])) {
        measured.push_back(set.table.column("Damage")[i]);
        simulated.push_back(set.table.column(name)[i]);
      }
    const std::vector<const std::vector<double>*> both{&measured, &simulated};
    json[name] = {{"pearson",
                   interval_json(correlations(run.communicator(), both, CorrelationKind::pearson, interval))},
                  {"spearman", interval_json(correlations(run.communicator(), both, CorrelationKind::spearman,
                                                          interval))}};
  }
  return json;
}

}  // namespace

void study_distributions(Run& run, const Study& study, AnalysisRecord& record) {
  const auto bins = static_cast<std::size_t>(study.parameters.bins);
  const std::vector<std::string> columns = study.columns();
  Json& json = record.json;
  json["distribution"] = Json::object();
  json["shift"] = Json::object();
  std::vector<double> all_edges;
  std::vector<std::vector<double>> densities(study.sets.size());
  for (const std::string& name : columns) {
    std::vector<std::vector<double>> values;
    for (const StudySet& set : study.sets) values.push_back(finite_of(set.table.column(name)));
    std::vector<const std::vector<double>*> pointers;
    for (const auto& column : values) pointers.push_back(&column);
    const std::vector<double> edges = common_edges(pointers, bins);
    all_edges.insert(all_edges.end(), edges.begin(), edges.end());
    for (std::size_t s = 0; s < study.sets.size(); ++s) {
      const StudySet& set = study.sets[s];
      json["distribution"][set.name][name] = summary_json(summary_of(values[s]));
      const std::vector<double> own = density(values[s], edges);
      densities[s].insert(densities[s].end(), own.begin(), own.end());
      if (name == "Damage")
        record.add(set.path("damage/density"), own, {study.parameters.bins}, "1",
                   "probability density of the damage, by bin");
      if (s > 0) {
        const KolmogorovSmirnov shift = kolmogorov_smirnov(values[0], values[s]);
        json["shift"][set.name][name] = {{"distance", shift.distance}, {"p_value", shift.p_value}};
      }
    }
    if (name == "Damage")
      record.add("/damage/edges", edges, {study.parameters.bins + 1}, "1", "edges of the bins of the damage");
  }
  const auto count = static_cast<std::int64_t>(columns.size());
  record.add("/distributions/edges", all_edges, {count, study.parameters.bins + 1}, "1",
             "edges of the bins of every column, in its unit", columns);
  json["comparison"] = Json::object();
  for (std::size_t s = 0; s < study.sets.size(); ++s) {
    record.add(study.sets[s].path("distributions/density"), densities[s], {count, study.parameters.bins}, "1",
               "probability density of every column, by bin, over the column's unit", columns);
    if (!study.sets[s].simulation.empty())
      json["comparison"][study.sets[s].name] = comparison(run, study, study.sets[s]);
  }
}

}  // namespace catena
