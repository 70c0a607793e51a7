// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/latent/autoencoder.h"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <vector>

#include "analysis/latent/principal_components.h"
#include "jobs/run/error.h"
#include "tests/analysis/latent/planted.h"

using namespace catena;

namespace {

AutoencoderTask task_for(std::size_t size, std::uint64_t seed = 1) {
  AutoencoderTask task;
  task.columns = planted::columns;
  task.size = size;
  task.table = planted::rolled_sheet(300, 0.02, 5);
  for (std::size_t r = 0; r < 300; ++r) (r < 200 ? task.training : task.stopping).push_back(r);
  const PrincipalComponents p = principal_components(task.table, task.columns, task.training);
  task.mean = p.mean;
  for (std::size_t k = 0; k < size; ++k) {
    task.scale.push_back(std::sqrt(p.variance[k]));
    for (std::size_t c = 0; c < task.columns; ++c) task.axes.push_back(p.axes[k * task.columns + c]);
  }
  task.epochs = 20;
  task.batch = 64;
  task.seed = seed;
  return task;
}

double sparseness(const AutoencoderResult& result, std::size_t size) {
  double sum = 0;
  for (std::size_t k = 0; k < size; ++k) {
    double absolute = 0, square = 0, n = 0;
    for (std::size_t r = 0; r < result.latent.size() / size; ++r, ++n) {
      absolute += std::abs(result.latent[r * size + k]);
      square += result.latent[r * size + k] * result.latent[r * size + k];
    }
    sum += absolute / n / std::sqrt(square / n);
  }
  return sum / static_cast<double>(size);
}

}  // namespace

BOOST_AUTO_TEST_CASE(begins_as_principal_components) {
  AutoencoderTask task = task_for(2);
  task.epochs = 0;
  const AutoencoderResult result = fit_autoencoder(task);
  const PrincipalComponents p = principal_components(task.table, task.columns, task.training);
  BOOST_TEST_REQUIRE(result.stopping_error.size() == 1u);
  BOOST_TEST(result.stopping_error[0] == p.error(task.table, task.stopping, 2),
             boost::test_tools::tolerance(1e-12));
  // Latent values have variance 1 over what was learned from.
  double square = 0;
  for (std::size_t r = 0; r < 200; ++r) square += result.latent[2 * r] * result.latent[2 * r] / 200;
  BOOST_TEST(square == 1, boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(the_best_pass_is_kept_and_patience_ends_it) {
  AutoencoderTask task = task_for(2);
  task.learning_rate = 0.3;  // so large that it only gets worse
  task.patience = 4;
  const AutoencoderResult result = fit_autoencoder(task);
  const double least = *std::min_element(result.stopping_error.begin(), result.stopping_error.end());
  BOOST_TEST(result.stopping_error[static_cast<std::size_t>(result.best)] == least);
  BOOST_TEST(static_cast<std::int64_t>(result.stopping_error.size()) <= result.best + 1 + task.patience);
  double error = 0;
  for (std::size_t r = 200; r < 300; ++r)
    for (std::size_t c = 0; c < task.columns; ++c)
      error += std::pow(result.reconstruction[r * task.columns + c] - task.table[r * task.columns + c], 2);
  BOOST_TEST(error / (100 * planted::columns) == least, boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(the_same_seed_gives_the_same_bits_and_another_does_not) {
  const AutoencoderResult a = fit_autoencoder(task_for(3)), b = fit_autoencoder(task_for(3)),
                          other = fit_autoencoder(task_for(3, 2));
  BOOST_TEST((a.latent == b.latent));
  BOOST_TEST((a.reconstruction == b.reconstruction));
  BOOST_TEST((a.latent != other.latent));
}

BOOST_AUTO_TEST_CASE(depth_and_width_change_what_is_learned) {
  const AutoencoderResult a = fit_autoencoder(task_for(2));
  AutoencoderTask deep = task_for(2), wide = task_for(2);
  deep.depth = 3;
  wide.width = 48;
  BOOST_TEST((fit_autoencoder(deep).latent != a.latent));
  BOOST_TEST((fit_autoencoder(wide).latent != a.latent));
}

BOOST_AUTO_TEST_CASE(weight_decay_leads_back_to_principal_components) {
  AutoencoderTask task = task_for(2);
  const double principal = fit_autoencoder(task).stopping_error.front();
  const double free = fit_autoencoder(task).stopping_error.back();
  task.weight_decay = 400;  // times the learning rate: four fifths of every weight at each step
  const double held = fit_autoencoder(task).stopping_error.back();
  BOOST_TEST(free < 0.9 * principal);
  BOOST_TEST(held > 0.95 * principal);
}

BOOST_AUTO_TEST_CASE(sparsity_makes_latent_values_sparse) {
  AutoencoderTask task = task_for(2);
  task.patience = task.epochs = 60;
  task.sparsity = 0;
  const double without = sparseness(fit_autoencoder(task), 2);
  task.sparsity = 1;
  task.stopping = task.training;
  BOOST_TEST(sparseness(fit_autoencoder(task), 2) < without);
}

BOOST_AUTO_TEST_CASE(numbers_that_are_none_end_it) {
  AutoencoderTask task = task_for(2);
  task.table[7] = std::nan("");
  BOOST_CHECK_THROW(fit_autoencoder(task), NumericsError);
}
