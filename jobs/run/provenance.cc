// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "jobs/run/provenance.h"

#include <cmath>
#include <ctime>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "jobs/run/run.h"
#include "jobs/run/timer_tree.h"
#include "jobs/run/version.h"

namespace catena {
namespace {

using Json = nlohmann::ordered_json;

/// Counts appear without a decimal point.
Json number(double value) {
  if (std::floor(value) == value && std::abs(value) < 9e15) return static_cast<std::int64_t>(value);
  return value;
}

Json section(const TimerTree::Node& node) {
  Json json = {{"name", node.name}, {"seconds", node.seconds}, {"calls", node.calls}};
  if (node.children.empty()) return json;
  json["other"] = node.other();
  for (const auto& child : node.children) json["sections"].push_back(section(*child));
  return json;
}

}  // namespace

std::string utc_now() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

std::string provenance_text(Run& run, const Provenance& provenance) {
  Json json;
  json["stage"] = run.stage();
  json["version"] = version();
  json["revision"] = revision();
  for (const auto& [name, text] : library_versions()) json["libraries"][name] = text;
  for (const auto& [name, text] : run.libraries()) json["libraries"][name] = text;
  json["command"] = provenance.command;
  std::error_code ignored;
  json["folder"] = std::filesystem::current_path(ignored).string();
  json["ranks"] = run.size();
  json["seeds"] = Json::object();
  for (const auto& [name, text] : provenance.seeds)
    json["seeds"][name] = Json::accept(text) ? Json::parse(text) : Json(text);
  json["start"] = provenance.start;
  json["status"] = provenance.status;
  json["exit_status"] = provenance.exit_status;
  if (!provenance.error.empty()) json["error"] = provenance.error;
  json["restarted"] = provenance.restarted;
  json["steps"] = provenance.steps;
  json["wall_time"] = section(run.timers().root());
  json["peak_memory"] = {{"unit", "byte"},
                         {"all_ranks", number(provenance.memory.sum)},
                         {"largest_rank", number(provenance.memory.largest)},
                         {"expected", number(provenance.estimate.memory)}};
  json["cells"] = provenance.estimate.cells;
  json["unknowns"] = provenance.estimate.unknowns;
  json["results"] = Json::object();
  for (const auto& [name, value] : run.recorded()) {
    if (const double* amount = std::get_if<double>(&value))
      json["results"][name] = number(*amount);
    else
      json["results"][name] = std::get<std::string>(value);
  }
  json["warnings"] = run.warnings();
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace catena
