// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/mechanics/mechanics.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <sstream>

#include "jobs/run/agreement.h"
#include "jobs/run/error.h"
#include "solvers/geometry/mesh_units.h"
#include "solvers/mechanics/equilibrium.h"
#include "solvers/mechanics/nodal_stress.h"

namespace catena {
namespace {

/// Nitsche's kappa in GPa/um; 0: a spring serves.
template <int dim>
double stabilisation(const CutMesh<dim>& mesh, const Material& material, const MechanicsOptions& options) {
  const double h = *std::max_element(mesh.finest_edge().begin(), mesh.finest_edge().end());
  const double particle = material.particle.young * gpa_per_pa,
               matrix = material.carbon_binder.young * gpa_per_pa;
  const double spring = material.cohesive_law->stiffness() * gpa_um_per_pa_m;
  const double most = mesh.degree() == 1 ? 4 : 16;
  if (options.form == InterfaceForm::spring) return 0;
  if (options.form == InterfaceForm::automatic && spring * h <= most * matrix) return 0;
  return options.nitsche * mesh.degree() * 2 * particle * matrix / (particle + matrix) / h;
}

double ghost_weight(double stabilisation, const MechanicsOptions& options) {
  if (options.ghost_weight > 0) return options.ghost_weight;
  return stabilisation > 0 ? 0.03 : 0.01;
}

}  // namespace

template <int dim>
struct Mechanics<dim>::Parts {
  using Vector = typename DisplacementSpace<dim>::Vector;

  Parts(const CutMesh<dim>& mesh, const InterfacePoints<dim>& points, const ElectrodeGeometry<dim>& geometry,
        const Material& material, const MechanicsOptions& wanted)
      : options(wanted),
        kappa(stabilisation(mesh, material, options)),
        misfit(*material.volume_change, material.initial_stoichiometry),
        space(mesh),
        bulk(space, material.particle, material.carbon_binder, ghost_weight(kappa, options)),
        interface(space, points, bulk, *material.cohesive_law, kappa),
        nodal_stress(mesh),
        displacement(space.make_vector()),
        accepted(space.make_vector()),
        earlier(space.make_vector()),
        guess(space.make_vector()),
        load(space.make_vector()),
        outer_load(space.make_vector()),
        with_ghosts(space.numbering().owned(), space.numbering().relevant(), mesh.communicator()),
        concentration(space.phase(0).cells().size() * element_shapes(mesh.degree()),
                      material.initial_stoichiometry),
        accepted_concentration(concentration) {
    for (int axis = 0; axis < dim; ++axis)
      for (const bool far : {false, true})
        if (axis < dim - 1 || far || options.separator_fixed) space.hold_normal(axis, far);
    if (!options.separator_fixed && options.stack_pressure != 0)
      bulk.add_pressure_load(options.stack_pressure, outer_load);
    const double limit = options.direct_limit * (dim == 2 ? 20. : 1.);
    typename Equilibrium<dim>::Limits limits{options.tolerance, options.most_iterations,
                                             static_cast<double>(space.numbering().size()) <= limit, nullptr};
    if (const auto* shapes = geometry.shapes.get())
      limits.place = [shapes](const dealii::Point<dim>& point) {
        return " at particle " + std::to_string(shapes->particles()[shapes->nearest(point)].id);
      };
    equilibrium = std::make_unique<Equilibrium<dim>>(space, bulk, interface, limits);
  }

  static std::size_t element_shapes(unsigned int degree) {
    return static_cast<std::size_t>(std::lround(std::pow(degree + 1, dim)));
  }

  std::vector<double> at_cells(int p, const Vector& vector) const {
    Vector whole = with_ghosts;
    whole = vector;
    std::vector<double> all, of_cell;
    for (const auto& cell : space.phase(p).cells()) {
      of_cell.resize(cell.unknowns.size());
      whole.extract_subvector_to(space.numbering().numbers(p, cell.unknowns), of_cell);
      all.insert(all.end(), of_cell.begin(), of_cell.end());
    }
    return all;
  }

  void set_from_cells(const Displacements& values, Vector& vector) const {
    const auto& owned = space.numbering().owned();
    for (int p = 0; p < 2; ++p) {
      const double* value = values[p].data();
      for (const auto& cell : space.phase(p).cells())
        for (const auto number : space.numbering().numbers(p, cell.unknowns)) {
          if (owned.is_element(number)) vector(number) = *value;
          ++value;
        }
    }
    vector.compress(dealii::VectorOperation::insert);
  }

