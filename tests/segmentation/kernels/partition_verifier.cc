// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/segmentation/kernels/partition_verifier.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include "tests/segmentation/kernels/flood.h"

namespace catena::test {
namespace {

std::string at(const Triple& n, std::int64_t index) {
  return " at (" + std::to_string(index / (n[1] * n[2])) + ", " + std::to_string(index / n[2] % n[1]) + ", " +
         std::to_string(index % n[2]) + ")";
}

/// Whether going down from `top` to `bottom` is less than the persistence asked for.
template <class Height>
bool shallow(Height top, Height bottom, double persistence) {
  return std::sqrt(static_cast<double>(top)) - std::sqrt(static_cast<double>(bottom)) < persistence;
}

/// Highest saddle between any two regions (named by numbers, -1 for none) that touch.
template <class Height>
std::map<std::pair<std::int64_t, std::int64_t>, Height> saddles_between(
    const Triple& n, const std::vector<Height>& heights, const std::vector<std::int64_t>& region) {
  std::map<std::pair<std::int64_t, std::int64_t>, Height> saddles;
  for (std::int64_t p = 0; p < product(n); ++p) {
    if (region[p] < 0) continue;
    for_neighbours(n, p, 26, [&](std::int64_t q) {
      if (region[q] < 0 || region[q] <= region[p]) return;
      const Height height = std::min(heights[p], heights[q]);
      const auto entry = saddles.emplace(std::make_pair(region[p], region[q]), height).first;
      entry->second = std::max(entry->second, height);
    });
  }
  return saddles;
}

/// Whether a flood from `peak` inside its label, over voxels not lower than it by `persistence`, meets a
/// higher voxel.
template <class Height>
bool reaches_higher(const Triple& n, const std::vector<Height>& heights,
                    const std::vector<std::uint32_t>& labels, std::int64_t peak, double persistence) {
  std::vector<std::int64_t> front{peak};
  std::set<std::int64_t> seen{peak};
  bool found = false;
  while (!front.empty() && !found) {
    const std::int64_t from = front.back();
    front.pop_back();
    for_neighbours(n, from, 26, [&](std::int64_t to) {
      if (labels[to] != labels[peak] || !shallow(heights[peak], heights[to], persistence)) return;
      if (std::make_pair(heights[to], to) > std::make_pair(heights[peak], peak)) found = true;
      if (seen.insert(to).second) front.push_back(to);
    });
  }
  return found;
}

}  // namespace

std::string check_partition(const Triple& n, const std::vector<bool>& foreground,
                            const std::vector<std::uint32_t>& labels) {
  std::uint32_t greatest = 0;
  for (std::int64_t i = 0; i < product(n); ++i) {
    if (foreground[i] != (labels[i] != 0))
      return foreground[i] ? "foreground without a label" + at(n, i) : "label on the background" + at(n, i);
    if (labels[i] > greatest + 1) return "label " + std::to_string(labels[i]) + " out of order" + at(n, i);
    greatest = std::max(greatest, labels[i]);
  }
  const std::vector<std::uint32_t> pieces = flood(n, labels, 26);
  std::vector<std::uint32_t> piece_of(greatest + 1, 0);
  for (std::int64_t i = 0; i < product(n); ++i) {
    if (labels[i] == 0) continue;
    if (piece_of[labels[i]] == 0) piece_of[labels[i]] = pieces[i];
    if (piece_of[labels[i]] != pieces[i])
      return "label " + std::to_string(labels[i]) + " in two pieces" + at(n, i);
  }
  return "";
}

template <class Height>
std::vector<std::int64_t> peaks_reached(const Triple& n, const std::vector<Height>& heights) {
  std::vector<std::int64_t> peak(heights.size(), -1);
  for (std::int64_t start = 0; start < product(n); ++start) {
    if (!(heights[start] > 0)) continue;
    std::int64_t here = start;
    while (true) {
      std::int64_t highest = here;
      for_neighbours(n, here, 26, [&](std::int64_t to) {
        if (std::make_pair(heights[to], to) > std::make_pair(heights[highest], highest)) highest = to;
      });
      if (highest == here) break;
      here = highest;
    }
    peak[start] = here;
  }
  return peak;
}

template <class Height>
std::string check_watershed(const Triple& n, const std::vector<Height>& heights, double persistence,
                            const std::vector<std::uint32_t>& labels) {
  std::vector<bool> foreground(heights.size());
  for (size_t i = 0; i < heights.size(); ++i) foreground[i] = heights[i] > 0;
  const std::string partition = check_partition(n, foreground, labels);
  if (!partition.empty()) return partition;

  const std::vector<std::int64_t> peak = peaks_reached(n, heights);
  std::map<std::uint32_t, std::int64_t> top;
  std::set<std::int64_t> peaks;
  for (std::int64_t i = 0; i < product(n); ++i) {
    if (peak[i] < 0) continue;
    if (labels[i] != labels[peak[i]]) return "a voxel has another label than its peak" + at(n, i);
    peaks.insert(peak[i]);
    std::int64_t& highest = top.emplace(labels[i], i).first->second;
    if (std::make_pair(heights[i], i) > std::make_pair(heights[highest], highest)) highest = i;
  }
  for (const std::int64_t p : peaks)
    if (p != top[labels[p]] && !reaches_higher(n, heights, labels, p, persistence))
      return "a peak was merged across a border that separates" + at(n, p);
  const std::vector<std::int64_t> region(labels.begin(), labels.end());
  for (const auto& [pair, height] : saddles_between(n, heights, region)) {
    if (pair.first == 0) continue;
    const Height lower = std::min(heights[top[pair.first]], heights[top[pair.second]]);
    if (shallow(lower, height, persistence))
      return "labels " + std::to_string(pair.first) + " and " + std::to_string(pair.second) +
             " should be one";
  }
  return "";
}

template <class Height>
std::vector<std::uint32_t> expected_watershed(const Triple& n, const std::vector<Height>& heights,
                                              double persistence) {
  const std::vector<std::int64_t> peak = peaks_reached(n, heights);
  std::vector<std::tuple<Height, std::int64_t, std::int64_t>> order;
  for (const auto& [pair, height] : saddles_between(n, heights, peak))
    order.emplace_back(-height, pair.first, pair.second);
  std::sort(order.begin(), order.end());

  // Groups of peaks as sets, each named by its highest.
  std::map<std::int64_t, std::int64_t> group_of;
  std::map<std::int64_t, std::set<std::int64_t>> members;
  for (const std::int64_t p : peak)
    if (p >= 0) {
      group_of[p] = p;
      members[p].insert(p);
    }
  for (const auto& [minus_height, first, second] : order) {
    std::int64_t high = group_of[first], low = group_of[second];
    if (high == low) continue;
    if (std::make_pair(heights[high], high) < std::make_pair(heights[low], low)) std::swap(high, low);
    if (!shallow(heights[low], static_cast<Height>(-minus_height), persistence)) continue;
    for (const std::int64_t p : members[low]) group_of[p] = high;
    members[high].insert(members[low].begin(), members[low].end());
    members.erase(low);
  }
  std::map<std::int64_t, std::uint32_t> number;
  std::vector<std::uint32_t> labels(heights.size(), 0);
  for (size_t i = 0; i < heights.size(); ++i)
    if (peak[i] >= 0)
      labels[i] =
          number.emplace(group_of[peak[i]], static_cast<std::uint32_t>(number.size() + 1)).first->second;
  return labels;
}

template std::string check_watershed(const Triple&, const std::vector<std::int32_t>&, double,
                                     const std::vector<std::uint32_t>&);
template std::string check_watershed(const Triple&, const std::vector<float>&, double,
                                     const std::vector<std::uint32_t>&);
template std::vector<std::int64_t> peaks_reached(const Triple&, const std::vector<std::int32_t>&);
template std::vector<std::int64_t> peaks_reached(const Triple&, const std::vector<float>&);
template std::vector<std::uint32_t> expected_watershed(const Triple&, const std::vector<std::int32_t>&,
                                                       double);
template std::vector<std::uint32_t> expected_watershed(const Triple&, const std::vector<float>&, double);

}  // namespace catena::test
