// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/attributes/packing_density.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <random>

#include "analysis/attributes/work_plan.h"
#include "tests/segmentation/kernels/whole_image.h"

using namespace catena;
using namespace catena::test;

namespace {

bool holds(const Neighbourhood& n, const Triple& p, const Spacing& spacing) {
  double squared = 0;
  for (int axis = 0; axis < 3; ++axis) {
    if (!n.round && (p[axis] < n.box.begin[axis] || p[axis] >= n.box.end[axis])) return false;
    const double d = (static_cast<double>(p[axis]) - n.centre[axis]) * spacing[axis];
    squared += d * d;
  }
  return !n.round || squared <= n.radius * n.radius;
}

}  // namespace

BOOST_AUTO_TEST_CASE(densities_are_the_counted_ones) {
  const Triple extents{9, 14, 17};
  const Spacing spacing{2, 1, 0.7};
  std::mt19937 random(5);
  std::vector<std::uint32_t> image(product(extents));
  for (auto& label : image) label = random() % 3 ? random() % 5 : 0;
  std::vector<Neighbourhood> list;
  std::uniform_real_distribution<double> uniform(0, 1);
  for (int i = 0; i < 40; ++i) {
    if (i % 2)
      list.push_back(ball_neighbourhood({uniform(random) * 12, uniform(random) * 14, uniform(random) * 18},
                                        0.8 + 12 * uniform(random), extents, spacing));
    else
      list.push_back(
          box_neighbourhood({{i % 5, 3, i % 11}, {i % 5 + 2, 6, i % 11 + 3}}, {i % 4, 1, 2}, extents));
  }
  std::vector<double> expected;
  for (const Neighbourhood& n : list) {
    double all = 0, labelled = 0;
    for (std::int64_t z = 0; z < extents[0]; ++z)
      for (std::int64_t y = 0; y < extents[1]; ++y)
        for (std::int64_t x = 0; x < extents[2]; ++x)
          if (holds(n, {z, y, x}, spacing)) {
            ++all;
            labelled += image[(z * extents[1] + y) * extents[2] + x] != 0;
          }
    expected.push_back(all > 0 ? labelled / all : 0);
  }
  for (const Triple& grid : all_grids(extents)) {
    auto blocks = std::make_shared<Decomposition>(MPI_COMM_WORLD, extents, grid);
    auto labels = distributed(image, blocks, {1, 0, 2});
    labels.set_spacing(spacing);
    BOOST_TEST(packing_densities(labels, list) == expected, boost::test_tools::per_element());
  }
}

BOOST_AUTO_TEST_CASE(every_particle_has_its_turn_and_the_ranks_share_the_work) {
  const Triple extents{40, 40, 40};
  std::mt19937 random(9);
  std::vector<Box> boxes;
  std::vector<std::int32_t> particles;
  for (int i = 0; i < 300; ++i) {
    Box box;
    for (int axis = 0; axis < 3; ++axis) {
      box.begin[axis] = random() % 30 / (axis == 0 ? 6 : 1);  // all in the lowest blocks
      box.end[axis] = box.begin[axis] + 2 + random() % 8;
    }
    boxes.push_back(box);
    if (i % 10) particles.push_back(i);
  }
  for (const Triple& grid : all_grids(extents)) {
    const Decomposition blocks(MPI_COMM_WORLD, extents, grid);
    const WorkPlan plan = work_plan(boxes, particles, blocks, 2000);
    std::vector<std::int32_t> met;
    std::vector<double> load(blocks.ranks(), 0.0);
    for (const auto& batch : plan.batches) {
      std::vector<std::int64_t> voxels(blocks.ranks(), 0), count(blocks.ranks(), 0);
      for (const WorkPlan::Item& item : batch) {
        met.push_back(item.particle);
        load[item.rank] += static_cast<double>(boxes[item.particle].voxels());
        voxels[item.rank] += boxes[item.particle].voxels();
        ++count[item.rank];
      }
      for (int rank = 0; rank < blocks.ranks(); ++rank)
        BOOST_TEST((voxels[rank] <= 2000 || count[rank] == 1));
    }
    std::sort(met.begin(), met.end());
    BOOST_TEST(met == particles, boost::test_tools::per_element());
    const auto [least, most] = std::minmax_element(load.begin(), load.end());
    BOOST_TEST(*least > 0.8 * *most);
  }
}
