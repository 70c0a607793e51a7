// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/report/report_stage.h"

#include <algorithm>
#include <filesystem>
#include <sstream>
#include <system_error>

#include "jobs/run/agreement.h"
#include "jobs/run/error.h"
#include "jobs/run/parameter_file.h"
#include "jobs/run/parameters.h"
#include "jobs/run/python_program.h"
#include "jobs/run/run.h"
#include "jobs/run/timer_tree.h"
#include "jobs/run/version.h"
#include "jobs/run/whole_file.h"

namespace catena {
namespace {

const char* const sets_example = "'Sets' is 'name = folder, folder; name = folder; ...'";

void check_folder(const std::string& folder, const std::string& parameter) {
  std::error_code failure;
  const auto status = std::filesystem::status(folder, failure);
  if (!std::filesystem::exists(status))
    throw FileError("the folder '" + folder + "' is not there (" + parameter + ")");
  if (!std::filesystem::is_directory(status))
    throw FileError("'" + folder + "' is not a folder (" + parameter + ")");
}

}  // namespace

std::vector<NamedFolders> named_folders(const std::string& text) {
  std::vector<NamedFolders> found;
  std::istringstream entries(text);
  for (std::string entry; std::getline(entries, entry, ';');) {
    if (trimmed(entry).empty()) continue;
    const std::size_t equals = entry.find('=');
    NamedFolders set{trimmed(entry.substr(0, equals)), {}};
    std::istringstream folders(equals == std::string::npos ? "" : entry.substr(equals + 1));
    for (std::string folder; std::getline(folders, folder, ',');)
      if (!trimmed(folder).empty()) set.folders.push_back(trimmed(folder));
    if (set.name.empty() || set.folders.empty())
      throw InputError("'" + trimmed(entry) + "' is not a name and its folders; " + sets_example);
    if (std::any_of(found.begin(), found.end(), [&](const auto& other) { return other.name == set.name; }))
      throw InputError("the name '" + set.name + "' stands twice; every set in 'Sets' has its own");
    found.push_back(set);
  }
  return found;
}

void Report::declare(Parameters& parameters) {
  parameters.add("Title", title_, "The page's title.");
  parameters.add(
      "Sets", sets_text_,
      "Sets of particles, 'name = folder, folder; name = folder; ...': the folders of generate, segment, "
      "measure and simulate that belong to a set, or one that has such folders in it. The names are "
      "those of the analysis where there is one.");
  parameters.add("Analysis", analysis_, "Folder of analyze; without it the page has no statistics.");
  parameters.add("Simulation", simulation_, "Folder of simulate, for a simulation that belongs to no set.");
}

Estimate Report::setup(Run& run) {
  sets_ = named_folders(sets_text_);
  if (sets_.empty() && analysis_.empty() && simulation_.empty())
    throw InputError(
        "no folder is given to report on; at least one of 'Sets', 'Analysis' and 'Simulation' must be set");
  agree_on_root(run.communicator(), [&] {
    for (const NamedFolders& set : sets_)
      for (const std::string& folder : set.folders) check_folder(folder, "set '" + set.name + "' of 'Sets'");
    if (!analysis_.empty()) check_folder(analysis_, "Analysis");
    if (!simulation_.empty()) check_folder(simulation_, "Simulation");
  });
  std::vector<std::string> words = arguments();
  words.emplace_back("--check");
  run_program(run, words);
  Estimate estimate;
  estimate.memory = 4e8 + 8e7 * run.size();
  return estimate;
}

std::vector<std::string> Report::arguments() const {
  std::vector<std::string> words{"--title", title_, "--made-by", version()};
  for (const NamedFolders& set : sets_)
    for (const std::string& folder : set.folders) words.insert(words.end(), {"--set", set.name, folder});
  if (!analysis_.empty()) words.insert(words.end(), {"--analysis", analysis_});
  if (!simulation_.empty()) words.insert(words.end(), {"--simulation", simulation_});
  return words;
}

void Report::run_program(Run& run, const std::vector<std::string>& arguments) const {
  agree_on_root(run.communicator(), [&] {
    const PythonOutcome outcome = run_python(CATENA_REPORT_PROGRAM, arguments);
    if (outcome.status == static_cast<int>(ExitStatus::wrong_input)) throw InputError(outcome.last_line());
    if (outcome.status == static_cast<int>(ExitStatus::unusable_file)) throw FileError(outcome.last_line());
    if (outcome.status != 0) throw NumericsError("the page was not made: " + outcome.last_line());
    for (const std::string& line : outcome.lines)
      if (line.rfind("warning: ", 0) == 0) run.warn(line.substr(9));
  });
}

bool Report::step(Run& run) {
  TimerTree::Section section(run.timers(), "figures and page");
  WholeFile page(run.output() / "report.html", run.communicator());
  std::vector<std::string> words = arguments();
  words.insert(words.end(),
               {"--page", page.temporary().string(), "--figures", (run.output() / "figures").string()});
  run_program(run, words);
  page.commit();
  return false;
}

void Report::finish(Run& run) { run.say("open " + (run.output() / "report.html").string()); }

}  // namespace catena
