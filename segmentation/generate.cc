// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// catena-generate: makes a synthetic electrode, its tomogram and its truth.
#include "segmentation/phantom/generate_stage.h"

int main(int argc, char** argv) {
  catena::Generate stage;
  return catena::run_stage(argc, argv, stage);
}
