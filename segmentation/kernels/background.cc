// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/background.h"

#include "segmentation/kernels/coarse_average.h"
#include "segmentation/kernels/row_loop.h"

namespace catena {
namespace {

/// Sums and weights at the nodes of every row of one slice of voxels.
struct InterpolateRows {
  CoarseAverage::Nodes sum, weight_yx, weight_z;
  Kokkos::View<float**, Kokkos::LayoutRight> row_sum, row_weight;
  std::int64_t z, begin_y;      // global voxel of the slice, and of the block's first row
  std::int64_t node_z, node_y;  // global number of the first node of the arrays
  int bin_z, bin_y;
  KOKKOS_FUNCTION void operator()(int, int y, int node) const {
    const auto z0 = static_cast<int>(z / bin_z - node_z),
               y0 = static_cast<int>((begin_y + y) / bin_y - node_y);
    const auto beyond_z = static_cast<int>(z % bin_z), beyond_y = static_cast<int>((begin_y + y) % bin_y);
    const int z1 = beyond_z > 0 ? z0 + 1 : z0, y1 = beyond_y > 0 ? y0 + 1 : y0;
    const double fz = static_cast<double>(beyond_z) / bin_z, fy = static_cast<double>(beyond_y) / bin_y;
    const double here = (1 - fy) * sum(z0, y0, node) + fy * sum(z0, y1, node);
    const double next = (1 - fy) * sum(z1, y0, node) + fy * sum(z1, y1, node);
    const double along_z = (1 - fz) * weight_z(z0, 0, 0) + fz * weight_z(z1, 0, 0);
    row_sum(y, node) = static_cast<float>((1 - fz) * here + fz * next);
    row_weight(y, node) =
        static_cast<float>(along_z * ((1 - fy) * weight_yx(0, y0, node) + fy * weight_yx(0, y1, node)));
  }
};

struct TakeOut {
  Volume<std::uint16_t>::View image, result;
  Kokkos::View<float**, Kokkos::LayoutRight> row_sum, row_weight;
  Kokkos::View<int*> node, next;  // of every voxel along x
  Kokkos::View<float*> fraction;
  Kokkos::View<int* [2]> inside;
  float mean;
  bool divide;
  int in_z, in_y, in_x, out_z, out_y, out_x;

  struct Row {
    const std::uint16_t* image;
    std::uint16_t* result;
    const float *sum, *weight, *fraction;
    const int *node, *next;
    int begin, end;
    float mean;
    bool divide;
    KOKKOS_INLINE_FUNCTION void operator()(int x) const {
      const float f = fraction[x], g = 1 - f;
      const float total = g * sum[node[x]] + f * sum[next[x]];
      const float share = g * weight[node[x]] + f * weight[next[x]];
      const bool in = (x >= begin) & (x < end);
      const float background = in ? total / share : mean;
      const auto v = static_cast<float>(image[x]);
      const float quotient = v * (mean / (background < 1 ? 1.0f : background)),
                  difference = v - background + mean;
      const float clean = (in ? (divide ? quotient : difference) : mean) + 0.5f;
      result[x] = static_cast<std::uint16_t>(static_cast<int>(clean < 0 ? 0 : clean > 65535 ? 65535 : clean));
    }
  };
  KOKKOS_FUNCTION Row operator()(int z, int y) const {
    return {&image(z + in_z, y + in_y, in_x),
            &result(z + out_z, y + out_y, out_x),
            &row_sum(y, 0),
            &row_weight(y, 0),
            fraction.data(),
            node.data(),
            next.data(),
            inside(y, 0),
            inside(y, 1),
            mean,
            divide};
  }
};

/// Where every voxel of the block stands between the nodes along x.
void place_voxels(const Box& owned, const CoarseAverage& average, TakeOut& body) {
  const std::int64_t n = owned.extents()[2];
  body.node = Kokkos::View<int*>("node", n);
  body.next = Kokkos::View<int*>("next node", n);
  body.fraction = Kokkos::View<float*>("fraction", n);
  const auto node = Kokkos::create_mirror_view(body.node);
  const auto next = Kokkos::create_mirror_view(body.next);
  const auto fraction = Kokkos::create_mirror_view(body.fraction);
  for (std::int64_t i = 0; i < n; ++i) {
    const std::int64_t x = owned.begin[2] + i;
    const auto beyond = static_cast<int>(x % average.bin[2]);
    node(i) = static_cast<int>(x / average.bin[2] - average.box.begin[2]);
    next(i) = node(i) + (beyond > 0);
    fraction(i) = static_cast<float>(beyond) / static_cast<float>(average.bin[2]);
  }
  Kokkos::deep_copy(body.node, node);
  Kokkos::deep_copy(body.next, next);
  Kokkos::deep_copy(body.fraction, fraction);
}

}  // namespace

Volume<std::uint16_t> remove_background(const Volume<std::uint16_t>& image,
                                        const std::array<double, 3>& sigma, const Triple& halo,
                                        const FieldOfView& view, BackgroundRemoval how) {
  Kokkos::Profiling::pushRegion("background");
  const CoarseAverage average(image, sigma, view);
  const Volume<std::uint16_t> result(image.shared_decomposition(), image.spacing(), halo,
                                     "image without background");
  const Box& owned = image.decomposition().owned();
  const Triple local = image.local(), nodes = average.box.extents(), in = image.halo();

  InterpolateRows rows{};
  rows.sum = average.sum;
  rows.weight_yx = average.weight_yx;
  rows.weight_z = average.weight_z;
  rows.row_sum = Kokkos::View<float**, Kokkos::LayoutRight>("sums of rows", local[1], nodes[2]);
  rows.row_weight = Kokkos::View<float**, Kokkos::LayoutRight>("weights of rows", local[1], nodes[2]);
  rows.begin_y = owned.begin[1];
  rows.node_z = average.box.begin[0];
  rows.node_y = average.box.begin[1];
  rows.bin_z = average.bin[0];
  rows.bin_y = average.bin[1];

  TakeOut body{};
  body.image = image.data();
  body.result = result.data();
  body.row_sum = rows.row_sum;
  body.row_weight = rows.row_weight;
  body.inside = rows_inside(view, owned);
  body.mean = static_cast<float>(average.mean);
  body.divide = how == BackgroundRemoval::divide;
  body.in_y = static_cast<int>(in[1]);
  body.in_x = static_cast<int>(in[2]);
  body.out_y = static_cast<int>(halo[1]);
  body.out_x = static_cast<int>(halo[2]);
  place_voxels(owned, average, body);

  for (std::int64_t z = 0; z < local[0]; ++z) {
    rows.z = owned.begin[0] + z;
    for_each_voxel("interpolate background", {1, local[1], nodes[2]}, rows);
    body.in_z = static_cast<int>(in[0] + z);
    body.out_z = static_cast<int>(halo[0] + z);
    for_each_voxel_by_rows("take out background", {1, local[1], local[2]}, body);
  }
  Kokkos::Profiling::popRegion();
  return result;
}

}  // namespace catena
