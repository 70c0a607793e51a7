// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "analysis/regression/feature_matrix.h"
#include "analysis/regression/tree_shap.h"

namespace catena {

/// Trees grown by XGBoost (Chen, Guestrin 2016, doi:10.1145/2939672.2939785) through its C interface, on one
/// thread. What it reports as an error is thrown as NumericsError.
class Booster {
 public:
  /// What a prediction is of: the sum of the leaves; its SHAP values and SHAP interactions as XGBoost has
  /// them, in single precision, with one more column for what they add to.
  enum class Output { sum = 1, contributions = 2, interactions = 4 };

  /// \param parameters names and values as XGBoost has them
  Booster(const FeatureMatrix& training, const std::vector<std::pair<std::string, std::string>>& parameters);
  ~Booster();
  Booster(const Booster&) = delete;
  Booster& operator=(const Booster&) = delete;

  /// Grows a tree on gradients and second derivatives of a loss, one a row of the training matrix.
  void grow(std::vector<float>& gradient, std::vector<float>& second);
  /// By the trees first .. last - 1 (last = 0: all).
  std::vector<float> predict(const FeatureMatrix& matrix, Output output, int first = 0, int last = 0) const;
  /// The same for the training matrix.
  std::vector<float> predict_training(int first, int last) const;

  /// The trees grown so far.
  std::vector<RegressionTree> trees() const;

 private:
  std::vector<float> predict(void* matrix, Output output, int first, int last) const;

  void* training_ = nullptr;
  void* booster_ = nullptr;
};

/// "1.7.4"
std::string xgboost_version();

}  // namespace catena
