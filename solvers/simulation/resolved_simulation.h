// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "solvers/cycling/cycling.h"
#include "solvers/output/field_writer.h"
#include "solvers/output/mesh_rows.h"
#include "solvers/simulation/resolved_electrode.h"
#include "solvers/simulation/simulate_parameters.h"
#include "solvers/simulation/simulation.h"
#include "solvers/simulation/simulation_record.h"

namespace catena {

/// Geometry, mesh, electrochemistry, mechanics and cycling in `dim` dimensions, put together.
template <int dim>
class ResolvedSimulation : public Simulation {
 public:
  explicit ResolvedSimulation(const SimulateParameters& parameters) : parameters_(parameters) {}

  Estimate setup(Run& run) override;
  bool step(Run& run) override;
  void finish(Run& run) override;
  bool save(Run& run, const std::string& path) override;
  void load(Run& run, const std::string& path) override;

 private:
  void make_material(Run& run);
  void make_mesh(Run& run);
  void make_systems(Run& run);
  void begin(Run& run);
  void tell_progress(Run& run);
  std::vector<ParticleFacts> particle_facts() const;
  /// Where what the solvers have learned from earlier steps is forgotten, so that a run taken up there goes
  /// on as this one does: between two phases, and within one after so many steps since the last, few at
  /// first, so that a run that is stopped early need not begin anew.
  static long steps_to_renewal(long steps);
  void renew();
  /// What must be the same for a checkpoint to be taken over.
  std::vector<double> fingerprint() const;

  const SimulateParameters& parameters_;
  Material material_;
  ElectrodeGeometry<dim> geometry_;
  std::unique_ptr<CutMesh<dim>> mesh_;
  std::unique_ptr<InterfacePoints<dim>> points_;
  std::unique_ptr<Electrochemistry<dim>> electrochemistry_;
  std::unique_ptr<Mechanics<dim>> mechanics_;
  std::unique_ptr<ResolvedElectrode<dim>> electrode_;
  std::unique_ptr<Protocol> protocol_;
  std::unique_ptr<FieldWriter<dim>> fields_;
  std::unique_ptr<SimulationRecord> record_;
  std::unique_ptr<Cycling> cycling_;
  /// The run at its last renewal: what checkpoints keep.
  struct Snapshot {
    long steps;
    CyclingState state;
    typename ResolvedElectrode<dim>::Memory memory;
    SimulationRecord::Mark mark;
    std::vector<double> pictures;
  };
  std::unique_ptr<Snapshot> snapshot_;
  bool gone_on_ = true;  ///< false between taking the run up and its next renewal
  std::chrono::steady_clock::time_point told_ = std::chrono::steady_clock::now();  ///< in a log
};

}  // namespace catena
