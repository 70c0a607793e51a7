// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "segmentation/kernels/surface.h"

namespace catena {
namespace {

using Vector = std::array<double, 3>;

/// Directions spread evenly over the sphere (a spiral of equal areas), or over the circle of the plane.
std::vector<Vector> directions(bool planar) {
  constexpr int n = 4000;
  std::vector<Vector> all;
  for (int i = 0; i < n; ++i) {
    if (planar) {
      const double angle = 2 * M_PI * (i + 0.5) / n;
      all.push_back({0, std::sin(angle), std::cos(angle)});
    } else {
      const double z = 1 - 2 * (i + 0.5) / n, r = std::sqrt(1 - z * z),
                   angle = i * M_PI * (3 - std::sqrt(5.0));
      all.push_back({z, r * std::sin(angle), r * std::cos(angle)});
    }
  }
  return all;
}

double dot(const Vector& a, const Vector& b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }

Vector corner_at(int corner, const Vector& edge) {
  return {(corner >> 2) * edge[0], ((corner >> 1) & 1) * edge[1], (corner & 1) * edge[2]};
}

/// The lowest of the configurations that are mirror images or complements of this one.
int representative(int code) {
  int lowest = code;
  for (int flip = 0; flip < 8; ++flip) {
    int image = 0;
    for (int corner = 0; corner < 8; ++corner) image |= (code >> corner & 1) << (corner ^ flip);
    lowest = std::min({lowest, image, 255 - image});
  }
  return lowest;
}

/// x that minimises |A x - 1|^2 (rows of A: equations), scaled so that the mean of A x is 1. Columns of zeros
/// get 0. Normal equations with a whiff of regularisation, by Cholesky: a dozen unknowns.
std::vector<double> fit_to_one(const std::vector<std::vector<double>>& rows) {
  const size_t n = rows.front().size();
  std::vector<double> matrix(n * n, 0.0), x(n, 0.0);
  for (const auto& row : rows)
    for (size_t i = 0; i < n; ++i) {
      x[i] += row[i];
      for (size_t j = 0; j < n; ++j) matrix[i * n + j] += row[i] * row[j];
    }
  double trace = 0;
  for (size_t i = 0; i < n; ++i) trace += matrix[i * n + i];
  for (size_t i = 0; i < n; ++i) matrix[i * n + i] += 1e-10 * trace;
  for (size_t i = 0; i < n; ++i)
    for (size_t j = 0; j <= i; ++j) {
      double sum = matrix[i * n + j];
      for (size_t k = 0; k < j; ++k) sum -= matrix[i * n + k] * matrix[j * n + k];
      matrix[i * n + j] = i == j ? std::sqrt(sum) : sum / matrix[j * n + j];
    }
  for (size_t i = 0; i < n; ++i) {
    for (size_t k = 0; k < i; ++k) x[i] -= matrix[i * n + k] * x[k];
    x[i] /= matrix[i * n + i];
  }
  for (size_t i = n; i-- > 0;) {
    for (size_t k = i + 1; k < n; ++k) x[i] -= matrix[k * n + i] * x[k];
    x[i] /= matrix[i * n + i];
  }
  double mean = 0;
  for (const auto& row : rows) mean += std::inner_product(row.begin(), row.end(), x.begin(), 0.0);
  mean /= static_cast<double>(rows.size());
  for (double& value : x) value /= mean;
  return x;
}

/// Weights of the configurations that planes make; 0 for all others.
std::array<double, 256> plane_weights(const Vector& edge, double voxel, const std::vector<Vector>& normals) {
  std::array<int, 256> column{};
  int columns = 0;
  for (int code = 1; code < 255; ++code)
    column[code] = representative(code) == code ? columns++ : column[representative(code)];
  std::vector<std::vector<double>> rows;
  for (const Vector& normal : normals) {
    std::array<int, 8> order{0, 1, 2, 3, 4, 5, 6, 7};
    std::array<double, 8> height{};
    for (int corner = 0; corner < 8; ++corner) height[corner] = dot(normal, corner_at(corner, edge));
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return height[a] < height[b]; });
    std::vector<double> row(columns, 0.0);
    int code = 0;
    for (int below = 0; below < 7; ++below) {
      code |= 1 << order[below];
      row[column[code]] += (height[order[below + 1]] - height[order[below]]) / voxel;
    }
    rows.push_back(std::move(row));
  }
  const std::vector<double> solution = fit_to_one(rows);
  std::array<double, 256> weights{};
  for (int code = 1; code < 255; ++code) {
    double met = 0;
    for (const auto& row : rows) met = std::max(met, row[column[code]]);
    weights[code] = met * voxel > 1e-9 * (edge[0] + edge[1] + edge[2]) ? solution[column[code]] : 0.0;
  }
  return weights;
}

/// Weights of all configurations from the numbers of crossings along the directions between two corners of a
/// cell.
std::array<double, 256> crofton_weights(const Vector& edge, double voxel,
                                        const std::vector<Vector>& normals) {
  // An edge belongs to four cells, a face's diagonal to two; opposite diagonals weigh the same, so that a
  // column is the set of axes along which the two corners differ.
  constexpr int cells_sharing[4] = {0, 4, 2, 1};
  std::vector<std::vector<double>> rows;
  for (const Vector& normal : normals) {
    std::vector<double> row(7, 0.0);
    for (int a = 0; a < 8; ++a)
      for (int b = a + 1; b < 8; ++b) {
        const int apart = a ^ b;
        const double height = std::abs(dot(normal, corner_at(a, edge)) - dot(normal, corner_at(b, edge)));
        row[apart - 1] += height / voxel / cells_sharing[__builtin_popcount(apart)];
      }
    rows.push_back(std::move(row));
  }
  const std::vector<double> solution = fit_to_one(rows);
  std::array<double, 256> weights{};
  for (int code = 1; code < 255; ++code)
    for (int a = 0; a < 8; ++a)
      for (int b = a + 1; b < 8; ++b)
        if ((code >> a & 1) != (code >> b & 1))
          weights[code] += solution[(a ^ b) - 1] / cells_sharing[__builtin_popcount(a ^ b)];
  return weights;
}

}  // namespace

SurfaceWeights surface_weights(const Spacing& spacing, bool planar) {
  SurfaceWeights result;
  const double longest =
      planar ? std::max(spacing[1], spacing[2]) : *std::max_element(spacing.begin(), spacing.end());
  Vector edge{};
  for (int axis = 0; axis < 3; ++axis) {
    result.stride[axis] = planar && axis == 0 ? 0 : static_cast<int>(std::lround(longest / spacing[axis]));
    edge[axis] = result.stride[axis] * spacing[axis];
  }
  const double voxel = spacing[0] * spacing[1] * spacing[2];
  const std::vector<Vector> normals = directions(planar);
  const std::array<double, 256> plane = plane_weights(edge, voxel, normals);
  const std::array<double, 256> crofton = crofton_weights(edge, voxel, normals);
  std::array<double, 256> weight{};
  double largest = 0;
  for (int code = 1; code < 255; ++code) {
    weight[code] = plane[code] != 0 ? 0.5 * (plane[code] + crofton[code]) : crofton[code];
    largest = std::max(largest, std::abs(weight[code]));
  }
  result.unit = largest / static_cast<double>(std::int64_t{1} << 30);
  for (int code = 0; code < 256; ++code) result.weight[code] = std::llround(weight[code] / result.unit);
  return result;
}

}  // namespace catena
