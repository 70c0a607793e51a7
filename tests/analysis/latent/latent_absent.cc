// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include <mpi.h>

#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "analysis/latent/latent_dimensions.h"

using namespace catena;

BOOST_AUTO_TEST_CASE(a_build_without_torch_says_so) {
  const std::vector<double> values(60, 1.0);
  const auto r = latent_dimensions(MPI_COMM_WORLD, {{"set", values}}, {"x", "y"}, LatentParameters{}, 1);
  BOOST_TEST(r.not_computed.find("LibTorch") != std::string::npos);
}
