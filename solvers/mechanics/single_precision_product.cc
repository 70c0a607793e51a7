// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/mechanics/single_precision_product.h"

#include <algorithm>
#include <iterator>

#include "solvers/cut_cells/check_petsc.h"
#include "solvers/mechanics/visit_row.h"

namespace catena {
namespace {

/// Of the columns of a block, so that they are read at once.
constexpr int width_of(int dim) { return dim == 3 ? 4 : dim; }

/// visit(row from 0, column, value) for each entry of `count` rows from `first` on.
template <class Visit>
void visit_entries(Mat matrix, PetscInt first, int count, const Visit& visit) {
  for (int r = 0; r < count; ++r)
    visit_row(matrix, first + r, [&](PetscInt entries, const PetscInt* columns, const PetscScalar* values) {
      for (PetscInt k = 0; k < entries; ++k) visit(r, columns[k], values[k]);
    });
}

}  // namespace

SinglePrecisionProduct::SinglePrecisionProduct(Mat matrix) {
  PetscInt block;
  check_petsc(MatGetBlockSize(matrix, &block));
  dim_ = static_cast<int>(block);
  copy(matrix);
  const MPI_Comm comm = PetscObjectComm(reinterpret_cast<PetscObject>(matrix));
  const auto owned = static_cast<PetscInt>((starts_.size() - 1) * dim_);
  check_petsc(MatCreateShell(comm, owned, owned, PETSC_DETERMINE, PETSC_DETERMINE, this, &shell_));
  PetscErrorCode (*product)(Mat, Vec, Vec) = &SinglePrecisionProduct::multiply;
  check_petsc(MatShellSetOperation(shell_, MATOP_MULT, reinterpret_cast<void (*)()>(product)));
  check_petsc(MatSetOption(shell_, MAT_SPD, PETSC_TRUE));

  Vec whole;
  IS from;
  check_petsc(MatCreateVecs(matrix, &whole, nullptr));
  check_petsc(ISCreateBlock(PETSC_COMM_SELF, dim_, static_cast<PetscInt>(others_.size()), others_.data(),
                            PETSC_COPY_VALUES, &from));
  check_petsc(VecCreateSeq(PETSC_COMM_SELF, static_cast<PetscInt>(others_.size() * dim_), &gathered_));
  check_petsc(VecScatterCreate(whole, from, gathered_, nullptr, &gather_));
  check_petsc(ISDestroy(&from));
  check_petsc(VecDestroy(&whole));
}

SinglePrecisionProduct::~SinglePrecisionProduct() {
  PetscErrorCode failed = MatDestroy(&shell_);
  failed = VecScatterDestroy(&gather_);
  failed = VecDestroy(&gathered_);
  (void)failed;
}

void SinglePrecisionProduct::copy(Mat matrix) {
  const int dim = dim_, width = width_of(dim_);
  PetscInt first, last;
  check_petsc(MatGetOwnershipRange(matrix, &first, &last));
  const auto own = static_cast<unsigned int>((last - first) / dim);
  const auto is_own = [&](PetscInt node) { return node * dim >= first && node * dim < last; };
  std::vector<PetscInt> of_blocks;  // columns, as numbers of nodes in the whole matrix
  starts_.push_back(0);
  for (unsigned int node = 0; node < own; ++node) {
    const auto begin = static_cast<std::ptrdiff_t>(of_blocks.size());
    visit_entries(matrix, first + static_cast<PetscInt>(node) * dim, dim, [&](int, PetscInt column, double) {
      if (of_blocks.size() == starts_.back() || of_blocks.back() != column / dim)
        of_blocks.push_back(column / dim);
    });
    std::sort(of_blocks.begin() + begin, of_blocks.end());
    of_blocks.erase(std::unique(of_blocks.begin() + begin, of_blocks.end()), of_blocks.end());
    starts_.push_back(of_blocks.size());
  }
  blocks_.resize(of_blocks.size() * dim * width);
  for (unsigned int node = 0; node < own; ++node) {
    const auto begin = of_blocks.begin() + static_cast<std::ptrdiff_t>(starts_[node]),
               end = of_blocks.begin() + static_cast<std::ptrdiff_t>(starts_[node + 1]);
    visit_entries(matrix, first + static_cast<PetscInt>(node) * dim, dim,
                  [&](int r, PetscInt column, double value) {
                    const auto block = std::lower_bound(begin, end, column / dim) - of_blocks.begin();
                    blocks_[(block * dim + column % dim) * width + r] = static_cast<float>(value);
                  });
  }
  std::copy_if(of_blocks.begin(), of_blocks.end(), std::back_inserter(others_),
               [&](PetscInt column) { return !is_own(column); });
  std::sort(others_.begin(), others_.end());
  others_.erase(std::unique(others_.begin(), others_.end()), others_.end());
  nodes_.reserve(of_blocks.size());
  for (const PetscInt column : of_blocks) {
    const auto place = std::lower_bound(others_.begin(), others_.end(), column) - others_.begin();
    nodes_.push_back(is_own(column) ? static_cast<unsigned int>(column - first / dim)
                                    : own + static_cast<unsigned int>(place));
  }
  read_.resize((own + others_.size()) * dim);
}

PetscErrorCode SinglePrecisionProduct::multiply(Mat shell, Vec in, Vec out) {
  SinglePrecisionProduct* self = nullptr;
  const PetscErrorCode failed = MatShellGetContext(shell, &self);
  if (failed == 0) self->multiply(in, out);
  return failed;
}

void SinglePrecisionProduct::multiply(Vec in, Vec out) {
  check_petsc(VecScatterBegin(gather_, in, gathered_, INSERT_VALUES, SCATTER_FORWARD));
  const std::size_t own = starts_.size() - 1;
  const PetscScalar* from;
  check_petsc(VecGetArrayRead(in, &from));
  for (std::size_t i = 0; i < own * dim_; ++i) read_[i] = static_cast<float>(from[i]);
  check_petsc(VecRestoreArrayRead(in, &from));
  check_petsc(VecScatterEnd(gather_, in, gathered_, INSERT_VALUES, SCATTER_FORWARD));
  check_petsc(VecGetArrayRead(gathered_, &from));
  for (std::size_t i = 0; i < others_.size() * dim_; ++i) read_[own * dim_ + i] = static_cast<float>(from[i]);
  check_petsc(VecRestoreArrayRead(gathered_, &from));

  PetscScalar* to;
  check_petsc(VecGetArrayWrite(out, &to));
  dim_ == 2 ? multiply_blocks<2>(to) : multiply_blocks<3>(to);
  check_petsc(VecRestoreArrayWrite(out, &to));
}

template <int dim>
void SinglePrecisionProduct::multiply_blocks(PetscScalar* out) const {
  constexpr int width = width_of(dim);
  for (std::size_t node = 0; node + 1 < starts_.size(); ++node) {
    float sum[width] = {};
    for (std::size_t b = starts_[node]; b < starts_[node + 1]; ++b) {
      const float* block = &blocks_[b * dim * width];
      const float* x = &read_[nodes_[b] * static_cast<std::size_t>(dim)];
      for (int c = 0; c < dim; ++c)
        for (int r = 0; r < width; ++r) sum[r] += block[c * width + r] * x[c];
    }
    for (int r = 0; r < dim; ++r) out[node * dim + r] = sum[r];
  }
}

}  // namespace catena
