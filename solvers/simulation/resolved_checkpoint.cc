// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// Checkpoints of a resolved simulation: they do not depend on the number of ranks.
#include <algorithm>
#include <cmath>

#include "jobs/run/agreement.h"
#include "jobs/run/error.h"
#include "jobs/run/progress.h"
#include "jobs/run/run.h"
#include "segmentation/volume/hdf5_file.h"
#include "solvers/simulation/resolved_simulation.h"

namespace catena {
namespace {

/// Collects named rows on rank 0.
struct NamedRows {
  std::string group, description;
  CellRows rows;
};

constexpr Phase phases[] = {Phase::particles, Phase::matrix};

/// Of a phase; of the last accepted solution (0) or the one before.
std::string displacement_group(Phase phase, int age) {
  return std::string("/displacement/") + (phase == Phase::particles ? "particles" : "matrix") +
         (age == 0 ? "/last" : "/before");
}

CellRows read_on_root(MPI_Comm comm, const Hdf5File* file, const std::string& group) {
  CellRows rows;
  agree_on_root(comm, [&] { rows = read_rows(*file, group); });
  return rows;
}

/// But for rounding, which is another on other ranks and machines.
bool alike(const std::vector<double>& one, const std::vector<double>& other) {
  return std::equal(one.begin(), one.end(), other.begin(), other.end(), [](double a, double b) {
    return std::abs(a - b) <= 1e-9 * std::max(std::abs(a), std::abs(b));
  });
}

void broadcast(MPI_Comm comm, std::vector<double>& values) {
  int count = static_cast<int>(values.size());
  MPI_Bcast(&count, 1, MPI_INT, 0, comm);
  values.resize(static_cast<std::size_t>(count));
  MPI_Bcast(values.data(), count, MPI_DOUBLE, 0, comm);
}

}  // namespace

template <int dim>
std::vector<double> ResolvedSimulation<dim>::fingerprint() const {
  const auto& numbering = electrochemistry_->numbering();
  std::vector<double> numbers{dim,
                              static_cast<double>(mesh_->degree()),
                              static_cast<double>(mesh_->triangulation().n_global_active_cells()),
                              static_cast<double>(numbering.size()),
                              static_cast<double>(geometry_.shapes->size()),
                              static_cast<double>(protocol_->cycle().size()),
                              mechanics_ ? 1.0 : 0.0};
  for (int axis = 0; axis < dim; ++axis) numbers.push_back(geometry_.box[axis]);
  // What files of labels and of materials hold.
  const std::vector<double>& volumes = electrochemistry_->volumes();
  numbers.insert(numbers.end(), volumes.begin(), volumes.end());
  const double x[] = {material_.lowest_stoichiometry, material_.initial_stoichiometry,
                      material_.highest_stoichiometry};
  double values[3], slopes[3];
  numbers.push_back(material_.maximum_concentration);
  material_.open_circuit_potential->evaluate(3, x, values, slopes);
  numbers.insert(numbers.end(), values, values + 3);
  material_.diffusivity->evaluate(3, x, values, slopes);
  numbers.insert(numbers.end(), values, values + 3);
  return numbers;
}

template <int dim>
bool ResolvedSimulation<dim>::save(Run& run, const std::string& path) {
  if (!snapshot_) return false;
  const MPI_Comm comm = run.communicator();
  const MeshRows<dim> mesh_rows(*points_, *electrochemistry_);
  const CyclingState& state = snapshot_->state;
  std::vector<NamedRows> all;
  std::vector<double> voltages;
  const auto keep = [&](const std::string& group, const CellRows& rows, const std::string& description) {
    all.push_back({group, description, gather_rows(comm, rows)});
  };
  const unsigned int fields = electrochemistry_->numbering().fields();
  for (std::size_t level = 0; level < state.levels.size(); ++level) {
    const auto& u = electrode_->vector(state.levels[level].values);
    voltages.push_back(electrochemistry_->voltage(u));
    for (unsigned int f = 0; f < fields; ++f)
      keep("/levels/" + std::to_string(level) + "/field_" + std::to_string(f), mesh_rows.field(f, u),
           "values at the cells' nodes");
  }
  if (mechanics_) {
    const auto& memory = snapshot_->memory;
    keep("/interface/cohesive", mesh_rows.at_points(memory.cohesive, Mechanics<dim>::state_size),
         "cohesive states");
    keep("/interface/applied", mesh_rows.at_points(memory.applied, 1),
         "damage measure that the electrochemistry has");
    keep("/interface/measure", mesh_rows.at_points(memory.measure, 1), "damage measure");
    keep("/interface/before", mesh_rows.at_points(memory.before, 1), "damage measure of the solution before");
    keep("/concentration", mesh_rows.at_cells(Phase::particles, memory.concentration),
         "c/c_max of the last mechanical solution");
    keep("/stress/last", mesh_rows.at_cells(Phase::particles, memory.stress), "hydrostatic stress of it, Pa");
    keep("/stress/before", mesh_rows.at_cells(Phase::particles, memory.stress_before),
         "of the one before, Pa");
    for (const Phase phase : phases)
      for (int age = 0; age < 2; ++age)
        keep(displacement_group(phase, age),
             mesh_rows.at_cells(phase, memory.displacements[age][static_cast<int>(phase)]),
             "displacement at the nodes of the cells, um");
  }
  agree_on_root(comm, [&] {
    Hdf5File file = Hdf5File::create(path);
    file.write("/fingerprint", fingerprint(), "", "what a run must have to go on from here");
    file.write("/numbers", state.numbers, "", "counters, schedules and what else cycling remembers");
    std::vector<double> times, charges;
    for (const auto& level : state.levels) times.push_back(level.time), charges.push_back(level.charge);
    file.write("/levels/time", times, "s", "newest first");
    file.write("/levels/charge", charges, "C", "passed until then");
    file.write("/levels/voltage", voltages, "V", "of the cell");
    file.write("/pictures", snapshot_->pictures, "s", "times of fields/");
    for (const NamedRows& rows : all) write_rows(file, rows.group, rows.rows, rows.description);
    record_->write_checkpoint(file, snapshot_->mark);
    file.close();
  });
  return true;
}

template <int dim>
void ResolvedSimulation<dim>::load(Run& run, const std::string& path) {
  const MPI_Comm comm = run.communicator();
  if (!cycling_) begin(run);
  std::unique_ptr<Hdf5File> file;
  std::vector<double> numbers, times, charges, voltages, pictures;
  agree_on_root(comm, [&] {
    file = std::make_unique<Hdf5File>(Hdf5File::open(path));
    if (!alike(file->read<double>("/fingerprint"), fingerprint()))
      throw InputError("the checkpoint '" + path +
                       "' is of other labels, another BPX file, or a cycle with or without a hold; give it "
                       "those that it was made with, or run without --restart");
    numbers = file->read<double>("/numbers");
    times = file->read<double>("/levels/time");
    charges = file->read<double>("/levels/charge");
    voltages = file->read<double>("/levels/voltage");
    pictures = file->read<double>("/pictures");
    record_->read_checkpoint(*file);
  });
  for (auto* values : {&numbers, &times, &charges, &voltages, &pictures}) broadcast(comm, *values);
  const MeshRows<dim> mesh_rows(*points_, *electrochemistry_);
  const auto fetch = [&](const std::string& group, const std::vector<std::uint64_t>& keys) {
    CellRows rows = spread_rows(comm, read_on_root(comm, file.get(), group), keys);
    if (rows.width == 0)
      throw InputError("the checkpoint '" + path + "' lacks cells of this mesh in " + group +
                       "; it is of another one");
    return rows;
  };
  CyclingState state;
  state.numbers = numbers;
  const auto& numbering = electrochemistry_->numbering();
  for (std::size_t level = 0; level < times.size(); ++level) {
    auto u = electrochemistry_->make_vector();
    for (unsigned int f = 0; f < numbering.fields(); ++f)
      mesh_rows.set_field(
          f,
          fetch("/levels/" + std::to_string(level) + "/field_" + std::to_string(f), mesh_rows.field_keys(f)),
          u);
    std::vector<double> values = electrode_->values(u);
    const auto lone = numbering.lone(0);
    if (numbering.owned().is_element(lone))
      values[numbering.owned().index_within_set(lone)] = voltages[level];
    state.levels.push_back({times[level], charges[level], std::move(values)});
  }
  if (mechanics_) {
    typename ResolvedElectrode<dim>::Memory memory;
    const auto keys = mesh_rows.point_keys();
    memory.cohesive = mesh_rows.from_points(fetch("/interface/cohesive", keys), Mechanics<dim>::state_size);
    memory.applied = mesh_rows.from_points(fetch("/interface/applied", keys), 1);
    memory.measure = mesh_rows.from_points(fetch("/interface/measure", keys), 1);
    memory.before = mesh_rows.from_points(fetch("/interface/before", keys), 1);
    const auto cells = mesh_rows.phase_keys(Phase::particles);
    memory.concentration = fetch("/concentration", cells).values;
    memory.stress = fetch("/stress/last", cells).values;
    memory.stress_before = fetch("/stress/before", cells).values;
    for (const Phase phase : phases)
      for (int age = 0; age < 2; ++age)
        memory.displacements[age][static_cast<int>(phase)] =
            fetch(displacement_group(phase, age), mesh_rows.phase_keys(phase)).values;
    electrode_->restore(memory);
  }
  cycling_->resume(state);
  if (fields_) fields_->resume(pictures);
  gone_on_ = false;
  renew();
}

template std::vector<double> ResolvedSimulation<2>::fingerprint() const;
template std::vector<double> ResolvedSimulation<3>::fingerprint() const;
template bool ResolvedSimulation<2>::save(Run&, const std::string&);
template bool ResolvedSimulation<3>::save(Run&, const std::string&);
template void ResolvedSimulation<2>::load(Run&, const std::string&);
template void ResolvedSimulation<3>::load(Run&, const std::string&);

}  // namespace catena
