// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/study/named_paths.h"

#include <algorithm>
#include <sstream>

#include "jobs/run/error.h"
#include "jobs/run/parameter_file.h"

namespace catena {

std::vector<NamedPath> parse_named_paths(const std::string& text, const std::string& parameter) {
  std::vector<NamedPath> paths;
  std::istringstream items(text);
  std::string item;
  while (std::getline(items, item, ';')) {
    if (trimmed(item).empty()) continue;
    const std::size_t equals = item.find('=');
    const std::string name = trimmed(item.substr(0, equals));
    const std::string path = equals == std::string::npos ? "" : trimmed(item.substr(equals + 1));
    if (name.empty() || path.empty())
      throw InputError("found '" + quotable(trimmed(item)) + "' in the parameter '" + parameter +
                       "'; allowed is 'name = path; name = path'");
    if (name.find_first_of("/.:") != std::string::npos)
      throw InputError("the name '" + quotable(name) + "' in the parameter '" + parameter +
                       "' has one of '/', '.' and ':', which names of sets cannot have");
    if (std::any_of(paths.begin(), paths.end(), [&](const NamedPath& other) { return other.name == name; }))
      throw InputError("the name '" + quotable(name) + "' is there twice in the parameter '" + parameter +
                       "'; each set has its own");
    paths.push_back({name, path});
  }
  return paths;
}

std::vector<std::string> parse_names(const std::string& text, const std::string& parameter) {
  std::vector<std::string> names;
  std::istringstream items(text);
  std::string item;
  while (std::getline(items, item, ',')) {
    const std::string name = trimmed(item);
    if (name.empty() || std::find(names.begin(), names.end(), name) != names.end())
      throw InputError("the parameter '" + parameter + "' holds " +
                       (name.empty() ? "an empty name" : "'" + quotable(name) + "' twice") +
                       "; allowed are names of columns with commas between them, each once");
    names.push_back(name);
  }
  if (names.empty())
    throw InputError("the parameter '" + parameter + "' is empty; it needs at least one name of a column");
  return names;
}

}  // namespace catena
