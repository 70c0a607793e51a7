// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// Clipped cells: the parts fill the cell, and the pieces of interface have the area of what they approximate;
// films between two particles.
#include "solvers/output/film_parts.h"

#include <boost/test/unit_test.hpp>
#include <cmath>

using namespace catena;

namespace {

double triangle(const dealii::Tensor<1, 2>& a, const dealii::Tensor<1, 2>& b) {
  return std::abs(a[0] * b[1] - a[1] * b[0]) / 2;
}
double triangle(const dealii::Tensor<1, 3>& a, const dealii::Tensor<1, 3>& b) {
  return dealii::cross_product_3d(a, b).norm() / 2;
}

/// Area of a triangle fan over the corners.
template <int dim>
double fan_area(const std::vector<dealii::Point<dim>>& corners) {
  double sum = 0;
  for (std::size_t k = 2; k < corners.size(); ++k)
    sum += triangle(dealii::Tensor<1, dim>(corners[k - 1] - corners[0]),
                    dealii::Tensor<1, dim>(corners[k] - corners[0]));
  return sum;
}

double tetrahedron(const dealii::Point<3>& a, const dealii::Point<3>& b, const dealii::Point<3>& c,
                   const dealii::Point<3>& d) {
  return std::abs(dealii::cross_product_3d(b - a, c - a) * (d - a)) / 6;
}

double volume(const CellPart<2>& part) { return fan_area(part.corners); }
double volume(const CellPart<3>& part) {
  const auto& p = part.corners;
  if (part.kind == VtuPiece::hexahedron) return 1;
  if (part.kind == VtuPiece::tetrahedron) return tetrahedron(p[0], p[1], p[2], p[3]);
  // A wedge of VTK: triangles 0 1 2 and 3 4 5, edges between corners of like places.
  return tetrahedron(p[0], p[1], p[2], p[3]) + tetrahedron(p[1], p[2], p[3], p[4]) +
         tetrahedron(p[2], p[3], p[4], p[5]);
}
double area(const CellPart<2>& part) { return part.corners[0].distance(part.corners[1]); }
double area(const CellPart<3>& part) { return fan_area(part.corners); }

/// Content of both sides and the area between them, of a ball of radius r in cells of edge h over [-1,
/// 1]^dim.
template <int dim>
std::array<double, 3> measures(double radius, int cells, unsigned int divisions) {
  const ClippedCell<dim> clipped(divisions);
  const double h = 2.0 / cells;
  std::array<double, 3> sums{};
  for (int index = 0; index < std::pow(cells, dim); ++index) {
    dealii::Point<dim> corner;
    for (int axis = 0, rest = index; axis < dim; ++axis, rest /= cells)
      corner[axis] = -1 + h * (rest % cells);
    std::vector<double> level_set;
    for (const auto& unit : clipped.points()) level_set.push_back((corner + h * unit).norm() - radius);
    for (const Phase phase : {Phase::particles, Phase::matrix}) {
      std::vector<CellPart<dim>> parts;
      clipped.clip(level_set, phase, parts);
      for (const auto& part : parts) sums[static_cast<std::size_t>(phase)] += volume(part) * std::pow(h, dim);
    }
    std::vector<CellPart<dim>> pieces;
    clipped.cut(level_set, pieces);
    for (const auto& piece : pieces) sums[2] += area(piece) * std::pow(h, dim - 1);
  }
  return sums;
}

/// Of a film between two slanted planes, `thickness` apart along the last axis; a third particle is far.
template <int dim>
double film_volume(double thickness, unsigned int divisions) {
  const ClippedCell<dim> clipped(divisions);
  std::vector<std::vector<double>> level_sets(3);
  for (const auto& p : clipped.points()) {
    const double height = p[dim - 1] - 0.2 * p[0] - 0.3;
    level_sets[0].push_back(height);
    level_sets[1].push_back(thickness - height);
    level_sets[2].push_back(5 + p[0]);
  }
  double sum = 0;
  for (const auto& part : film_parts<dim>(clipped, level_sets)) {
    BOOST_TEST(part.kind == (dim == 2 ? VtuPiece::triangle : VtuPiece::tetrahedron));
    sum += volume(part);
  }
  return sum;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_film) {
  for (const unsigned int divisions : {1u, 2u})
    for (const double thickness : {0.02, 0.3}) {
      BOOST_TEST(std::abs(film_volume<2>(thickness, divisions) - thickness) < 1e-12);
      BOOST_TEST(std::abs(film_volume<3>(thickness, divisions) - thickness) < 1e-12);
    }
}

BOOST_AUTO_TEST_CASE(a_disc) {
  const auto coarse = measures<2>(0.7, 12, 1), fine = measures<2>(0.7, 12, 2);
  for (const auto& sums : {coarse, fine}) BOOST_TEST(std::abs(sums[0] + sums[1] - 4) < 1e-12);
  // Chords leave out a share that goes with the square of their length.
  const double exact = M_PI * 0.49;
  BOOST_TEST(std::abs(coarse[0] / exact - 1) < 0.01);
  BOOST_TEST(std::abs(fine[0] - exact) < 0.3 * std::abs(coarse[0] - exact));
  BOOST_TEST(std::abs(fine[2] - 2 * M_PI * 0.7) < 0.01);
}

BOOST_AUTO_TEST_CASE(a_ball) {
  const auto sums = measures<3>(0.7, 12, 2);
  BOOST_TEST(std::abs(sums[0] + sums[1] - 8) < 1e-11);
  BOOST_TEST(std::abs(sums[0] / (4 * M_PI / 3 * 0.343) - 1) < 0.01);
  BOOST_TEST(std::abs(sums[2] / (4 * M_PI * 0.49) - 1) < 0.01);
}

BOOST_AUTO_TEST_CASE(a_whole_cell) {
  BOOST_TEST(ClippedCell<2>::whole().corners.size() == 4u);
  BOOST_TEST(ClippedCell<3>::whole().corners.size() == 8u);
  BOOST_TEST(volume(ClippedCell<2>::whole()) == 1);
}
