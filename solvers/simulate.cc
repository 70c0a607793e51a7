// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/simulation/simulate_stage.h"

int main(int argc, char** argv) {
  catena::Simulate stage;
  return catena::run_stage(argc, argv, stage);
}
