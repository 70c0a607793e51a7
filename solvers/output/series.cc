// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/output/series.h"

#include "segmentation/volume/hdf5_file.h"

namespace catena {
namespace {

void append_all(std::vector<double>& to, const std::vector<double>& values) {
  to.insert(to.end(), values.begin(), values.end());
}

/// Fills the rows after `first` up to the last from `values` there, along straight lines in time.
void fill(std::vector<double>& rows, const std::vector<double>& values, const std::vector<double>& time,
          std::size_t first) {
  const std::size_t n = values.size(), last = time.size() - 1;
  for (std::size_t row = first + 1; row < last; ++row) {
    const double share = (time[row] - time[first]) / (time[last] - time[first]);
    for (std::size_t k = 0; k < n; ++k)
      rows[row * n + k] = (1 - share) * rows[first * n + k] + share * values[k];
  }
  for (std::size_t k = 0; k < n; ++k) rows[last * n + k] = values[k];
}

}  // namespace

void Series::append(const Sample& sample) {
  const std::size_t n = particles_.size();
  time_.push_back(sample.time);
  cycle_.push_back(sample.cycle);
  phase_.push_back(static_cast<std::int64_t>(sample.phase));
  voltage_.push_back(sample.voltage);
  current_.push_back(sample.current);
  lithium_.push_back(sample.lithium_defect);
  charge_.push_back(sample.charge_defect);
  append_all(concentration_, sample.particles.concentration);
  append_all(surface_, sample.particles.surface_concentration);
  append_all(resistance_, sample.particles.resistance);
  // Until it is known, damage is what it was.
  for (std::vector<double>* rows : {&damage_, &dissipation_}) {
    if (rows->empty()) {
      rows->assign(n, 0);
      continue;
    }
    const std::vector<double> old(rows->end() - static_cast<std::ptrdiff_t>(n), rows->end());
    append_all(*rows, old);
  }
}

void Series::damage(const DamageReadings& readings) {
  fill(damage_, readings.damage, time_, static_cast<std::size_t>(known_));
  fill(dissipation_, readings.dissipation, time_, static_cast<std::size_t>(known_));
  known_ = static_cast<std::int64_t>(time_.size()) - 1;
}

Series Series::before(std::size_t size, std::int64_t known) const {
  Series series = *this;
  for (auto* numbers : {&series.time_, &series.voltage_, &series.current_, &series.lithium_, &series.charge_})
    numbers->resize(size);
  for (auto* numbers : {&series.cycle_, &series.phase_}) numbers->resize(size);
  for (auto* rows :
       {&series.concentration_, &series.surface_, &series.damage_, &series.dissipation_, &series.resistance_})
    rows->resize(size * particles_.size());
  series.known_ = known;
  return series;
}

void Series::write_steps(Hdf5File& file, const std::string& group) const {
  file.write(group + "/time", time_, "s", "time at the end of each time step; the first is the start");
  file.write(group + "/cycle", cycle_, "1", "cycle that the step belongs to, from 1");
  file.write(group + "/phase", phase_, "1", "0 rest, 1 charge, 2 discharge, 3 constant voltage");
  file.write(group + "/voltage", voltage_, "V", "cell voltage against lithium");
  file.write(group + "/current", current_, "A", "current through the cell; above 0 it charges");
  const std::vector<std::int64_t> table{static_cast<std::int64_t>(time_.size()),
                                        static_cast<std::int64_t>(particles_.size())};
  file.write(group + "/concentration", concentration_, table, "1",
             "mean over the particle's volume of c/c_max (time, particle)");
  file.write(group + "/surface_concentration", surface_, table, "1",
             "mean over the particle's surface of c/c_max (time, particle)");
  file.write(group + "/damage", damage_, table, "1",
             "mean over the particle's surface of d, the loss of stiffness (time, particle)");
  file.write(group + "/dissipation", dissipation_, table, "1",
             "mean over the particle's surface of w, dissipated work over toughness (time, particle)");
  file.write(group + "/resistance", resistance_, table, "ohm m2",
             "mean over the particle's surface of the interface's resistance (time, particle)");
  file.write(
      group + "/balance/lithium", lithium_, "1",
      "lithium at the start less that in the particles less the charge passed, over the full capacity");
  file.write(group + "/balance/charge", charge_, "1",
             "current of all interfaces less that of the cell, over the current of the charge");
}

void Series::write(Hdf5File& file) const {
  write_steps(file, "");
  std::vector<std::int64_t> id;
  std::vector<double> center, radius, volume, coverage;
  for (const ParticleFacts& particle : particles_) {
    id.push_back(particle.id);
    append_all(center, particle.center);
    radius.push_back(particle.radius);
    volume.push_back(particle.volume);
    coverage.push_back(particle.coverage);
  }
  const std::int64_t n = static_cast<std::int64_t>(id.size());
  file.write("/particles/id", id, "1", "number of the particle: its place in the list, or its label");
  file.write("/particles/center", center, {n, n > 0 ? static_cast<std::int64_t>(center.size()) / n : 0}, "m",
             "centroid: x, y and in three dimensions z");
  file.write("/particles/radius", radius, "m", "of the ball (in two dimensions disc) of the same volume");
  file.write("/particles/volume", volume, "m3", "volume; in two dimensions of a layer 1e-6 m thick");
  file.write("/particles/coverage", coverage, "1",
             "share of the surface that faces carbon/binder of high conductivity");
}

void Series::write_checkpoint(Hdf5File& file) const {
  write_steps(file, "/series");
  file.write("/series/known", std::vector<std::int64_t>{known_}, "1", "last step whose damage is known");
}

void Series::read_checkpoint(const Hdf5File& file) {
  const auto numbers = [&](const char* name) { return file.read<double>(std::string("/series/") + name); };
  time_ = numbers("time");
  cycle_ = file.read<std::int64_t>("/series/cycle");
  phase_ = file.read<std::int64_t>("/series/phase");
  voltage_ = numbers("voltage");
  current_ = numbers("current");
  concentration_ = numbers("concentration");
  surface_ = numbers("surface_concentration");
  damage_ = numbers("damage");
  dissipation_ = numbers("dissipation");
  resistance_ = numbers("resistance");
  lithium_ = numbers("balance/lithium");
  charge_ = numbers("balance/charge");
  known_ = file.read<std::int64_t>("/series/known").at(0);
}

}  // namespace catena
