// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace catena {

/// A binary tree: a row goes left where its column `feature` is below `threshold`. Node 0 is the root; what
/// is not reached from it does not count.
struct RegressionTree {
  std::vector<std::int32_t> left, right;  ///< -1 at a leaf
  std::vector<std::int32_t> feature;
  std::vector<float> threshold;
  std::vector<double> value;  ///< of a leaf
  std::vector<double> cover;  ///< weight of the training rows that come here, above 0
};

/// Exact path-dependent SHAP values of a sum of trees (Lundberg et al. 2020, doi:10.1038/s42256-019-0138-9).
/// A leaf of value v whose path asks for the columns 1 .. d gives column i
///   v (o_i - z_i) int_0^1 prod over j != i of (z_j (1 - t) + o_j t) dt,
/// o_j: whether the row passes all splits on j (0 or 1), z_j: the share of cover that does; the integral is
/// the sum over subsets with Shapley's weights, as |S|! (d - 1 - |S|)! / d! = int t^|S| (1 - t)^(d - 1 - |S|)
/// dt. It is a polynomial, which Gauss's rule of (d + 1) / 2 points integrates exactly; all its terms are
/// positive, so that no digits are lost however unbalanced the tree. Double precision.
class TreeShap {
 public:
  explicit TreeShap(const std::vector<RegressionTree>& trees);

  /// Mean prediction, weighted by cover: what SHAP values add to.
  double base() const { return base_; }
  /// Adds the SHAP values of a row to `values`, one a column.
  void add(const float* row, double* values) const;
  /// Adds its SHAP interactions to `matrix`, (columns, columns): half of the joint effect of i and j at each
  /// of (i, j) and (j, i); on the diagonal what is left of the SHAP value.
  void add_interactions(const float* row, std::size_t columns, double* matrix) const;

 private:
  /// What a leaf's path asks of one column.
  struct Step {
    std::int32_t feature;
    float low, high;  ///< low <= x < high
    double share;     ///< z
  };
  struct Leaf {
    double value;
    std::size_t step, steps;     ///< where its steps begin, how many
    std::size_t factor, points;  ///< where its factors begin, points of the rule
  };
  void collect(const RegressionTree& tree, std::int32_t node, double reached, std::vector<Step>& path);
  void add_leaf(double value, double reached, const std::vector<Step>& path);
  /// Which steps the row passes, and the product of all factors, times weight and value, at every point.
  void evaluate(const Leaf& leaf, const float* row, std::vector<std::uint8_t>& passes,
                std::vector<double>& product) const;

  double base_ = 0;
  std::vector<Leaf> leaves_;
  std::vector<Step> steps_;
  // By leaf, step, passed or not, point: z (1 - t) + o t, and one over it.
  std::vector<double> factors_, inverse_;
  std::vector<std::vector<double>> weights_;  ///< by the number of points
};

}  // namespace catena
