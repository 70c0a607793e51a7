// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <mpi.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace catena {

/// The particles of one set with their columns of numbers, as attributes.csv has them: docs/attributes.md.
/// Columns are found by name; a table may have more than the 24 attributes, and others than these.
struct ParticleTable {
  std::string file;                    ///< for messages
  std::vector<std::int64_t> id;        ///< above 0, each once
  std::vector<std::uint8_t> boundary;  ///< 1 where the image's edge cuts the particle; 0 without that column
  std::vector<std::string> names;      ///< of the columns, without id and boundary, in the file's order
  std::vector<std::vector<double>> columns;  ///< one vector a name, a number a particle

  std::size_t size() const { return id.size(); }
  bool has(const std::string& name) const;
  /// \throws InputError naming the table and the column if there is none of that name.
  const std::vector<double>& column(const std::string& name) const;
  /// \throws InputError naming all that are missing.
  void require(const std::vector<std::string>& wanted) const;
  /// A new column; one that is there is replaced.
  void set_column(const std::string& name, std::vector<double> values);
  /// Only the particles whose flag is set, in their order.
  ParticleTable part(const std::vector<std::uint8_t>& kept) const;
};

/// SI unit of a column of attributes.csv or of a simulation, "1" for others.
std::string column_unit(const std::string& name);

/// Reads the text of a table: a header with `id`, then a line a particle, numbers with a decimal point.
/// \throws InputError with file, line and column: another count of fields, no number or not a finite one, an
/// id twice, a name twice, no particle at all.
ParticleTable parse_particle_table(const std::string& text, const std::string& file);

/// Reads `path`, a table or a folder with attributes.csv; the same table on all ranks. Collective.
/// \throws FileError, InputError, on all ranks alike.
ParticleTable read_particle_table(MPI_Comm comm, const std::string& path);

/// \throws InputError naming the columns that one table has and another has not.
void check_same_columns(const std::vector<ParticleTable>& tables);

}  // namespace catena
