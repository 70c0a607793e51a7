// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// Seconds of one core for a forest, its SHAP values, and all repeats of two sets, on synthetic particles.
//   bench_forest [particles]     2000 by default
//   mpirun -n 2 bench_forest     repeats spread over two ranks
#include <mpi.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <vector>

#include "analysis/regression/contributions.h"
#include "tests/analysis/regression/synthetic_particles.h"

using namespace catena;

namespace {

template <class Work>
double seconds_of(const Work& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

int main(int argc, char** argv) {
  MPI_Init(&argc, &argv);
  int rank = 0, ranks = 1;
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  MPI_Comm_size(MPI_COMM_WORLD, &ranks);
  const std::size_t particles = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 2000;
  const SyntheticParticles set =
      synthetic_particles(particles, {"Z", "Sphericity", "Elongation", "Volume"}, 0.7, 1);
  const FeatureMatrix inputs = inputs_of(set);
  std::vector<double> fit, shap;
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    std::unique_ptr<Forest> forest;
    fit.push_back(
        seconds_of([&] { forest = std::make_unique<Forest>(inputs, set.damage, ForestSettings{}, seed); }));
    shap.push_back(seconds_of([&] { forest->shap(inputs); }));
  }
  const double all = seconds_of([&] {
    for (const std::uint64_t seed : {1, 2}) {
      RepeatSettings settings;
      settings.seed = seed;
      contributions(MPI_COMM_WORLD, inputs, set.damage, {}, settings);
    }
  });
  if (rank == 0)
    std::printf(
        "%zu particles, %d ranks: forest %.3f s, SHAP %.3f s (least of 5), 20 repeats of two sets %.1f s\n",
        particles, ranks, *std::min_element(fit.begin(), fit.end()),
        *std::min_element(shap.begin(), shap.end()), all);
  MPI_Finalize();
}
