// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/cut_cells/field_numbering.h"

#include <algorithm>

#include "solvers/cut_cells/deal_ii.h"
#include "solvers/cut_cells/phase_space.h"

namespace catena {

template <int dim>
FieldNumbering<dim>::FieldNumbering(MPI_Comm comm, const std::vector<const PhaseSpace<dim>*>& fields,
                                    unsigned int lone)
    : comm_(comm), fields_(fields), lone_count_(lone) {
  int ranks;
  MPI_Comm_rank(comm, &rank_);
  MPI_Comm_size(comm, &ranks);
  std::vector<std::vector<unsigned long long>> counts(fields.size());
  field_begin_.resize(fields.size());
  whole_begin_.resize(fields.size());
  for (std::size_t f = 0; f < fields.size(); ++f) {
    counts[f].resize(ranks);
    const unsigned long long mine = fields[f]->owned().n_elements();
    MPI_Allgather(&mine, 1, MPI_UNSIGNED_LONG_LONG, counts[f].data(), 1, MPI_UNSIGNED_LONG_LONG, comm);
    field_begin_[f].assign(ranks + 1, 0);
    whole_begin_[f].assign(ranks, 0);
    for (int r = 0; r < ranks; ++r)
      field_begin_[f][r + 1] = field_begin_[f][r] + static_cast<Index>(counts[f][r]);
  }
  Index next = 0, owned_begin = 0, owned_end = 0;
  for (int r = 0; r < ranks; ++r) {
    if (r == rank_) owned_begin = next;
    for (std::size_t f = 0; f < fields.size(); ++f) {
      whole_begin_[f][r] = next;
      next += static_cast<Index>(counts[f][r]);
    }
    if (r == ranks - 1) {
      lone_begin_ = next;
      next += lone;
    }
    if (r == rank_) owned_end = next;
  }
  size_ = next;
  owned_.set_size(size_);
  owned_.add_range(owned_begin, owned_end);
  relevant_ = owned_;
  for (unsigned int f = 0; f < fields.size(); ++f) {
    std::vector<Index> numbers;
    for (const auto unknown : fields[f]->relevant()) numbers.push_back(number(f, unknown));
    std::sort(numbers.begin(), numbers.end());
    relevant_.add_indices(numbers.begin(), numbers.end());
  }
  relevant_.add_range(lone_begin_, size_);
  relevant_.compress();
}

template <int dim>
typename FieldNumbering<dim>::Index FieldNumbering<dim>::number(unsigned int f, Index i) const {
  const auto& begin = field_begin_[f];
  // Ranks without unknowns share their first number with the next: the last that begins at or before i owns
  // it.
  const auto rank = std::upper_bound(begin.begin(), begin.end() - 1, i) - begin.begin() - 1;
  return whole_begin_[f][rank] + (i - begin[rank]);
}

template <int dim>
std::vector<typename FieldNumbering<dim>::Index> FieldNumbering<dim>::numbers(
    unsigned int f, const std::vector<Index>& unknowns) const {
  std::vector<Index> list(unknowns.size());
  for (std::size_t i = 0; i < unknowns.size(); ++i) list[i] = number(f, unknowns[i]);
  return list;
}

template <int dim>
std::pair<typename FieldNumbering<dim>::Index, typename FieldNumbering<dim>::Index>
FieldNumbering<dim>::owned_range(unsigned int f) const {
  const Index begin = whole_begin_[f][rank_];
  return {begin, begin + (field_begin_[f][rank_ + 1] - field_begin_[f][rank_])};
}

template <int dim>
dealii::AffineConstraints<double> FieldNumbering<dim>::hanging_nodes() const {
  auto all = empty_constraints(owned_, relevant_);
  for (unsigned int f = 0; f < fields_.size(); ++f) {
    const auto& own = fields_[f]->hanging_nodes();
    for (const auto unknown : fields_[f]->relevant()) {
      if (!own.is_constrained(unknown)) continue;
      const Index line = number(f, unknown);
      all.add_line(line);
      for (const auto& [master, weight] : *own.get_constraint_entries(unknown))
        all.add_entry(line, number(f, master), weight);
    }
  }
  return all;
}

template class FieldNumbering<2>;
template class FieldNumbering<3>;

}  // namespace catena
