// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// What a time step is judged by: the lithium in the particles and the salt in the pores, each over its own
// volume.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <numeric>

#include "tests/solvers/simulation/cycled_discs.h"

using namespace catena;

namespace {

double over_ranks(double value) {
  MPI_Allreduce(MPI_IN_PLACE, &value, 1, MPI_DOUBLE, MPI_SUM, MPI_COMM_WORLD);
  return value;
}

/// The mean square of an error, of all ranks.
double mean_square(const ErrorField& field, const std::vector<double>& error) {
  double sum = 0;
  for (std::size_t k = 0; k < field.rows.size(); ++k)
    sum += field.weights[k] * error[field.rows[k]] * error[field.rows[k]];
  return over_ranks(sum);
}

}  // namespace

BOOST_AUTO_TEST_CASE(each_field_is_weighed_over_its_own_phase) {
  for (const auto model : {ElectrolyteModel::constant, ElectrolyteModel::salt}) {
    ElectrochemistryOptions options;
    options.electrolyte = model;
    CycledDiscs discs({0, 1, 2}, {1.6, 0, -1.6}, {}, options);
    const auto& fields = discs.electrode->error_fields();
    BOOST_TEST_REQUIRE(fields.size() == (model == ElectrolyteModel::salt ? 2u : 1u));
    std::vector<int> seen(discs.electrode->size(), 0);
    for (const ErrorField& field : fields) {
      BOOST_TEST_REQUIRE(field.rows.size() == field.weights.size());
      const double whole = over_ranks(std::accumulate(field.weights.begin(), field.weights.end(), 0.));
      BOOST_TEST(std::abs(whole - 1) < 1e-12);
      for (const double weight : field.weights) BOOST_TEST(weight >= 0);
      for (const std::size_t row : field.rows) BOOST_TEST(++seen[row] == 1);
    }
    // The lithium of all particles off by 0.01 is an error of 0.01, whatever other fields there are.
    std::vector<double> start, off(discs.electrode->size(), 0);
    discs.electrode->initialise(start);
    for (const std::size_t row : fields[0].rows) {
      BOOST_TEST(std::abs(start[row] - 0.9) < 1e-12);  // it is the lithium
      off[row] = 0.01;
    }
    BOOST_TEST(std::abs(std::sqrt(mean_square(fields[0], off)) - 0.01) < 1e-12);
    if (fields.size() > 1) BOOST_TEST(mean_square(fields[1], off) == 0);
  }
}
