// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/coarse_average.h"

#include <mpi.h>

#include <algorithm>
#include <cmath>
#include <sstream>
#include <vector>

#include "jobs/run/error.h"
#include "segmentation/kernels/gaussian.h"
#include "segmentation/volume/voxel_loop.h"

namespace catena {
namespace {

using Nodes = CoarseAverage::Nodes;
template <class T>
using Dense = Kokkos::View<T***, Kokkos::LayoutRight>;
using Sums = Dense<std::int64_t>;

constexpr int largest_bin = 16;  // sums of 10^10 voxels stay within 64 bits, of a row's node within 32

int bin_of(double sigma) { return std::clamp(static_cast<int>(sigma / 6), 1, largest_bin); }

std::vector<double> node_weights(double sigma, int bin) {
  return gaussian_weights(std::sqrt(std::max(0.0, sigma * sigma - (bin * bin - 1) / 3.0)) / bin);
}

/// The nodes that voxels of a block give to.
Box nodes_around(const Box& voxels, const std::array<int, 3>& bin) {
  Box nodes;
  for (int axis = 0; axis < 3; ++axis) {
    nodes.begin[axis] = voxels.begin[axis] / bin[axis];
    nodes.end[axis] = (voxels.end[axis] - 1 + bin[axis] - 1) / bin[axis] + 1;
  }
  return nodes;
}

Box grown(const Box& box, const Triple& by, const Triple& extents) {
  Box result;
  for (int axis = 0; axis < 3; ++axis) {
    result.begin[axis] = std::max<std::int64_t>(0, box.begin[axis] - by[axis]);
    result.end[axis] = std::min(extents[axis], box.end[axis] + by[axis]);
  }
  return result;
}

/// Nodes along x of every row of voxels: sum of (bin - distance) u over the voxels inside the field of view.
struct BinRows {
  Volume<std::uint16_t>::View image;
  Kokkos::View<int* [2]> inside;
  Dense<std::int32_t> out;
  int halo_z, halo_y, halo_x, bin;
  int first;  // where the first node stands, counted from the block's first voxel; not above 0
  KOKKOS_FUNCTION void operator()(int z, int y, int node) const {
    const int at = first + node * bin;
    const int low = at - bin + 1 > inside(y, 0) ? at - bin + 1 : inside(y, 0);
    const int high = at + bin < inside(y, 1) ? at + bin : inside(y, 1);
    std::int32_t sum = 0;
    for (int x = low; x < high; ++x)
      sum += (bin - (x < at ? at - x : x - at)) * image(z + halo_z, y + halo_y, x + halo_x);
    out(z, y, node) = sum;
  }
};

/// The same along z or y of what has been summed already.
template <class In, int Axis>
struct BinAxis {
  In in;
  Sums out;
  int bin, first;
  KOKKOS_FUNCTION void operator()(int z, int y, int x) const {
    const int at = first + (Axis == 0 ? z : y) * bin;
    const int low = at - bin + 1 > 0 ? at - bin + 1 : 0;
    const int high = at + bin < in.extent_int(Axis) ? at + bin : in.extent_int(Axis);
    std::int64_t sum = 0;
    for (int v = low; v < high; ++v) {
      const std::int64_t weight = bin - (v < at ? at - v : v - at);
      sum += weight * in(Axis == 0 ? v : z, Axis == 0 ? y : v, x);
    }
    out(z, y, x) = sum;
  }
};

/// What this rank's voxels give to the nodes around them.
Sums bin_block(const Volume<std::uint16_t>& image, const FieldOfView& view, const std::array<int, 3>& bin,
               const Box& box) {
  const Triple local = image.local(), halo = image.halo(), nodes = box.extents();
  const Box& owned = image.decomposition().owned();
  const auto first = [&](int axis) {
    return static_cast<int>(box.begin[axis] * bin[axis] - owned.begin[axis]);
  };
  const Dense<std::int32_t> rows("rows of nodes", local[0], local[1], nodes[2]);
  for_each_voxel("bin along x", {local[0], local[1], nodes[2]},
                 BinRows{image.data(), rows_inside(view, owned), rows, static_cast<int>(halo[0]),
                         static_cast<int>(halo[1]), static_cast<int>(halo[2]), bin[2], first(2)});
  const Sums slices("slices of nodes", local[0], nodes[1], nodes[2]);
  for_each_voxel("bin along y", {local[0], nodes[1], nodes[2]},
                 BinAxis<Dense<std::int32_t>, 1>{rows, slices, bin[1], first(1)});
  const Sums sums("sums at nodes", nodes[0], nodes[1], nodes[2]);
  for_each_voxel("bin along z", nodes, BinAxis<Sums, 0>{slices, sums, bin[0], first(0)});
  return sums;
}

/// Values at the nodes `part` of an array that holds those of `box`.
template <class Array>
auto window(const Array& array, const Box& box, const Box& part) {
  const auto range = [&](int axis) {
    return std::make_pair(part.begin[axis] - box.begin[axis], part.end[axis] - box.begin[axis]);
  };
  return Kokkos::subview(array, range(0), range(1), range(2));
}

std::vector<std::int64_t> cut_out(const Sums::HostMirror& sums, const Box& box, const Box& part) {
  std::vector<std::int64_t> values;
  if (part.empty()) return values;
  values.reserve(static_cast<std::size_t>(part.voxels()));
  const auto from = window(sums, box, part);
  for (std::size_t z = 0; z < from.extent(0); ++z)
    for (std::size_t y = 0; y < from.extent(1); ++y)
      for (std::size_t x = 0; x < from.extent(2); ++x) values.push_back(from(z, y, x));
  return values;
}

/// Adds next() to every node of `part` in raster order. Whole numbers far below 2^53: exact in any order.
template <class Next>
void add_into(const Nodes::HostMirror& sums, const Box& box, const Box& part, const Next& next) {
  if (part.empty()) return;
  const auto to = window(sums, box, part);
  for (std::size_t z = 0; z < to.extent(0); ++z)
    for (std::size_t y = 0; y < to.extent(1); ++y)
      for (std::size_t x = 0; x < to.extent(2); ++x) to(z, y, x) += static_cast<double>(next(z, y, x));
}

/// Everybody's sums at the nodes of `wanted`.
Nodes gather_sums(const Decomposition& blocks, const Sums& own, const Box& box, const Box& wanted,
                  const std::array<int, 3>& bin, const Triple& reach, const Triple& extents) {
  const auto mine = Kokkos::create_mirror_view_and_copy(Kokkos::HostSpace(), own);
  const Triple n = wanted.extents();
  const Nodes result("sums at nodes", n[0], n[1], n[2]);
  const auto all = Kokkos::create_mirror_view(result);
  std::vector<std::vector<std::int64_t>> outgoing(blocks.ranks()), incoming(blocks.ranks());
  std::vector<MPI_Request> requests;
  const auto part_from = [&](int rank) {
    return intersection(nodes_around(blocks.owned_by(rank), bin), wanted);
  };
  for (int other = 0; other < blocks.ranks(); ++other) {
    if (other == blocks.rank()) continue;
    const Box theirs = nodes_around(blocks.owned_by(other), bin);
    incoming[other].resize(static_cast<std::size_t>(part_from(other).voxels()));
    outgoing[other] = cut_out(mine, box, intersection(box, grown(theirs, reach, extents)));
    if (!incoming[other].empty())
      MPI_Irecv(incoming[other].data(), static_cast<int>(incoming[other].size()), MPI_INT64_T, other, 0,
                blocks.comm(), &requests.emplace_back());
    if (!outgoing[other].empty())
      MPI_Isend(outgoing[other].data(), static_cast<int>(outgoing[other].size()), MPI_INT64_T, other, 0,
                blocks.comm(), &requests.emplace_back());
  }
  add_into(all, wanted, box, [&mine](std::size_t z, std::size_t y, std::size_t x) { return mine(z, y, x); });
  MPI_Waitall(static_cast<int>(requests.size()), requests.data(), MPI_STATUSES_IGNORE);
  for (int other = 0; other < blocks.ranks(); ++other) {
    auto value = incoming[other].begin();
    if (value != incoming[other].end())
      add_into(all, wanted, part_from(other),
               [&value](std::size_t, std::size_t, std::size_t) { return *value++; });
  }
  Kokkos::deep_copy(result, all);
  return result;
}

/// Smooths along one axis; what lies beyond `in` counts as nothing. One row of nodes at a time, so that a
/// host adds whole rows.
template <int Axis>
struct SmoothNodes {
  Nodes in, out;
  Kokkos::View<double*> weight;
  int shift;  // node 0 of `out` along the axis is this one of `in`
  KOKKOS_FUNCTION void operator()(int z, int y) const {
    const int reach = weight.extent_int(0) - 1, n = in.extent_int(Axis), nx = out.extent_int(2);
    const int at = Axis == 0 ? z + shift : Axis == 1 ? y + shift : 0;
    double* sum = &out(z, y, 0);
    for (int t = -reach; t <= reach; ++t) {
      const double w = weight(t < 0 ? -t : t);
      int first = 0, last = nx;
      const double* row;
      if (Axis == 2) {
        first = -shift - t > 0 ? -shift - t : 0;
        last = n - shift - t < nx ? n - shift - t : nx;
        row = &in(z, y, 0) + shift + t;
      } else {
        if (at + t < 0 || at + t >= n) continue;
        row = &in(Axis == 0 ? at + t : z, Axis == 1 ? at + t : y, 0);
      }
      for (int x = first; x < last; ++x) sum[x] += w * row[x];
    }
  }
};

/// `in` holds the nodes of `box`; from it those of `wanted` along the axis are made, and `box` is changed so.
template <int Axis>
Nodes smooth(const Nodes& in, Box& box, const Box& wanted, const std::vector<double>& weights) {
  const Kokkos::View<double*> weight("weights of nodes", weights.size());
  const auto host = Kokkos::create_mirror_view(weight);
  for (std::size_t t = 0; t < weights.size(); ++t) host(t) = weights[t];
  Kokkos::deep_copy(weight, host);
  const auto shift = static_cast<int>(wanted.begin[Axis] - box.begin[Axis]);
  box.begin[Axis] = wanted.begin[Axis];
  box.end[Axis] = wanted.end[Axis];
  const Triple n = box.extents();
  const Nodes out("smoothed nodes", n[0], n[1], n[2]);
  for_each_row("smooth nodes", n, SmoothNodes<Axis>{in, out, weight, shift});
  return out;
}

/// Linear weights of the voxels first <= v < last of one axis at its nodes, added to weight[0], weight[1],
/// ...
void add_weights(std::int64_t first, std::int64_t last, int bin, double* weight) {
  for (std::int64_t v = first; v < last; ++v) {
    const auto node = v / bin;
    const auto beyond = static_cast<int>(v % bin);
    weight[node] += bin - beyond;
    if (beyond > 0) weight[node + 1] += beyond;
  }
}

Nodes weights_along_z(std::int64_t voxels, std::int64_t nodes, int bin) {
  const Nodes result("weights along z", nodes, 1, 1);
  std::vector<double> weight(static_cast<std::size_t>(nodes), 0.0);
  add_weights(0, voxels, bin, weight.data());
  const auto host = Kokkos::create_mirror_view(result);
  for (std::int64_t i = 0; i < nodes; ++i) host(i, 0, 0) = weight[static_cast<std::size_t>(i)];
  Kokkos::deep_copy(result, host);
  return result;
}

Nodes weights_in_a_slice(const FieldOfView& view, const Triple& voxels, const Triple& nodes,
                         const std::array<int, 3>& bin) {
  const Nodes result("weights in a slice", 1, nodes[1], nodes[2]);
  const auto host = Kokkos::create_mirror_view(result);
  for (std::int64_t y = 0; y < voxels[1]; ++y) {
    std::vector<double> row(static_cast<std::size_t>(nodes[2]), 0.0);
    const FieldOfView::Range inside = view.row(y, 0, voxels[2]);
    add_weights(inside.begin, inside.end, bin[2], row.data());
    const auto node = y / bin[1], beyond = y % bin[1];
    for (std::int64_t x = 0; x < nodes[2]; ++x) {
      host(0, node, x) += static_cast<double>(bin[1] - beyond) * row[static_cast<std::size_t>(x)];
      if (beyond > 0) host(0, node + 1, x) += static_cast<double>(beyond) * row[static_cast<std::size_t>(x)];
    }
  }
  Kokkos::deep_copy(result, host);
  return result;
}

/// The mean of all voxels inside: every voxel gave `product of bins` times its value to the nodes.
double mean_inside(const Volume<std::uint16_t>& image, const FieldOfView& view, const Sums& sums,
                   const std::array<int, 3>& bin) {
  const auto host = Kokkos::create_mirror_view_and_copy(Kokkos::HostSpace(), sums);
  std::int64_t total = 0;
  for (std::size_t i = 0; i < host.span(); ++i) total += host.data()[i];
  total /= std::int64_t{bin[0]} * bin[1] * bin[2];
  MPI_Allreduce(MPI_IN_PLACE, &total, 1, MPI_INT64_T, MPI_SUM, image.decomposition().comm());
  const Triple extents = image.extents();
  std::int64_t inside = 0;
  for (std::int64_t y = 0; y < extents[1]; ++y) {
    const FieldOfView::Range row = view.row(y, 0, extents[2]);
    inside += row.end - row.begin;
  }
  if (inside == 0)
    throw InputError("the field of view holds no voxel; choose a larger one or the whole image");
  return static_cast<double>(total) / static_cast<double>(inside * extents[0]);
}

}  // namespace

CoarseAverage::CoarseAverage(const Volume<std::uint16_t>& image, const std::array<double, 3>& sigma,
                             const FieldOfView& view) {
  const Triple voxels = image.extents();
  std::vector<double> weights[3];
  Triple reach;
  for (int axis = 0; axis < 3; ++axis) {
    if (!(sigma[axis] >= 0 && sigma[axis] <= 1e6)) {
      std::ostringstream sentence;
      sentence << "The background's standard deviation is " << sigma[axis]
               << " voxels along one axis; from 0 (none) to 1e6 is allowed.";
      throw InputError(sentence.str());
    }
    bin[axis] = bin_of(sigma[axis]);
    // Wider than several images is the same as the plain mean, and needs no longer list of weights.
    weights[axis] = node_weights(std::min(sigma[axis], 20.0 * static_cast<double>(voxels[axis])), bin[axis]);
    reach[axis] = static_cast<std::int64_t>(weights[axis].size()) - 1;
  }
  const Box everything = nodes_around({{0, 0, 0}, voxels}, bin);
  const Triple nodes = everything.extents();
  box = nodes_around(image.decomposition().owned(), bin);
  Sums own = bin_block(image, view, bin, box);
  mean = mean_inside(image, view, own, bin);

  Box at = grown(box, reach, nodes);
  sum = gather_sums(image.decomposition(), own, box, at, bin, reach, nodes);
  own = Sums();
  sum = smooth<0>(sum, at, box, weights[0]);
  sum = smooth<1>(sum, at, box, weights[1]);
  sum = smooth<2>(sum, at, box, weights[2]);
  at = {{0, 0, 0}, {nodes[0], 1, 1}};
  weight_z = smooth<0>(weights_along_z(voxels[0], nodes[0], bin[0]), at, box, weights[0]);
  at = {{0, 0, 0}, {1, nodes[1], nodes[2]}};
  weight_yx = smooth<1>(weights_in_a_slice(view, voxels, nodes, bin), at, box, weights[1]);
  weight_yx = smooth<2>(weight_yx, at, box, weights[2]);
}

}  // namespace catena
