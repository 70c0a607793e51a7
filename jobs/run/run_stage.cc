// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include <cstdio>
#include <string>

#include "jobs/run/driver.h"
#include "jobs/run/error.h"
#include "jobs/run/failure.h"
#include "jobs/run/libraries.h"
#include "jobs/run/options.h"
#include "jobs/run/stage.h"
#include "jobs/run/stage_input.h"
#include "jobs/run/stop_request.h"
#include "jobs/run/version.h"

namespace catena {
namespace {

/// What is printed without a run, by one process of those that a launcher has started.
int print_once(const std::string& text) {
  if (launched_rank() != 0) return static_cast<int>(ExitStatus::done);
  const bool printed = std::fputs(text.c_str(), stdout) >= 0 && std::fflush(stdout) == 0;
  return static_cast<int>(printed ? ExitStatus::done : ExitStatus::unusable_file);
}

}  // namespace

int run_stage(int argc, char** argv, Stage& stage) {
  Options options;
  try {
    options = parse_options({argv + 1, argv + argc}, stage.name());
  } catch (const Error& error) {
    // The first rank tells and fails; a launcher would kill it if another failed before it has told.
    if (launched_rank() != 0) return static_cast<int>(ExitStatus::done);
    print_failure(stage.name(), {error.status(), error.what()});
    return static_cast<int>(error.status());
  }
  if (options.help) return print_once(help_text(stage.name(), stage.summary()));
  if (options.version) return print_once("catena " + version() + " (" + revision() + ")\n");
  if (options.print_parameters) return print_once(StageInput(stage).documented());
  start_libraries(argc, argv);
  StopRequest::catch_signals();
  return static_cast<int>(Driver(stage, options, {argv, argv + argc}).run());
}

}  // namespace catena
