// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/study/study_correlations.h"

#include <algorithm>

#include "analysis/statistics/correlation.h"
#include "jobs/run/run.h"

namespace catena {
namespace {

using Json = AnalysisRecord::Json;

Json rows_of(const CorrelationMatrix& matrix) {
  Json rows = Json::array();
  for (std::size_t a = 0; a < matrix.size; ++a) {
    const auto begin = matrix.value.begin() + static_cast<std::ptrdiff_t>(a * matrix.size);
    rows.push_back(std::vector<double>(begin, begin + static_cast<std::ptrdiff_t>(matrix.size)));
  }
  return rows;
}

void record_matrix(const StudySet& set, const std::string& kind, const std::vector<std::string>& names,
                   const CorrelationMatrix& matrix, AnalysisRecord& record) {
  const auto n = static_cast<std::int64_t>(matrix.size);
  record.json["correlation"][kind][set.name] = rows_of(matrix);
  const std::string path = set.path("correlation/" + kind);
  record.add(path, matrix.value, {n, n}, "1", "correlation", names);
  record.add(path + "_low", matrix.low, {n, n}, "1", "low end of its interval", names);
  record.add(path + "_high", matrix.high, {n, n}, "1", "high end of its interval", names);
}

void warn_of_constants(const StudySet& set, const std::vector<std::string>& names, AnalysisRecord& record) {
  std::string constant;
  for (const std::string& name : names) {
    const std::vector<double>& values = set.table.column(name);
    if (std::all_of(values.begin(), values.end(), [&](double value) { return value == values[0]; }))
      constant += (constant.empty() ? "" : ", ") + name;
  }
  if (!constant.empty())
    record.warn(set.name,
                "the same for all particles, hence without correlation or contribution: " + constant);
}

}  // namespace

std::vector<std::vector<std::size_t>> study_correlations(Run& run, const Study& study,
                                                         AnalysisRecord& record) {
  std::vector<std::string> names = study.attributes;
  names.push_back(study.parameters.target);
  record.json["correlation"]["names"] = names;
  record.json["correlation"]["above"] = study.parameters.group_above;
  const CorrelationInterval interval{study.parameters.confidence, study.parameters.resamples,
                                     static_cast<std::uint64_t>(study.parameters.seed)};
  std::vector<CorrelationMatrix> linear;
  for (const StudySet& set : study.sets) {
    std::vector<const std::vector<double>*> columns;
    for (const std::string& name : names) columns.push_back(&set.table.column(name));
    linear.push_back(correlations(run.communicator(), columns, CorrelationKind::pearson, interval));
    record_matrix(set, "pearson", names, linear.back(), record);
    record_matrix(set, "spearman", names,
                  correlations(run.communicator(), columns, CorrelationKind::spearman, interval), record);
    warn_of_constants(set, names, record);
  }
  std::vector<const CorrelationMatrix*> matrices;
  for (const CorrelationMatrix& matrix : linear) matrices.push_back(&matrix);
  return correlated_groups(matrices, study.attributes.size(), study.parameters.group_above);
}

}  // namespace catena
