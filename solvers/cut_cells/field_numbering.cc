// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/cut_cells/field_numbering.h"

#include <algorithm>

#include "solvers/cut_cells/deal_ii.h"
#include "solvers/cut_cells/phase_space.h"

namespace catena {
namespace {

template <int dim>
std::vector<JoinedNumbering::Index> owned_counts(const std::vector<const PhaseSpace<dim>*>& fields) {
  std::vector<JoinedNumbering::Index> counts;
  for (const auto* field : fields) counts.push_back(field->owned().n_elements());
  return counts;
}

}  // namespace

template <int dim>
FieldNumbering<dim>::FieldNumbering(MPI_Comm comm, const std::vector<const PhaseSpace<dim>*>& fields,
                                    unsigned int lone)
    : comm_(comm), fields_(fields), lone_count_(lone), joined_(comm, owned_counts(fields), lone) {
  const auto [begin, end] = joined_.owned();
  owned_.set_size(size());
  owned_.add_range(begin, end);
  relevant_ = owned_;
  for (unsigned int f = 0; f < fields.size(); ++f) {
    std::vector<Index> numbers;
    for (const auto unknown : fields[f]->relevant()) numbers.push_back(number(f, unknown));
    std::sort(numbers.begin(), numbers.end());
    relevant_.add_indices(numbers.begin(), numbers.end());
  }
  relevant_.add_range(joined_.first_lone(), size());
  relevant_.compress();
}

template <int dim>
std::vector<typename FieldNumbering<dim>::Index> FieldNumbering<dim>::numbers(
    unsigned int f, const std::vector<Index>& unknowns) const {
  std::vector<Index> list(unknowns.size());
  for (std::size_t i = 0; i < unknowns.size(); ++i) list[i] = number(f, unknowns[i]);
  return list;
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
