// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

namespace catena {

/// Says how long a preconditioner that is kept over many systems serves. Its first solves, until they have
/// taken as many iterations as making it is worth, tell how many it usually needs. Those beyond that are what
/// its age costs; it is made anew as soon as they amount to what making it costs, if need be in the midst of
/// a solve.
class KeptPreconditioner {
 public:
  /// \param setup_cost of making it, in iterations.
  explicit KeptPreconditioner(double setup_cost) : setup_cost_(setup_cost) {}

  /// It was made anew.
  void renewed();
  void forget() { made_ = false; }
  /// Whether it was never made, or its age has cost as much as a new one.
  bool worn() const { return !made_ || wasted_ >= setup_cost_; }
  /// Iterations after which a solve that lowers the residual by so many powers of ten is better broken off
  /// and gone on with after renewal; `most` at its first.
  int patience(double decades, int most) const;
  /// A solve was done with it, or broken off.
  void used(int iterations, double decades);

 private:
  double setup_cost_;
  bool made_ = false;
  double first_iterations_ = 0, first_decades_ = 0;  ///< of its first solves
  double wasted_ = 0;                                ///< iterations that its age has cost
};

}  // namespace catena
