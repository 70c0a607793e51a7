// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/regression/booster.h"

#include <xgboost/c_api.h>

#include <cstddef>
#include <limits>
#include <nlohmann/json.hpp>

#include "jobs/run/error.h"
#include "jobs/run/parameter_file.h"

namespace catena {
namespace {

void check(int status) {
  if (status != 0) throw NumericsError("XGBoost failed: " + quotable(XGBGetLastError()));
}

/// Owns a matrix of XGBoost's.
class Matrix {
 public:
  explicit Matrix(const FeatureMatrix& matrix) {
    check(XGDMatrixCreateFromMat_omp(matrix.values.data(), matrix.rows, matrix.columns,
                                     std::numeric_limits<float>::quiet_NaN(), &handle_, 1));
  }
  ~Matrix() {
    if (handle_) XGDMatrixFree(handle_);
  }
  Matrix(const Matrix&) = delete;
  Matrix& operator=(const Matrix&) = delete;
  DMatrixHandle handle() const { return handle_; }
  DMatrixHandle release() { return std::exchange(handle_, nullptr); }

 private:
  DMatrixHandle handle_ = nullptr;
};

}  // namespace

Booster::Booster(const FeatureMatrix& training,
                 const std::vector<std::pair<std::string, std::string>>& parameters) {
  Matrix matrix(training);
  const DMatrixHandle handles[] = {matrix.handle()};
  check(XGBoosterCreate(handles, 1, &booster_));
  training_ = matrix.release();
  for (const auto& [name, value] : parameters)
    check(XGBoosterSetParam(booster_, name.c_str(), value.c_str()));
}

Booster::~Booster() {
  if (booster_) XGBoosterFree(booster_);
  if (training_) XGDMatrixFree(training_);
}

void Booster::grow(std::vector<float>& gradient, std::vector<float>& second) {
  check(XGBoosterBoostOneIter(booster_, training_, gradient.data(), second.data(), gradient.size()));
}

std::vector<float> Booster::predict(const FeatureMatrix& matrix, Output output, int first, int last) const {
  return predict(Matrix(matrix).handle(), output, first, last);
}

std::vector<float> Booster::predict_training(int first, int last) const {
  return predict(training_, Output::sum, first, last);
}

std::vector<float> Booster::predict(void* matrix, Output output, int first, int last) const {
  const std::string settings = "{\"type\": " + std::to_string(static_cast<int>(output)) +
                               ", \"training\": false, \"iteration_begin\": " + std::to_string(first) +
                               ", \"iteration_end\": " + std::to_string(last) + ", \"strict_shape\": true}";
  const bst_ulong* shape = nullptr;
  bst_ulong dimensions = 0;
  const float* result = nullptr;
  check(XGBoosterPredictFromDMatrix(booster_, matrix, settings.c_str(), &shape, &dimensions, &result));
  std::size_t size = 1;
  for (bst_ulong d = 0; d < dimensions; ++d) size *= shape[d];
  return std::vector<float>(result, result + size);
}

std::vector<RegressionTree> Booster::trees() const {
  bst_ulong size = 0;
  const char* text = nullptr;
  check(XGBoosterSaveModelToBuffer(booster_, "{\"format\": \"json\"}", &size, &text));
  const nlohmann::json model = nlohmann::json::parse(text, text + size);
  std::vector<RegressionTree> result;
  for (const nlohmann::json& own : model.at("learner").at("gradient_booster").at("model").at("trees")) {
    RegressionTree tree;
    own.at("left_children").get_to(tree.left);
    own.at("right_children").get_to(tree.right);
    own.at("split_indices").get_to(tree.feature);
    own.at("split_conditions").get_to(tree.threshold);
    tree.value.assign(tree.threshold.begin(), tree.threshold.end());  // a leaf keeps its value there
    own.at("sum_hessian").get_to(tree.cover);
    result.push_back(std::move(tree));
  }
  return result;
}

std::string xgboost_version() {
  int major = 0, minor = 0, patch = 0;
  XGBoostVersion(&major, &minor, &patch);
  return std::to_string(major) + "." + std::to_string(minor) + "." + std::to_string(patch);
}

}  // namespace catena
