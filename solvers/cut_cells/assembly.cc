// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/cut_cells/assembly.h"

#include <deal.II/lac/sparsity_tools.h>
#include <petscmat.h>

#include <algorithm>
#include <map>

#include "solvers/cut_cells/check_petsc.h"

namespace catena {

template <int dim>
Assembly<dim>::Assembly(const FieldNumbering<dim>& numbering,
                        const dealii::AffineConstraints<double>& constraints)
    : numbering_(numbering), constraints_(constraints), penalty_(numbering.field(0).mesh()) {}

template <int dim>
void Assembly<dim>::make_pattern(const Pairs& coupled) {
  clear_pattern();
  couple_within_fields();
  couple_between(coupled);
  share_pattern();
}

template <int dim>
void Assembly<dim>::make_pattern_between(const Pairs& coupled) {
  clear_pattern();
  couple_between(coupled);
  share_pattern();
}

template <int dim>
void Assembly<dim>::clear_pattern() {
  pattern_.reinit(numbering_.size(), numbering_.size(), numbering_.relevant());
}

template <int dim>
void Assembly<dim>::couple(const std::vector<Index>& unknowns) {
  const auto merged = resolve(unknowns).masters;
  for (const Index row : merged) pattern_.add_entries(row, merged.begin(), merged.end(), true);
}

template <int dim>
void Assembly<dim>::couple_within_fields() {
  for (unsigned int f = 0; f < numbering_.fields(); ++f) {
    for (const auto& cell : numbering_.field(f).cells()) couple(numbering_.numbers(f, cell.unknowns));
    for (const auto& face : numbering_.field(f).ghost_faces())
      for (unsigned int c = 0; c < numbering_.field(f).components(); ++c) couple(face_numbers(f, face, c));
  }
}

template <int dim>
void Assembly<dim>::couple_between(const Pairs& coupled) {
  for (const auto& [f, g] : coupled) {
    std::multimap<unsigned int, const typename PhaseSpace<dim>::Cell*> others;
    for (const auto& cell : numbering_.field(g).cells()) others.emplace(cell.index, &cell);
    for (const auto& cell : numbering_.field(f).cells()) {
      const auto [begin, end] = others.equal_range(cell.index);
      for (auto other = begin; other != end; ++other) {
        const bool two_particles =
            cell.particle >= 0 && other->second->particle >= 0 && cell.particle != other->second->particle;
        if (two_particles) continue;
        auto both = numbering_.numbers(f, cell.unknowns);
        const auto second = numbering_.numbers(g, other->second->unknowns);
        both.insert(both.end(), second.begin(), second.end());
        couple(both);
      }
    }
  }
}

template <int dim>
void Assembly<dim>::share_pattern() {
  for (const Index row : numbering_.owned()) pattern_.add(row, row);
  dealii::SparsityTools::distribute_sparsity_pattern(pattern_, numbering_.owned(), numbering_.communicator(),
                                                     numbering_.relevant());
}

template <int dim>
void Assembly<dim>::start(dealii::PETScWrappers::MPI::SparseMatrix& matrix) const {
  matrix.reinit(numbering_.owned(), numbering_.owned(), pattern_, numbering_.communicator());
}

template <int dim>
std::vector<typename Assembly<dim>::Index> Assembly<dim>::face_numbers(
    unsigned int f, const typename PhaseSpace<dim>::Face& face, unsigned int component) const {
  const unsigned int components = numbering_.field(f).components();
  std::vector<Index> numbers;
  for (const auto* unknowns : {&face.first, &face.second})
    for (std::size_t i = component; i < unknowns->size(); i += components)
      numbers.push_back(numbering_.number(f, (*unknowns)[i]));
  return numbers;
}

template <int dim>
typename Assembly<dim>::Resolved Assembly<dim>::resolve(const std::vector<Index>& unknowns) const {
  Resolved resolved;
  for (unsigned int i = 0; i < unknowns.size(); ++i) {
    if (const auto* entries = constraints_.is_constrained(unknowns[i])
                                  ? constraints_.get_constraint_entries(unknowns[i])
                                  : nullptr) {
      for (const auto& [master, weight] : *entries) resolved.terms.push_back({master, i, weight});
    } else if (!constraints_.is_constrained(unknowns[i])) {
      resolved.terms.push_back({unknowns[i], i, 1.});
    }
  }
  for (const auto& term : resolved.terms) resolved.masters.push_back(term.master);
  std::sort(resolved.masters.begin(), resolved.masters.end());
  resolved.masters.erase(std::unique(resolved.masters.begin(), resolved.masters.end()),
                         resolved.masters.end());
  for (auto& term : resolved.terms)
    term.place = std::lower_bound(resolved.masters.begin(), resolved.masters.end(), term.master) -
                 resolved.masters.begin();
  return resolved;
}

template <int dim>
void Assembly<dim>::add(const std::vector<Index>& unknowns, const std::vector<double>& values,
                        dealii::PETScWrappers::MPI::SparseMatrix& matrix) const {
  const Resolved resolved = resolve(unknowns);
  const std::size_t n = unknowns.size(), m = resolved.masters.size();
  std::vector<double> merged(m * m, 0.);
  for (const auto& row : resolved.terms)
    for (const auto& column : resolved.terms)
      merged[row.place * m + column.place] +=
          row.weight * column.weight * values[row.local * n + column.local];
  const std::vector<PetscInt> masters(resolved.masters.begin(), resolved.masters.end());
  const auto count = static_cast<PetscInt>(m);
  check_petsc(MatSetValues(matrix, count, masters.data(), count, masters.data(), merged.data(), ADD_VALUES));
}

template <int dim>
void Assembly<dim>::add_cells(unsigned int f, const CellMatrix& cell_matrix,
                              dealii::PETScWrappers::MPI::SparseMatrix& matrix) const {
  const auto& space = numbering_.field(f);
  std::vector<double> values;
  for (const auto& cell : space.cells()) {
    values.assign(cell.unknowns.size() * cell.unknowns.size(), 0.);
    cell_matrix(cell, space.geometry(cell), space.table(cell), values);
    add(numbering_.numbers(f, cell.unknowns), values, matrix);
  }
}

template <int dim>
void Assembly<dim>::add_ghost_penalty(unsigned int f, const FaceWeight& weight,
                                      dealii::PETScWrappers::MPI::SparseMatrix& matrix) const {
  const auto& space = numbering_.field(f);
  const unsigned int components = space.components();
  for (const auto& face : space.ghost_faces()) {
    const auto& scalar = penalty_.matrix(face.axis);
    const double factor =
        weight(space.mesh().cells()[face.first_index], space.mesh().cells()[face.second_index]);
    std::vector<double> values(scalar.begin(), scalar.end());
    for (double& value : values) value *= factor;
    for (unsigned int c = 0; c < components; ++c) add(face_numbers(f, face, c), values, matrix);
  }
}

template <int dim>
void Assembly<dim>::finish(dealii::PETScWrappers::MPI::SparseMatrix& matrix, double diagonal) const {
  for (const Index row : numbering_.owned())
    if (constraints_.is_constrained(row)) {
      const auto number = static_cast<PetscInt>(row);
      check_petsc(MatSetValues(matrix, 1, &number, 1, &number, &diagonal, ADD_VALUES));
    }
  matrix.compress(dealii::VectorOperation::add);
  check_petsc(MatSetOption(matrix, MAT_NEW_NONZERO_LOCATION_ERR, PETSC_TRUE));
}

template class Assembly<2>;
template class Assembly<3>;

}  // namespace catena
