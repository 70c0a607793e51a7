// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/cut_cells/phase_space.h"

#include <deal.II/dofs/dof_tools.h>
#include <deal.II/fe/fe_nothing.h>
#include <deal.II/fe/fe_q.h>
#include <deal.II/fe/fe_system.h>

#include <algorithm>
#include <cmath>

#include "solvers/cut_cells/deal_ii.h"

namespace catena {
namespace {

constexpr unsigned int something = 0, nothing = 1;

template <int dim>
dealii::hp::FECollection<dim> elements_of(unsigned int degree, unsigned int components) {
  const dealii::FE_Q<dim> element(degree);
  if (components == 1) return dealii::hp::FECollection<dim>(element, dealii::FE_Nothing<dim>());
  return dealii::hp::FECollection<dim>(dealii::FESystem<dim>(element, components),
                                       dealii::FESystem<dim>(dealii::FE_Nothing<dim>(), components));
}

/// A cell of the mesh, as a numbering of its unknowns knows it.
template <int dim, class TreeCell>
typename dealii::DoFHandler<dim>::active_cell_iterator in(const dealii::DoFHandler<dim>& handler,
                                                          const TreeCell& cell) {
  return {&handler.get_triangulation(), cell->level(), cell->index(), &handler};
}

}  // namespace

template <int dim>
PhaseSpace<dim>::PhaseSpace(const CutMesh<dim>& mesh, Phase phase, unsigned int components,
                            const std::function<bool(const dealii::Point<dim>&)>& within)
    : mesh_(mesh),
      phase_(phase),
      components_(components),
      elements_(elements_of<dim>(mesh.degree(), components)),
      within_(within) {
  number_unknowns();
  list_cells();
}

template <int dim>
std::vector<int> PhaseSpace<dim>::holders(const TreeCell& cell) const {
  const auto& geometry = mesh_.cells()[cell->active_cell_index()];
  if (within_ && !within_(cell->center())) return {};
  if (phase_ == Phase::particles) return geometry.particles;
  return geometry.matrix ? std::vector<int>{-1} : std::vector<int>{};
}

template <int dim>
void PhaseSpace<dim>::number_unknowns() {
  const unsigned int colours = phase_ == Phase::particles ? mesh_.colours() : 1;
  for (unsigned int c = 0; c < colours; ++c)
    handlers_.push_back(std::make_unique<dealii::DoFHandler<dim>>(mesh_.triangulation()));
  for (const auto& cell : mesh_.triangulation().active_cell_iterators()) {
    if (!cell->is_locally_owned()) continue;
    for (const auto& handler : handlers_) in<dim>(*handler, cell)->set_active_fe_index(nothing);
    for (const int particle : holders(cell))
      in<dim>(*handlers_[colour(particle)], cell)->set_active_fe_index(something);
  }
  std::vector<JoinedNumbering::Index> counts;
  std::vector<dealii::IndexSet> relevant;
  for (const auto& handler : handlers_) {
    handler->distribute_dofs(elements_);
    counts.push_back(handler->n_locally_owned_dofs());
    relevant.push_back(locally_relevant_dofs(*handler));
  }
  joined_ = JoinedNumbering(mesh_.communicator(), counts);
  owned_.set_size(joined_.size());
  owned_.add_range(joined_.owned().first, joined_.owned().second);
  relevant_ = owned_;
  std::vector<JoinedNumbering::Index> others;
  for (unsigned int c = 0; c < colours; ++c)
    for (const auto unknown : relevant[c])
      if (!handlers_[c]->locally_owned_dofs().is_element(unknown))
        others.push_back(joined_.number(c, unknown));
  std::sort(others.begin(), others.end());
  relevant_.add_indices(others.begin(), others.end());
  relevant_.compress();

  hanging_nodes_ = empty_constraints(owned_, relevant_);
  for (unsigned int c = 0; c < colours; ++c) {
    auto own = empty_constraints(handlers_[c]->locally_owned_dofs(), relevant[c]);
    dealii::DoFTools::make_hanging_node_constraints(*handlers_[c], own);
    own.close();
    for (const auto& line : own.get_lines()) {
      const auto number = joined_.number(c, line.index);
      hanging_nodes_.add_line(number);
      for (const auto& [master, weight] : line.entries)
        hanging_nodes_.add_entry(number, joined_.number(c, master), weight);
    }
  }
  hanging_nodes_.close();
}

template <int dim>
std::vector<dealii::types::global_dof_index> PhaseSpace<dim>::unknowns(const TreeCell& cell,
                                                                       int particle) const {
  const auto& element = elements_[something];
  std::vector<dealii::types::global_dof_index> numbers(element.n_dofs_per_cell()), ordered(numbers.size());
  in<dim>(*handlers_[colour(particle)], cell)->get_dof_indices(numbers);
  for (unsigned int i = 0; i < numbers.size(); ++i) {
    const auto [component, shape] = element.system_to_component_index(i);
    ordered[shape * components_ + component] = joined_.number(colour(particle), numbers[i]);
  }
  return ordered;
}

template <int dim>
void PhaseSpace<dim>::list_cells() {
  const auto& parts = mesh_.parts(phase_);
  cell_of_part_.assign(parts.size(), static_cast<std::size_t>(-1));
  unsigned int part = 0;
  for (const auto& cell : mesh_.triangulation().active_cell_iterators()) {
    if (!cell->is_locally_owned()) continue;
    const unsigned int index = cell->active_cell_index();
    while (part < parts.size() && parts[part].cell < index) ++part;
    for (const int particle : holders(cell)) {
      cell_of_part_[part] = cells_.size();
      cells_.push_back({part, index, particle, unknowns(cell, particle)});
      ++part;
      for (unsigned int axis = 0; axis < dim; ++axis) {
        if (cell->at_boundary(2 * axis + 1)) continue;
        const auto neighbor = cell->neighbor(2 * axis + 1);
        if (!neighbor->is_active()) continue;
        const auto there = holders(neighbor);
        if (std::find(there.begin(), there.end(), particle) == there.end()) continue;
        const unsigned int other = neighbor->active_cell_index();
        if (!mesh_.cells()[index].cut() && !mesh_.cells()[other].cut()) continue;
        faces_.push_back({axis, index, other, cells_.back().unknowns, unknowns(neighbor, particle)});
      }
    }
  }
}

template <int dim>
std::vector<typename PhaseSpace<dim>::Support> PhaseSpace<dim>::support_where(
    const std::function<bool(const TreeCell&)>& choose) const {
  const dealii::FE_Q<dim> element(mesh_.degree());
  const auto& points = element.get_unit_support_points();
  std::vector<Support> list;
  for (const auto& cell : mesh_.triangulation().active_cell_iterators()) {
    if (cell->is_artificial() || !choose(cell)) continue;
    const auto& geometry = mesh_.cells()[cell->active_cell_index()];
    for (const int particle : holders(cell)) {
      const auto numbers = unknowns(cell, particle);
      for (unsigned int i = 0; i < numbers.size(); ++i)
        list.push_back({numbers[i], mesh_.place(geometry, points[i / components_]), i % components_});
    }
  }
  // Of an unknown that several cells have the first stays.
  std::stable_sort(list.begin(), list.end(),
                   [](const Support& a, const Support& b) { return a.unknown < b.unknown; });
  list.erase(std::unique(list.begin(), list.end(),
                         [](const Support& a, const Support& b) { return a.unknown == b.unknown; }),
             list.end());
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
