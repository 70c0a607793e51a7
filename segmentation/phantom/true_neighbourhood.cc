// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/phantom/true_neighbourhood.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace catena {
namespace {

double spread(const std::vector<double>& values) {
  if (values.size() < 2) return 0;
  double mean = 0, square = 0;
  for (const double v : values) mean += v / static_cast<double>(values.size());
  for (const double v : values) square += (v - mean) * (v - mean);
  return std::sqrt(square / static_cast<double>(values.size() - 1));
}

}  // namespace

void add_neighbourhoods(MPI_Comm, const Electrode&, const Recipe&, std::vector<TrueParticle>& truth) {
  const std::size_t n = truth.size();
  for (std::size_t i = 0; i < n; ++i) {
    std::vector<std::pair<double, std::size_t>> others;
    for (std::size_t j = 0; j < n; ++j) {
      if (j == i) continue;
      const Point& a = truth[i].centroid;
      const Point& b = truth[j].centroid;
      const Point d{a[0] - b[0], a[1] - b[1], a[2] - b[2]};
      others.emplace_back(dot(d, d), j);
    }
    const std::size_t count = std::min<std::size_t>(6, others.size());
    std::partial_sort(others.begin(), others.begin() + static_cast<std::ptrdiff_t>(count), others.end());
    std::vector<double> elongation, volume, sphericity;
    for (std::size_t k = 0; k < count; ++k) {
      truth[i].nearest += std::sqrt(others[k].first) / static_cast<double>(count);
      elongation.push_back(truth[others[k].second].elongation);
      volume.push_back(truth[others[k].second].volume);
      sphericity.push_back(truth[others[k].second].sphericity);
    }
    truth[i].elongation_spread = spread(elongation);
    truth[i].volume_spread = spread(volume);
    truth[i].sphericity_spread = spread(sphericity);
  }
}

}  // namespace catena
