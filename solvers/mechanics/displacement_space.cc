// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/mechanics/displacement_space.h"

#include <algorithm>

#include "solvers/cut_cells/check_petsc.h"

namespace catena {

template <int dim>
DisplacementSpace<dim>::DisplacementSpace(const CutMesh<dim>& mesh)
    : mesh_(mesh),
      particles_(mesh, Phase::particles, dim),
      matrix_(mesh, Phase::matrix, dim),
      numbering_(mesh.communicator(), {&particles_, &matrix_}, 0),
      hanging_(numbering_.hanging_nodes()) {
  hanging_.close();
  collect();
}

template <int dim>
void DisplacementSpace<dim>::hold_normal(unsigned int axis, bool far) {
  const auto first = numbering_.first_owned();
  for (unsigned int p = 0; p < 2; ++p)
    for (const auto& support : phase(p).on_face(axis, far)) {
      const auto number = numbering_.number(p, support.unknown);
      if (support.component == axis && numbering_.owned().is_element(number) &&
          !hanging_.is_constrained(number))
        held_.push_back({static_cast<int>(number - first), support.point, axis, phase(p).phase()});
    }
  collect();
}

template <int dim>
void DisplacementSpace<dim>::hold_all(const Boundary& boundary, bool octant) {
  boundary_ = boundary;
  held_.clear();
  const auto first = numbering_.first_owned();
  for (unsigned int axis = 0; axis < dim; ++axis)
    for (const bool far : {false, true}) {
      if (octant && !far) continue;
      for (unsigned int p = 0; p < 2; ++p)
        for (const auto& support : phase(p).on_face(axis, far)) {
          const auto number = numbering_.number(p, support.unknown);
          if (numbering_.owned().is_element(number) && !hanging_.is_constrained(number))
            held_.push_back(
                {static_cast<int>(number - first), support.point, support.component, phase(p).phase()});
        }
    }
  for (unsigned int axis = 0; octant && axis < dim; ++axis) hold_normal(axis, false);
  collect();
}

template <int dim>
void DisplacementSpace<dim>::collect() {
  not_free_.clear();
  for (const Held& held : held_) not_free_.push_back(held.local);
  int local = 0;
  for (const auto number : numbering_.owned()) {
    if (hanging_.is_constrained(number)) not_free_.push_back(local);
    ++local;
  }
  std::sort(not_free_.begin(), not_free_.end());
  not_free_.erase(std::unique(not_free_.begin(), not_free_.end()), not_free_.end());
}

template <int dim>
void DisplacementSpace<dim>::zero_not_free(Vec vector) const {
  PetscScalar* values;
  check_petsc(VecGetArray(vector, &values));
  for (const int local : not_free_) values[local] = 0;
  check_petsc(VecRestoreArray(vector, &values));
}

template <int dim>
void DisplacementSpace<dim>::impose(Vector& displacement) const {
  PetscScalar* values;
  check_petsc(VecGetArray(displacement, &values));
  for (const Held& held : held_)
    values[held.local] = boundary_ ? boundary_(held.point, held.phase)[held.component] : 0.;
  check_petsc(VecRestoreArray(displacement, &values));
  hanging_.distribute(displacement);
}

template <int dim>
std::vector<dealii::Point<dim>> DisplacementSpace<dim>::places() const {
  std::vector<dealii::Point<dim>> places(numbering_.owned().n_elements());
  if (places.empty()) return places;
  const auto first = numbering_.first_owned();
  for (unsigned int p = 0; p < 2; ++p)
    for (const auto& support : phase(p).support()) {
      const auto number = numbering_.number(p, support.unknown);
      if (numbering_.owned().is_element(number)) places[number - first] = support.point;
    }
  return places;
}

template class DisplacementSpace<2>;
template class DisplacementSpace<3>;

}  // namespace catena
