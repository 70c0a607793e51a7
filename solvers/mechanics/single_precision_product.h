// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <petscmat.h>

#include <vector>

namespace catena {

/// Products with a matrix of nodal blocks, read in single precision: what a smoother costs is the reading of
/// its matrix, and its errors are smoothed anyway. All methods are collective.
class SinglePrecisionProduct {
 public:
  /// \param matrix square, assembled, positive definite, of block size 2 or 3. It is copied.
  explicit SinglePrecisionProduct(Mat matrix);
  ~SinglePrecisionProduct();
  SinglePrecisionProduct(const SinglePrecisionProduct&) = delete;
  SinglePrecisionProduct& operator=(const SinglePrecisionProduct&) = delete;

  /// Knows its product with a vector, and nothing else; it goes with this object.
  Mat matrix() const { return shell_; }

 private:
  static PetscErrorCode multiply(Mat shell, Vec in, Vec out);
  void copy(Mat matrix);
  void multiply(Vec in, Vec out);
  template <int dim>
  void multiply_blocks(PetscScalar* out) const;

  int dim_;
  std::vector<std::size_t> starts_;  ///< of each own node's blocks, and the end
  std::vector<unsigned int> nodes_;  ///< of each block's columns: own ones, then those of other ranks
  std::vector<float> blocks_;        ///< column by column, each of dim_ rows, or 4 in place of 3
  std::vector<float> read_;          ///< the vector, at own and other nodes
  std::vector<PetscInt> others_;     ///< numbers of the other ranks' nodes in the whole matrix
  Vec gathered_ = nullptr;
  VecScatter gather_ = nullptr;
  Mat shell_ = nullptr;
};

}  // namespace catena
