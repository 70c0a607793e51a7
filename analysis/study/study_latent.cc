// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/study/study_latent.h"

#include "analysis/latent/latent_dimensions.h"
#include "jobs/run/error.h"
#include "jobs/run/run.h"

namespace catena {
namespace {

using Json = AnalysisRecord::Json;

Json reconstruction_json(const LatentDimensions& latent, const LatentSetResult& set) {
  Json all = Json::array();
  for (std::size_t q = 0; q < set.sizes.size(); ++q)
    all.push_back({{"size", set.sizes[q].size},
                   {"autoencoder", set.sizes[q].error},
                   {"principal_components", set.sizes[q].principal_error},
                   {"links", set.sizes[q].links},
                   {"epochs", latent.epochs[q]}});
  return all;
}

Json set_json(const LatentDimensions& latent, const LatentSetResult& set) {
  const std::size_t k = latent.dimensions;
  Json rows = Json::array(), links = Json::array(), added = Json::array();
  for (std::size_t a = 0; a < k; ++a) {
    const auto begin = set.correlation.begin() + static_cast<std::ptrdiff_t>(a * k);
    rows.push_back(std::vector<double>(begin, begin + static_cast<std::ptrdiff_t>(k)));
  }
  for (const LatentLink& link : set.links)
    links.push_back({{"first", link.first + 1}, {"second", link.second + 1}, {"r", link.correlation}});
  for (const LatentLink& link : set.added) added.push_back({link.first + 1, link.second + 1});
  return {{"dimensions", k},
          {"fitted_on", latent.fitted_on},
          {"correlation", rows},
          {"links", set.links.size()},
          {"threshold", latent.threshold},
          {"link_list", links},
          {"added_links", added},
          {"reconstruction", reconstruction_json(latent, set)}};
}

void record_set(const StudySet& set, const LatentDimensions& latent, const LatentSetResult& found,
                AnalysisRecord& record) {
  const auto n = static_cast<std::int64_t>(found.particles), k = static_cast<std::int64_t>(latent.dimensions);
  record.json["latent"][set.name] = set_json(latent, found);
  record.add(set.path("latent/values"), found.values, {n, k}, "1", "latent dimensions of every particle");
  record.add(set.path("latent/correlation"), found.correlation, {k, k}, "1",
             "Pearson's correlation of these");
  std::vector<std::int64_t> size;
  std::vector<double> error, principal;
  for (const LatentSize& one : found.sizes) {
    size.push_back(static_cast<std::int64_t>(one.size));
    error.push_back(one.error);
    principal.push_back(one.principal_error);
  }
  const auto q = static_cast<std::int64_t>(size.size());
  record.add(set.path("latent/size"), size, {q}, "number of latent dimensions");
  record.add(set.path("latent/autoencoder_error"), error, {q}, "1",
             "mean squared error of standardised attributes, particles not learned from");
  record.add(set.path("latent/principal_component_error"), principal, {q}, "1",
             "the same with as many principal components");
}

}  // namespace

void study_latent(Run& run, const Study& study, AnalysisRecord& record) {
  for (const StudySet& set : study.sets) record.json["latent"][set.name] = Json();
  if (study.parameters.latent.dimensions == 0) return;
  std::vector<LatentSet> sets;
  for (const StudySet& set : study.sets) {
    LatentSet own{set.name, {}};
    std::vector<const std::vector<double>*> columns;
    for (const std::string& name : study.attributes) columns.push_back(&set.table.column(name));
    for (std::size_t i = 0; i < set.table.size(); ++i)
      for (const std::vector<double>* column : columns) own.values.push_back((*column)[i]);
    sets.push_back(std::move(own));
  }
  LatentDimensions latent;
  try {
    latent = latent_dimensions(run.communicator(), sets, study.attributes, study.parameters.latent,
                               static_cast<std::uint64_t>(study.parameters.seed));
  } catch (const Error& error) {  // the same on all ranks; all else that was found is worth keeping
    latent.not_computed = error.what();
  }
  if (!latent.not_computed.empty()) return record.warn("", "no latent dimensions: " + latent.not_computed);
  std::string constant;
  for (const std::string& name : latent.constant) constant += (constant.empty() ? "" : ", ") + name;
  if (!constant.empty()) record.warn("", "latent dimensions know nothing of what does not vary: " + constant);
  for (std::size_t s = 0; s < study.sets.size(); ++s)
    record_set(study.sets[s], latent, latent.sets[s], record);
}

}  // namespace catena
