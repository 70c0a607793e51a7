// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "jobs/run/figures.h"

#include "jobs/run/python_program.h"
#include "jobs/run/run.h"
#include "jobs/run/timer_tree.h"

namespace catena {

void draw_figures(Run& run, const std::string& program) {
  TimerTree::Section section(run.timers(), "figures");
  if (run.rank() == 0) {
    const PythonOutcome outcome = run_python(program, {run.output().string()});
    if (outcome.status != 0) run.warn("no figures were drawn: " + outcome.last_line());
  }
  MPI_Barrier(run.communicator());
}

}  // namespace catena
