// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

// What differs between the releases of deal.II, 9.4 to 9.7, and nothing else.

#include <deal.II/base/config.h>
#include <deal.II/base/index_set.h>
#include <deal.II/distributed/tria.h>
#include <deal.II/dofs/dof_handler.h>
#include <deal.II/dofs/dof_tools.h>
#include <deal.II/lac/affine_constraints.h>

namespace catena {

template <int dim>
dealii::IndexSet locally_relevant_dofs(const dealii::DoFHandler<dim>& handler) {
#if DEAL_II_VERSION_GTE(9, 5, 0)
  return dealii::DoFTools::extract_locally_relevant_dofs(handler);
#else
  dealii::IndexSet relevant;
  dealii::DoFTools::extract_locally_relevant_dofs(handler, relevant);
  return relevant;
#endif
}

/// A set of constraints that may name any of the `relevant` unknowns.
inline dealii::AffineConstraints<double> empty_constraints(const dealii::IndexSet& owned,
                                                           const dealii::IndexSet& relevant) {
#if DEAL_II_VERSION_GTE(9, 6, 0)
  return dealii::AffineConstraints<double>(owned, relevant);
#else
  (void)owned;
  return dealii::AffineConstraints<double>(relevant);
#endif
}

/// Weighs cells by `weight(cell)` when a distributed mesh is parted among ranks.
template <int dim, class Weight>
void weigh_cells(dealii::parallel::distributed::Triangulation<dim>& triangulation, Weight weight) {
  triangulation.signals.weight.connect(
      [weight](const auto& cell, const auto) -> unsigned int { return weight(cell); });
}

}  // namespace catena
