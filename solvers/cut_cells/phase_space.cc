// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/cut_cells/phase_space.h"

#include <deal.II/fe/fe_nothing.h>
#include <deal.II/fe/fe_system.h>

#include <algorithm>
#include <cmath>

#include "solvers/cut_cells/deal_ii.h"
#include "solvers/cut_cells/own_element.h"

namespace catena {
namespace {

/// One a colour, and nothing.
template <int dim>
dealii::hp::FECollection<dim> elements_of(unsigned int degree, unsigned int components,
                                          unsigned int colours) {
  dealii::hp::FECollection<dim> elements;
  for (unsigned int colour = 0; colour < colours; ++colour) {
    const OwnElement<dim> element(degree, colour);
    if (components == 1)
      elements.push_back(element);
    else
      elements.push_back(dealii::FESystem<dim>(element, components));
  }
  if (components == 1)
    elements.push_back(dealii::FE_Nothing<dim>());
  else
    elements.push_back(dealii::FESystem<dim>(dealii::FE_Nothing<dim>(), components));
  return elements;
}

}  // namespace

template <int dim>
PhaseSpace<dim>::PhaseSpace(const CutMesh<dim>& mesh, Phase phase, unsigned int components,
                            const std::function<bool(const dealii::Point<dim>&)>& within)
    : mesh_(mesh),
      phase_(phase),
      components_(components),
      elements_(elements_of<dim>(mesh.degree(), components, phase == Phase::particles ? mesh.colours() : 1)),
      handler_(mesh.triangulation()) {
  const auto reaches = [&](const auto& iterator) {
    return mesh.cells()[iterator->active_cell_index()].has[static_cast<int>(phase)] &&
           (!within || within(iterator->center()));
  };
  const auto particle = [&](const auto& iterator) {
    return phase == Phase::particles ? mesh.cells()[iterator->active_cell_index()].particle : 0;
  };
  for (const auto& iterator : handler_.active_cell_iterators())
    if (iterator->is_locally_owned())
      iterator->set_active_fe_index(!reaches(iterator)          ? colours()
                                    : phase == Phase::particles ? mesh.colour(particle(iterator))
                                                                : 0);
  handler_.distribute_dofs(elements_);
  owned_ = handler_.locally_owned_dofs();
  relevant_ = locally_relevant_dofs(handler_);
  hanging_nodes_.reinit(relevant_);
  dealii::DoFTools::make_hanging_node_constraints(handler_, hanging_nodes_);
  hanging_nodes_.close();

  const auto& element = elements_[0];
  std::vector<dealii::types::global_dof_index> numbers(element.n_dofs_per_cell());
  const auto unknowns = [&](const auto& iterator) {
    iterator->get_dof_indices(numbers);
    std::vector<dealii::types::global_dof_index> ordered(numbers.size());
    for (unsigned int i = 0; i < numbers.size(); ++i) {
      const auto [component, shape] = element.system_to_component_index(i);
      ordered[shape * components_ + component] = numbers[i];
    }
    return ordered;
  };
  for (const auto& iterator : handler_.active_cell_iterators()) {
    if (!iterator->is_locally_owned() || !reaches(iterator)) continue;
    cells_.push_back({iterator->active_cell_index(), unknowns(iterator)});
    for (unsigned int axis = 0; axis < dim; ++axis) {
      if (iterator->at_boundary(2 * axis + 1)) continue;
      const auto neighbor = iterator->neighbor(2 * axis + 1);
      if (!neighbor->is_active() || !reaches(neighbor) || particle(neighbor) != particle(iterator)) continue;
      if (!mesh.cells()[iterator->active_cell_index()].cut() &&
          !mesh.cells()[neighbor->active_cell_index()].cut())
        continue;
      faces_.push_back({axis, iterator->active_cell_index(), neighbor->active_cell_index(),
                        cells_.back().unknowns, unknowns(neighbor)});
    }
  }
}

template <int dim>
std::vector<typename PhaseSpace<dim>::Support> PhaseSpace<dim>::support_where(
    const std::function<bool(const typename dealii::DoFHandler<dim>::active_cell_iterator&)>& choose) const {
  const auto& element = elements_[0];
  const auto& points = element.get_unit_support_points();
  std::vector<dealii::types::global_dof_index> numbers(element.n_dofs_per_cell());
  std::vector<bool> found(handler_.n_dofs(), false);
  std::vector<Support> list;
  for (const auto& iterator : handler_.active_cell_iterators()) {
    if (iterator->is_artificial() || iterator->active_fe_index() == colours() || !choose(iterator)) continue;
    iterator->get_dof_indices(numbers);
    const auto& cell = mesh_.cells()[iterator->active_cell_index()];
    for (unsigned int i = 0; i < numbers.size(); ++i) {
      if (found[numbers[i]]) continue;
      found[numbers[i]] = true;
      list.push_back({numbers[i], mesh_.place(cell, points[i]), element.system_to_component_index(i).first});
    }
  }
  std::sort(list.begin(), list.end(),
            [](const Support& a, const Support& b) { return a.unknown < b.unknown; });
  return list;
}

template <int dim>
std::vector<typename PhaseSpace<dim>::Support> PhaseSpace<dim>::support() const {
  return support_where([](const auto&) { return true; });
}

template <int dim>
std::vector<typename PhaseSpace<dim>::Support> PhaseSpace<dim>::on_face(unsigned int axis, bool far) const {
  const double place = far ? mesh_.options().box[axis] : 0;
  std::vector<Support> list;
  for (const Support& support :
       support_where([&](const auto& cell) { return cell->at_boundary(2 * axis + (far ? 1 : 0)); }))
    if (std::abs(support.point[axis] - place) < 1e-6 * mesh_.finest_edge()[axis]) list.push_back(support);
  return list;
}

template class PhaseSpace<2>;
template class PhaseSpace<3>;

}  // namespace catena
