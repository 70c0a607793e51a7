// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/attributes/surface_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <limits>
#include <sstream>
#include <string>

#include "jobs/run/agreement.h"
#include "jobs/run/error.h"

namespace catena {
namespace {

/// A file that several ranks write to at places of their own.
class SharedFile {
 public:
  SharedFile(const std::filesystem::path& path, bool make) : path_(path) {
    file_ = ::open(path.c_str(), O_WRONLY | (make ? O_CREAT | O_TRUNC : 0), 0666);
    if (file_ < 0) fail();
  }
  ~SharedFile() {
    if (file_ >= 0) ::close(file_);
  }
  SharedFile(const SharedFile&) = delete;
  SharedFile& operator=(const SharedFile&) = delete;

  void write(const void* bytes, std::int64_t size, std::int64_t at) const {
    const char* from = static_cast<const char*>(bytes);
    while (size > 0) {
      const ssize_t done = ::pwrite(file_, from, static_cast<size_t>(size), at);
      if (done < 0) {
        if (errno == EINTR) continue;
        fail();
      }
      from += done;
      at += done;
      size -= done;
    }
  }
  template <class T>
  void write(const std::vector<T>& values, std::int64_t at) const {
    write(values.data(), static_cast<std::int64_t>(values.size() * sizeof(T)), at);
  }
  void close() {
    if (::close(std::exchange(file_, -1)) != 0) fail();
  }

 private:
  [[noreturn]] void fail() const {
    throw FileError("cannot write '" + path_.string() + "': " + std::strerror(errno));
  }
  std::filesystem::path path_;
  int file_ = -1;
};

/// Values that stand on every triangle of a particle.
const std::vector<std::pair<const char*, double ParticleAttributes::*>>& painted() {
  using P = ParticleAttributes;
  static const std::vector<std::pair<const char*, double P::*>> columns{
      {"Damage", &P::damage},         {"Volume", &P::volume},   {"Elongation", &P::elongation},
      {"Sphericity", &P::sphericity}, {"Contact", &P::contact}, {"EDensity", &P::electron_density}};
  return columns;
}

/// A block of appended data: its length in bytes as uint64, then the bytes.
struct Block {
  std::string type, name;
  int components = 1;
  std::int64_t bytes_an_item = 4, items = 0, begin = 0;
  std::int64_t place(std::int64_t item) const { return begin + 8 + item * bytes_an_item; }
  std::string element() const {
    std::ostringstream text;
    text << "<DataArray type=\"" << type << "\" Name=\"" << name << "\" NumberOfComponents=\"" << components
         << "\" format=\"appended\" offset=\"" << begin << "\"/>\n";
    return text.str();
  }
};

/// Where everything stands: points, normals, connectivity, offsets, ids, then the painted columns.
struct Layout {
  std::vector<Block> blocks;
  std::string head;

