// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/statistics/analysis_record.h"

#include <utility>

#include "jobs/run/whole_file.h"
#include "segmentation/volume/hdf5_file.h"

namespace catena {

void AnalysisRecord::add(const std::string& dataset, std::vector<double> values,
                         std::vector<std::int64_t> extents, const std::string& unit,
                         const std::string& description, const std::vector<std::string>& names) {
  std::string joined;
  for (const std::string& name : names) joined += (joined.empty() ? "" : ",") + name;
  datasets_.push_back({dataset, std::move(values), {}, false, std::move(extents), unit, description, joined});
}

void AnalysisRecord::add(const std::string& dataset, std::vector<std::int64_t> values,
                         std::vector<std::int64_t> extents, const std::string& description) {
  datasets_.push_back({dataset, {}, std::move(values), true, std::move(extents), "1", description, ""});
}

void AnalysisRecord::set_attribute(const std::string& dataset, const std::string& name, double value) {
  attributes_.push_back({dataset, name, value});
}

void AnalysisRecord::warn(const std::string& set, const std::string& sentence) {
  warnings_.push_back(set.empty() ? sentence : set + ": " + sentence);
}

void AnalysisRecord::write(const std::filesystem::path& json_path,
                           const std::filesystem::path& hdf5_path) const {
  Hdf5File file = Hdf5File::create(hdf5_path.string());
  for (const Dataset& dataset : datasets_) {
    if (dataset.whole)
      file.write(dataset.path, dataset.counts, dataset.extents, dataset.unit, dataset.description);
    else
      file.write(dataset.path, dataset.values, dataset.extents, dataset.unit, dataset.description);
    if (!dataset.names.empty()) file.set_attribute(dataset.path, "names", dataset.names);
  }
  for (const Attribute& attribute : attributes_)
    file.set_attribute(attribute.dataset, attribute.name, std::vector<double>{attribute.value});
  file.close();
  Json tree = json;
  tree["warnings"] = warnings_;
  // Names of columns and folders may be no UTF-8.
  write_whole(json_path, tree.dump(1, ' ', false, Json::error_handler_t::replace) + "\n");
}

}  // namespace catena
