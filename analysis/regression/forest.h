// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "analysis/regression/feature_matrix.h"

namespace catena {

class Booster;
class TreeShap;

/// How a forest is grown; trees and leaves are those of Li et al. 2022 (doi:10.1126/science.abm8962).
struct ForestSettings {
  std::int64_t trees = 40;
  std::int64_t leaves = 30;
  std::int64_t features =
      0;  ///< tried at a split; 0: a third (Breiman 2001); the published forest tries the root
  double minimum_gain = 1e-5;  ///< share of the target's variance that a split must explain
};

/// Columns that are tried at each split.
std::int64_t features_per_split(const ForestSettings& settings, std::size_t columns);

/// SHAP values of a forest's predictions, in the target's unit.
struct ShapValues {
  std::vector<double> values;   ///< (rows, columns)
  double base = 0;              ///< base + sum of a row = its prediction
  double additivity_error = 0;  ///< largest deviation from that, over the range of the training predictions
};

/// A random forest (Breiman 2001, doi:10.1023/A:1010933404324): every tree is grown best split first to at
/// most `leaves` leaves on a bootstrap draw of the rows, a few random columns tried at each split; the
/// prediction is the mean of the trees. As XGBoost grows trees on gradients g and second derivatives h, with
/// g = -w y and h = w, w the times a row was drawn, a split's gain is the fall of the squared error and a
/// leaf's value the mean of what was drawn into it: a regression tree. (The published forest takes the fall
/// of the absolute error, which XGBoost has not.)
///
/// The same seed gives the same forest, whatever ran before.
class Forest {
 public:
  /// \param target one a row, not constant
  Forest(const FeatureMatrix& inputs, const std::vector<double>& target, const ForestSettings& settings,
         std::uint64_t seed);
  ~Forest();

  std::vector<double> predict(const FeatureMatrix& inputs) const;
  /// Of each training row by the trees that have not drawn it; NaN where all have.
  const std::vector<double>& out_of_bag() const { return out_of_bag_; }
  /// Exact, path-dependent: tree_shap.h. XGBoost's own lose digits in deep, unbalanced trees.
  /// \throws NumericsError if their sums are off XGBoost's predictions by more than 1e-5 of the range.
  ShapValues shap(const FeatureMatrix& inputs) const;
  /// Mean |SHAP interaction| over the rows: (columns, columns), symmetric, main effects on the diagonal.
  std::vector<double> mean_interactions(const FeatureMatrix& inputs) const;

 private:
  void grow(const std::vector<double>& target, const ForestSettings& settings, std::uint64_t seed);

  double mean_ = 0, scale_ = 1;  ///< of the target, which the trees know standardised
  double range_ = 0;             ///< of the predictions of the training rows, standardised
  std::unique_ptr<Booster> trees_;
  std::unique_ptr<TreeShap> shap_;
  std::vector<double> out_of_bag_;
};

/// 1 - squared error over squared deviation from the mean, of the rows where the prediction is a number; NaN
/// if there are fewer than two or they are all alike.
double r_squared(const std::vector<double>& target, const std::vector<double>& prediction);

}  // namespace catena
