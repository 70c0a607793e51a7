// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/attributes/surface_net.h"

#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <filesystem>
#include <map>
#include <random>
#include <string>
#include <utility>

#include "analysis/attributes/surface_file.h"
#include "jobs/run/whole_file.h"

using namespace catena;

namespace {

struct Measured {
  double volume = 0, area = 0;
  bool closed = true, normals_outwards = true;
};

Measured measured(const TriangleSurface& surface) {
  Measured result;
  std::map<std::pair<int, int>, int> edges;
  for (const auto& t : surface.triangle) {
    double p[3][3];
    for (int k = 0; k < 3; ++k)
      for (int i = 0; i < 3; ++i) p[k][i] = surface.point[t[k]][i];
    double n[3], along = 0, squared = 0;
    for (int i = 0; i < 3; ++i) {
      const int j = (i + 1) % 3, k = (i + 2) % 3;
      n[i] = (p[1][j] - p[0][j]) * (p[2][k] - p[0][k]) - (p[1][k] - p[0][k]) * (p[2][j] - p[0][j]);
      result.volume += n[i] * p[0][i] / 6;
      squared += n[i] * n[i];
      along += n[i] * surface.normal[t[0]][i];
    }
    result.area += std::sqrt(squared) / 2;
    result.normals_outwards = result.normals_outwards && along >= -1e-6;
    for (int k = 0; k < 3; ++k) {
      ++edges[{t[k], t[(k + 1) % 3]}];
      --edges[{t[(k + 1) % 3], t[k]}];
    }
  }
  for (const auto& [edge, balance] : edges) result.closed = result.closed && balance == 0;
  return result;
}

TriangleSurface ball(const Triple& n, const std::array<double, 3>& centre, double radius,
                     const std::array<double, 3>& step) {
  std::vector<std::uint8_t> inside;
  for (int z = 0; z < n[0]; ++z)
    for (int y = 0; y < n[1]; ++y)
      for (int x = 0; x < n[2]; ++x)
        inside.push_back(
            std::hypot(z * step[0] - centre[0], y * step[1] - centre[1], x * step[2] - centre[2]) <= radius);
  return surface_net(inside, n, {0, 0, 0}, step);
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_ball_comes_out_closed_smooth_and_outwards) {
  for (const double step : {1.0, 2.0}) {
    const TriangleSurface surface =
        ball({static_cast<std::int64_t>(44 / step), 44, 44}, {21.6, 22.3, 21.9}, 18, {step, 1, 1});
    const Measured m = measured(surface);
    BOOST_TEST(m.closed);
    BOOST_TEST(m.normals_outwards);
    BOOST_TEST(m.volume == 4 * M_PI / 3 * 18 * 18 * 18, boost::test_tools::tolerance(0.03));
    BOOST_TEST(m.area == 4 * M_PI * 18 * 18, boost::test_tools::tolerance(0.03));
  }
}

BOOST_AUTO_TEST_CASE(any_image_has_a_closed_surface) {
  std::mt19937 random(6);
  for (const Triple& n : {Triple{6, 7, 8}, Triple{1, 5, 9}, Triple{1, 1, 1}}) {
    std::vector<std::uint8_t> inside(product(n));
    for (auto& value : inside) value = random() % 2;
    inside.front() = 1;
    BOOST_TEST(measured(surface_net(inside, n, {0, 0, 0}, {1, 1, 1})).closed);
  }
  BOOST_TEST(surface_net({0, 0}, {1, 1, 2}, {0, 0, 0}, {1, 1, 1}).triangle.empty());
}

BOOST_AUTO_TEST_CASE(the_file_does_not_depend_on_who_holds_what) {
  int rank = 0, ranks = 1;
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  MPI_Comm_size(MPI_COMM_WORLD, &ranks);
  std::vector<ParticleAttributes> table(5);
  std::vector<ParticleSurface> dealt, at_root;
  for (int i = 0; i < 5; ++i) {
    table[i].id = 10 + i;
    table[i].damage = 0.1 * i;
    const TriangleSurface surface = ball({12, 12, 12}, {5.5, 5.5, 5.5}, 2.0 + 0.5 * i, {1, 1, 1});
    if (i == 3) continue;  // a particle may have none
    if (i % ranks == rank) dealt.emplace_back(i, surface);
    if (rank == 0) at_root.emplace_back(i, surface);
  }
  int process = static_cast<int>(::getpid());
  MPI_Bcast(&process, 1, MPI_INT, 0, MPI_COMM_WORLD);
  const auto folder = std::filesystem::temp_directory_path();
  const auto one = folder / ("catena_one_" + std::to_string(process) + ".vtp");
  const auto two = folder / ("catena_two_" + std::to_string(process) + ".vtp");
  write_surfaces(MPI_COMM_WORLD, one, table, at_root);
  write_surfaces(MPI_COMM_WORLD, two, table, dealt);
  if (rank == 0) {
    const std::string text = read_whole(one);
    BOOST_TEST((text == read_whole(two)));
    BOOST_TEST(text.find("<VTKFile type=\"PolyData\"") != std::string::npos);
    BOOST_TEST(text.find("Name=\"Damage\"") != std::string::npos);
    std::filesystem::remove(one);
    std::filesystem::remove(two);
  }
  MPI_Barrier(MPI_COMM_WORLD);
}
