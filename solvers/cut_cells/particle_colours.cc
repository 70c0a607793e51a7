// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/cut_cells/particle_colours.h"

#include <algorithm>
#include <set>

namespace catena {

std::vector<int> particle_colours(MPI_Comm comm, std::size_t count,
                                  const std::vector<std::pair<int, int>>& meeting) {
  std::set<std::pair<int, int>> known;  // the greater first
  for (const auto& [a, b] : meeting)
    if (a != b) known.emplace(std::max(a, b), std::min(a, b));
  std::vector<int> mine;
  for (const auto& [a, b] : known) mine.insert(mine.end(), {a, b});

  int ranks = 1;
  MPI_Comm_size(comm, &ranks);
  std::vector<int> counts(ranks), begins(ranks + 1, 0);
  const int length = static_cast<int>(mine.size());
  MPI_Allgather(&length, 1, MPI_INT, counts.data(), 1, MPI_INT, comm);
  for (int r = 0; r < ranks; ++r) begins[r + 1] = begins[r] + counts[r];
  std::vector<int> all(begins[ranks]);
  MPI_Allgatherv(mine.data(), length, MPI_INT, all.data(), counts.data(), begins.data(), MPI_INT, comm);

  std::vector<std::set<int>> before(count);
  for (std::size_t i = 0; i < all.size(); i += 2) before[all[i]].insert(all[i + 1]);
  std::vector<int> colours(count, 0);
  for (std::size_t k = 0; k < count; ++k) {
    std::set<int> taken;
    for (const int other : before[k]) taken.insert(colours[other]);
    while (taken.count(colours[k])) ++colours[k];
  }
  return colours;
}

}  // namespace catena
