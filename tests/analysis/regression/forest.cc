// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/regression/forest.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "analysis/regression/permutation_importance.h"
#include "analysis/statistics/correlation.h"
#include "tests/analysis/regression/synthetic_particles.h"

using namespace catena;

BOOST_AUTO_TEST_CASE(columns_of_any_scale_are_told_apart) {
  const std::vector<double> tiny{1e-300, 2e-300, 4e-300}, huge{1e300, -1e300, 0}, same{7, 7, 7},
      offset{1e6, 1e6 + 1e-3, 1e6 + 2e-3};
  const FeatureMatrix matrix = standardised({&tiny, &huge, &same, &offset});
  BOOST_TEST(matrix.row(0)[0] < matrix.row(1)[0]);
  BOOST_TEST(matrix.row(1)[0] < matrix.row(2)[0]);
  BOOST_TEST(matrix.row(1)[1] < matrix.row(2)[1]);
  for (int i = 0; i < 3; ++i) BOOST_TEST(matrix.row(i)[2] == 0);
  BOOST_TEST(matrix.row(1)[3] == 0, boost::test_tools::tolerance(1e-3f));
  BOOST_TEST(matrix.row(2)[3] == 1.2247449f, boost::test_tools::tolerance(1e-4f));
}

BOOST_AUTO_TEST_CASE(one_tree_on_steps_is_the_means_of_what_was_drawn) {
  // A target of four steps in one column: a tree of four leaves finds them, and an ensemble averages draws.
  FeatureMatrix inputs{200, 1, {}};
  std::vector<double> target;
  for (int i = 0; i < 200; ++i) {
    inputs.values.push_back(static_cast<float>(i));
    target.push_back(std::vector<double>{3, -1, 5, 2}[static_cast<std::size_t>(i) / 50]);
  }
  ForestSettings settings;
  settings.trees = 5;
  settings.leaves = 4;
  const Forest forest(inputs, target, settings, 1);
  const std::vector<double> predicted = forest.predict(inputs);
  for (const int i : {5, 30, 75, 120, 190})
    BOOST_TEST(predicted[i] == target[i], boost::test_tools::tolerance(1e-5));
  BOOST_TEST(r_squared(target, forest.out_of_bag()) > 0.9);
}

BOOST_AUTO_TEST_CASE(shap_values_add_up_and_share_a_sum_as_shapley_says) {
  // y = a(x0) + b(x1), x independent: Shapley values of the two are a - mean a and b - mean b, nearly, of a
  // forest.
  const SyntheticParticles particles = synthetic_particles(1500, {"Z", "OrienIso"}, 0.999, 4);
  const FeatureMatrix inputs = inputs_of(particles);
  ForestSettings settings;
  settings.features = 21;
  settings.leaves = 200;
  const Forest forest(inputs, particles.damage, settings, 2);
  const ShapValues shap = forest.shap(inputs);
  const std::vector<double> predicted = forest.predict(inputs);
  BOOST_TEST(shap.additivity_error < 1e-5);
  const auto [low, high] = std::minmax_element(predicted.begin(), predicted.end());
  std::vector<double> of_z, own, z;
  for (std::size_t i = 0; i < inputs.rows; ++i) {
    double sum = shap.base;
    for (std::size_t c = 0; c < 21; ++c) sum += shap.values[i * 21 + c];
    BOOST_TEST(std::abs(sum - predicted[i]) < 1e-5 * (*high - *low));
    of_z.push_back(shap.values[i * 21 + particles.place("Z")]);
    own.push_back(shap.values[i * 21 + particles.place("OrienIso")]);
    z.push_back(inputs.row(i)[0]);
  }
  BOOST_TEST(std::abs(pearson(of_z, z)) > 0.97);
  BOOST_TEST(std::abs(pearson(of_z, own)) < 0.1);
}

BOOST_AUTO_TEST_CASE(interactions_are_where_the_target_has_them) {
  SyntheticParticles particles = synthetic_particles(800, {"Z"}, 0.999, 6);
  const FeatureMatrix inputs = inputs_of(particles);
  for (std::size_t i = 0; i < inputs.rows; ++i)
    particles.damage[i] =
        std::tanh(2 * inputs.row(i)[0]) * std::tanh(2 * inputs.row(i)[18]) + 0.5 * inputs.row(i)[4];
  ForestSettings settings;
  settings.features = 21;
  const Forest forest(inputs, particles.damage, settings, 2);
  std::vector<std::int32_t> some(40);
  for (int i = 0; i < 40; ++i) some[i] = i;
  const std::vector<double> mean = forest.mean_interactions(inputs.part(some));
  for (std::size_t a = 0; a < 21; ++a)
    for (std::size_t b = a + 1; b < 21; ++b) {
      BOOST_TEST(mean[a * 21 + b] == mean[b * 21 + a], boost::test_tools::tolerance(1e-3));
      if (!(a == 0 && b == 18)) BOOST_TEST(mean[a * 21 + b] < 0.5 * mean[18]);
    }
  BOOST_TEST(mean[4 * 21 + 4] > mean[4 * 21 + 18]);
}

BOOST_AUTO_TEST_CASE(the_same_seed_gives_the_same_forest_whatever_ran_before) {
  const SyntheticParticles particles = synthetic_particles(300, {"Z"}, 0.7, 8);
  const FeatureMatrix inputs = inputs_of(particles);
  const Forest first(inputs, particles.damage, {}, 5), other(inputs, particles.damage, {}, 6),
      second(inputs, particles.damage, {}, 5);
  BOOST_TEST(first.predict(inputs) == second.predict(inputs), boost::test_tools::per_element());
  BOOST_TEST(first.shap(inputs).values == second.shap(inputs).values, boost::test_tools::per_element());
  BOOST_TEST((first.predict(inputs) != other.predict(inputs)));
}

BOOST_AUTO_TEST_CASE(shuffling_a_cause_costs_and_shuffling_another_does_not) {
  const SyntheticParticles particles = synthetic_particles(1000, {"Z", "Contact"}, 0.9, 9);
  const FeatureMatrix inputs = inputs_of(particles);
  std::vector<std::int32_t> seen(700), unseen(300);
  std::vector<double> target, judged;
  for (int i = 0; i < 1000; ++i) {
    (i < 700 ? seen[i] : unseen[i - 700]) = i;
    (i < 700 ? target : judged).push_back(particles.damage[i]);
  }
  const Forest forest(inputs.part(seen), target, {}, 3);
  const std::vector<double> fall = permutation_importance(forest, inputs.part(unseen), judged, 3, 1);
  for (std::size_t c = 0; c < 21; ++c) {
    const bool cause = c == particles.place("Z") || c == particles.place("Contact");
    if (cause)
      BOOST_TEST(fall[c] > 0.2);
    else
      BOOST_TEST(std::abs(fall[c]) < 0.1);
  }
}
