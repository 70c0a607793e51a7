// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <deal.II/fe/fe_q.h>

#include <memory>
#include <string>
#include <vector>

namespace catena {

/// FE_Q with a colour: it is continuous with elements of its own colour and shares no unknown with those of
/// another, so that two particles have unknowns of their own also where cells of both meet at a vertex, an
/// edge or a face. A film of matrix between them may then be as thin as one cell. Two cells of different
/// colour must not meet at a hanging node.
template <int dim>
class OwnElement : public dealii::FE_Q<dim> {
 public:
  using Element = dealii::FiniteElement<dim>;
  using Identities = std::vector<std::pair<unsigned int, unsigned int>>;

  OwnElement(unsigned int polynomials, unsigned int colour)
      : dealii::FE_Q<dim>(polynomials), colour_(colour) {}

  std::unique_ptr<Element> clone() const override { return std::make_unique<OwnElement>(*this); }
  std::string get_name() const override;
  Identities hp_vertex_dof_identities(const Element& other) const override;
  Identities hp_line_dof_identities(const Element& other) const override;
  Identities hp_quad_dof_identities(const Element& other, const unsigned int face = 0) const override;

 private:
  bool parted_from(const Element& other) const;

  unsigned int colour_;
};

}  // namespace catena
