// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// Times one problem on the cut mesh, on one core:
//   bench_cut_cells diffusion|conduction|misfit|close_balls DEGREE CELLS
// with CELLS a radius (close_balls: a pitch), and prints one line of JSON: unknowns, relative errors, CPU
// seconds of each part, unknowns x steps a second of "solve", and memory. compare_finite_elements.py runs it.
#include <mpi.h>
#include <sys/resource.h>

#include <cstdlib>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>

#include "solvers/cut_cells/start_petsc.h"
#include "tests/benchmarks/ball_conduction.h"
#include "tests/benchmarks/ball_diffusion.h"
#include "tests/benchmarks/misfit_ball.h"

namespace {

double peak_bytes() {
  rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return 1024. * static_cast<double>(usage.ru_maxrss);
}

int bench(int argc, char** argv) {
  using namespace catena::benchmarks;
  const std::map<std::string, std::function<CutRun(unsigned int, double)>> problems = {
      {"diffusion", run_ball_diffusion},
      {"conduction", run_ball_conduction},
      {"misfit", run_misfit_ball},
      {"close_balls", [](unsigned int degree, double cells) {
         return run_close_balls(degree, static_cast<unsigned int>(cells));
       }}};
  const auto problem = argc == 4 ? problems.find(argv[1]) : problems.end();
  const int degree = argc == 4 ? std::atoi(argv[2]) : 0;
  const double cells = argc == 4 ? std::atof(argv[3]) : 0;
  if (problem == problems.end() || degree < 1 || degree > 2 || cells <= 0) {
    std::cerr << "usage: bench_cut_cells diffusion|conduction|misfit|close_balls 1|2 CELLS\n";
    return 2;
  }
  catena::start_petsc();
  const double before = peak_bytes();
  const CutRun run = problem->second(static_cast<unsigned int>(degree), cells);
  double total = 0;
  for (const auto& [part, seconds] : run.clock.parts())
    if (part != "further_solve") total += seconds;
  nlohmann::json line = {
      {"problem", argv[1]},
      {"degree", degree},
      {"cells", cells},
      {"unknowns", run.unknowns},
      {"cut_cells", run.cut_cells},
      {"errors", run.errors},
      {"counts", run.counts},
      {"cpu", run.clock.parts()},
      {"total", total},
      {"unknown_steps_per_s", run.unknowns * run.steps / run.clock.parts().at("solve")},
      {"bytes_per_unknown", (peak_bytes() - before) / run.unknowns},
  };
  if (!run.moments.empty()) line["moments"] = run.moments;
  std::cout << line.dump() << std::endl;
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  MPI_Init(&argc, &argv);
  int status = 0;
  try {
    status = bench(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "bench_cut_cells: " << error.what() << "\n";
    MPI_Abort(MPI_COMM_WORLD, 1);
  }
  MPI_Finalize();
  return status;
}