  Layout(std::int64_t points, std::int64_t triangles) {
    blocks = {{"Float32", "Points", 3, 12, points},
              {"Float32", "Normals", 3, 12, points},
              {"Int32", "connectivity", 1, 12, triangles},
              {"Int32", "offsets", 1, 4, triangles},
              {"UInt32", "id", 1, 4, triangles}};
    for (const auto& column : painted()) blocks.push_back({"Float32", column.first, 1, 4, triangles});
    std::int64_t begin = 0;
    for (Block& block : blocks) {
      block.begin = begin;
      begin = block.place(block.items);
    }
    std::ostringstream xml;
    xml << "<?xml version=\"1.0\"?>\n<VTKFile type=\"PolyData\" version=\"1.0\" byte_order=\"LittleEndian\" "
           "header_type=\"UInt64\">\n<PolyData>\n<Piece NumberOfPoints=\""
        << points << "\" NumberOfVerts=\"0\" NumberOfLines=\"0\" NumberOfStrips=\"0\" NumberOfPolys=\""
        << triangles << "\">\n<PointData Normals=\"Normals\">\n"
        << blocks[1].element() << "</PointData>\n<CellData Scalars=\"Damage\">\n";
    for (size_t i = 4; i < blocks.size(); ++i) xml << blocks[i].element();
    xml << "</CellData>\n<Points>\n"
        << blocks[0].element() << "</Points>\n<Polys>\n"
        << blocks[2].element() << blocks[3].element()
        << "</Polys>\n</Piece>\n</PolyData>\n<AppendedData encoding=\"raw\">\n_";
    head = xml.str();
    for (Block& block : blocks) block.begin += static_cast<std::int64_t>(head.size());
  }
  std::int64_t end() const { return blocks.back().place(blocks.back().items); }
};

void write_particle(const SharedFile& file, const Layout& layout, const ParticleAttributes& row,
                    const TriangleSurface& surface, std::int64_t first_point, std::int64_t first_triangle) {
  const size_t triangles = surface.triangle.size();
  file.write(surface.point, layout.blocks[0].place(first_point));
  file.write(surface.normal, layout.blocks[1].place(first_point));
  std::vector<std::int32_t> connectivity, offsets;
  for (const auto& triangle : surface.triangle) {
    for (std::int32_t corner : triangle)
      connectivity.push_back(static_cast<std::int32_t>(first_point) + corner);
    offsets.push_back(
        static_cast<std::int32_t>(3 * (first_triangle + static_cast<std::int64_t>(offsets.size()) + 1)));
  }
  file.write(connectivity, layout.blocks[2].place(first_triangle));
  file.write(offsets, layout.blocks[3].place(first_triangle));
  file.write(std::vector<std::uint32_t>(triangles, row.id), layout.blocks[4].place(first_triangle));
  size_t block = 5;
  for (const auto& column : painted())
    file.write(std::vector<float>(triangles, static_cast<float>(row.*column.second)),
               layout.blocks[block++].place(first_triangle));
}

}  // namespace

void write_surfaces(MPI_Comm comm, const std::filesystem::path& path,
                    const std::vector<ParticleAttributes>& table, const std::vector<ParticleSurface>& mine) {
  std::vector<std::int64_t> counts(2 * table.size(), 0);
  for (const auto& [row, surface] : mine) {
    counts[2 * row] = static_cast<std::int64_t>(surface.point.size());
    counts[2 * row + 1] = static_cast<std::int64_t>(surface.triangle.size());
  }
  MPI_Allreduce(MPI_IN_PLACE, counts.data(), static_cast<int>(counts.size()), MPI_INT64_T, MPI_SUM, comm);
  std::vector<std::int64_t> begins(2 * table.size() + 2, 0);
  for (size_t i = 0; i < counts.size(); ++i) begins[i + 2] = begins[i] + counts[i];
  if (3 * begins[2 * table.size() + 1] > std::numeric_limits<std::int32_t>::max())
    throw InputError("the particles' surface has " + std::to_string(begins[2 * table.size() + 1]) +
                     " triangles, more than a file of it can number; lower Surface triangles");
  const Layout layout(begins[2 * table.size()], begins[2 * table.size() + 1]);

  agree_on_root(comm, [&] {
    SharedFile file(path, true);
    file.write(layout.head.data(), static_cast<std::int64_t>(layout.head.size()), 0);
    for (const Block& block : layout.blocks) {
      const auto bytes = static_cast<std::uint64_t>(block.items * block.bytes_an_item);
      file.write(&bytes, 8, block.begin);
    }
    const std::string tail = "\n</AppendedData>\n</VTKFile>\n";
    file.write(tail.data(), static_cast<std::int64_t>(tail.size()), layout.end());
    file.close();
  });
  agree(comm, [&] {
    SharedFile file(path, false);
    for (const auto& [row, surface] : mine)
      write_particle(file, layout, table[row], surface, begins[2 * row], begins[2 * row + 1]);
    file.close();
  });
}

}  // namespace catena
