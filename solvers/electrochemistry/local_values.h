// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <deal.II/base/index_set.h>
#include <deal.II/lac/affine_constraints.h>
#include <petscvec.h>

#include <vector>

namespace catena {

/// The values of a distributed vector at the unknowns of this rank's cells as one plain array, and sums over
/// cells brought back into a distributed vector. Places in the array are found once, by place(); constrained
/// unknowns get their values from those they hang on, and sums for them go there.
///
/// A vector here holds all unknowns; its entries of constrained unknowns need not be right for gather().
class LocalValues {
 public:
  using Index = dealii::types::global_dof_index;

  LocalValues(MPI_Comm comm, const dealii::IndexSet& owned, const dealii::IndexSet& relevant,
              const dealii::AffineConstraints<double>& constraints);
  ~LocalValues();
  LocalValues(const LocalValues&) = delete;
  LocalValues& operator=(const LocalValues&) = delete;

  /// Of an owned or relevant unknown.
  unsigned int place(Index unknown) const;
  std::vector<unsigned int> places(const std::vector<Index>& unknowns) const;

  /// Collective. The array stays as it is until the next gather().
  const double* gather(Vec vector);
  /// Sets the owned constrained entries of the vector that was gathered last.
  void set_constrained(Vec vector) const;
  /// Zeroes the owned constrained entries.
  void zero_constrained(Vec vector) const;

  /// An array of zeros, one for each place, to add to.
  double* start_sums();
  /// Adds what start_sums() gathered, of all ranks, to the vector. Collective.
  void add_sums(Vec vector);

 private:
  struct Line {
    unsigned int place;
    std::vector<std::pair<unsigned int, double>> masters;
  };

  dealii::IndexSet ghosts_;
  Index begin_, end_;
  unsigned int size_ = 0;
  std::vector<Line> lines_;
  Vec values_ = nullptr, sums_ = nullptr;              ///< with ghosts
  Vec values_local_ = nullptr, sums_local_ = nullptr;  ///< their arrays with the ghosts' places
  double *array_ = nullptr, *sums_array_ = nullptr;
};

}  // namespace catena
