// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>

namespace catena {

/// Liquid electrolyte that fills the carbon/binder's pores; its laws for salt concentration c_e [mol/m^3].
/// Effective values in the porous domain: porosity^bruggeman x those of the free liquid.
class Electrolyte {
 public:
  struct Values {
    double concentration = 1000;      ///< c_e0, mol/m^3
    double transference = 0.2594;     ///< t+
    double thermodynamic_factor = 1;  ///< 1 + dln f/dln c
    double porosity = 0.47;
    double bruggeman = 1.5;
  };

  explicit Electrolyte(const Values& values) : values_(values) {}
  virtual ~Electrolyte() = default;

  const Values& values() const { return values_; }
  /// porosity^bruggeman.
  double effective_share() const;
  /// Of the free liquid: kappa [S/m] and dkappa/dc_e [S m^2/mol] at n points.
  virtual void conductivity(std::size_t n, const double* c_e, double* kappa, double* dkappa) const = 0;
  /// Of the free liquid: D_e [m^2/s] and dD_e/dc_e [m^5/(mol s)] at n points.
  virtual void diffusivity(std::size_t n, const double* c_e, double* D, double* dD) const = 0;
  /// (2 R T/F)(1 - t+)(1 + dln f/dln c) [V]: i_e = -kappa grad phi_e + kappa x this x grad ln c_e.
  double diffusion_potential(double temperature) const;

 private:
  Values values_;
};

/// LiPF6 in EC:EMC 3:7, Nyman, Behm and Lindbergh, Electrochim. Acta 53, 6356 (2008),
/// doi:10.1016/j.electacta.2008.04.023; with c in mol/l: kappa = 0.1297 c^3 - 2.51 c^1.5 + 3.329 c [S/m],
/// D_e = 8.794e-11 c^2 - 3.972e-10 c + 4.862e-10 [m^2/s]. Below 1 mol/m^3 c goes over into a positive floor.
class Nyman2008Electrolyte : public Electrolyte {
 public:
  explicit Nyman2008Electrolyte(const Values& values) : Electrolyte(values) {}
  void conductivity(std::size_t n, const double* c_e, double* kappa, double* dkappa) const override;
  void diffusivity(std::size_t n, const double* c_e, double* D, double* dD) const override;
};

class ConstantElectrolyte : public Electrolyte {
 public:
  ConstantElectrolyte(const Values& values, double conductivity, double diffusivity)
      : Electrolyte(values), conductivity_(conductivity), diffusivity_(diffusivity) {}
  void conductivity(std::size_t n, const double* c_e, double* kappa, double* dkappa) const override;
  void diffusivity(std::size_t n, const double* c_e, double* D, double* dD) const override;

 private:
  double conductivity_, diffusivity_;
};

}  // namespace catena
