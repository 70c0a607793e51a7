// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/statistics/particle_table.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "analysis/attributes/attribute_table.h"
#include "jobs/run/agreement.h"
#include "jobs/run/error.h"
#include "jobs/run/parameter_file.h"
#include "jobs/run/whole_file.h"
#include "segmentation/volume/broadcast.h"

namespace catena {
namespace {

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

/// The lines of a text one after the other, without their ends.
class Lines {
 public:
  explicit Lines(std::string_view text) : rest_(text) {}
  bool next(std::string_view& line) {
    if (rest_.empty()) return false;
    const std::size_t end = rest_.find('\n');
    line = rest_.substr(0, end);
    rest_ = end == std::string_view::npos ? std::string_view() : rest_.substr(end + 1);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    ++number;
    return true;
  }
  std::int64_t number = 0;

 private:
  std::string_view rest_;
};

std::vector<std::string_view> fields_of(std::string_view line) {
  std::vector<std::string_view> fields;
  for (;;) {
    const std::size_t end = line.find(',');
    std::string_view field = line.substr(0, end);
    while (!field.empty() && (field.front() == ' ' || field.front() == '\t')) field.remove_prefix(1);
    while (!field.empty() && (field.back() == ' ' || field.back() == '\t')) field.remove_suffix(1);
    fields.push_back(field);
    if (end == std::string_view::npos) return fields;
    line.remove_prefix(end + 1);
  }
}

/// Where in the file something is wrong.
std::string place(const std::string& file, std::int64_t line) {
  return file + ":" + std::to_string(line) + ": ";
}

struct Header {
  std::vector<std::string> names;  ///< of all fields
  std::ptrdiff_t id = -1, boundary = -1;
};

Header header_of(std::string_view line, const std::string& file) {
  if (line.substr(0, 3) == "\xEF\xBB\xBF") line.remove_prefix(3);
  Header header;
  for (const std::string_view field : fields_of(line)) {
    const std::string name(field);
    if (name.empty() || std::find(header.names.begin(), header.names.end(), name) != header.names.end())
      throw InputError(place(file, 1) + "the header names the column '" + quotable(name) +
                       (name.empty() ? "', which is no name" : "' twice") + "; each column has its own name");
    if (name == "id") header.id = static_cast<std::ptrdiff_t>(header.names.size());
    if (name == "boundary") header.boundary = static_cast<std::ptrdiff_t>(header.names.size());
    header.names.push_back(name);
  }
  if (header.id < 0)
    throw InputError(place(file, 1) +
                     "the header has no column id; a table of particles begins with a line id,X,Y,Z,...");
  return header;
}

double number_of(std::string_view field, const std::string& name, const std::string& file,
                 std::int64_t line) {
  double value = 0;
  const char* const end = field.data() + field.size();
  const auto [stop, error] = std::from_chars(field.data(), end, value);
  if (error != std::errc() || stop != end || !std::isfinite(value))
    throw InputError(place(file, line) + "'" + quotable(std::string(field)) + "' in the column " + name +
                     " is not a finite number; every particle needs one in every column");
  return value;
}

}  // namespace

bool ParticleTable::has(const std::string& name) const {
  return std::find(names.begin(), names.end(), name) != names.end();
}

const std::vector<double>& ParticleTable::column(const std::string& name) const {
  require({name});
  return columns[std::find(names.begin(), names.end(), name) - names.begin()];
}

void ParticleTable::require(const std::vector<std::string>& wanted) const {
  std::vector<std::string> missing;
  for (const std::string& name : wanted)
    if (!has(name)) missing.push_back(name);
  if (!missing.empty())
    throw InputError("'" + file + "' has no column " + joined(missing) + "; it has " + joined(names));
}

void ParticleTable::set_column(const std::string& name, std::vector<double> values) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found != names.end()) {
    columns[found - names.begin()] = std::move(values);
    return;
  }
  names.push_back(name);
  columns.push_back(std::move(values));
}

