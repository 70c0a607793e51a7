// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/volume/survival.h"

#include <signal.h>

#include <boost/test/unit_test.hpp>
#include <stdexcept>

using namespace catena;

BOOST_AUTO_TEST_CASE(who_returns_or_throws_survives) {
  int here = 0;
  BOOST_TEST(survives([&] { here = 1; }, 10));
  BOOST_TEST(here == 0);  // it happened in the copy
  BOOST_TEST(survives([] { throw std::runtime_error("no"); }, 10));
}

BOOST_AUTO_TEST_CASE(who_crashes_or_never_ends_does_not) {
  for (const int signal : {SIGSEGV, SIGABRT, SIGFPE, SIGBUS})
    BOOST_TEST(!survives([&] { ::raise(signal); }, 10));
  BOOST_TEST(!survives(
      [] {
        for (volatile int i = 0;; i = i + 1) {
        }
      },
      1));
}