  MechanicsOptions options;
  double kappa;
  mutable MisfitStrain misfit;
  DisplacementSpace<dim> space;
  ElasticBulk<dim> bulk;
  CohesiveInterface<dim> interface;
  mutable NodalStress<dim> nodal_stress;
  Vector displacement, accepted, earlier, guess, load, outer_load;
  Vector with_ghosts;
  std::vector<double> concentration, accepted_concentration;
  std::unique_ptr<Equilibrium<dim>> equilibrium;
};

template <int dim>
Mechanics<dim>::Mechanics(const CutMesh<dim>& mesh, const InterfacePoints<dim>& points,
                          const ElectrodeGeometry<dim>& geometry, const Material& material,
                          const MechanicsOptions& options)
    : parts_(std::make_unique<Parts>(mesh, points, geometry, material, options)) {
  measure();
}

template <int dim>
Mechanics<dim>::~Mechanics() = default;

template <int dim>
NewtonReport Mechanics<dim>::solve(const std::vector<double>& cell_concentration) {
  Parts& parts = *parts_;
  parts.concentration = cell_concentration;
  parts.load = parts.outer_load;
  parts.bulk.add_misfit_load(cell_concentration, parts.misfit, parts.load);
  parts.interface.set_misfit(cell_concentration, parts.misfit);
  if (guessed_) {
    parts.displacement = parts.guess;
  } else {
    parts.interface.foresee(fraction_);
    if (fraction_ != 0) {
      parts.displacement.add(fraction_, parts.accepted);
      parts.displacement.add(-fraction_, parts.earlier);
    }
  }
  guessed_ = false;
  fraction_ = 0;
  const NewtonReport report = parts.equilibrium->solve(parts.load, parts.displacement);
  parts.with_ghosts = parts.displacement;
  measure();
  return report;
}

template <int dim>
void Mechanics<dim>::accept() {
  parts_->interface.accept();
  parts_->earlier = parts_->accepted;
  parts_->accepted = parts_->displacement;
  parts_->accepted_concentration = parts_->concentration;
}

template <int dim>
void Mechanics<dim>::keep_as_guess() {
  parts_->guess = parts_->displacement;
  guessed_ = true;
}

template <int dim>
std::array<typename Mechanics<dim>::Displacements, 2> Mechanics<dim>::accepted_displacements() const {
  const Parts& parts = *parts_;
  return {Displacements{parts.at_cells(0, parts.accepted), parts.at_cells(1, parts.accepted)},
          Displacements{parts.at_cells(0, parts.earlier), parts.at_cells(1, parts.earlier)}};
}

template <int dim>
void Mechanics<dim>::resume(const std::vector<double>& cell_concentration,
                            const std::array<Displacements, 2>& accepted) {
  parts_->accepted_concentration = cell_concentration;
  parts_->set_from_cells(accepted[0], parts_->accepted);
  parts_->set_from_cells(accepted[1], parts_->earlier);
  reject();
}

template <int dim>
void Mechanics<dim>::reject() {
  parts_->displacement = parts_->accepted;
  parts_->with_ghosts = parts_->displacement;
  parts_->concentration = parts_->accepted_concentration;
  parts_->interface.set_misfit(parts_->concentration, parts_->misfit);
  parts_->interface.evaluate(parts_->displacement);
  measure();
}

template <int dim>
void Mechanics<dim>::measure() {
  const auto& law = parts_->interface.law().law();
  const auto& states = parts_->interface.trial();
  damage_.resize(states.size());
  dissipation_.resize(states.size());
  for (std::size_t q = 0; q < states.size(); ++q) {
    damage_[q] = law.stiffness_loss(states[q]);
    dissipation_[q] = law.toughness_loss(states[q]);
  }
}

template <int dim>
std::vector<double> Mechanics<dim>::traction() const {
  std::vector<double> normal(damage_.size());
  for (std::size_t q = 0; q < normal.size(); ++q)
    normal[q] = parts_->interface.traction()[q * dim] * pa_per_gpa;
  return normal;
}

template <int dim>
std::vector<double> Mechanics<dim>::opening() const {
  std::vector<double> normal(damage_.size());
  for (std::size_t q = 0; q < normal.size(); ++q)
    normal[q] = parts_->interface.opening()[q * dim] * metres_per_um;
  return normal;
}

template <int dim>
template <class Visit>
void Mechanics<dim>::visit_stress(Phase phase, const Visit& visit) const {
  const int p = static_cast<int>(phase);
  const auto& space = parts_->space.phase(p);
  const auto& elasticity = parts_->bulk.elasticity(p);
  std::vector<double> of_cell, strain;
  const double* x = parts_->concentration.data();
  for (std::size_t k = 0; k < space.cells().size(); ++k) {
    const auto& cell = space.cells()[k];
    const auto& table = space.table(cell);
    of_cell.resize(cell.unknowns.size());
    parts_->with_ghosts.extract_subvector_to(parts_->space.numbering().numbers(p, cell.unknowns), of_cell);
    strain.assign(table.points, 0.);
    if (phase == Phase::particles) {
      parts_->misfit.evaluate(table.points, table.shapes, table.value.data(), x, strain);
      x += table.shapes;
    }
    for (unsigned int q = 0; q < table.points; ++q) {
      double gradient[dim * dim] = {};
      for (unsigned int i = 0; i < table.shapes; ++i)
        for (int c = 0; c < dim; ++c)
          for (int d = 0; d < dim; ++d)
            gradient[c * dim + d] += table.gradients(q)[i][d] * of_cell[i * dim + c];
      double symmetric[dim * dim];
      for (int c = 0; c < dim; ++c)
        for (int d = 0; d < dim; ++d)
          symmetric[c * dim + d] = (gradient[c * dim + d] + gradient[d * dim + c]) / 2;
      visit(k, table.weight[q], elasticity.stress(dim, symmetric, strain[q]));
    }
  }
}

template <int dim>
std::vector<double> Mechanics<dim>::hydrostatic_stress() const {
  std::vector<double> at_points;
  visit_stress(Phase::particles, [&](std::size_t, double, const std::array<double, 9>& stress) {
    at_points.push_back(catena::hydrostatic_stress(stress) * pa_per_gpa);
  });
  return parts_->nodal_stress.project(at_points);
}

template <int dim>
std::vector<double> Mechanics<dim>::von_mises_stress(Phase phase) const {
  // A sliver may lie in a phase without any of its points: no stress there.
  const std::size_t cells = parts_->space.phase(static_cast<int>(phase)).cells().size();
  std::vector<double> means(cells, 0.), volumes(cells, 0.);
  visit_stress(phase, [&](std::size_t cell, double weight, const std::array<double, 9>& stress) {
    means[cell] += weight * catena::von_mises_stress(stress) * pa_per_gpa;
    volumes[cell] += weight;
  });
  for (std::size_t cell = 0; cell < cells; ++cell)
    if (volumes[cell] > 0) means[cell] /= volumes[cell];
  return means;
}

template <int dim>
std::vector<double> Mechanics<dim>::displacement(Phase phase) const {
  return parts_->at_cells(static_cast<int>(phase), parts_->displacement);
}

template <int dim>
double Mechanics<dim>::least_margin() const {
  double least = 1;
  const auto& accepted = parts_->interface.accepted();
  const auto& trial = parts_->interface.trial();
  const double onset = parts_->interface.law().onset();
  for (std::size_t q = 0; q < trial.size(); ++q)
    least = std::min(least, 1 - trial[q].opening / std::max(accepted[q].kappa, onset));
  MPI_Allreduce(MPI_IN_PLACE, &least, 1, MPI_DOUBLE, MPI_MIN, parts_->space.mesh().communicator());
  return least;
}

template <int dim>
std::vector<double> Mechanics<dim>::state() const {
  const auto& states = parts_->interface.accepted();
  const auto& earlier = parts_->interface.earlier_loss();
  std::vector<double> values(states.size() * state_size);
  for (std::size_t q = 0; q < states.size(); ++q) {
    std::memcpy(&values[q * state_size], &states[q], sizeof(CohesiveState));
    values[(q + 1) * state_size - 1] = earlier[q];
  }
  return values;
}

template <int dim>
void Mechanics<dim>::set_state(const std::vector<double>& state) {
  std::vector<CohesiveState> states(damage_.size());
  std::vector<double> earlier(damage_.size());
  agree(parts_->space.mesh().communicator(), [&] {
    if (state.size() != states.size() * state_size)
      throw FileError("the state of the interface has " + std::to_string(state.size()) +
                      " values, but the mesh wants " + std::to_string(states.size() * state_size) +
                      "; restart with the geometry and mesh that the checkpoint was written with");
  });
  for (std::size_t q = 0; q < states.size(); ++q) {
    std::memcpy(static_cast<void*>(&states[q]), &state[q * state_size], sizeof(CohesiveState));
    earlier[q] = state[(q + 1) * state_size - 1];
  }
  parts_->interface.set_accepted(states, earlier);
  measure();
}

template <int dim>
std::size_t Mechanics<dim>::unknowns() const {
  return parts_->space.numbering().size();
}

template <int dim>
std::string Mechanics<dim>::description() const {
  std::ostringstream text;
  text << unknowns() << " unknowns of displacement, interface ";
  if (parts_->kappa == 0)
    text << "as a spring";
  else
    text << "by Nitsche's method with " << parts_->kappa << " GPa/um";
  return text.str();
}

template <int dim>
void Mechanics<dim>::prescribe(
    const std::function<dealii::Tensor<1, dim>(const dealii::Point<dim>&, Phase)>& displacement,
    bool octant) {
  parts_->space.hold_all(displacement, octant);
  parts_->outer_load = 0;
}

template class Mechanics<2>;
template class Mechanics<3>;

}  // namespace catena
