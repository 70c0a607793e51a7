// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/electrochemistry/electrode_fields.h"

namespace catena {

template <int dim>
ElectrodeFields<dim>::ElectrodeFields(const CutMesh<dim>& mesh, const CarbonBinder<dim>& carbon_binder,
                                      const ElectrochemistryOptions& options)
    : mesh_(mesh) {
  index_.fill(-1);
  std::function<bool(const dealii::Point<dim>&)> conducting;
  if (carbon_binder.separator_thickness() > 0)
    conducting = [&carbon_binder](const dealii::Point<dim>& point) {
      return !carbon_binder.separator(point);
    };
  add(concentration, Phase::particles, nullptr);
  add(electron_potential, Phase::matrix, conducting);
  if (options.electrolyte != ElectrolyteModel::constant) add(electrolyte_potential, Phase::matrix, nullptr);
  if (options.electrolyte == ElectrolyteModel::salt) add(salt, Phase::matrix, nullptr);
  if (options.supply == ElectronSupply::particles) add(particle_potential, Phase::particles, nullptr);
  std::vector<const PhaseSpace<dim>*> spaces;
  for (const auto& space : spaces_) spaces.push_back(space.get());
  numbering_ = std::make_unique<FieldNumbering<dim>>(mesh.communicator(), spaces, 1);
  constrain();
}

template <int dim>
void ElectrodeFields<dim>::add(Name name, Phase phase,
                               const std::function<bool(const dealii::Point<dim>&)>& within) {
  index_[name] = static_cast<int>(spaces_.size());
  present_.push_back(name);
  spaces_.push_back(std::make_unique<PhaseSpace<dim>>(mesh_, phase, 1, within));
}

template <int dim>
void ElectrodeFields<dim>::constrain() {
  constraints_ = numbering_->hanging_nodes();
  const auto voltage = numbering_->lone(0);
  for (const auto& support : space(electron_potential).on_face(dim - 1, true)) {
    const auto line = numbering_->number(index(electron_potential), support.unknown);
    // A hanging node of the face hangs on others of the face, which are all the same.
    if (constraints_.is_constrained(line)) continue;
    constraints_.add_line(line);
    constraints_.add_entry(line, voltage, 1.);
  }
  if (has(electrolyte_potential))
    for (const auto& support : space(electrolyte_potential).on_face(dim - 1, false)) {
      const auto line = numbering_->number(index(electrolyte_potential), support.unknown);
      if (!constraints_.is_constrained(line)) constraints_.add_line(line);
    }
  constraints_.close();
}

template <int dim>
std::array<std::string, 3> ElectrodeFields<dim>::description(Name name) {
  switch (name) {
    case concentration:
      return {"concentration", "lithium in the particles, c/c_max", "1"};
    case electron_potential:
      return {"electron_potential", "potential of electrons in carbon and binder", "V"};
    case electrolyte_potential:
      return {"electrolyte_potential", "potential of the electrolyte against lithium", "V"};
    case salt:
      return {"salt", "salt concentration over its initial value", "1"};
    default:
      return {"particle_potential", "potential of electrons in the particles", "V"};
  }
}

template class ElectrodeFields<2>;
template class ElectrodeFields<3>;

}  // namespace catena
