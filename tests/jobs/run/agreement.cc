// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "jobs/run/agreement.h"

#include <boost/test/unit_test.hpp>
#include <new>
#include <stdexcept>
#include <string>

#include "jobs/run/error.h"

using namespace catena;

namespace {

int rank() {
  int value = 0;
  MPI_Comm_rank(MPI_COMM_WORLD, &value);
  return value;
}

int size() {
  int value = 0;
  MPI_Comm_size(MPI_COMM_WORLD, &value);
  return value;
}

}  // namespace

BOOST_AUTO_TEST_CASE(no_error_no_throw) {
  int calls = 0;
  agree(MPI_COMM_WORLD, [&] { ++calls; });
  BOOST_TEST(calls == 1);
  agree_on_root(MPI_COMM_WORLD, [&] { ++calls; });
  BOOST_TEST(calls == (rank() == 0 ? 2 : 1));
}

BOOST_AUTO_TEST_CASE(one_rank_fails_all_throw_its_error) {
  for (int culprit = 0; culprit < size(); ++culprit) {
    try {
      agree(MPI_COMM_WORLD, [&] {
        if (rank() >= culprit) throw FileError("rank " + std::to_string(rank()) + " cannot");
      });
      BOOST_ERROR("nothing was thrown");
    } catch (const Error& error) {
      BOOST_TEST((error.status() == ExitStatus::unusable_file));
      BOOST_TEST(error.what() == "rank " + std::to_string(culprit) + " cannot");
    }
  }
}

BOOST_AUTO_TEST_CASE(other_exceptions_become_errors) {
  const auto status_of = [](auto thrower) {
    try {
      agree(MPI_COMM_WORLD, [&] {
        if (rank() == size() - 1) thrower();
      });
    } catch (const Error& error) {
      return error.status();
    }
    return ExitStatus::done;
  };
  BOOST_TEST((status_of([] { throw std::bad_alloc(); }) == ExitStatus::failed_numbers));
  BOOST_TEST((status_of([] { throw std::runtime_error("x"); }) == ExitStatus::failed_numbers));
  BOOST_TEST((status_of([] { throw InputError("x"); }) == ExitStatus::wrong_input));
}

BOOST_AUTO_TEST_CASE(errors_of_the_root) {
  BOOST_CHECK_THROW(agree_on_root(MPI_COMM_WORLD, [] { throw InputError("x"); }), Error);
}
