// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/latent/latent_parameters.h"

#include <boost/test/unit_test.hpp>

#include "jobs/run/error.h"
#include "jobs/run/parameters.h"

using namespace catena;

BOOST_AUTO_TEST_CASE(every_name_sets_its_value) {
  LatentParameters latent;
  Parameters parameters;
  latent.declare(parameters);
  parameters.read("", "",
                  {"Latent/Dimensions = 3", "Latent/Depth = 1", "Latent/Width = 7",
                   "Latent/Weight decay = 0.5", "Latent/Sparsity = 0.25", "Latent/Learning rate = 0.125",
                   "Latent/Epochs = 11", "Latent/Patience = 5", "Latent/Held out = 0.5",
                   "Latent/Particles = 99", "Latent/Fitted on = all", "Latent/Link threshold = 0.75"});
  BOOST_TEST(latent.dimensions == 3);
  BOOST_TEST(latent.depth == 1);
  BOOST_TEST(latent.width == 7);
  BOOST_TEST(latent.weight_decay == 0.5);
  BOOST_TEST(latent.sparsity == 0.25);
  BOOST_TEST(latent.learning_rate == 0.125);
  BOOST_TEST(latent.epochs == 11);
  BOOST_TEST(latent.patience == 5);
  BOOST_TEST(latent.held_out == 0.5);
  BOOST_TEST(latent.particles == 99);
  BOOST_TEST(latent.fitted_on == "all");
  BOOST_TEST(latent.link_threshold == 0.75);
}

BOOST_AUTO_TEST_CASE(out_of_range) {
  LatentParameters latent;
  Parameters parameters;
  latent.declare(parameters);
  BOOST_CHECK_THROW(parameters.read("", "", {"Latent/Dimensions = 65"}), InputError);
  BOOST_CHECK_THROW(parameters.read("", "", {"Latent/Fitted on = second"}), InputError);
}
