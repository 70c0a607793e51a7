// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "solvers/cycling/cycling_record.h"

namespace catena {

class Hdf5File;

/// What is known of a particle from the start.
struct ParticleFacts {
  std::int64_t id = 0;
  std::vector<double> center;  ///< x, y (, z), m
  double radius = 0;           ///< m
  double volume = 0;           ///< m^3; in two dimensions of a layer 1 um thick
  double coverage = 0;
};

/// What goes into series.h5: the electrode at every time step. Damage is known at some steps only and is
/// filled in between them along straight lines. For one rank.
class Series {
 public:
  explicit Series(std::vector<ParticleFacts> particles) : particles_(std::move(particles)) {}

  void append(const Sample& sample);
  /// At the time of the last sample.
  void damage(const DamageReadings& readings);
  std::size_t size() const { return time_.size(); }
  /// Step at which damage was known last.
  std::int64_t known() const { return known_; }
  /// What it was when it had so many steps and damage was known at that one.
  Series before(std::size_t size, std::int64_t known) const;
  const std::vector<double>& lithium_defect() const { return lithium_; }
  const std::vector<double>& charge_defect() const { return charge_; }

  /// The whole series, every dataset with its unit and what it is.
  void write(Hdf5File& file) const;
  /// What `write` wrote, with where damage was known last.
  void write_checkpoint(Hdf5File& file) const;
  void read_checkpoint(const Hdf5File& file);

 private:
  void write_steps(Hdf5File& file, const std::string& group) const;

  std::vector<ParticleFacts> particles_;
  std::vector<double> time_, voltage_, current_, lithium_, charge_;
  std::vector<std::int64_t> cycle_, phase_;
  // (time, particle)
  std::vector<double> concentration_, surface_, damage_, dissipation_, resistance_;
  std::int64_t known_ = 0;  ///< step at which damage was known last
};

}  // namespace catena
