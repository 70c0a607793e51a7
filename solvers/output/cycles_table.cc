// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/output/cycles_table.h"

#include <cstdio>
#include <type_traits>

#include "segmentation/volume/hdf5_file.h"

namespace catena {
namespace {

/// Visits the columns in the order of the file.
template <class Summary, class Visit>
void each_column(Summary& s, const Visit& visit) {
  visit("cycle", s.cycle);
  visit("charge_time", s.charge_time);
  visit("discharge_time", s.discharge_time);
  visit("charge_capacity", s.charge_capacity);
  visit("discharge_capacity", s.discharge_capacity);
  visit("end_of_charge_mean_x", s.end_of_charge_mean);
  visit("end_of_charge_std_x", s.end_of_charge_spread);
  visit("mean_damage", s.mean_damage);
  visit("std_damage", s.damage_spread);
  visit("mean_dissipation", s.mean_dissipation);
  visit("std_dissipation", s.dissipation_spread);
  visit("steps", s.steps);
  visit("newton", s.newton);
  visit("linear", s.linear);
}

std::string text(double value) {
  char buffer[40];
  std::snprintf(buffer, sizeof buffer, "%.17g", value);
  return buffer;
}
std::string text(std::int64_t value) { return std::to_string(value); }

std::vector<double> row_of(const CycleSummary& cycle) {
  std::vector<double> row;
  each_column(cycle, [&](const char*, const auto& value) { row.push_back(static_cast<double>(value)); });
  return row;
}

}  // namespace

std::string cycles_csv(const std::vector<CycleSummary>& cycles) {
  std::string all;
  const CycleSummary none;
  each_column(none,
              [&](const char* name, const auto&) { all += (all.empty() ? "" : ",") + std::string(name); });
  all += "\n";
  for (const CycleSummary& cycle : cycles) {
    std::string line;
    each_column(cycle,
                [&](const char*, const auto& value) { line += (line.empty() ? "" : ",") + text(value); });
    all += line + "\n";
  }
  return all;
}

void write_cycles(Hdf5File& file, const std::vector<CycleSummary>& cycles) {
  std::vector<double> table;
  for (const CycleSummary& cycle : cycles)
    for (const double value : row_of(cycle)) table.push_back(value);
  file.write("/cycles", table,
             {static_cast<std::int64_t>(cycles.size()), static_cast<std::int64_t>(row_of({}).size())}, "",
             "rows of cycles.csv");
}

std::vector<CycleSummary> read_cycles(const Hdf5File& file) {
  std::vector<std::int64_t> extents;
  const std::vector<double> table = file.read<double>("/cycles", &extents);
  std::vector<CycleSummary> cycles(static_cast<std::size_t>(extents.at(0)));
  std::size_t next = 0;
  for (CycleSummary& cycle : cycles)
    each_column(cycle, [&](const char*, auto& value) {
      value = static_cast<std::remove_reference_t<decltype(value)>>(table.at(next++));
    });
  return cycles;
}

}  // namespace catena
