// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/output/vtu_piece.h"

#include <sstream>

#include "jobs/run/whole_file.h"

namespace catena {
namespace {

constexpr const char* head = "<?xml version=\"1.0\"?>\n<VTKFile type=\"";

template <class T>
std::string type_name();
template <>
std::string type_name<float>() {
  return "Float32";
}
template <>
std::string type_name<double>() {
  return "Float64";
}
template <>
std::string type_name<std::int64_t>() {
  return "Int64";
}
template <>
std::string type_name<std::uint8_t>() {
  return "UInt8";
}

/// The appended bytes and the tags that point to them.
class Appended {
 public:
  template <class T>
  std::string add(const std::string& name, unsigned int components, const std::vector<T>& values) {
    const std::string tag = "<DataArray type=\"" + type_name<T>() + "\" Name=\"" + name +
                            "\" NumberOfComponents=\"" + std::to_string(components) +
                            "\" format=\"appended\" offset=\"" + std::to_string(bytes_.size()) + "\"/>\n";
    const std::uint64_t length = values.size() * sizeof(T);
    bytes_.append(reinterpret_cast<const char*>(&length), sizeof length);
    bytes_.append(reinterpret_cast<const char*>(values.data()), length);
    return tag;
  }
  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

std::string file_head(const std::string& type) {
  return head + type + "\" version=\"1.0\" byte_order=\"LittleEndian\" header_type=\"UInt64\">\n";
}

}  // namespace

void VtuPiece::add_cell(Kind kind, unsigned int corners) {
  const std::int64_t end = static_cast<std::int64_t>(points.size() / 3);
  for (std::int64_t point = end - corners; point < end; ++point) connectivity.push_back(point);
  offsets.push_back(static_cast<std::int64_t>(connectivity.size()));
  kinds.push_back(kind);
}

void write_vtu(const std::filesystem::path& path, const VtuPiece& piece) {
  Appended appended;
  std::ostringstream out;
  out << file_head("UnstructuredGrid") << "<UnstructuredGrid>\n<Piece NumberOfPoints=\""
      << piece.points.size() / 3 << "\" NumberOfCells=\"" << piece.kinds.size() << "\">\n<Points>\n"
      << appended.add("Points", 3, piece.points) << "</Points>\n<Cells>\n"
      << appended.add("connectivity", 1, piece.connectivity) << appended.add("offsets", 1, piece.offsets)
      << appended.add("types", 1, piece.kinds) << "</Cells>\n<PointData>\n";
  for (const auto& array : piece.point_data) out << appended.add(array.name, array.components, array.values);
  out << "</PointData>\n<CellData>\n";
  for (const auto& array : piece.cell_data) out << appended.add(array.name, array.components, array.values);
  out << "</CellData>\n</Piece>\n</UnstructuredGrid>\n<AppendedData encoding=\"raw\">\n_" << appended.bytes()
      << "\n</AppendedData>\n</VTKFile>\n";
  write_whole(path, out.str());
}

std::string pvtu_text(const VtuPiece& like, const std::vector<std::string>& piece_names) {
  std::ostringstream out;
  const auto arrays = [&](const std::vector<VtuPiece::Array>& all) {
    for (const auto& array : all)
      out << "<PDataArray type=\"Float32\" Name=\"" << array.name << "\" NumberOfComponents=\""
          << array.components << "\"/>\n";
  };
  out << file_head("PUnstructuredGrid")
      << "<PUnstructuredGrid GhostLevel=\"0\">\n<PPoints>\n<PDataArray type=\"Float64\" Name=\"Points\" "
         "NumberOfComponents=\"3\"/>\n</PPoints>\n<PPointData>\n";
  arrays(like.point_data);
  out << "</PPointData>\n<PCellData>\n";
  arrays(like.cell_data);
  out << "</PCellData>\n";
  for (const std::string& name : piece_names) out << "<Piece Source=\"" << name << "\"/>\n";
  out << "</PUnstructuredGrid>\n</VTKFile>\n";
  return out.str();
}

std::string pvd_text(const std::vector<PvdEntry>& entries) {
  std::ostringstream out;
  out.precision(17);
  out << file_head("Collection") << "<Collection>\n";
  for (const PvdEntry& entry : entries)
    out << "<DataSet timestep=\"" << entry.time << "\" part=\"" << entry.part << "\" name=\"" << entry.name
        << "\" file=\"" << entry.file << "\"/>\n";
  out << "</Collection>\n</VTKFile>\n";
  return out.str();
}

}  // namespace catena
