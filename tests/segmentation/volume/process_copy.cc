// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/volume/process_copy.h"

#include <signal.h>

#include <boost/test/unit_test.hpp>
#include <stdexcept>

#include "tests/segmentation/volume/image_checks.h"

using namespace catena;

BOOST_AUTO_TEST_CASE(who_returns_leaves_no_trace) {
  int here = 0;
  run_in_copy([&] { here = 1; }, 10, "it died");
  BOOST_TEST(here == 0);  // it happened in the copy
}

BOOST_AUTO_TEST_CASE(errors_come_back) {
  check_error(ExitStatus::wrong_input, "wrong value",
              [] { run_in_copy([] { throw InputError("wrong value"); }, 10, "it died"); });
  check_error(ExitStatus::unusable_file, "no file",
              [] { run_in_copy([] { throw FileError("no file"); }, 10, "it died"); });
  check_error(ExitStatus::unusable_file, std::string(2000, 'x'),
              [] { run_in_copy([] { throw FileError(std::string(5000, 'x')); }, 10, "it died"); });
  check_error(ExitStatus::failed_numbers, "something else",
              [] { run_in_copy([] { throw std::runtime_error("something else"); }, 10, "it died"); });
}

BOOST_AUTO_TEST_CASE(who_crashes_or_never_ends_is_an_error) {
  for (const int signal : {SIGSEGV, SIGABRT, SIGFPE, SIGBUS})
    check_error(ExitStatus::unusable_file, "it died",
                [&] { run_in_copy([&] { ::raise(signal); }, 10, "it died"); });
  const auto forever = [] {
    for (volatile int i = 0;; i = i + 1) {
    }
  };
  check_error(ExitStatus::unusable_file, "it died", [&] { run_in_copy(forever, 1, "it died"); });
}
