// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include "jobs/run/parameters.h"
#include "solvers/cut_cells/start_petsc.h"
#include "solvers/cycling/cycling.h"
#include "solvers/geometry/plane_binder.h"
#include "solvers/geometry/sphere_shapes.h"
#include "solvers/materials/material_parameters.h"
#include "solvers/simulation/resolved_electrode.h"

namespace catena {

/// Discs of radius 4 um in a row, five cells a radius, cycled with all the physics of `simulate`; the plane
/// between the carbon/binder domains lies half-way up.
struct CycledDiscs : CyclingRecord {
  static constexpr double radius = 4, cell = 0.8, pitch = 16 * cell;

  CycledDiscs(const CycledDiscs&) = delete;

  /// \param places of the discs along the row, in the order of their ids. \param offsets of each id's centre
  /// above the plane, um. \param settings of the material, as "Section/Parameter = value".
  CycledDiscs(const std::vector<unsigned int>& places, const std::vector<double>& offsets,
              const std::vector<std::string>& settings = {}, const ElectrochemistryOptions& options = {}) {
    start_petsc();
    Parameters parameters;
    MaterialParameters all;
    all.declare(parameters);
    parameters.read("", "none", settings);
    material = all.build();
    geometry.box = dealii::Point<2>(static_cast<double>(places.size()) * pitch, pitch);
    std::vector<Sphere<2>> discs;
    for (std::size_t k = 0; k < places.size(); ++k)
      discs.push_back({dealii::Point<2>((places[k] + 0.5) * pitch, pitch / 2 + offsets[k]), radius});
    geometry.shapes = std::make_unique<SphereShapes<2>>(geometry.box, discs);
    geometry.carbon_binder = std::make_unique<PlaneBinder<2>>(1, pitch / 2);
    geometry.fine_cell = cell;
    MeshOptions<2> mesh_options;
    mesh_options.box = geometry.box;
    mesh_options.fine_cell = cell;
    const ParticleShapes<2>& shapes = *geometry.shapes;
    mesh = std::make_unique<CutMesh<2>>(
        MPI_COMM_WORLD,
        LevelSet<2>{[&shapes](const dealii::Point<2>& p) { return shapes.signed_distance(p); },
                    [&shapes](const dealii::Point<2>& p) { return shapes.nearest(p); }},
        mesh_options);
    points = std::make_unique<InterfacePoints<2>>(*mesh);
    electrochemistry = std::make_unique<Electrochemistry<2>>(*mesh, *points, geometry, material, options);
    mechanics = std::make_unique<Mechanics<2>>(*mesh, *points, geometry, material, MechanicsOptions{});
    electrode =
        std::make_unique<ResolvedElectrode<2>>(*points, material, *electrochemistry, mechanics.get(), timers);
  }

  void begin(const ProtocolParameters& wanted, const CyclingOptions& options = {}) {
    const StoichiometryWindow window{material.initial_stoichiometry, material.lowest_stoichiometry,
                                     material.highest_stoichiometry, [this](double x) {
                                       double value = 0, slope = 0;
                                       material.open_circuit_potential->evaluate(1, &x, &value, &slope);
                                       return value;
                                     }};
    protocol = std::make_unique<Protocol>(wanted, window, electrode->capacity());
    cycling = std::make_unique<Cycling>(*electrode, *protocol, options, *this);
  }
  void run() {
    while (cycling->step()) {
    }
  }

  void sample(const Sample& sample) override { samples.push_back(sample); }
  void damage(const DamageReadings& readings) override { damages.push_back(readings); }
  void phase_ended(const Sample& last, const std::vector<double>& u) override {
    ends.push_back(last);
    double most = 0;
    for (const double density : electrochemistry->current_density(electrode->vector(u)))
      most = std::max(most, std::abs(density));
    MPI_Allreduce(MPI_IN_PLACE, &most, 1, MPI_DOUBLE, MPI_MAX, MPI_COMM_WORLD);
    densities.push_back(most);
  }
  void cycle_ended(const CycleSummary& summary) override { cycles.push_back(summary); }

  ElectrodeGeometry<2> geometry;
  Material material;
  TimerTree timers;
  std::unique_ptr<CutMesh<2>> mesh;
  std::unique_ptr<InterfacePoints<2>> points;
  std::unique_ptr<Electrochemistry<2>> electrochemistry;
  std::unique_ptr<Mechanics<2>> mechanics;
  std::unique_ptr<ResolvedElectrode<2>> electrode;
  std::unique_ptr<Protocol> protocol;
  std::unique_ptr<Cycling> cycling;
  std::vector<Sample> samples, ends;  ///< of all steps, and at the end of each phase
  std::vector<double> densities;      ///< the largest |i| at any point at the end of each phase, A/m^2
  std::vector<DamageReadings> damages;
  std::vector<CycleSummary> cycles;
};

}  // namespace catena
