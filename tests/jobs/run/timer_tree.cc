// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "jobs/run/timer_tree.h"

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <stdexcept>
#include <string>
#include <thread>

#include "jobs/run/progress.h"

using namespace catena;

namespace {

void pause(int milliseconds) { std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds)); }

}  // namespace

BOOST_AUTO_TEST_CASE(sections_nest_and_add_up) {
  TimerTree tree;
  for (int i = 0; i < 3; ++i) {
    TimerTree::Section outer(tree, "outer");
    pause(4);
    TimerTree::Section inner(tree, "inner");
    pause(6);
  }
  const auto& root = tree.root();
  BOOST_REQUIRE(root.children.size() == 1);
  const auto& outer = *root.children[0];
  BOOST_TEST(outer.calls == 3);
  BOOST_REQUIRE(outer.children.size() == 1);
  const auto& inner = *outer.children[0];
  BOOST_TEST(inner.calls == 3);
  BOOST_TEST(inner.seconds >= 0.018);
  BOOST_TEST(outer.seconds >= inner.seconds + 0.012);
  BOOST_TEST(root.seconds >= outer.seconds);
  BOOST_TEST(outer.other() == outer.seconds - inner.seconds);
  const std::string table = tree.table();
  for (const char* part : {"whole run", "  outer", "    inner", "    other", "3 times", "100.0 %"})
    BOOST_TEST(table.find(part) != std::string::npos, part);
}

BOOST_AUTO_TEST_CASE(an_exception_closes_its_sections) {
  TimerTree tree;
  try {
    TimerTree::Section outer(tree, "outer");
    TimerTree::Section inner(tree, "inner");
    throw std::runtime_error("x");
  } catch (const std::runtime_error&) {
  }
  { TimerTree::Section after(tree, "after"); }
  BOOST_TEST(tree.root().children.size() == 2u);
}

BOOST_AUTO_TEST_CASE(progress_tells_percent_rate_and_time_left) {
  Progress progress(false);
  progress.begin("closing", 4e6, "voxel");
  progress.advance(5e5);
  progress.advance(5e5);
  BOOST_TEST(progress.line(2) == "closing:  25 %, 500 kvoxel/s, 6 s left");
  progress.set(4e6);
  BOOST_TEST(progress.line(2) == "closing: 100 %, 2 Mvoxel/s, 0 s left");
  progress.begin("slow", 7201, "step");
  progress.set(1);
  BOOST_TEST(progress.line(1) == "slow:   0 %, 1 step/s, 2 h 00 min left");
}
