// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/gaussian_rows.h"

namespace catena {
namespace {

template <int R>
void sum_fixed(const float* const* row, const float* weight, int n, float* __restrict out) {
  const float* p[2 * R + 1];
  float w[R + 1];
  for (int t = 0; t <= 2 * R; ++t) p[t] = row[t];
  for (int t = 0; t <= R; ++t) w[t] = weight[t];
  for (int i = 0; i < n; ++i) {
    float sum = w[0] * p[R][i];
    for (int t = 1; t <= R; ++t) sum += w[t] * (p[R - t][i] + p[R + t][i]);
    out[i] = sum;
  }
}

/// Adds the terms t, t + 1, ..., t + N - 1 to the sums in `out`.
template <int N>
void add_terms(const float* const* row, int radius, const float* weight, int t, int n,
               float* __restrict out) {
  const float *low[N], *high[N];
  float w[N];
  for (int k = 0; k < N; ++k) {
    low[k] = row[radius - t - k];
    high[k] = row[radius + t + k];
    w[k] = weight[t + k];
  }
  for (int i = 0; i < n; ++i) {
    float sum = out[i];
    for (int k = 0; k < N; ++k) sum += w[k] * (low[k][i] + high[k][i]);
    out[i] = sum;
  }
}

}  // namespace

void weighted_sum(const float* const* row, int radius, const float* weight, int n, float* out) {
  switch (radius) {
    case 0:
      return sum_fixed<0>(row, weight, n, out);
    case 1:
      return sum_fixed<1>(row, weight, n, out);
    case 2:
      return sum_fixed<2>(row, weight, n, out);
    case 3:
      return sum_fixed<3>(row, weight, n, out);
    case 4:
      return sum_fixed<4>(row, weight, n, out);
    case 5:
      return sum_fixed<5>(row, weight, n, out);
    case 6:
      return sum_fixed<6>(row, weight, n, out);
    case 7:
      return sum_fixed<7>(row, weight, n, out);
    case 8:
      return sum_fixed<8>(row, weight, n, out);
    default:
      sum_fixed<4>(row + radius - 4, weight, n, out);
      int t = 5;
      for (; t + 3 <= radius; t += 4) add_terms<4>(row, radius, weight, t, n, out);
      for (; t <= radius; ++t) add_terms<1>(row, radius, weight, t, n, out);
  }
}

void widen_row(const std::uint16_t* in, int n, float* __restrict out) {
  for (int i = 0; i < n; ++i) out[i] = static_cast<float>(in[i]);
}

void round_row(const float* in, int n, std::uint16_t* __restrict out) {
  for (int i = 0; i < n; ++i) out[i] = static_cast<std::uint16_t>(static_cast<int>(in[i] + 0.5f));
}

}  // namespace catena
