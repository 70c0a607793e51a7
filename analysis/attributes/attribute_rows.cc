// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/attributes/attribute_rows.h"

#include "jobs/run/error.h"

namespace catena {
namespace {

constexpr char images_name[] = "images";

}  // namespace

void write_rows(Hdf5File& file, const std::vector<ParticleAttributes>& rows, const std::string& images) {
  std::vector<std::uint32_t> id;
  std::vector<std::uint8_t> boundary;
  std::vector<double> values;
  for (const ParticleAttributes& row : rows) {
    id.push_back(row.id);
    boundary.push_back(row.boundary);
    for (const AttributeColumn& column : attribute_columns()) values.push_back(row.*column.value);
  }
  const auto n = static_cast<std::int64_t>(rows.size());
  const auto columns = static_cast<std::int64_t>(attribute_columns().size());
  file.write("/rows/id", id, "1", "label");
  file.write("/rows/boundary", boundary, "1", "1 at the image's edge");
  file.write("/rows/values", values, {n, columns}, "mixed", "attributes in the order of attributes.csv");
  file.set_attribute("/rows", images_name, images);
}

std::vector<ParticleAttributes> read_rows(const Hdf5File& file, std::string& images) {
  const auto id = file.read<std::uint32_t>("/rows/id");
  const auto boundary = file.read<std::uint8_t>("/rows/boundary");
  const auto values = file.read<double>("/rows/values");
  const auto& columns = attribute_columns();
  if (boundary.size() != id.size() || values.size() != id.size() * columns.size())
    throw FileError("the checkpoint '" + file.path() + "' is not whole: its tables differ in length");
  images = file.text_attribute("/rows", images_name).value_or("");
  std::vector<ParticleAttributes> rows(id.size());
  for (size_t i = 0; i < id.size(); ++i) {
    rows[i].id = id[i];
    rows[i].boundary = boundary[i] != 0;
    for (size_t c = 0; c < columns.size(); ++c) rows[i].*columns[c].value = values[i * columns.size() + c];
  }
  return rows;
}

}  // namespace catena
