// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/regression/forest.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <string>

#include "analysis/regression/booster.h"
#include "analysis/regression/tree_shap.h"
#include "analysis/statistics/seeded_sequence.h"
#include "jobs/run/error.h"

namespace catena {
namespace {

constexpr double most_additivity_error = 1e-5;

double mean_of(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

}  // namespace

std::int64_t features_per_split(const ForestSettings& settings, std::size_t columns) {
  const auto all = static_cast<std::int64_t>(columns);
  return settings.features > 0 ? std::min(all, settings.features) : std::max<std::int64_t>(1, all / 3);
}

Forest::Forest(const FeatureMatrix& inputs, const std::vector<double>& target, const ForestSettings& settings,
               std::uint64_t seed)
    : mean_(mean_of(target)) {
  double squares = 0;
  for (const double y : target) squares += (y - mean_) * (y - mean_);
  scale_ = std::sqrt(squares / static_cast<double>(target.size()));
  if (!(scale_ > 0)) throw NumericsError("a forest cannot be grown on a target that is constant");
  const auto columns = static_cast<double>(inputs.columns);
  const auto tried = static_cast<double>(features_per_split(settings, inputs.columns));
  // As many digits as XGBoost keeps: a rate of 1 / 7000 would be 0.000143 with those of std::to_string.
  const auto text = [](double value) {
    char digits[64];
    std::snprintf(digits, sizeof digits, "%.15f", value);
    return std::string(digits);
  };
  trees_ = std::make_unique<Booster>(
      inputs, std::vector<std::pair<std::string, std::string>>{
                  {"tree_method", "hist"},
                  {"grow_policy", "lossguide"},
                  {"max_depth", "0"},
                  {"max_leaves", std::to_string(settings.leaves)},
                  {"colsample_bynode", text(std::min(1.0, (tried + 0.5) / columns))},  // XGBoost rounds down
                  {"gamma", text(settings.minimum_gain * static_cast<double>(target.size()))},
                  {"lambda", "0"},
                  {"min_child_weight", "1"},
                  {"learning_rate", text(1.0 / static_cast<double>(settings.trees))},
                  {"base_score", "0"},
                  {"objective", "reg:squarederror"},
                  {"disable_default_eval_metric", "1"},
                  {"nthread", "1"},
                  {"seed", std::to_string(SeededSequence(seed, Draw::forest, 0).bits() >> 33)},
                  {"verbosity", "0"}});
  grow(target, settings, seed);
}

Forest::~Forest() = default;

void Forest::grow(const std::vector<double>& target, const ForestSettings& settings, std::uint64_t seed) {
  const std::size_t rows = target.size();
  std::vector<float> gradient(rows), weight(rows);
  std::vector<double> sum(rows, 0);
  std::vector<int> trees(rows, 0);
  for (std::int64_t tree = 0; tree < settings.trees; ++tree) {
    SeededSequence draws(seed, Draw::bootstrap, static_cast<std::uint64_t>(tree));
    std::fill(weight.begin(), weight.end(), 0.f);
    for (std::size_t i = 0; i < rows; ++i) weight[draws.below(rows)] += 1;
    for (std::size_t i = 0; i < rows; ++i)
      gradient[i] = weight[i] == 0 ? 0.f : -weight[i] * static_cast<float>((target[i] - mean_) / scale_);
    trees_->grow(gradient, weight);
    const std::vector<float> predicted =
        trees_->predict_training(static_cast<int>(tree), static_cast<int>(tree) + 1);
    for (std::size_t i = 0; i < rows; ++i)
      if (weight[i] == 0) sum[i] += predicted[i], ++trees[i];
  }
  const std::vector<float> all_trees = trees_->predict_training(0, 0);
  const auto [lowest, highest] = std::minmax_element(all_trees.begin(), all_trees.end());
  range_ = static_cast<double>(*highest) - *lowest;
  shap_ = std::make_unique<TreeShap>(trees_->trees());
  out_of_bag_.resize(rows);
  const auto all = static_cast<double>(settings.trees);
  for (std::size_t i = 0; i < rows; ++i)
    out_of_bag_[i] =
        trees[i] == 0 ? std::numeric_limits<double>::quiet_NaN() : mean_ + scale_ * sum[i] * all / trees[i];
}

std::vector<double> Forest::predict(const FeatureMatrix& inputs) const {
  const std::vector<float> sums = trees_->predict(inputs, Booster::Output::sum);
  std::vector<double> result(sums.size());
  for (std::size_t i = 0; i < sums.size(); ++i) result[i] = mean_ + scale_ * sums[i];
  return result;
}

ShapValues Forest::shap(const FeatureMatrix& inputs) const {
  const std::size_t rows = inputs.rows, columns = inputs.columns;
  ShapValues result;
  if (rows == 0) return result;
  const std::vector<float> sums = trees_->predict(inputs, Booster::Output::sum);
  result.values.assign(rows * columns, 0);
  result.base = mean_ + scale_ * shap_->base();
  double worst = 0;
  for (std::size_t i = 0; i < rows; ++i) {
    double* const values = result.values.data() + i * columns;
    shap_->add(inputs.row(i), values);
    double sum = shap_->base();
    for (std::size_t c = 0; c < columns; ++c) sum += values[c], values[c] *= scale_;
    worst = std::max(worst, std::abs(sum - sums[i]));
  }
  // Predictions that are all but alike have no range to speak of; a hundredth of the target's deviation is.
  result.additivity_error = worst / std::max(range_, 1e-2);
  if (!(result.additivity_error <= most_additivity_error))
    throw NumericsError("the SHAP values are off the predictions by " +
                        std::to_string(result.additivity_error) +
                        " of their range; at most 1e-5 is allowed, fewer trees (Forest/Trees) come closer");
  return result;
}

std::vector<double> Forest::mean_interactions(const FeatureMatrix& inputs) const {
  const std::size_t columns = inputs.columns;
  std::vector<double> mean(columns * columns, 0);
  if (inputs.rows == 0) return mean;
  for (std::size_t i = 0; i < inputs.rows; ++i) {
    std::vector<double> own(columns * columns, 0);
    shap_->add_interactions(inputs.row(i), columns, own.data());
    for (std::size_t p = 0; p < own.size(); ++p) mean[p] += std::abs(own[p]);
  }
  for (double& value : mean) value *= scale_ / static_cast<double>(inputs.rows);
  return mean;
}

double r_squared(const std::vector<double>& target, const std::vector<double>& prediction) {
  double mean = 0, error = 0, deviation = 0;
  std::size_t count = 0;
  for (std::size_t i = 0; i < target.size(); ++i)
    if (!std::isnan(prediction[i])) mean += target[i], ++count;
  mean /= static_cast<double>(std::max<std::size_t>(count, 1));
  for (std::size_t i = 0; i < target.size(); ++i) {
    if (std::isnan(prediction[i])) continue;
    error += (target[i] - prediction[i]) * (target[i] - prediction[i]);
    deviation += (target[i] - mean) * (target[i] - mean);
  }
  return count > 1 && deviation > 0 ? 1 - error / deviation : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace catena
