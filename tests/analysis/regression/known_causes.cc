// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// Two sets of 2000 particles whose damage has four known causes each: the forests find them.
#include "analysis/regression/contributions.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <numeric>

#include "tests/analysis/regression/synthetic_particles.h"

using namespace catena;

namespace {

const std::vector<std::string> own{"Z", "Sphericity", "Elongation", "Volume"};
const std::vector<std::string> nearby{"Contact", "DistNearest", "OrienIso", "PDensity"};

struct Found {
  SyntheticParticles particles;
  Contributions contributions;
  std::vector<double> mean = std::vector<double>(21, 0.0);
};

Found found_for(const std::vector<std::string>& causes, std::uint64_t seed) {
  Found found;
  found.particles = synthetic_particles(2000, causes, 0.7, seed);
  RepeatSettings settings;
  settings.seed = seed;
  found.contributions =
      contributions(MPI_COMM_WORLD, inputs_of(found.particles), found.particles.damage, {}, settings);
  const Contributions& all = found.contributions;
  for (std::size_t k = 0; k < all.repeats; ++k)
    for (std::size_t c = 0; c < 21; ++c)
      found.mean[c] += all.contribution[k * 21 + c] / static_cast<double>(all.repeats);
  return found;
}

void check_causes(const Found& found, const std::vector<std::string>& causes) {
  const Contributions& all = found.contributions;
  std::vector<bool> is_cause(21, false);
  for (const std::string& name : causes) is_cause[found.particles.place(name)] = true;
  double weakest = 1e9, strongest_other = 0;
  for (std::size_t c = 0; c < 21; ++c)
    (is_cause[c] ? weakest = std::min(weakest, found.mean[c])
                 : strongest_other = std::max(strongest_other, found.mean[c]));
  BOOST_TEST_MESSAGE("weakest cause " << weakest << ", strongest other " << strongest_other
                                      << ", held-out r2 " << all.pooled_r2 << ", out of bag "
                                      << all.out_of_bag_r2[0]);
  for (std::size_t c = 0; c < 21; ++c)
    BOOST_TEST_MESSAGE("  " << found.particles.names[c] << " " << found.mean[c]
                            << (is_cause[c] ? " cause" : ""));
  BOOST_TEST(strongest_other < weakest);
  BOOST_TEST(all.repeats == 20u);
  for (std::size_t k = 0; k < all.repeats; ++k) {
    const double* row = all.contribution.data() + k * 21;
    for (const std::string& name : causes) {
      const double value = row[found.particles.place(name)];
      BOOST_TEST(std::count_if(row, row + 21, [&](double other) { return other > value; }) < 6);
    }
  }
  BOOST_TEST(all.explained());
  BOOST_TEST(all.pooled_r2 > 0.4);
  BOOST_TEST(all.pooled_r2 < 0.75);  // no more than the causes explain
  BOOST_TEST(all.additivity_error < 1e-5);
}

}  // namespace

BOOST_AUTO_TEST_CASE(all_causes_are_found_and_their_difference_has_the_right_sign) {
  const Found first = found_for(own, 1), second = found_for(nearby, 2);
  check_causes(first, own);
  check_causes(second, nearby);
  for (const std::string& name : own)
    BOOST_TEST(second.mean[first.particles.place(name)] < first.mean[first.particles.place(name)]);
  for (const std::string& name : nearby)
    BOOST_TEST(second.mean[first.particles.place(name)] > first.mean[first.particles.place(name)]);
}
