// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

namespace catena {

/// The cubic with given values and slopes at both ends of an interval of width h, and its derivative, at the
/// share t of it: y = y_0 + h (m_0 t + (3 s - 2 m_0 - m_1) t^2 + (m_0 + m_1 - 2 s) t^3), s = (y_1 - y_0)/h.
inline void cubic_hermite(double t, double h, double y_0, double y_1, double m_0, double m_1, double& y,
                          double& slope) {
  const double secant = (y_1 - y_0) / h;
  const double quadratic = 3 * secant - 2 * m_0 - m_1, cubic = m_0 + m_1 - 2 * secant;
  y = y_0 + h * t * (m_0 + t * (quadratic + t * cubic));
  slope = m_0 + t * (2 * quadratic + 3 * t * cubic);
}

}  // namespace catena
