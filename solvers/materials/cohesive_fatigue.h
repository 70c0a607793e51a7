// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <vector>

namespace catena {

/// How cycles below the strength widen kappa, the history of a cohesive law. Each acts while the effective
/// opening lambda moves, is zero at constant load and in pure compression, and kappa never falls below
/// lambda. With L = the opening over which the law softens, and w, d as in CohesiveLaw:
///   none
///   opening_increment  dkappa = factor (1 - w) dlambda on opening; the simplest, ours.
///   roe_siegmund       dkappa = L (|dlambda|/length) <lambda/kappa - endurance>, once the accumulated
///                      opening has passed that of the strength: for the bilinear law its damage D is w, and
///                      lambda/kappa the traction over the remaining strength. Roe and Siegmund, Eng. Fract.
///                      Mech. 70, 209 (2003), doi:10.1016/S0013-7944(02)00034-6.
///   turon              per opening from zero to lambda, dkappa = L rate (G(lambda)/G_c)^exponent: a Paris
///                      law whose cracked share of the cohesive zone is w; G(lambda) is the area under the
///                      undamaged law. Turon et al., Compos. Part A 38, 2270 (2007),
///                      doi:10.1016/j.compositesa.2006.11.009.
///   stiffness_decay    1 - d falls by exp(-dlambda/length) on opening, once there is damage. Nguyen,
///                      Repetto, Ortiz and Radovitzky, Int. J. Fract. 110, 351 (2001),
///                      doi:10.1023/A:1010839522926.
/// Steps are integrated, so that the sum over an opening depends little or not at all on their number.
struct CohesiveFatigue {
  enum class Law { none, opening_increment, roe_siegmund, turon, stiffness_decay };

  Law law = Law::none;
  double factor = 0.5;      ///< of opening_increment
  double length = 1.25e-6;  ///< of roe_siegmund and stiffness_decay, m
  double endurance =
      0.2;              ///< C_f of roe_siegmund: traction over remaining strength below which nothing happens
  double rate = 0.1;    ///< of turon: the share of the cohesive zone that cracks in a cycle at G = G_c
  double exponent = 2;  ///< of turon

  /// Names of the laws, in the order of Law.
  static const std::vector<std::string>& names();
};

}  // namespace catena
