// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/report/report_stage.h"

int main(int argc, char** argv) {
  catena::Report stage;
  return catena::run_stage(argc, argv, stage);
}
