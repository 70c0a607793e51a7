// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include <cstdio>
#include <string>
#include <vector>

#include "segmentation/phantom/true_columns.h"

namespace catena {

std::string truth_table(const std::vector<TrueParticle>& particles) {
  std::string text = true_header() + ",radius,visible,cut_by_view,cracks,shattered,pores\n";
  char number[40];
  for (const TrueParticle& p : particles) {
    text += true_line(p);
    for (const double value : {p.radius, p.visible}) {
      std::snprintf(number, sizeof number, ",%.17g", value + 0.0);  // no minus zero
      text += number;
    }
    for (const int value :
         {static_cast<int>(p.cut_by_view), p.cracks, static_cast<int>(p.shattered), p.pores})
      text += "," + std::to_string(value);
    text += "\n";
  }
  return text;
}

}  // namespace catena
