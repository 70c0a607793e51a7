// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/simulation/weigh_errors.h"

#include "solvers/electrochemistry/local_values.h"

namespace catena {

template <int dim>
std::vector<ErrorField> weigh_errors(const Electrochemistry<dim>& electrochemistry) {
  const auto& fields = electrochemistry.fields();
  const auto& numbering = fields.numbering();
  const auto& owned = numbering.owned();
  LocalValues local(numbering.communicator(), owned, numbering.relevant(), fields.constraints());
  auto masses = electrochemistry.make_vector();
  double* sums = local.start_sums();
  for (unsigned int f = 0; f < numbering.fields(); ++f) {
    const PhaseSpace<dim>& space = numbering.field(f);
    for (const auto& cell : space.cells()) {
      const ShapeTable<dim>& table = space.table(cell);
      for (unsigned int q = 0; q < table.points; ++q)
        for (unsigned int i = 0; i < table.shapes; ++i)
          sums[local.place(numbering.number(f, cell.unknowns[i]))] +=
              table.weight[q] * table.values(q)[i] * table.values(q)[i];
    }
  }
  local.add_sums(masses);
  std::vector<ErrorField> found;
  const PetscScalar* mass = nullptr;
  VecGetArrayRead(masses, &mass);
  for (unsigned int f = 0; f < numbering.fields(); ++f) {
    const auto [begin, end] = numbering.owned_range(f);
    ErrorField field;
    double whole[2] = {0, 0};  // mass and rows
    for (auto row = begin; row < end; ++row) {
      if (!electrochemistry.differential().is_element(row)) continue;
      field.rows.push_back(owned.index_within_set(row));
      field.weights.push_back(mass[field.rows.back()]);
      whole[0] += field.weights.back();
      whole[1] += 1;
    }
    MPI_Allreduce(MPI_IN_PLACE, whole, 2, MPI_DOUBLE, MPI_SUM, numbering.communicator());
    if (whole[1] == 0) continue;
    for (double& weight : field.weights) weight /= whole[0];
    found.push_back(std::move(field));
  }
  VecRestoreArrayRead(masses, &mass);
  return found;
}

template std::vector<ErrorField> weigh_errors(const Electrochemistry<2>&);
template std::vector<ErrorField> weigh_errors(const Electrochemistry<3>&);

}  // namespace catena