ParticleTable ParticleTable::part(const std::vector<std::uint8_t>& kept) const {
  ParticleTable result;
  result.file = file;
  result.names = names;
  result.columns.resize(columns.size());
  for (std::size_t i = 0; i < size(); ++i) {
    if (!kept[i]) continue;
    result.id.push_back(id[i]);
    result.boundary.push_back(boundary[i]);
    for (std::size_t c = 0; c < columns.size(); ++c) result.columns[c].push_back(columns[c][i]);
  }
  return result;
}

std::string column_unit(const std::string& name) {
  for (const AttributeColumn& column : attribute_columns())
    if (name == column.name) return column.unit;
  return name == "SimulatedResistance" ? "ohm m^2" : "1";
}

ParticleTable parse_particle_table(const std::string& text, const std::string& file) {
  Lines lines(text);
  std::string_view line;
  if (!lines.next(line))
    throw InputError("'" + file + "' is empty; a table of particles begins with a header");
  const Header header = header_of(line, file);
  ParticleTable table;
  table.file = file;
  for (std::size_t f = 0; f < header.names.size(); ++f)
    if (static_cast<std::ptrdiff_t>(f) != header.id && static_cast<std::ptrdiff_t>(f) != header.boundary)
      table.names.push_back(header.names[f]);
  table.columns.resize(table.names.size());
  std::unordered_set<std::int64_t> seen;
  while (lines.next(line)) {
    if (line.empty()) continue;
    const std::vector<std::string_view> fields = fields_of(line);
    if (fields.size() != header.names.size())
      throw InputError(place(file, lines.number) + std::to_string(fields.size()) +
                       " fields where the header has " + std::to_string(header.names.size()));
    std::size_t column = 0;
    for (std::size_t f = 0; f < fields.size(); ++f) {
      const double value = number_of(fields[f], header.names[f], file, lines.number);
      if (static_cast<std::ptrdiff_t>(f) == header.id) {
        if (value < 1 || value > 9e15 || value != std::floor(value))
          throw InputError(place(file, lines.number) + "the id " + quotable(std::string(fields[f])) +
                           " is no whole number from 1 on");
        table.id.push_back(static_cast<std::int64_t>(value));
        if (!seen.insert(table.id.back()).second)
          throw InputError(place(file, lines.number) + "the id " + std::to_string(table.id.back()) +
                           " is there twice; every particle has its own");
      } else if (static_cast<std::ptrdiff_t>(f) == header.boundary) {
        table.boundary.push_back(value != 0);
      } else {
        table.columns[column++].push_back(value);
      }
    }
  }
  if (table.id.empty())
    throw InputError("'" + file + "' has no particle, only a header; give a table with particles");
  if (header.boundary < 0) table.boundary.assign(table.size(), 0);
  return table;
}

ParticleTable read_particle_table(MPI_Comm comm, const std::string& path) {
  std::string text, file = path;
  agree_on_root(comm, [&] {
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored))
      file = (std::filesystem::path(path) / "attributes.csv").string();
    text = read_whole(file);
  });
  broadcast(comm, file);
  broadcast(comm, text);
  return parse_particle_table(text, file);
}

void check_same_columns(const std::vector<ParticleTable>& tables) {
  const auto lacking = [](const ParticleTable& in, const ParticleTable& of) {
    std::vector<std::string> names;
    for (const std::string& name : of.names)
      if (!in.has(name)) names.push_back(name);
    return names;
  };
  for (std::size_t t = 1; t < tables.size(); ++t) {
    const ParticleTable *first = &tables[0], *second = &tables[t];
    std::vector<std::string> names = lacking(*second, *first);
    if (names.empty()) {
      std::swap(first, second);
      names = lacking(*second, *first);
    }
    if (!names.empty())
      throw InputError("'" + first->file + "' has the column " + joined(names) + " and '" + second->file +
                       "' has not; all sets must have the same columns");
  }
}

}  // namespace catena
