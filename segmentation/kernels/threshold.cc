// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/threshold.h"

#include <cmath>
#include <string>

#include "jobs/run/error.h"
#include "segmentation/kernels/row_loop.h"

namespace catena {
namespace {

/// The values that occur, with running sums: a class is a range of them.
struct Occurring {
  std::vector<int> value;
  std::vector<std::int64_t> number{0}, sum{0};  // of the first i values; values counted from their mean

  explicit Occurring(const Histogram& counts) {
    double first_moment = 0;
    for (std::size_t v = 0; v < counts.size(); ++v) first_moment += static_cast<double>(v) * counts[v];
    const std::int64_t n = total(counts);
    const std::int64_t mean = n > 0 ? std::llround(first_moment / static_cast<double>(n)) : 0;
    for (std::size_t v = 0; v < counts.size(); ++v) {
      if (counts[v] == 0) continue;
      value.push_back(static_cast<int>(v));
      number.push_back(number.back() + counts[v]);
      sum.push_back(sum.back() + counts[v] * (static_cast<std::int64_t>(v) - mean));
    }
  }
  int size() const { return static_cast<int>(value.size()); }
  /// What the class of values begin <= i < end adds to the criterion.
  double score(int begin, int end) const {
    const auto s = static_cast<double>(sum[end] - sum[begin]);
    return s * s / static_cast<double>(number[end] - number[begin]);
  }
};

/// One more class: best[j] = max over i of before[i] + score(i, j), for j in [first, last], the best i being
/// in [low, high] and growing with j.
void add_class(const Occurring& values, const std::vector<double>& before, int first, int last, int low,
               int high, std::vector<double>& best, std::vector<int>& cut) {
  if (first > last) return;
  const int j = first + (last - first) / 2;
  best[j] = -1;
  for (int i = low; i <= high && i < j; ++i) {
    const double score = before[i] + values.score(i, j);
    if (score > best[j]) {
      best[j] = score;
      cut[j] = i;
    }
  }
  add_class(values, before, first, j - 1, low, cut[j], best, cut);
  add_class(values, before, j + 1, last, cut[j], high, best, cut);
}

struct Classify {
  Volume<std::uint16_t>::View image;
  Volume<std::uint8_t>::View classes;
  Kokkos::View<int* [2]> inside;
  int threshold[4];
  int in_z, in_y, in_x, out_z, out_y, out_x;

  struct Row {
    const std::uint16_t* image;
    std::uint8_t* classes;
    int t0, t1, t2, t3, begin, end;
    KOKKOS_INLINE_FUNCTION void operator()(int x) const {
      const int v = image[x];
      const int above = (v > t0) + (v > t1) + (v > t2) + (v > t3);
      classes[x] = static_cast<std::uint8_t>(((x >= begin) & (x < end)) != 0 ? above : 0);
    }
  };
  KOKKOS_FUNCTION Row operator()(int z, int y) const {
    return {&image(z + in_z, y + in_y, in_x),
            &classes(z + out_z, y + out_y, out_x),
            threshold[0],
            threshold[1],
            threshold[2],
            threshold[3],
            inside(y, 0),
            inside(y, 1)};
  }
};

}  // namespace

std::vector<int> multi_otsu(const Histogram& counts, int classes) {
  if (classes < 2 || classes > 5)
    throw InputError(std::to_string(classes) +
                     " classes of grey values were asked for; from 2 to 5 can be told apart");
  const Occurring values(counts);
  const int n = values.size();
  if (n < classes)
    throw InputError("the image holds " + std::to_string(n) +
                     (n == 1 ? " grey value" : " different grey values") +
                     " inside its field of view, too few for " + std::to_string(classes) +
                     " classes; give the threshold yourself or look at the input");
  std::vector<double> best(n + 1, 0);
  for (int j = 1; j <= n; ++j) best[j] = values.score(0, j);
  std::vector<std::vector<int>> cut(classes + 1, std::vector<int>(n + 1, 0));
  for (int c = 2; c <= classes; ++c) {
    const std::vector<double> before = best;
    const int first = c == classes ? n : c;  // of the last class only the full range matters
    add_class(values, before, first, n, c - 1, n - 1, best, cut[c]);
  }
  std::vector<int> thresholds(classes - 1);
  for (int c = classes, end = n; c >= 2; --c) {
    end = cut[c][end];
    const int below = values.value[end - 1], above = values.value[end];
    thresholds[c - 2] = (below + above - 1) / 2;
  }
  return thresholds;
}

int otsu(const Histogram& counts) { return multi_otsu(counts, 2)[0]; }

Volume<std::uint8_t> apply_thresholds(const Volume<std::uint16_t>& image, const std::vector<int>& thresholds,
                                      const Triple& halo, const FieldOfView& view) {
  if (thresholds.size() > 4)
    throw InputError(std::to_string(thresholds.size()) + " thresholds were given; up to 4 are allowed");
  Kokkos::Profiling::pushRegion("threshold");
  const Volume<std::uint8_t> classes(image.shared_decomposition(), image.spacing(), halo, "classes");
  Classify body{};
  body.image = image.data();
  body.classes = classes.data();
  body.inside = rows_inside(view, image.decomposition().owned());
  for (int t = 0; t < 4; ++t)
    body.threshold[t] = t < static_cast<int>(thresholds.size()) ? thresholds[t] : 1 << 20;
  body.in_z = static_cast<int>(image.halo()[0]);
  body.in_y = static_cast<int>(image.halo()[1]);
  body.in_x = static_cast<int>(image.halo()[2]);
  body.out_z = static_cast<int>(halo[0]);
  body.out_y = static_cast<int>(halo[1]);
  body.out_x = static_cast<int>(halo[2]);
  for_each_voxel_by_rows("threshold", image.local(), body);
  Kokkos::Profiling::popRegion();
  return classes;
}

Volume<std::uint8_t> apply_threshold(const Volume<std::uint16_t>& image, int threshold, const Triple& halo,
                                     const FieldOfView& view) {
  return apply_thresholds(image, {threshold}, halo, view);
}

}  // namespace catena
