// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <vector>

namespace catena {

/// The w >= 0 that makes |A w - b| least, by active sets (C. L. Lawson, R. J. Hanson, Solving Least Squares
/// Problems, 1974, chapter 23); at most as many of w are positive as b has entries.
/// \param columns of A, each as long as `b`.
std::vector<double> nonnegative_least_squares(const std::vector<std::vector<double>>& columns,
                                              const std::vector<double>& b);

}  // namespace catena
