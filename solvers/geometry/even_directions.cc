// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/geometry/even_directions.h"

#include <cmath>

namespace catena {

template <int dim>
std::vector<dealii::Tensor<1, dim>> even_directions(std::size_t count) {
  std::vector<dealii::Tensor<1, dim>> directions(count);
  const double pi = std::acos(-1.), golden_angle = pi * (3 - std::sqrt(5.));
  for (std::size_t i = 0; i < count; ++i) {
    const double place = (static_cast<double>(i) + 0.5) / static_cast<double>(count);
    const double angle = dim == 2 ? 2 * pi * place : golden_angle * static_cast<double>(i);
    const double height = dim == 2 ? 0 : 1 - 2 * place;
    const double width = std::sqrt(1 - height * height);
    directions[i][0] = width * std::cos(angle);
    directions[i][1] = width * std::sin(angle);
    if constexpr (dim == 3) directions[i][2] = height;
  }
  return directions;
}

template std::vector<dealii::Tensor<1, 2>> even_directions<2>(std::size_t);
template std::vector<dealii::Tensor<1, 3>> even_directions<3>(std::size_t);

}  // namespace catena
