// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace catena {

/// One rank's part of an unstructured grid for ParaView.
struct VtuPiece {
  struct Array {
    std::string name;
    unsigned int components = 1;
    std::vector<float> values;  ///< [point or cell][component]
  };
  /// VTK's numbers of kinds of cells.
  enum Kind : std::uint8_t {
    line = 3,
    triangle = 5,
    quadrilateral = 9,
    tetrahedron = 10,
    hexahedron = 12,
    wedge = 13
  };

  std::vector<double> points;  ///< three numbers each, m
  std::vector<std::int64_t> connectivity, offsets;
  std::vector<std::uint8_t> kinds;
  std::vector<Array> point_data, cell_data;

  /// Adds a cell over the points first, first + 1, ... that were added last.
  void add_cell(Kind kind, unsigned int corners);
};

/// Writes a VTU file (XML with the arrays appended as raw bytes), whole or not at all. For one rank. \throws
/// FileError
void write_vtu(const std::filesystem::path& path, const VtuPiece& piece);
/// Text of the PVTU file that puts the ranks' pieces together; all have the arrays of `like`.
std::string pvtu_text(const VtuPiece& like, const std::vector<std::string>& piece_names);

/// One file of a collection in time.
struct PvdEntry {
  double time = 0;
  unsigned int part = 0;
  std::string name, file;
};
/// Text of solution.pvd.
std::string pvd_text(const std::vector<PvdEntry>& entries);

}  // namespace catena
