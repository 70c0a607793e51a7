// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/attributes/surface_net.h"

#include <algorithm>
#include <cmath>

namespace catena {
namespace {

constexpr int relaxations = 8;

using Point = std::array<float, 3>;
using Quad = std::array<std::int32_t, 4>;

/// Cell (z, y, x) lies between the samples one less and itself, so that cells 0 .. n surround samples 0 .. n
/// - 1.
class Net {
 public:
  Net(const std::vector<std::uint8_t>& inside, const Triple& n) : inside_(inside), n_(n) {
    find_points();
    find_quads();
    for (int round = 0; round < relaxations; ++round) relax();
  }

  const std::vector<Point>& points() const { return point_; }
  const std::vector<Quad>& quads() const { return quad_; }

 private:
  bool at(std::int64_t z, std::int64_t y, std::int64_t x) const {
    return z >= 0 && z < n_[0] && y >= 0 && y < n_[1] && x >= 0 && x < n_[2] &&
           inside_[static_cast<size_t>((z * n_[1] + y) * n_[2] + x)] != 0;
  }
  size_t cell(std::int64_t z, std::int64_t y, std::int64_t x) const {
    return static_cast<size_t>((z * (n_[1] + 1) + y) * (n_[2] + 1) + x);
  }

  void find_points() {
    index_.assign(static_cast<size_t>((n_[0] + 1) * (n_[1] + 1) * (n_[2] + 1)), -1);
    for (std::int64_t z = 0; z <= n_[0]; ++z)
      for (std::int64_t y = 0; y <= n_[1]; ++y)
        for (std::int64_t x = 0; x <= n_[2]; ++x) {
          int code = 0;
          for (int c = 0; c < 8; ++c)
            code |= at(z - 1 + (c >> 2), y - 1 + (c >> 1 & 1), x - 1 + (c & 1)) << c;
          if (code == 0 || code == 255) continue;
          index_[cell(z, y, x)] = static_cast<std::int32_t>(point_.size());
          point_.push_back(middle_of_crossings(code, {z, y, x}));
          corner_.push_back(
              {static_cast<float>(z) - 1, static_cast<float>(y) - 1, static_cast<float>(x) - 1});
        }
  }

  /// In units of samples, z, y, x.
  static Point middle_of_crossings(int code, const Triple& at_cell) {
    Point sum{};
    int crossings = 0;
    for (int a = 0; a < 8; ++a)
      for (int axis = 0; axis < 3; ++axis) {
        const int bit = 4 >> axis, b = a | bit;
        if (a == b || (code >> a & 1) == (code >> b & 1)) continue;
        ++crossings;
        for (int i = 0; i < 3; ++i) sum[i] += i == axis ? 0.5f : static_cast<float>((a & (4 >> i)) != 0);
      }
    for (int i = 0; i < 3; ++i)
      sum[i] = sum[i] / static_cast<float>(crossings) + static_cast<float>(at_cell[i] - 1);
    return sum;
  }

  /// A quad across every pair of neighbouring samples that differ, joining the four cells around the pair.
  void find_quads() {
    for (std::int64_t z = -1; z < n_[0]; ++z)
      for (std::int64_t y = -1; y < n_[1]; ++y)
        for (std::int64_t x = -1; x < n_[2]; ++x)
          for (int axis = 0; axis < 3; ++axis) {
            const bool here = at(z, y, x), next = at(z + (axis == 0), y + (axis == 1), x + (axis == 2));
            if (here == next) continue;
            const int u = (axis + 1) % 3, v = (axis + 2) % 3;
            Quad quad;
            constexpr int around[4][2] = {{0, 0}, {1, 0}, {1, 1}, {0, 1}};
            for (int k = 0; k < 4; ++k) {
              Triple c{z, y, x};
              ++c[axis];
              c[u] += around[k][0];
              c[v] += around[k][1];
              quad[k] = index_[cell(c[0], c[1], c[2])];
            }
            // (z, y, x) is a left-handed order of the axes.
            if (here) std::swap(quad[1], quad[3]);
            quad_.push_back(quad);
          }
  }

  void relax() {
    std::vector<Point> sum(point_.size(), Point{});
    std::vector<float> count(point_.size(), 0.0f);
    for (const Quad& quad : quad_)
      for (int k = 0; k < 4; ++k) {
        const std::int32_t a = quad[k], b = quad[(k + 1) % 4];
        for (int i = 0; i < 3; ++i) {
          sum[a][i] += point_[b][i];
          sum[b][i] += point_[a][i];
        }
        ++count[a];
        ++count[b];
      }
    for (size_t p = 0; p < point_.size(); ++p)
      for (int i = 0; i < 3; ++i)
        point_[p][i] =
            std::clamp(0.5f * (point_[p][i] + sum[p][i] / count[p]), corner_[p][i], corner_[p][i] + 1);
  }

  const std::vector<std::uint8_t>& inside_;
  const Triple n_;
  std::vector<std::int32_t> index_;  ///< point of each cell
  std::vector<Point> point_, corner_;
  std::vector<Quad> quad_;
};

}  // namespace

TriangleSurface surface_net(const std::vector<std::uint8_t>& inside, const Triple& extents,
                            const std::array<double, 3>& origin, const std::array<double, 3>& step) {
  const Net net(inside, extents);
  TriangleSurface surface;
  for (const Point& p : net.points()) {
    Point xyz;
    for (int i = 0; i < 3; ++i)
      xyz[2 - i] = static_cast<float>(origin[i] + step[i] * static_cast<double>(p[i]));
    surface.point.push_back(xyz);
  }
  std::vector<std::array<double, 3>> normal(surface.point.size(), std::array<double, 3>{});
  for (const Quad& quad : net.quads())
    for (const auto& t : {std::array<std::int32_t, 3>{quad[0], quad[1], quad[2]},
                          std::array<std::int32_t, 3>{quad[0], quad[2], quad[3]}}) {
      surface.triangle.push_back(t);
      double u[3], v[3];
      for (int i = 0; i < 3; ++i) {
        u[i] = static_cast<double>(surface.point[t[1]][i]) - surface.point[t[0]][i];
        v[i] = static_cast<double>(surface.point[t[2]][i]) - surface.point[t[0]][i];
      }
      for (int i = 0; i < 3; ++i) {
        const double n = u[(i + 1) % 3] * v[(i + 2) % 3] - u[(i + 2) % 3] * v[(i + 1) % 3];
        for (std::int32_t corner : t) normal[corner][i] += n;
      }
    }
  for (const auto& n : normal) {
    const double length = std::sqrt(n[0] * n[0] + n[1] * n[1] + n[2] * n[2]);
    const double scale = length > 0 ? 1 / length : 0;
    surface.normal.push_back({static_cast<float>(scale * n[0]), static_cast<float>(scale * n[1]),
                              static_cast<float>(scale * n[2])});
  }
  return surface;
}

}  // namespace catena
