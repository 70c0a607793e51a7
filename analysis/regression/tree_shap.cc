// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/regression/tree_shap.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace catena {
namespace {

struct Rule {
  std::vector<double> point, weight;
};

/// Gauss and Legendre's rule on [0, 1].
Rule gauss_rule(std::size_t points) {
  const double pi = std::acos(-1.0), n = static_cast<double>(points);
  Rule rule;
  for (std::size_t k = 0; k < points; ++k) {
    double x = std::cos(pi * (static_cast<double>(k) + 0.75) / (n + 0.5)), slope = 1;
    for (int step = 0; step < 20; ++step) {
      double below = 1, here = x;
      for (std::size_t m = 2; m <= points; ++m) {
        const double order = static_cast<double>(m);
        const double next = ((2 * order - 1) * x * here - (order - 1) * below) / order;
        below = here;
        here = next;
      }
      slope = n * (x * here - below) / (x * x - 1);
      x -= here / slope;
    }
    rule.point.push_back((1 + x) / 2);
    rule.weight.push_back(1 / ((1 - x * x) * slope * slope));
  }
  return rule;
}

}  // namespace

TreeShap::TreeShap(const std::vector<RegressionTree>& trees) {
  for (const RegressionTree& tree : trees) {
    std::vector<Step> path;
    collect(tree, 0, 1, path);
  }
}

void TreeShap::collect(const RegressionTree& tree, std::int32_t node, double reached,
                       std::vector<Step>& path) {
  if (tree.left[node] < 0) return add_leaf(tree.value[node], reached, path);
  for (const bool left : {true, false}) {
    const std::int32_t child = left ? tree.left[node] : tree.right[node];
    const double share = tree.cover[child] / tree.cover[node];
    std::vector<Step> longer = path;
    auto step = std::find_if(longer.begin(), longer.end(),
                             [&](const Step& other) { return other.feature == tree.feature[node]; });
    if (step == longer.end()) {
      constexpr float infinite = std::numeric_limits<float>::infinity();
      longer.push_back({tree.feature[node], -infinite, infinite, 1});
      step = longer.end() - 1;
    }
    if (left)
      step->high = std::min(step->high, tree.threshold[node]);
    else
      step->low = std::max(step->low, tree.threshold[node]);
    step->share *= share;
    collect(tree, child, reached * share, longer);
  }
}

void TreeShap::add_leaf(double value, double reached, const std::vector<Step>& path) {
  base_ += value * reached;
  if (path.empty()) return;
  const std::size_t points = (path.size() + 1) / 2;
  const Rule rule = gauss_rule(points);
  if (weights_.size() <= points) weights_.resize(points + 1);
  weights_[points] = rule.weight;
  leaves_.push_back({value, steps_.size(), path.size(), factors_.size(), points});
  steps_.insert(steps_.end(), path.begin(), path.end());
  for (const Step& step : path)
    for (const double passed : {0.0, 1.0})
      for (const double t : rule.point) {
        factors_.push_back(step.share * (1 - t) + passed * t);
        inverse_.push_back(1 / factors_.back());
      }
}

void TreeShap::evaluate(const Leaf& leaf, const float* row, std::vector<std::uint8_t>& passes,
                        std::vector<double>& product) const {
  passes.resize(leaf.steps);
  product = weights_[leaf.points];
  for (double& value : product) value *= leaf.value;
  const double* factor = factors_.data() + leaf.factor;
  for (std::size_t j = 0; j < leaf.steps; ++j, factor += 2 * leaf.points) {
    const Step& step = steps_[leaf.step + j];
    const float x = row[step.feature];
    passes[j] = x >= step.low && x < step.high;
    const double* own = factor + (passes[j] ? leaf.points : 0);
    for (std::size_t k = 0; k < leaf.points; ++k) product[k] *= own[k];
  }
}

void TreeShap::add(const float* row, double* values) const {
  std::vector<std::uint8_t> passes;
  std::vector<double> product;
  for (const Leaf& leaf : leaves_) {
    evaluate(leaf, row, passes, product);
    const double* inverse = inverse_.data() + leaf.factor;
    for (std::size_t i = 0; i < leaf.steps; ++i, inverse += 2 * leaf.points) {
      const Step& step = steps_[leaf.step + i];
      const double* own = inverse + (passes[i] ? leaf.points : 0);
      double integral = 0;
      for (std::size_t k = 0; k < leaf.points; ++k) integral += product[k] * own[k];
      values[step.feature] += (passes[i] - step.share) * integral;
    }
  }
}

void TreeShap::add_interactions(const float* row, std::size_t columns, double* matrix) const {
  std::vector<std::uint8_t> passes;
  std::vector<double> product;
  for (const Leaf& leaf : leaves_) {
    evaluate(leaf, row, passes, product);
    for (std::size_t i = 0; i < leaf.steps; ++i) {
      const Step& first = steps_[leaf.step + i];
      const double* a = inverse_.data() + leaf.factor + (2 * i + passes[i]) * leaf.points;
      double whole = 0;
      for (std::size_t k = 0; k < leaf.points; ++k) whole += product[k] * a[k];
      const auto f = static_cast<std::size_t>(first.feature);
      matrix[f * columns + f] += (passes[i] - first.share) * whole;
      for (std::size_t j = 0; j < leaf.steps; ++j) {
        if (i == j) continue;
        const Step& second = steps_[leaf.step + j];
        const double* b = inverse_.data() + leaf.factor + (2 * j + passes[j]) * leaf.points;
        double integral = 0;
        for (std::size_t k = 0; k < leaf.points; ++k) integral += product[k] * a[k] * b[k];
        const double half = 0.5 * (passes[i] - first.share) * (passes[j] - second.share) * integral;
        matrix[f * columns + static_cast<std::size_t>(second.feature)] += half;
        matrix[f * columns + f] -= half;
      }
    }
  }
}

}  // namespace catena
