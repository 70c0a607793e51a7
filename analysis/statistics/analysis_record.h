// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace catena {

/// What an analysis will leave, docs/analysis_files.md: the tree of analysis.json and the datasets of
/// analysis.h5. Every part of the analysis adds its own; the stage writes both files at the end.
class AnalysisRecord {
 public:
  using Json = nlohmann::ordered_json;

  /// The tree of analysis.json; numbers that are not finite are written as null.
  Json json = Json::object();

  /// A dataset of analysis.h5, e.g. "/sets/ten/damage/density". `names`: what an axis counts, if attributes.
  void add(const std::string& dataset, std::vector<double> values, std::vector<std::int64_t> extents,
           const std::string& unit, const std::string& description,
           const std::vector<std::string>& names = {});
  void add(const std::string& dataset, std::vector<std::int64_t> values, std::vector<std::int64_t> extents,
           const std::string& description);
  /// A number beside a dataset.
  void set_attribute(const std::string& dataset, const std::string& name, double value);
  /// A sentence about a set ("" for all) in `warnings`.
  void warn(const std::string& set, const std::string& sentence);
  const std::vector<std::string>& warnings() const { return warnings_; }

  /// Writes both files whole. For one rank: call it inside agree_on_root. \throws FileError
  void write(const std::filesystem::path& json_path, const std::filesystem::path& hdf5_path) const;

 private:
  struct Dataset {
    std::string path;
    std::vector<double> values;
    std::vector<std::int64_t> counts;
    bool whole;  ///< counts, not values
    std::vector<std::int64_t> extents;
    std::string unit, description, names;
  };
  struct Attribute {
    std::string dataset, name;
    double value;
  };
  std::vector<Dataset> datasets_;
  std::vector<Attribute> attributes_;
  std::vector<std::string> warnings_;
};

}  // namespace catena
