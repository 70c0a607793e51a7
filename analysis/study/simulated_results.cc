// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/study/simulated_results.h"

#include <cmath>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <unordered_map>

#include "jobs/run/agreement.h"
#include "jobs/run/error.h"
#include "segmentation/volume/broadcast.h"
#include "segmentation/volume/hdf5_file.h"

namespace catena {
namespace {

enum class Over { last, mean, whole };
struct Source {
  const char* column;
  const char* dataset;
  Over over;  ///< time
};
constexpr Source sources[] = {{"SimulatedDamage", "/damage", Over::last},
                              {"SimulatedDissipation", "/dissipation", Over::last},
                              {"SimulatedResistance", "/resistance", Over::last},
                              {"SimulatedConcentration", "/concentration", Over::mean},
                              {"SimulatedCoverage", "/particles/coverage", Over::whole}};

/// One number a particle of the simulation.
std::vector<double> reduced(const Hdf5File& file, const Source& source, std::size_t particles) {
  std::vector<double> values = file.read<double>(source.dataset);
  if (particles == 0 || values.empty() || values.size() % particles != 0 ||
      (source.over == Over::whole && values.size() != particles))
    throw InputError("'" + file.path() + "' has " + std::to_string(values.size()) + " numbers in " +
                     source.dataset + " for " + std::to_string(particles) +
                     " particles; series.h5 has one for each, or one a time step");
  const std::size_t rows = values.size() / particles;
  if (source.over == Over::last)
    values.erase(values.begin(), values.end() - static_cast<std::ptrdiff_t>(particles));
  if (source.over == Over::mean) {
    for (std::size_t p = 0; p < particles; ++p) {
      for (std::size_t t = 1; t < rows; ++t) values[p] += values[t * particles + p];
      values[p] /= static_cast<double>(rows);
    }
    values.resize(particles);
  }
  return values;
}

}  // namespace

const std::vector<std::string>& simulated_columns() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (const Source& source : sources) all.push_back(source.column);
    return all;
  }();
  return names;
}

std::size_t join_simulation(MPI_Comm comm, const std::string& folder, ParticleTable& table) {
  std::vector<std::int64_t> id;
  std::vector<double> columns;
  std::string path = folder;
  agree_on_root(comm, [&] {
    std::error_code ignored;
    if (std::filesystem::is_directory(folder, ignored))
      path = (std::filesystem::path(folder) / "series.h5").string();
    const Hdf5File file = Hdf5File::open(path);
    id = file.read<std::int64_t>("/particles/id");
    for (const Source& source : sources) {
      const std::vector<double> values = reduced(file, source, id.size());
      columns.insert(columns.end(), values.begin(), values.end());
    }
  });
  broadcast(comm, path);
  broadcast(comm, id);
  broadcast(comm, columns);
  std::unordered_map<std::int64_t, std::size_t> place;
  for (std::size_t p = 0; p < id.size(); ++p) place.emplace(id[p], p);
  std::size_t matched = 0;
  for (std::size_t c = 0; c < std::size(sources); ++c) {
    std::vector<double> values(table.size(), std::numeric_limits<double>::quiet_NaN());
    matched = 0;
    for (std::size_t i = 0; i < table.size(); ++i) {
      const auto found = place.find(table.id[i]);
      if (found == place.end()) continue;
      values[i] = columns[c * id.size() + found->second];
      ++matched;
    }
    table.set_column(sources[c].column, std::move(values));
  }
  if (matched == 0)
    throw InputError(
        "no particle of '" + table.file + "' is in the simulation '" + path +
        "' (Simulations); both must have the same ids, so simulate from the labels that were measured");
  return matched;
}

}  // namespace catena
