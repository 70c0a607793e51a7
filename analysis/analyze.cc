// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/study/analyze_stage.h"

int main(int argc, char** argv) {
  catena::Analyze stage;
  return catena::run_stage(argc, argv, stage);
}
