// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "jobs/run/parameters.h"

#include <algorithm>
#include <functional>
#include <sstream>
#include <stdexcept>

#include "jobs/run/error.h"
#include "jobs/run/nearest_name.h"
#include "jobs/run/parameter_file.h"
#include "jobs/run/parameter_value.h"

namespace catena {
namespace {

struct Entry {
  std::string path;
  std::string sentence;
  std::string allowed;  ///< "a number from 0 to 1 [m]"
  std::string default_text;
  std::function<bool(const std::string&)> set;
  std::function<std::string()> get;
};

std::string with(const std::string& text, const std::string& addition) {
  return addition.empty() ? text : text + " " + addition;
}

std::string in_brackets(const std::string& unit) {
  return unit.empty() || unit == "1" ? "" : "[" + unit + "]";
}

/// `text` in comment lines of at most 100 columns.
std::string comment(const std::string& text, const std::string& indent) {
  std::istringstream words(text);
  std::string word, line = indent + "#", lines;
  while (words >> word) {
    if (line.size() + 1 + word.size() > 100) {
      lines += line + "\n";
      line = indent + "#";
    }
    line += " " + word;
  }
  return lines + line + "\n";
}

}  // namespace

struct Parameters::Implementation {
  std::vector<Entry> entries;

  Entry* find(const std::string& path) {
    for (Entry& entry : entries)
      if (entry.path == path) return &entry;
    return nullptr;
  }

  void add(Entry entry) {
    if (find(entry.path)) throw std::logic_error("parameter '" + entry.path + "' is declared twice");
    entry.default_text = entry.get();
    if (!entry.set(entry.default_text))
      throw std::logic_error("parameter '" + entry.path + "': its default '" + entry.default_text +
                             "' is not among the allowed: " + entry.allowed);
    entries.push_back(std::move(entry));
  }

  template <typename Value>
  void add_number(const std::string& path, Value& variable, const std::string& what, const std::string& unit,
                  Range range, const std::string& sentence) {
    add({path, sentence, with(with(what, range_text(range)), in_brackets(unit)), "",
         [&variable, range](const std::string& text) { return parse_value(text, range, variable); },
         [&variable] { return value_text(variable); }});
  }

  void assign(const Assignment& assignment) {
    Entry* entry = find(assignment.path);
    if (!entry) {
      std::vector<std::string> known;
      for (const Entry& other : entries) known.push_back(other.path);
      throw InputError(assignment.place + ": there is no parameter '" + quotable(assignment.path) +
                       "'; the nearest is '" + nearest_name(assignment.path, known) + "'");
    }
    if (!entry->set(assignment.value))
      throw InputError(assignment.place + ": '" + entry->path + "' is '" + quotable(assignment.value) +
                       "'; allowed: " + entry->allowed);
  }

  /// The parameters of a section, then its subsections, in the order of their declaration.
  std::string print(const std::string& section, const std::string& indent, bool documented) const {
    std::string text;
    std::vector<std::string> subsections;
    for (const Entry& entry : entries) {
      if (entry.path.compare(0, section.size(), section) != 0) continue;
      const std::string rest = entry.path.substr(section.size());
      const std::size_t slash = rest.find('/');
      if (slash != std::string::npos) {
        const std::string name = rest.substr(0, slash);
        if (std::find(subsections.begin(), subsections.end(), name) == subsections.end())
          subsections.push_back(name);
        continue;
      }
      if (documented) {
        if (!text.empty()) text += "\n";
        text += comment(entry.sentence, indent) + comment("Allowed: " + entry.allowed, indent);
      }
      text += indent + with("set " + rest + " =", documented ? entry.default_text : entry.get()) + "\n";
    }
    for (const std::string& name : subsections) {
      if (!text.empty()) text += "\n";
      text += indent + "subsection " + name + "\n" + print(section + name + "/", indent + "  ", documented) +
              indent + "end\n";
    }
    return text;
  }
};

Parameters::Parameters() : implementation_(std::make_unique<Implementation>()) {}
Parameters::~Parameters() = default;

void Parameters::add(const std::string& path, bool& variable, const std::string& sentence) {
  implementation_->add_number(path, variable, "true or false", "", Range::any(), sentence);
}

void Parameters::add(const std::string& path, std::int64_t& variable, const std::string& unit, Range range,
                     const std::string& sentence) {
  implementation_->add_number(path, variable, "a whole number", unit, range, sentence);
}

void Parameters::add(const std::string& path, double& variable, const std::string& unit, Range range,
                     const std::string& sentence) {
  implementation_->add_number(path, variable, "a number", unit, range, sentence);
}

void Parameters::add(const std::string& path, std::array<std::int64_t, 3>& variable, const std::string& unit,
                     Range range, const std::string& sentence) {
  implementation_->add_number(path, variable, "three whole numbers z, y, x", unit, range, sentence);
}

void Parameters::add(const std::string& path, std::array<double, 3>& variable, const std::string& unit,
                     Range range, const std::string& sentence) {
  implementation_->add_number(path, variable, "three numbers z, y, x", unit, range, sentence);
}

void Parameters::add(const std::string& path, std::vector<double>& variable, const std::string& unit,
                     Range range, const std::string& sentence) {
  implementation_->add_number(path, variable, "numbers separated by commas, or nothing,", unit, range,
                              sentence);
}

void Parameters::add(const std::string& path, std::string& variable, const std::string& sentence) {
  implementation_->add({path, sentence, "any text", "",
                        [&variable](const std::string& text) {
                          variable = text;
                          return true;
                        },
                        [&variable] { return variable; }});
}

void Parameters::add(const std::string& path, std::string& variable, const std::vector<std::string>& choices,
                     const std::string& sentence) {
  std::string allowed;
  for (std::size_t i = 0; i < choices.size(); ++i)
    allowed += (i == 0 ? "" : i + 1 == choices.size() ? " or " : ", ") + choices[i];
  implementation_->add({path, sentence, allowed, "",
                        [&variable, choices](const std::string& text) {
                          if (std::find(choices.begin(), choices.end(), text) == choices.end()) return false;
                          variable = text;
                          return true;
                        },
                        [&variable] { return variable; }});
}

void Parameters::read(const std::string& text, const std::string& file_name,
                      const std::vector<std::string>& overrides) {
  for (const Assignment& assignment : scan_parameter_text(text, file_name))
    implementation_->assign(assignment);
  for (const std::string& override_text : overrides) implementation_->assign(scan_override(override_text));
}

std::vector<std::pair<std::string, std::string>> Parameters::values() const {
  std::vector<std::pair<std::string, std::string>> all;
  for (const Entry& entry : implementation_->entries) all.emplace_back(entry.path, entry.get());
  return all;
}

std::vector<std::pair<std::string, std::string>> Parameters::values_named(const std::string& name) const {
  std::vector<std::pair<std::string, std::string>> found;
  for (const auto& [path, value] : values())
    if (path.substr(path.rfind('/') + 1) == name) found.emplace_back(path, value);
  return found;
}

std::string Parameters::resolved() const { return implementation_->print("", "", false); }
std::string Parameters::documented() const { return implementation_->print("", "", true); }

}  // namespace catena
