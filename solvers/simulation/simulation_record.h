// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "solvers/cycling/cycling_record.h"
#include "solvers/output/series.h"

namespace catena {

class Run;

/// Writes series.h5 and cycles.csv, anew at the end of each cycle, and asks for pictures at the ends of
/// charges.
class SimulationRecord : public CyclingRecord {
 public:
  /// `picture` draws the electrode at a time with given values; may be empty.
  using Picture = std::function<void(double time, const std::vector<double>& u)>;

  SimulationRecord(Run& run, std::vector<ParticleFacts> particles, std::vector<std::int64_t> picture_cycles,
                   Picture picture);

  void sample(const Sample& sample) override { series_.append(sample); }
  void damage(const DamageReadings& readings) override { series_.damage(readings); }
  void phase_ended(const Sample& last, const std::vector<double>& u) override;
  void cycle_ended(const CycleSummary& summary) override;

  /// series.h5 and cycles.csv as far as they are known. Collective.
  void write();
  const std::vector<CycleSummary>& cycles() const { return cycles_; }
  const Series& series() const { return series_; }
  /// How far the record has come.
  struct Mark {
    std::size_t samples = 0, cycles = 0;
    std::int64_t known = 0;
  };
  Mark mark() const { return {series_.size(), cycles_.size(), series_.known()}; }
  /// As it was at a mark; on one rank.
  void write_checkpoint(Hdf5File& file, const Mark& mark) const;
  void read_checkpoint(const Hdf5File& file);

 private:
  Run& run_;
  Series series_;
  std::vector<CycleSummary> cycles_;
  std::vector<std::int64_t> picture_cycles_;
  Picture picture_;
};

}  // namespace catena
