// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <vector>

#include "solvers/mechanics/elastic_bulk.h"
#include "solvers/mechanics/interface_kinematics.h"
#include "solvers/mechanics/interface_traction.h"
#include "solvers/mechanics/patch_projection.h"

namespace catena {

/// The particles' interface in the balance of forces: with p and T(p) of InterfaceTraction,
///   sum_q w_q F_q . (p(v))_q / s - [Nitsche's form: sum_q w_q {s(u)} . {s(v)} / kappa],   s = 1 or kappa,
///   F = Q T(Q p) + r p - sqrt(r) Q^2 sqrt(r) p.
/// Q is the patch projection (of the normal and of the tangential part): the law, and so damage, sees only
/// what is smooth over a patch. The rest, which is noise of the elements, is held by a linear spring r =
/// dT/dp of what stiffness damage has left. Undamaged, F = r p exactly; always, F is the
/// derivative of an energy, so that the tangent is symmetric, and consistent.
///
/// States are those of the last accepted equilibrium, and on trial those of the last evaluate().
template <int dim>
class CohesiveInterface {
 public:
  CohesiveInterface(const DisplacementSpace<dim>& space, const InterfacePoints<dim>& points,
                    const ElasticBulk<dim>& bulk, const CohesiveLaw& law, double stabilisation);

  /// The particles' misfit strain at the points, from x at [owned particle cell][shape].
  void set_misfit(const std::vector<double>& concentration, MisfitStrain& misfit);
  /// Lets the linear spring r follow the trial states' damage; false if that moved nowhere by much.
  /// Collective.
  bool relax();
  /// Takes r of the damage foreseen: that of the last accepted states, and `fraction` times what it grew by
  /// since those before.
  void foresee(double fraction);
  /// Forces, tangent and trial states of a displacement. Collective.
  void evaluate(Vec displacement);
  /// Adds the forces of the last evaluate(). Collective.
  void add_forces(Vec forces) const;
  /// Adds the tangent times an increment; `secant` from 0 to 1 blends it towards the secant, which is always
  /// positive. Collective.
  void add_tangent(Vec increment, double secant, Vec product) const;
  /// Adds a positive definite matrix near the tangent, which couples each cell's unknowns only: where the law
  /// softens nothing. With the tangent t' = d t / d p of p = kappa [[u]] + {s} it is that of the energy
  /// (t' p . p - t' {s} . {s})/kappa, where the tangent has {s} . {s}: so what couples both sides vanishes
  /// with t', as multigrid needs, whose aggregates must not hold nodes of both sides of a worn interface.
  /// Its pattern must hold at least Assembly::make_pattern_between({{0, 1}}), of the space's numbering.
  void add_local_tangent(const Assembly<dim>& assembly, typename ElasticBulk<dim>::Matrix& matrix) const;

  /// Whether at the last evaluate() the forces were linear in the displacement, on all ranks.
  bool intact() const { return intact_; }

  void accept();
  const std::vector<CohesiveState>& trial() const { return trial_; }
  const std::vector<CohesiveState>& accepted() const { return accepted_; }
  /// Brings back accepted states, and the stiffness loss of those before.
  void set_accepted(const std::vector<CohesiveState>& states, const std::vector<double>& earlier_loss);
  /// Stiffness loss of the accepted states before the last.
  const std::vector<double>& earlier_loss() const { return earlier_loss_; }

  const InterfaceTraction& law() const { return law_; }
  /// Of the last evaluate(), in local axes, [point][component]: the law's traction, GPa, and opening, um.
  const std::vector<double>& traction() const { return traction_; }
  const std::vector<double>& opening() const { return opening_; }

 private:
  using Vectors = typename InterfaceKinematics<dim>::Vectors;
  static constexpr int components =
      dim + 1;  ///< of what is projected: normal part, and tangential part in space

  void drive(Vec displacement, bool with_misfit, Vectors& local, Vectors& mean_traction) const;
  void pack(const Vectors& local, unsigned int set, std::vector<double>& packed) const;
  void unpack(const std::vector<double>& packed, unsigned int set, Vectors& local) const;
  /// r p + Q f - sqrt(r) Q sqrt(r)-part, back in space; the law's part and Q sqrt(r) p are given.
  void combine(const Vectors& p, const Vectors& law_part, const Vectors& smooth, Vectors& forces) const;
  void spread(const Vectors& forces, const Vectors& mean_traction, Vec vector) const;
  /// dT/dp at a point, in space, without its negative part.
  dealii::Tensor<2, dim> positive_tangent(std::size_t q) const;

  const DisplacementSpace<dim>& space_;
  InterfaceKinematics<dim> kinematics_;
  PatchProjection<dim> projection_;
  InterfaceTraction law_;
  std::vector<std::array<dealii::Tensor<1, dim>, dim>> axes_;  ///< of each point: normal, tangents
  std::vector<double> misfit_;
  std::vector<CohesiveState> accepted_, trial_;
  std::vector<double> loss_, earlier_loss_;           ///< d that r goes by; of the accepted states before
  std::vector<std::array<double, 2>> rest_, secant_;  ///< r and the law's secant: normal, tangential
  std::vector<double> traction_, opening_, tangent_;
  Vectors forces_, mean_traction_;
  bool intact_ = true;  ///< on all ranks: the law is r p everywhere, and nothing needs projecting
  mutable std::vector<double> packed_;
};

}  // namespace catena
