// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/statistics/spread_rows.h"

#include <algorithm>
#include <stdexcept>

#include "jobs/run/agreement.h"

namespace catena {

std::vector<double> spread_rows(MPI_Comm comm, std::size_t count, std::size_t width,
                                const std::function<std::vector<double>(std::size_t)>& row) {
  int rank = 0, size = 1;
  MPI_Comm_rank(comm, &rank);
  MPI_Comm_size(comm, &size);
  std::vector<double> all(count * width);
  agree(comm, [&] {
    for (std::size_t k = static_cast<std::size_t>(rank); k < count; k += static_cast<std::size_t>(size)) {
      const std::vector<double> values = row(k);
      if (values.size() != width) throw std::logic_error("spread_rows: a row of another width");
      std::copy(values.begin(), values.end(), all.begin() + static_cast<std::ptrdiff_t>(k * width));
    }
  });
  for (std::size_t k = 0; k < count; ++k)
    MPI_Bcast(all.data() + k * width, static_cast<int>(width), MPI_DOUBLE, static_cast<int>(k % size), comm);
  return all;
}

}  // namespace catena
