// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/simulation/resolved_simulation.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>

#include "jobs/run/agreement.h"
#include "jobs/run/error.h"
#include "jobs/run/figures.h"
#include "jobs/run/progress.h"
#include "jobs/run/run.h"
#include "jobs/run/timer_tree.h"
#include "solvers/cut_cells/library_versions.h"
#include "solvers/cut_cells/start_petsc.h"
#include "solvers/geometry/mesh_units.h"

namespace catena {
namespace {

/// Measured: peak memory per unknown of both systems, and what a rank needs besides.
constexpr double bytes_an_unknown = 9e3, bytes_a_rank = 1.6e8;

/// Of a material that lives as long.
StoichiometryWindow window_of(const Material& material, double full_change) {
  const OpenCircuitPotential& potential = *material.open_circuit_potential;
  return {material.initial_stoichiometry, material.lowest_stoichiometry, material.highest_stoichiometry,
          [&potential](double x) {
            double value = 0, slope = 0;
            potential.evaluate(1, &x, &value, &slope);
            return value;
          },
          full_change};
}

}  // namespace

template <int dim>
void ResolvedSimulation<dim>::make_material(Run& run) {
  agree(run.communicator(), [&] {
    material_ = parameters_.material.build();
    check_protocol(parameters_.protocol,
                   window_of(material_, parameters_.electrochemistry.reference_stoichiometry_change));
  });
}

template <int dim>
void ResolvedSimulation<dim>::make_mesh(Run& run) {
  TimerTree::Section section(run.timers(), "mesh");
  geometry_ = make_geometry<dim>(run.communicator(), parameters_.geometry);
  for (const std::string& remark : geometry_.remarks) run.say(remark);
  MeshOptions<dim> options;
  options.box = geometry_.box;
  options.fine_cell = geometry_.fine_cell;
  options.coarsenings = static_cast<unsigned int>(parameters_.coarsenings);
  options.degree = static_cast<unsigned int>(parameters_.degree);
  const ParticleShapes<dim>& shapes = *geometry_.shapes;
  const LevelSet<dim> level_set{
      [&shapes](const Point<dim>& point) { return shapes.signed_distance(point); },
      [&shapes](const Point<dim>& point) { return shapes.nearest(point); },
      [&shapes](std::size_t k, const Point<dim>& point) { return shapes.particle_distance(k, point); },
      [&shapes](std::size_t k) { return shapes.particles()[k].id; }};
  mesh_ = std::make_unique<CutMesh<dim>>(run.communicator(), level_set, options);
  points_ = std::make_unique<InterfacePoints<dim>>(*mesh_);
  agree(run.communicator(), [&] {
    for (std::size_t k = 0; k < shapes.size(); ++k)
      if (k >= mesh_->particles() || !(points_->areas()[k] > 0))
        throw InputError("particle " + std::to_string(shapes.particles()[k].id) +
                         " is so thin that no cell of the mesh meets it; raise Geometry/Cells per radius or "
                         "leave it out");
  });
}

template <int dim>
void ResolvedSimulation<dim>::make_systems(Run& run) {
  {
    TimerTree::Section section(run.timers(), "electrochemistry");
    electrochemistry_ = std::make_unique<Electrochemistry<dim>>(*mesh_, *points_, geometry_, material_,
                                                                parameters_.electrochemistry);
  }
  if (parameters_.mechanics) {
    TimerTree::Section section(run.timers(), "mechanics");
    mechanics_ = std::make_unique<Mechanics<dim>>(*mesh_, *points_, geometry_, material_,
                                                  parameters_.mechanics_options);
  }
  electrode_ = std::make_unique<ResolvedElectrode<dim>>(*points_, material_, *electrochemistry_,
                                                        mechanics_.get(), run.timers());
}

template <int dim>
Estimate ResolvedSimulation<dim>::setup(Run& run) {
  start_petsc();
  for (const auto& [name, version] : mesh_library_versions()) run.add_library(name, version);
  make_material(run);
  make_mesh(run);
  make_systems(run);
  Estimate estimate;
  estimate.cells = static_cast<std::int64_t>(mesh_->triangulation().n_global_active_cells());
  const auto first = static_cast<std::int64_t>(electrochemistry_->numbering().size());
  const auto second = mechanics_ ? static_cast<std::int64_t>(mechanics_->unknowns()) : 0;
  estimate.unknowns = std::max(first, second);
  estimate.memory = bytes_an_unknown * static_cast<double>(first + second) + bytes_a_rank * run.size();
  run.say(std::to_string(geometry_.shapes->size()) + " particles, " + std::to_string(first) +
          " unknowns of electrochemistry, " + std::to_string(second) + " of mechanics");
  return estimate;
}

template <int dim>
std::vector<ParticleFacts> ResolvedSimulation<dim>::particle_facts() const {
  std::vector<ParticleFacts> facts;
  const std::vector<double>& volumes = electrochemistry_->volumes();
  for (std::size_t k = 0; k < geometry_.shapes->size(); ++k) {
    const Particle<dim>& particle = geometry_.shapes->particles()[k];
    ParticleFacts fact;
    fact.id = particle.id;
    for (int axis = 0; axis < dim; ++axis) fact.center.push_back(particle.center[axis] * metres_per_um);
    fact.radius = particle.radius * metres_per_um;
    fact.volume = volumes[k] * metres_per_um * metres_per_um * metres_per_um;
    fact.coverage = particle.coverage;
    facts.push_back(fact);
  }
  return facts;
}

template <int dim>
void ResolvedSimulation<dim>::begin(Run& run) {
  agree(run.communicator(), [&] {
    protocol_ = std::make_unique<Protocol>(
        parameters_.protocol,
        window_of(material_, parameters_.electrochemistry.reference_stoichiometry_change),
        electrode_->capacity());
  });
  SimulationRecord::Picture picture;
  if (parameters_.fields) {
    fields_ = std::make_unique<FieldWriter<dim>>(run.output() / "fields", geometry_, material_, *points_,
                                                 *electrochemistry_, mechanics_.get());
    picture = [this](double time, const std::vector<double>& u) {
      fields_->write(time, electrode_->vector(u));
    };
  }
  std::vector<std::int64_t> cycles;
  for (const double cycle : parameters_.field_cycles) cycles.push_back(std::llround(cycle));
  record_ = std::make_unique<SimulationRecord>(run, particle_facts(), cycles, picture);
  cycling_ = std::make_unique<Cycling>(*electrode_, *protocol_, parameters_.cycling, *record_);
  run.progress().begin("cycling", static_cast<double>(protocol_->cycles()), "cycle");
}

template <int dim>
void ResolvedSimulation<dim>::tell_progress(Run& run) {
  const Sample& last = cycling_->last();
  char text[120];
  std::snprintf(text, sizeof text, "cycle %lld, %s, %.3f V, spread of c/c_max %.4f",
                static_cast<long long>(last.cycle), phase_name(last.phase).c_str(), last.voltage,
                spread_of(last.particles.concentration).deviation);
  run.progress().note(text);
  run.progress().set(static_cast<double>(cycling_->cycle() - 1) + cycling_->share_of_cycle());
  // In the log of a batch job, where no line is written over: now and then.
  const auto now = std::chrono::steady_clock::now();
  if (Progress::stdout_is_terminal() || now - told_ < std::chrono::minutes(2)) return;
  told_ = now;
  run.say(text);
}

template <int dim>
bool ResolvedSimulation<dim>::step(Run& run) {
  if (!cycling_) begin(run);
  const bool first = !snapshot_;
  bool more = false;
  {
    TimerTree::Section section(run.timers(), "time steps");
    more = cycling_->step();
  }
  if (first && fields_) fields_->write(cycling_->last().time, electrode_->vector(cycling_->values()));
  const bool due = !first && (cycling_->between_phases() ||
                              cycling_->steps() - snapshot_->steps >= steps_to_renewal(snapshot_->steps));
  // One that is stopped again before a renewal would never come further: it keeps where it is.
  if (first || due || (!gone_on_ && run.stop_requested())) renew();
  gone_on_ = gone_on_ || due;
  tell_progress(run);
  return more;
}

template <int dim>
long ResolvedSimulation<dim>::steps_to_renewal(long steps) {
  constexpr long fewest = 12, most = 50;
  return std::clamp(steps, fewest, most);
}

template <int dim>
void ResolvedSimulation<dim>::renew() {
  electrode_->renew();
  snapshot_ = std::make_unique<Snapshot>(Snapshot{cycling_->steps(), cycling_->state(), electrode_->memory(),
                                                  record_->mark(),
                                                  fields_ ? fields_->times() : std::vector<double>()});
}

template <int dim>
void ResolvedSimulation<dim>::finish(Run& run) {
  run.progress().end();
  record_->write();
  if (fields_) fields_->write(cycling_->last().time, electrode_->vector(cycling_->values()));
  double lithium = 0, charge = 0;
  for (const double defect : record_->series().lithium_defect())
    lithium = std::max(lithium, std::abs(defect));
  for (const double defect : record_->series().charge_defect()) charge = std::max(charge, std::abs(defect));
  // Cycles before a restart are known to rank 0 alone, which is the one that tells.
  const std::vector<CycleSummary>& cycles = record_->cycles();
  const CycleSummary first = cycles.empty() ? CycleSummary() : cycles.front();
  const CycleSummary last = cycles.empty() ? CycleSummary() : cycles.back();
  run.record("particles", static_cast<double>(geometry_.shapes->size()));
  run.record("cycles", static_cast<double>(last.cycle));
  run.record("time steps", static_cast<double>(cycling_->steps()));
  run.record("rejected steps", static_cast<double>(cycling_->rejected()));
  run.record("mechanical solutions", static_cast<double>(cycling_->mechanics_solves()));
  run.record("Newton iterations", static_cast<double>(cycling_->newton()));
  run.record("linear iterations", static_cast<double>(cycling_->linear()));
  run.record("largest lithium defect", lithium);
  run.record("largest charge defect", charge);
  run.record("spread of c/c_max at the first end of charge", first.end_of_charge_spread);
  run.record("spread of c/c_max at the last end of charge", last.end_of_charge_spread);
  run.record("mean damage", last.mean_damage);
  char text[200];
  std::snprintf(text, sizeof text,
                "%lld cycles in %ld steps; spread of c/c_max at the end of charge %.4f at first, %.4f at "
                "last; mean damage "
                "%.3f; balance of lithium %.1e, of charge %.1e",
                static_cast<long long>(last.cycle), cycling_->steps(), first.end_of_charge_spread,
                last.end_of_charge_spread, last.mean_damage, lithium, charge);
  run.say(text);
  if (parameters_.figures) draw_figures(run, CATENA_SIMULATE_FIGURES);
}

template class ResolvedSimulation<2>;
template class ResolvedSimulation<3>;

std::unique_ptr<Simulation> make_resolved_simulation(const SimulateParameters& parameters) {
  if (parameters.dimension == 2) return std::make_unique<ResolvedSimulation<2>>(parameters);
  return std::make_unique<ResolvedSimulation<3>>(parameters);
}

}  // namespace catena
