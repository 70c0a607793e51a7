// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/simulation/simulation_record.h"

#include <algorithm>
#include <utility>

#include "jobs/run/agreement.h"
#include "jobs/run/run.h"
#include "jobs/run/timer_tree.h"
#include "jobs/run/whole_file.h"
#include "segmentation/volume/hdf5_file.h"
#include "solvers/output/cycles_table.h"

namespace catena {

SimulationRecord::SimulationRecord(Run& run, std::vector<ParticleFacts> particles,
                                   std::vector<std::int64_t> picture_cycles, Picture picture)
    : run_(run),
      series_(std::move(particles)),
      picture_cycles_(std::move(picture_cycles)),
      picture_(std::move(picture)) {}

void SimulationRecord::phase_ended(const Sample& last, const std::vector<double>& u) {
  // A hold comes after its charge: that picture is the charge's own.
  if (!picture_ || last.phase != PhaseKind::charge) return;
  if (std::find(picture_cycles_.begin(), picture_cycles_.end(), last.cycle) == picture_cycles_.end()) return;
  TimerTree::Section section(run_.timers(), "fields");
  picture_(last.time, u);
}

void SimulationRecord::cycle_ended(const CycleSummary& summary) {
  cycles_.push_back(summary);
  write();
}

void SimulationRecord::write() {
  TimerTree::Section section(run_.timers(), "series");
  agree_on_root(run_.communicator(), [&] {
    WholeFile whole(run_.output() / "series.h5");
    Hdf5File file = Hdf5File::create(whole.temporary().string());
    series_.write(file);
    file.close();
    whole.commit();
    write_whole(run_.output() / "cycles.csv", cycles_csv(cycles_));
  });
}

void SimulationRecord::write_checkpoint(Hdf5File& file, const Mark& mark) const {
  series_.before(mark.samples, mark.known).write_checkpoint(file);
  write_cycles(file, {cycles_.begin(), cycles_.begin() + static_cast<std::ptrdiff_t>(mark.cycles)});
}

void SimulationRecord::read_checkpoint(const Hdf5File& file) {
  series_.read_checkpoint(file);
  cycles_ = read_cycles(file);
}

}  // namespace catena
