// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// Against a forest that scikit-learn has fitted with the published settings, and its exact SHAP values: the
// folder `reference` beside the one that CATENA_DATA names.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>
#include <sstream>

#include "analysis/regression/forest.h"
#include "analysis/regression/tree_shap.h"
#include "analysis/statistics/correlation.h"
#include "analysis/statistics/distribution.h"

#include <boost/test/unit_test.hpp>

using namespace catena;

namespace {

std::string folder() {
  const char* data = std::getenv("CATENA_DATA");
  return data ? std::string(data) + "/../reference" : "";
}

bool there() {
  const bool found = std::ifstream(folder() + "/X.csv").good();
  if (!found) BOOST_TEST_MESSAGE("skipped: there is no folder 'reference' beside that of CATENA_DATA");
  return found;
}

/// Columns of a file of numbers without a header.
std::vector<std::vector<double>> columns_of(const std::string& name) {
  std::ifstream file(folder() + "/" + name);
  std::vector<std::vector<double>> columns;
  std::string line, field;
  while (std::getline(file, line)) {
    std::istringstream fields(line);
    for (std::size_t c = 0; std::getline(fields, field, ','); ++c) {
      if (columns.size() <= c) columns.emplace_back();
      columns[c].push_back(std::stod(field));
    }
  }
  return columns;
}

/// scikit-learn's bootstrap draw of a tree: numpy's RandomState(seed).randint(0, n, n).
std::vector<bool> drawn_by(std::uint32_t seed, std::uint32_t n) {
  std::mt19937 engine(seed);
  std::uint32_t mask = 1;
  while (mask < n - 1) mask = 2 * mask + 1;
  std::vector<bool> drawn(n, false);
  for (std::uint32_t k = 0; k < n; ++k) {
    std::uint32_t value = 0;
    while ((value = engine() & mask) > n - 1) {
    }
    drawn[value] = true;
  }
  return drawn;
}

/// Out-of-bag r² of the fitted forest.
double reference_r2(const std::vector<std::vector<double>>& x, const std::vector<double>& y) {
  std::ifstream file(folder() + "/forest_mae.json");
  const nlohmann::json forest = nlohmann::json::parse(file);
  std::vector<double> sum(y.size(), 0), trees(y.size(), 0);
  for (const auto& tree : forest["trees"]) {
    const std::vector<int> left = tree["children_left"], right = tree["children_right"],
                           feature = tree["feature"];
    const std::vector<double> threshold = tree["threshold"], value = tree["value"];
    const auto drawn = drawn_by(tree["random_state"], static_cast<std::uint32_t>(y.size()));
    BOOST_TEST(std::count(drawn.begin(), drawn.end(), true) ==
               tree["n_node_samples"][0].get<std::ptrdiff_t>());
    for (std::size_t i = 0; i < y.size(); ++i) {
      if (drawn[i]) continue;
      int node = 0;
      while (left[node] >= 0)
        node = static_cast<float>(x[feature[node]][i]) <= threshold[node] ? left[node] : right[node];
      sum[i] += value[node], trees[i] += 1;
    }
  }
  for (std::size_t i = 0; i < y.size(); ++i) sum[i] /= trees[i];
  return r_squared(y, sum);
}

/// The fitted trees; scikit-learn goes left where the column, in single precision, is at most the threshold.
std::vector<RegressionTree> reference_trees() {
  std::ifstream file(folder() + "/forest_mae.json");
  const nlohmann::json forest = nlohmann::json::parse(file);
  const auto count = static_cast<double>(forest["trees"].size());
  std::vector<RegressionTree> trees;
  for (const auto& own : forest["trees"]) {
    RegressionTree tree{own["children_left"], own["children_right"],         own["feature"], {},
                        own["value"],         own["weighted_n_node_samples"]};
    for (double& value : tree.value) value /= count;
    for (const double threshold : own["threshold"].get<std::vector<double>>()) {
      auto below = static_cast<float>(threshold);
      if (static_cast<double>(below) > threshold) below = std::nextafter(below, -INFINITY);
      tree.threshold.push_back(std::nextafter(below, INFINITY));
    }
    trees.push_back(std::move(tree));
  }
  return trees;
}

}  // namespace

BOOST_AUTO_TEST_CASE(shap_values_of_the_same_trees_are_the_same) {
  if (!there()) return;
  const auto x = columns_of("X.csv"), values = columns_of("shap_path_dependent.csv"),
             interactions = columns_of("shap_interactions_first5.csv");
  const std::size_t columns = x.size();
  const TreeShap shap(reference_trees());
  double worst = 0, worst_pair = 0;
  for (std::size_t i = 0; i < x[0].size(); ++i) {
    std::vector<float> row;
    for (const auto& column : x) row.push_back(static_cast<float>(column[i]));
    std::vector<double> own(columns, 0), pairs(columns * columns, 0);
    shap.add(row.data(), own.data());
    for (std::size_t c = 0; c < columns; ++c) worst = std::max(worst, std::abs(own[c] - values[c][i]));
    if (i >= interactions[0].size()) continue;
    shap.add_interactions(row.data(), columns, pairs.data());
    for (std::size_t p = 0; p < pairs.size(); ++p)
      worst_pair = std::max(worst_pair, std::abs(pairs[p] - interactions[p][i]));
  }
  BOOST_TEST_MESSAGE("largest difference of SHAP values " << worst << ", of interactions " << worst_pair);
  BOOST_TEST(worst < 1e-9);
  BOOST_TEST(worst_pair < 1e-9);
}

BOOST_AUTO_TEST_CASE(as_good_as_scikit_learn_and_with_the_same_contributions) {
  if (!there()) return;
  const auto x = columns_of("X.csv"), shap = columns_of("shap_path_dependent.csv");
  const std::vector<double> y = columns_of("y.csv")[0];
  std::vector<const std::vector<double>*> columns;
  for (const auto& column : x) columns.push_back(&column);
  const FeatureMatrix inputs = standardised(columns);
  std::vector<double> expected(x.size(), 0), found(x.size(), 0), r2;
  for (std::size_t c = 0; c < x.size(); ++c)
    for (const double value : shap[c]) expected[c] += std::abs(value);
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const Forest forest(inputs, y, {}, seed);
    r2.push_back(r_squared(y, forest.out_of_bag()));
    const ShapValues own = forest.shap(inputs);
    BOOST_TEST(own.additivity_error < 1e-5);
    for (std::size_t i = 0; i < inputs.rows; ++i)
      for (std::size_t c = 0; c < x.size(); ++c) found[c] += std::abs(own.values[i * x.size() + c]);
  }
  const double reference = reference_r2(x, y), agreement = pearson(ranks_of(expected), ranks_of(found));
  BOOST_TEST_MESSAGE("out-of-bag r2: scikit-learn " << reference << ", ours " << mean_and_deviation(r2).mean
                                                    << " +- " << mean_and_deviation(r2).deviation
                                                    << "; rank correlation of mean |SHAP| " << agreement);
  BOOST_TEST(mean_and_deviation(r2).mean >= reference - 0.02);
  BOOST_TEST(agreement >= 0.95);
}
