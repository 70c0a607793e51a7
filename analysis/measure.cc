// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/attributes/measure_stage.h"

int main(int argc, char** argv) {
  catena::Measure stage;
  return catena::run_stage(argc, argv, stage);
}
