// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <deal.II/base/tensor.h>

#include <array>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "solvers/cut_cells/interface_points.h"
#include "solvers/cut_cells/newton_report.h"
#include "solvers/geometry/electrode_geometry.h"
#include "solvers/materials/material.h"
#include "solvers/mechanics/mechanics_options.h"

namespace catena {

/// Stress, displacement and debonding of the particles in their matrix, quasi-static and at small strain:
///   div sigma = 0,  sigma = C : (eps(u) - e(x) I),  e = (v(x) - v(x_0))/3 in the particles, 0 in the matrix,
///   sigma n = T([[u]]) at the interface (CohesiveLaw).
/// Lateral faces and the collector's slide: u.n = 0; on the separator's acts the stack pressure.
///
/// solve() works from the last accepted interface state and leaves a trial one; accept() makes it the
/// history, and damage only grows. What comes out is SI. All methods are collective; arrays are those of this
/// rank.
template <int dim>
class Mechanics {
 public:
  /// All references must live on. \throws InputError on all ranks if the interface's softening is too steep
  /// for the mesh, or a particle touches a face under pressure.
  Mechanics(const CutMesh<dim>& mesh, const InterfacePoints<dim>& points,
            const ElectrodeGeometry<dim>& geometry, const Material& material,
            const MechanicsOptions& options);
  ~Mechanics();
  Mechanics(const Mechanics&) = delete;
  Mechanics& operator=(const Mechanics&) = delete;

  /// Quasi-static equilibrium for x = c/c_max at [owned particle cell][shape]. On failure displacement and
  /// trial state are not to be used: reject().
  NewtonReport solve(const std::vector<double>& cell_concentration);
  void accept();
  void reject();
  /// Tells the next solve() that the load goes on as it went between the last two accepted solutions,
  /// `fraction` times as far: it starts from where displacement and damage are then.
  void foresee(double fraction) { fraction_ = fraction; }
  /// Has the next solve() start from the present trial's displacement, even after reject().
  void keep_as_guess();
  /// Of the particles and of the matrix, at [owned cell of the phase][shape][component], um.
  using Displacements = std::array<std::vector<double>, 2>;
  /// Those of the last accepted solution, and of the one before, for checkpoints.
  std::array<Displacements, 2> accepted_displacements() const;
  /// Brings them back, after set_state(), with the concentration that the last was accepted at.
  void resume(const std::vector<double>& cell_concentration, const std::array<Displacements, 2>& accepted);

  /// Forgets what the solvers have learned: the next solution is found as after resume() in a new object.
  void renew();

  /// At interface points, of the trial state: d, the loss of stiffness, and w, the share of the toughness
  /// used up.
  const std::vector<double>& damage() const { return damage_; }
  const std::vector<double>& dissipation() const { return dissipation_; }
  /// At interface points: traction along the normal, Pa (tension > 0), and opening along it, m.
  std::vector<double> traction() const;
  std::vector<double> opening() const;
  /// tr(sigma)/3 at [owned particle cell][shape], Pa: L2 projection on the particles' scalar space.
  std::vector<double> hydrostatic_stress() const;
  /// Mean von Mises stress of the part of each owned cell of a phase that lies in it, Pa.
  std::vector<double> von_mises_stress(Phase phase) const;
  /// At [owned cell of the phase][shape][component], um.
  std::vector<double> displacement(Phase phase) const;
  /// How far the most loaded point of all is from new damage: 1 - opening/(largest so far, or that at which
  /// damage begins), 1 without load, 0 or less when damaging. Fatigue acts below too.
  double least_margin() const;

  /// At [point][state_size], for checkpoints: the accepted interface state, and d of the one before.
  static constexpr std::size_t state_size = sizeof(CohesiveState) / sizeof(double) + 1;
  std::vector<double> state() const;
  void set_state(const std::vector<double>& state);

  std::size_t unknowns() const;
  /// The form of the interface in use, in words for the log.
  std::string description() const;

  /// Prescribes the displacement [um] of all faces of the box, instead of sliding faces and pressure, for
  /// comparison with closed forms. With `octant` the faces at coordinate 0 slide, as planes of symmetry do.
  void prescribe(const std::function<dealii::Tensor<1, dim>(const dealii::Point<dim>&, Phase)>& displacement,
                 bool octant = false);

 private:
  struct Parts;

  void measure();
  template <class Visit>
  void visit_stress(Phase phase, const Visit& visit) const;

  std::unique_ptr<Parts> parts_;
  std::vector<double> damage_, dissipation_;
  double fraction_ = 0;
  bool guessed_ = false;
};

}  // namespace catena
