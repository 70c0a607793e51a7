// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/regression/tree_shap.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <memory>
#include <string>

#include "analysis/regression/booster.h"
#include "tests/analysis/regression/synthetic_particles.h"

using namespace catena;

namespace {

/// Prediction of a tree where only the columns in `known` are known: at other splits both sides, by cover.
double expected(const RegressionTree& tree, const float* row, unsigned known, std::int32_t node = 0) {
  if (tree.left[node] < 0) return tree.value[node];
  if (known >> tree.feature[node] & 1u)
    return expected(tree, row, known,
                    row[tree.feature[node]] < tree.threshold[node] ? tree.left[node] : tree.right[node]);
  double sum = 0;
  for (const std::int32_t child : {tree.left[node], tree.right[node]})
    sum += tree.cover[child] / tree.cover[node] * expected(tree, row, known, child);
  return sum;
}

double factorial(int n) { return n < 2 ? 1 : n * factorial(n - 1); }

/// Shapley's sum over all subsets of the other columns.
double shapley(const RegressionTree& tree, const float* row, int columns, int of) {
  double sum = 0;
  for (unsigned subset = 0; subset < (1u << columns); ++subset) {
    if (subset >> of & 1u) continue;
    const int size = __builtin_popcount(subset);
    const double weight = factorial(size) * factorial(columns - size - 1) / factorial(columns);
    sum += weight * (expected(tree, row, subset | 1u << of) - expected(tree, row, subset));
  }
  return sum;
}

/// The same for the interaction of two columns.
double interaction(const RegressionTree& tree, const float* row, int columns, int a, int b) {
  double sum = 0;
  for (unsigned subset = 0; subset < (1u << columns); ++subset) {
    if ((subset >> a & 1u) || (subset >> b & 1u)) continue;
    const int size = __builtin_popcount(subset);
    const double weight = factorial(size) * factorial(columns - size - 2) / (2 * factorial(columns - 1));
    sum += weight * (expected(tree, row, subset | 1u << a | 1u << b) - expected(tree, row, subset | 1u << a) -
                     expected(tree, row, subset | 1u << b) + expected(tree, row, subset));
  }
  return sum;
}

/// Trees on six columns, grown as a forest's are.
struct Grown {
  FeatureMatrix inputs;
  std::unique_ptr<Booster> booster;
};

Grown grown(int trees, bool chain) {
  const SyntheticParticles particles = synthetic_particles(400, {"Z", "Pitch"}, 0.8, 3);
  std::vector<const std::vector<double>*> columns;
  for (int c = 0; c < 6; ++c) columns.push_back(&particles.columns[c]);
  Grown result;
  result.inputs = standardised(columns);
  result.booster = std::make_unique<Booster>(
      result.inputs, std::vector<std::pair<std::string, std::string>>{{"tree_method", "hist"},
                                                                      {"grow_policy", "lossguide"},
                                                                      {"max_leaves", "25"},
                                                                      {"max_depth", "0"},
                                                                      {"lambda", "0"},
                                                                      {"base_score", "0"},
                                                                      {"nthread", "1"},
                                                                      {"verbosity", "0"}});
  for (int t = 0; t < trees; ++t) {
    std::vector<float> gradient(400), second(400, 1.f);
    for (std::size_t i = 0; i < 400; ++i)
      gradient[i] = chain ? -std::exp(4 * result.inputs.row(i)[(i + t) % 6])
                          : static_cast<float>(-particles.damage[i] * (1 + (static_cast<int>(i) + t) % 3));
    result.booster->grow(gradient, second);
  }
  return result;
}

}  // namespace

BOOST_AUTO_TEST_CASE(values_and_interactions_are_those_of_the_sum_over_all_subsets) {
  for (const bool chain : {false, true}) {
    const Grown forest = grown(1, chain);
    const std::vector<RegressionTree> trees = forest.booster->trees();
    const TreeShap shap(trees);
    BOOST_TEST(shap.base() == expected(trees[0], nullptr, 0), boost::test_tools::tolerance(1e-10));
    double scale = 0;
    for (const double value : trees[0].value) scale = std::max(scale, std::abs(value));
    for (const std::size_t i : {0, 7, 100}) {
      const float* row = forest.inputs.row(i);
      double values[6] = {}, matrix[36] = {};
      shap.add(row, values);
      shap.add_interactions(row, 6, matrix);
      for (int a = 0; a < 6; ++a) {
        BOOST_TEST(std::abs(values[a] - shapley(trees[0], row, 6, a)) < 1e-12 * scale);
        double sum = 0;
        for (int b = 0; b < 6; ++b) {
          sum += matrix[a * 6 + b];
          if (a != b)
            BOOST_TEST(std::abs(matrix[a * 6 + b] - interaction(trees[0], row, 6, a, b)) < 1e-12 * scale);
        }
        BOOST_TEST(std::abs(sum - values[a]) < 1e-12 * scale);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(as_xgboost_has_them_to_single_precision) {
  const Grown forest = grown(5, false);
  const TreeShap shap(forest.booster->trees());
  const std::vector<float> theirs = forest.booster->predict(forest.inputs, Booster::Output::contributions);
  const std::vector<float> pairs = forest.booster->predict(forest.inputs, Booster::Output::interactions);
  const std::vector<float> sums = forest.booster->predict(forest.inputs, Booster::Output::sum);
  for (std::size_t i = 0; i < forest.inputs.rows; i += 13) {
    double values[6] = {}, matrix[36] = {}, sum = shap.base();
    shap.add(forest.inputs.row(i), values);
    shap.add_interactions(forest.inputs.row(i), 6, matrix);
    for (std::size_t a = 0; a < 6; ++a) {
      sum += values[a];
      BOOST_TEST(std::abs(values[a] - theirs[i * 7 + a]) < 1e-5);
      for (std::size_t b = 0; b < 6; ++b)
        BOOST_TEST(std::abs(matrix[a * 6 + b] - pairs[(i * 7 + a) * 7 + b]) < 1e-5);
    }
    BOOST_TEST(std::abs(sum - sums[i]) < 1e-6);
    BOOST_TEST(std::abs(shap.base() - theirs[i * 7 + 6]) < 1e-6);
  }
}
