// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/cut_cells/default_multigrid.h"

#include "solvers/cut_cells/default_option.h"

namespace catena {

void default_multigrid(const std::string& prefix) {
  default_option(prefix, "pc_hypre_type", "boomeramg");
  default_option(prefix, "pc_hypre_boomeramg_strong_threshold", "0.5");
  default_option(prefix, "pc_hypre_boomeramg_coarsen_type", "HMIS");
  default_option(prefix, "pc_hypre_boomeramg_interp_type", "ext+i");
  default_option(prefix, "pc_hypre_boomeramg_P_max", "4");
  default_option(prefix, "pc_hypre_boomeramg_agg_nl", "1");
}

}  // namespace catena
