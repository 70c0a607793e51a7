// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/regression/contributions.h"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <set>

#include "analysis/regression/explained_particles.h"
#include "tests/analysis/regression/synthetic_particles.h"

using namespace catena;

namespace {

RepeatSettings small() {
  RepeatSettings settings;
  settings.forest.trees = 12;
  settings.seeds = 4;
  settings.subsamples = 3;
  settings.subsample_size = 100;
  return settings;
}

}  // namespace

BOOST_AUTO_TEST_CASE(no_particle_is_judged_by_a_forest_that_saw_it) {
  const RepeatSettings settings = small();
  std::set<std::int32_t> judged;
  for (std::size_t k = 0; k < 7; ++k) {
    const RepeatRows rows = rows_of_repeat(200, k, settings);
    std::set<std::int32_t> all(rows.seen.begin(), rows.seen.end());
    BOOST_TEST(rows.seen.size() == (k < 4 ? 190u : 100u));
    for (const std::int32_t i : rows.unseen) BOOST_TEST(all.insert(i).second);
    BOOST_TEST(all.size() == 200u);
    if (k < 4) judged.insert(rows.unseen.begin(), rows.unseen.end());
  }
  BOOST_TEST(judged.size() == 40u);  // each once
  BOOST_TEST(rows_of_repeat(100, 5, settings).seen.size() == 80u);
}

BOOST_AUTO_TEST_CASE(ranks_do_not_matter) {
  const SyntheticParticles particles = synthetic_particles(250, {"Z"}, 0.8, 3);
  const FeatureMatrix inputs = inputs_of(particles);
  const std::vector<std::vector<std::size_t>> groups{{7, 8}};
  const Contributions together = contributions(MPI_COMM_WORLD, inputs, particles.damage, groups, small());
  const Contributions alone = contributions(MPI_COMM_SELF, inputs, particles.damage, groups, small());
  BOOST_TEST(together.contribution == alone.contribution, boost::test_tools::per_element());
  BOOST_TEST(together.group_contribution == alone.group_contribution, boost::test_tools::per_element());
  BOOST_TEST(together.r2 == alone.r2, boost::test_tools::per_element());
  BOOST_TEST(together.permutation == alone.permutation, boost::test_tools::per_element());
  BOOST_TEST(together.pooled_r2 == alone.pooled_r2);
  for (std::size_t k = 0; k < together.repeats; ++k) {
    const double both = together.contribution[k * 21 + 7] + together.contribution[k * 21 + 8];
    BOOST_TEST(together.group_contribution[k] <= both * (1 + 1e-12));
  }
  const ExplainedParticles one = explained_particles(MPI_COMM_WORLD, inputs, particles.damage, small(), 23);
  const ExplainedParticles other = explained_particles(MPI_COMM_SELF, inputs, particles.damage, small(), 23);
  BOOST_TEST(one.shap == other.shap, boost::test_tools::per_element());
  BOOST_TEST(one.interactions == other.interactions, boost::test_tools::per_element());
  BOOST_TEST(one.shap.size() == 250u * 21);
  BOOST_TEST(std::abs(one.direction[0]) > 0.9);
  for (std::size_t i = 0; i < 250; ++i) {
    double sum = one.base;
    for (std::size_t c = 0; c < 21; ++c) sum += one.shap[i * 21 + c];
    BOOST_TEST(std::abs(sum - one.prediction[i]) < 1e-5);
  }
}

BOOST_AUTO_TEST_CASE(noise_is_not_explained) {
  RepeatSettings settings;
  settings.explained = 100;  // how contributions rank noise does not matter
  for (const std::uint64_t seed : {1, 2, 3}) {
    const SyntheticParticles particles = synthetic_particles(seed == 3 ? 150 : 800, {}, 0, seed);
    const Contributions found =
        contributions(MPI_COMM_WORLD, inputs_of(particles), particles.damage, {}, settings);
    BOOST_TEST(found.pooled_r2 <= least_explained_r2);
    BOOST_TEST(!found.explained());
  }
  const SyntheticParticles particles = synthetic_particles(800, {"Volume", "Contact"}, 0.5, 7);
  BOOST_TEST(contributions(MPI_COMM_WORLD, inputs_of(particles), particles.damage, {}, settings).explained());
}

BOOST_AUTO_TEST_CASE(what_cannot_be_explained_is_told) {
  const SyntheticParticles particles = synthetic_particles(40, {"Z"}, 0.7, 3);
  const FeatureMatrix inputs = inputs_of(particles);
  BOOST_TEST(
      !contributions(MPI_COMM_WORLD, inputs, std::vector<double>(40, 0.0), {}, small()).not_computed.empty());
  const std::vector<std::int32_t> few{0, 1, 2};
  BOOST_TEST(!contributions(MPI_COMM_WORLD, inputs.part(few), {1, 2, 3}, {}, small()).not_computed.empty());
  // One damaged particle: repeats that have not drawn it have nothing to learn from.
  std::vector<double> rare(40, 0.0);
  rare[17] = 1;
  const Contributions found = contributions(MPI_COMM_WORLD, inputs, rare, {}, small());
  BOOST_TEST(found.not_computed.empty());
  BOOST_TEST(!found.explained());
  for (const double value : found.contribution) BOOST_TEST(std::isfinite(value));
  // It is held out by the very forest that explains particle by particle.
  std::vector<double> unseen(40, 0.0);
  unseen[rows_of_repeat(40, 0, small()).unseen[0]] = 1;
  const ExplainedParticles flat = explained_particles(MPI_COMM_WORLD, inputs, unseen, small(), 10);
  for (const double value : flat.shap) BOOST_TEST(value == 0);
  BOOST_TEST(flat.prediction.size() == 40u);
  BOOST_TEST(std::isnan(flat.direction[0]));
}
