// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "jobs/run/parameter_file.h"

#include <cctype>
#include <sstream>
#include <utility>

#include "jobs/run/error.h"
#include "jobs/run/whole_file.h"

namespace catena {
namespace {

// Marks, in a gathered text, that the next line is this line of that file.
const std::string origin_mark = "#@ ";

struct Place {
  std::string file;
  long line = 0;
  std::string text() const { return file + ":" + std::to_string(line); }
};

/// First word in small letters, and the rest.
std::pair<std::string, std::string> first_word(const std::string& line) {
  std::size_t end = 0;
  while (end < line.size() && !std::isspace(static_cast<unsigned char>(line[end]))) ++end;
  std::string word = line.substr(0, end);
  for (char& c : word) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return {word, trimmed(line.substr(end))};
}

/// Section and parameter names: runs of blanks count as one.
std::string single_spaced(const std::string& text) {
  std::istringstream words(text);
  std::string word, name;
  while (words >> word) name += (name.empty() ? "" : " ") + word;
  return name;
}

std::pair<std::string, std::string> name_and_value(const std::string& text, const std::string& place) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || single_spaced(text.substr(0, equals)).empty())
    throw InputError(place + ": found '" + quotable(text) + "'; allowed is 'NAME = VALUE'");
  return {single_spaced(text.substr(0, equals)), trimmed(text.substr(equals + 1))};
}

std::string without_quotes(const std::string& text) {
  if (text.size() >= 2 && text.front() == text.back() && (text.front() == '"' || text.front() == '\''))
    return text.substr(1, text.size() - 2);
  return text;
}

void gather(const std::filesystem::path& path, int depth, std::string& gathered) {
  std::istringstream lines(read_whole(path));
  std::string line;
  for (long number = 1; std::getline(lines, line); ++number) {
    const auto [word, rest] = first_word(trimmed(line.substr(0, line.find('#'))));
    if (word == "include" || number == 1)
      gathered += origin_mark + std::to_string(number) + " " + path.string() + "\n";
    if (word != "include") {
      gathered += line + "\n";
      continue;
    }
    const std::string place = path.string() + ":" + std::to_string(number);
    if (depth == 10) throw InputError(place + ": files include one another more than 10 deep");
    const std::filesystem::path name = without_quotes(rest);
    if (name.empty()) throw InputError(place + ": 'include' names no file; allowed is 'include FILE'");
    gather(name.is_absolute() ? name : path.parent_path() / name, depth + 1, gathered);
    gathered += origin_mark + std::to_string(number + 1) + " " + path.string() + "\n";
  }
}

}  // namespace

std::string trimmed(const std::string& text) {
  std::size_t begin = 0, end = text.size();
  while (begin < end && std::isspace(static_cast<unsigned char>(text[begin]))) ++begin;
  while (end > begin && std::isspace(static_cast<unsigned char>(text[end - 1]))) --end;
  return text.substr(begin, end - begin);
}

std::string quotable(const std::string& text) {
  std::string shown = text.substr(0, 100);
  for (char& c : shown)
    if (std::iscntrl(static_cast<unsigned char>(c))) c = '?';
  return shown + (text.size() > 100 ? "..." : "");
}

std::vector<Assignment> scan_parameter_text(const std::string& text, const std::string& file_name) {
  std::vector<Assignment> assignments;
  std::vector<std::pair<std::string, std::string>> sections;  // name, and where it was opened
  Place next{file_name, 1};
  std::istringstream lines(text.rfind("\xEF\xBB\xBF", 0) == 0 ? text.substr(3) : text);
  std::string line, piece;
  while (std::getline(lines, line)) {
    if (line.rfind(origin_mark, 0) == 0) {
      std::istringstream mark(line.substr(origin_mark.size()));
      mark >> next.line;
      mark.get();
      std::getline(mark, next.file);
      continue;
    }
    const std::string place = next.text();
    ++next.line;
    line = trimmed(line.substr(0, line.find('#')));
    while (!line.empty() && line.back() == '\\') {
      line.pop_back();
      if (!std::getline(lines, piece)) break;
      ++next.line;
      line += trimmed(piece.substr(0, piece.find('#')));
    }
    if (line.empty()) continue;

    const auto [word, rest] = first_word(line);
    if (word == "subsection" && !rest.empty()) {
      sections.emplace_back(single_spaced(rest), place);
    } else if (word == "end" && rest.empty()) {
      if (sections.empty()) throw InputError(place + ": 'end' closes a subsection, but none is open here");
      sections.pop_back();
    } else if (word == "set") {
      auto [name, value] = name_and_value(rest, place);
      std::string path;
      for (const auto& section : sections) path += section.first + "/";
      assignments.push_back({path + name, value, place});
    } else {
      throw InputError(
          place + ": found '" + quotable(line) +
          "'; allowed are 'subsection NAME', 'set NAME = VALUE', 'end', 'include FILE' and comments "
          "after '#'");
    }
  }
  if (!sections.empty())
    throw InputError(sections.back().second + ": subsection '" + quotable(sections.back().first) +
                     "' is not closed by 'end'");
  return assignments;
}

std::string gather_parameter_file(const std::filesystem::path& path) {
  std::string gathered;
  gather(path, 0, gathered);
  return gathered;
}

Assignment scan_override(const std::string& text) {
  const std::string place = "--set \"" + quotable(text) + "\"";
  if (text.find_first_of("#\n") != std::string::npos)
    throw InputError(place + ": found '#' or a line's end; neither is allowed in a value");
  const auto [name, value] = name_and_value(text, place);
  return {name, value, place};
}

}  // namespace catena
