// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/volume/image_region.h"

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <vector>

#include "jobs/run/error.h"

namespace catena {
namespace {

std::string trimmed(const std::string& text) {
  const std::size_t begin = text.find_first_not_of(" \t"), end = text.find_last_not_of(" \t");
  return begin == std::string::npos ? "" : text.substr(begin, end - begin + 1);
}

std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  for (std::size_t end; (end = text.find(at, begin)) != std::string::npos; begin = end + 1)
    parts.push_back(trimmed(text.substr(begin, end - begin)));
  parts.push_back(trimmed(text.substr(begin)));
  return parts;
}

/// A whole number without sign; -1 if the text is none.
std::int64_t whole(const std::string& text) {
  if (text.empty() || text.size() > 18) return -1;
  for (const char digit : text)
    if (!std::isdigit(static_cast<unsigned char>(digit))) return -1;
  return std::strtoll(text.c_str(), nullptr, 10);
}

std::string listed(const Triple& t) {
  return std::to_string(t[0]) + ", " + std::to_string(t[1]) + ", " + std::to_string(t[2]);
}

}  // namespace

Box parse_crop(const std::string& text, const Triple& extents, const std::string& name) {
  Box box{{0, 0, 0}, extents};
  if (trimmed(text).empty()) return box;
  const std::string found = name + " = " + text;
  const auto axes = split(text, ',');
  const InputError wrong(found + " is no crop; give z0:z1, y0:y1, x0:x1, where any bound may be left out");
  if (axes.size() != 3) throw wrong;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    const auto bounds = split(axes[axis], ':');
    if (bounds.size() != 2) throw wrong;
    if (!bounds[0].empty() && (box.begin[axis] = whole(bounds[0])) < 0) throw wrong;
    if (!bounds[1].empty() && (box.end[axis] = whole(bounds[1])) < 0) throw wrong;
    if (box.begin[axis] >= box.end[axis] || box.end[axis] > extents[axis])
      throw InputError(found + " leaves " + std::to_string(box.begin[axis]) + ":" +
                       std::to_string(box.end[axis]) + " along " + "zyx"[axis] +
                       "; it must hold at least one voxel within 0:" + std::to_string(extents[axis]));
  }
  return box;
}

Triple parse_bin(const std::string& text, const Triple& extents, const std::string& name) {
  const std::string found = name + " = " + text;
  Triple bin{1, 1, 1};
  if (trimmed(text).empty()) return bin;
  const auto factors = split(text, ',');
  for (std::size_t axis = 0; axis < 3; ++axis) {
    const bool single = factors.size() == 1;
    bin[axis] = whole(factors[std::min(axis, factors.size() - 1)]);
    if ((!single && factors.size() != 3) || bin[axis] < 1)
      throw InputError(found + " is no binning; give one factor of at least 1, or three: z, y, x");
    if (single && extents[axis] == 1) bin[axis] = 1;
    if (bin[axis] > extents[axis])
      throw InputError(found + " leaves nothing of an image of " + listed(extents) + " voxels (z, y, x)");
  }
  return bin;
}

std::optional<Spacing> parse_spacing(const std::string& text, const std::string& name) {
  if (trimmed(text).empty()) return std::nullopt;
  const auto numbers = split(text, ',');
  const InputError wrong(name + " = " + text +
                         " is no voxel spacing; give one positive length in m, or three: dz, dy, dx");
  if (numbers.size() != 1 && numbers.size() != 3) throw wrong;
  Spacing spacing;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    const std::string& number = numbers[std::min(axis, numbers.size() - 1)];
    char* end = nullptr;
    spacing[axis] = std::strtod(number.c_str(), &end);
    if (number.empty() || *end != '\0' || !std::isfinite(spacing[axis]) || spacing[axis] <= 0) throw wrong;
  }
  return spacing;
}

}  // namespace catena
