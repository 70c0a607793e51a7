// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/attributes/particle_surfaces.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "analysis/attributes/box_exchange.h"
#include "analysis/attributes/particle_shape.h"
#include "analysis/attributes/work_plan.h"

namespace catena {
namespace {

constexpr std::int64_t batch_voxels = std::int64_t{1} << 22;

/// The box grown to whole blocks, cut to the image.
Box whole_blocks(const Box& box, const Triple& stride, const Triple& extents) {
  Box grown;
  for (int axis = 0; axis < 3; ++axis) {
    grown.begin[axis] = box.begin[axis] / stride[axis] * stride[axis];
    grown.end[axis] =
        std::min(extents[axis], (box.end[axis] + stride[axis] - 1) / stride[axis] * stride[axis]);
  }
  return grown;
}

TriangleSurface surface_of(const ByteBox& classes, const Box& box, const Triple& stride,
                           const Spacing& spacing) {
  const auto host = Kokkos::create_mirror_view_and_copy(Kokkos::HostSpace(), classes);
  const Triple n = box.extents();
  Triple coarse;
  std::array<double, 3> origin{}, step{};
  for (int axis = 0; axis < 3; ++axis) {
    coarse[axis] = (n[axis] + stride[axis] - 1) / stride[axis];
    step[axis] = static_cast<double>(stride[axis]) * spacing[axis];
    origin[axis] = static_cast<double>(box.begin[axis]) * spacing[axis] + 0.5 * step[axis];
  }
  std::vector<std::uint8_t> inside(static_cast<size_t>(product(coarse)), 0);
  if (product(stride) == 1) {
    for (size_t i = 0; i < inside.size(); ++i) inside[i] = host.data()[i] == this_particle;
    return surface_net(inside, coarse, origin, step);
  }
  std::vector<int> balance(inside.size(), 0);  // voxels of the particle less others
  for (std::int64_t z = 0; z < n[0]; ++z)
    for (std::int64_t y = 0; y < n[1]; ++y) {
      int* row = &balance[static_cast<size_t>((z / stride[0] * coarse[1] + y / stride[1]) * coarse[2])];
      for (std::int64_t x = 0; x < n[2]; ++x) row[x / stride[2]] += host(z, y, x) == this_particle ? 1 : -1;
    }
  for (size_t i = 0; i < inside.size(); ++i) inside[i] = balance[i] >= 0;
  return surface_net(inside, coarse, origin, step);
}

}  // namespace

Triple surface_stride(const LabelTable& table, const Spacing& spacing, double triangles) {
  const double shortest = *std::min_element(spacing.begin(), spacing.end());
  double area = 0;
  for (const LabelMoments& m : table.labels) area += m.area;
  // A surface of random direction crosses 1.5 pairs of samples a unit of area, each a quad, two triangles.
  const double factor = std::sqrt(std::max(1.0, 3 * area / (shortest * shortest) / triangles));
  Triple stride;
  for (int axis = 0; axis < 3; ++axis)
    stride[axis] = std::max<std::int64_t>(1, std::llround(std::ceil(factor) * shortest / spacing[axis]));
  return stride;
}

std::vector<ParticleSurface> particle_surfaces(const Volume<std::uint32_t>& labels, const LabelTable& table,
                                               const Triple& stride) {
  std::vector<Box> boxes;
  for (const LabelMoments& m : table.labels) boxes.push_back(whole_blocks(m.box, stride, labels.extents()));
  std::vector<std::int32_t> all(boxes.size());
  std::iota(all.begin(), all.end(), 0);
  const WorkPlan plan = work_plan(boxes, all, labels.decomposition(), batch_voxels);
  std::vector<ParticleSurface> surfaces;
  Boxes<std::uint8_t> classes;
  for (const auto& batch : plan.batches) {
    std::vector<WantedBox> wanted;
    for (const WorkPlan::Item& item : batch)
      wanted.push_back({item.rank, boxes[item.particle], table.labels[item.particle].label});
    collect_classes(labels, wanted, classes);
    size_t place = 0;
    for (const WorkPlan::Item& item : batch)
      if (item.rank == labels.decomposition().rank())
        surfaces.emplace_back(item.particle,
                              surface_of(classes[place++], boxes[item.particle], stride, labels.spacing()));
  }
  return surfaces;
}

}  // namespace catena
