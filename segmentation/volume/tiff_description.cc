// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/volume/tiff_description.h"

#include <cmath>
#include <cstdlib>
#include <map>

namespace catena {
namespace {

/// Length of a unit in m; 0 if it is none.
double metres(const std::string& unit) {
  static const std::map<std::string, double> known{
      {"m", 1},           {"meter", 1},        {"cm", 1e-2},        {"mm", 1e-3},
      {"um", 1e-6},       {"micron", 1e-6},    {"microns", 1e-6},   {"micrometer", 1e-6},
      {"\\u00B5m", 1e-6}, {"\xC2\xB5m", 1e-6}, {"\xCE\xBCm", 1e-6}, {"\xB5m", 1e-6},
      {"nm", 1e-9},       {"nanometer", 1e-9}, {"pm", 1e-12},       {"inch", 0.0254}};
  const auto found = known.find(unit);
  return found == known.end() ? 0 : found->second;
}

bool is_length(double value) { return std::isfinite(value) && value > 0; }

/// The text behind `name=` at the start of a line.
std::string line_value(const std::string& text, const std::string& name) {
  const std::size_t at = ("\n" + text).find("\n" + name + "=");
  if (at == std::string::npos) return "";
  const std::size_t begin = at + name.size() + 1;
  return text.substr(begin, text.find_first_of("\r\n", begin) - begin);
}

/// The text between quotes behind `name=`.
std::string quoted_value(const std::string& text, const std::string& name) {
  const std::size_t at = text.find(" " + name + "=\"");
  if (at == std::string::npos) return "";
  const std::size_t begin = at + name.size() + 3;
  return text.substr(begin, text.find('"', begin) - begin);
}

std::int64_t count(const std::string& text) {
  const long long value = std::strtoll(text.c_str(), nullptr, 10);
  return value > 1 ? value : 1;
}

TiffDescription parse_imagej(const std::string& text, double x_resolution, double y_resolution) {
  TiffDescription found;
  found.images = count(line_value(text, "images"));
  found.channels = count(line_value(text, "channels"));
  const double unit = metres(line_value(text, "unit"));
  const std::string depth = line_value(text, "spacing");
  // ImageJ leaves the depth out where it is 1.
  const Spacing spacing{unit * (depth.empty() ? 1 : std::abs(std::atof(depth.c_str()))), unit / y_resolution,
                        unit / x_resolution};
  if (is_length(spacing[0]) && is_length(spacing[1]) && is_length(spacing[2])) found.spacing = spacing;
  return found;
}

TiffDescription parse_ome(const std::string& text) {
  TiffDescription found;
  found.channels = count(quoted_value(text, "SizeC")) * count(quoted_value(text, "SizeT"));
  Spacing spacing{0, 0, 0};
  const char* const axes[] = {"Z", "Y", "X"};
  for (std::size_t axis = 0; axis < 3; ++axis) {
    const std::string name = std::string("PhysicalSize") + axes[axis];
    const std::string unit = quoted_value(text, name + "Unit");
    spacing[axis] = std::atof(quoted_value(text, name).c_str()) * (unit.empty() ? 1e-6 : metres(unit));
  }
  if (spacing[0] == 0 && count(quoted_value(text, "SizeZ")) == 1) spacing[0] = spacing[2];
  if (is_length(spacing[0]) && is_length(spacing[1]) && is_length(spacing[2])) found.spacing = spacing;
  return found;
}

}  // namespace

TiffDescription parse_tiff_description(const std::string& text, double x_resolution, double y_resolution) {
  if (text.compare(0, 7, "ImageJ=") == 0) return parse_imagej(text, x_resolution, y_resolution);
  if (text.find("<OME") != std::string::npos) return parse_ome(text);
  return {};
}

}  // namespace catena
