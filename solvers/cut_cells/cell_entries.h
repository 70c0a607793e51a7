// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <petscmat.h>

#include <vector>

namespace catena {

/// Adds the matrices of the same cells in the same order to one distributed matrix (MATAIJ) again and again:
/// where their entries lie in its arrays is looked up in the first round only. That took most of the time of
/// a Jacobian.
class CellEntries {
 public:
  /// \param matrix assembled; its pattern must hold all that is going to be added (add() throws
  /// std::logic_error otherwise), and stay.
  explicit CellEntries(Mat matrix);

  void begin();
  /// \param numbers of the cell's unknowns in the whole numbering. \param values row by row.
  void add(const std::vector<PetscInt>& numbers, const std::vector<double>& values);
  /// Exchanges what belongs to other ranks. Collective.
  void end();

 private:
  /// Of each entry: from 0 on in the array of the block on the diagonal, from -2 down in that of the rest,
  /// or the row of another rank.
  using Places = std::vector<PetscInt>;
  struct Cell {
    std::vector<PetscInt> numbers;
    Places places;
  };
  static constexpr PetscInt elsewhere = -1;

  bool mine(PetscInt number) const { return number >= first_ && number < last_; }
  /// Place of an entry in a row of this rank.
  PetscInt find(PetscInt row, PetscInt column) const;
  Places find(const std::vector<PetscInt>& numbers) const;

  Mat matrix_, own_ = nullptr, other_ = nullptr;
  const PetscInt* other_columns_ = nullptr;
  bool known_layout_ = false;
  PetscInt first_ = 0, last_ = 0;
  std::vector<Cell> cells_;
  std::size_t next_ = 0;
  PetscScalar *own_values_ = nullptr, *other_values_ = nullptr;
};

}  // namespace catena
