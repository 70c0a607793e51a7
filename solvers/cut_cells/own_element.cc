// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/cut_cells/own_element.h"

namespace catena {

template <int dim>
bool OwnElement<dim>::parted_from(const Element& other) const {
  const auto* own = dynamic_cast<const OwnElement*>(&other);
  return own && own->colour_ != colour_;
}

template <int dim>
std::string OwnElement<dim>::get_name() const {
  return dealii::FE_Q<dim>::get_name() + " of colour " + std::to_string(colour_);
}

template <int dim>
typename OwnElement<dim>::Identities OwnElement<dim>::hp_vertex_dof_identities(const Element& other) const {
  return parted_from(other) ? Identities() : dealii::FE_Q<dim>::hp_vertex_dof_identities(other);
}

template <int dim>
typename OwnElement<dim>::Identities OwnElement<dim>::hp_line_dof_identities(const Element& other) const {
  return parted_from(other) ? Identities() : dealii::FE_Q<dim>::hp_line_dof_identities(other);
}

template <int dim>
typename OwnElement<dim>::Identities OwnElement<dim>::hp_quad_dof_identities(const Element& other,
                                                                             const unsigned int face) const {
  return parted_from(other) ? Identities() : dealii::FE_Q<dim>::hp_quad_dof_identities(other, face);
}

template class OwnElement<2>;
template class OwnElement<3>;

}  // namespace catena
