// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <chrono>
#include <string>

namespace catena {

/// One line on a terminal that tells percent, rate and time left of the work at hand; silent elsewhere.
/// Counts are of all ranks together; only the calls of a rank whose progress is shown have an effect.
class Progress {
 public:
  /// `shown`: false for silence, e.g. on all ranks but one.
  explicit Progress(bool shown) : shown_(shown) {}
  ~Progress() { end(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// Whether what this process writes to stdout ends at a terminal, also through mpirun.
  static bool stdout_is_terminal();

  /// Begins e.g. ("closing", 16777216, "voxel"); ends what was going on.
  void begin(const std::string& what, double total, const std::string& unit);
  /// What the line tells besides, e.g. "4.12 V", until the work at hand ends.
  void note(const std::string& text) { note_ = text; }
  void advance(double amount) { set(done_ + amount); }
  /// Cheap: prints five times a second at most.
  void set(double done);
  void end();
  /// Wipes the line, so that another can be printed.
  void clear();
  /// The line as it would be printed after `seconds`.
  std::string line(double seconds) const;

 private:
  bool shown_;
  bool visible_ = false;
  std::string what_, unit_, note_;
  double total_ = 0, done_ = 0;
  std::chrono::steady_clock::time_point start_, printed_;
};

}  // namespace catena
