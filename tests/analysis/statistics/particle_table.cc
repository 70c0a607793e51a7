// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/statistics/particle_table.h"

#include <boost/test/unit_test.hpp>

#include "jobs/run/error.h"

using namespace catena;

namespace {

/// What the error of reading `text` says.
std::string complaint(const std::string& text) {
  try {
    parse_particle_table(text, "t.csv");
  } catch (const InputError& error) {
    return error.what();
  }
  return "nothing";
}

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

BOOST_AUTO_TEST_CASE(columns_are_found_by_name) {
  const ParticleTable table =
      parse_particle_table("Volume,id,boundary,Z\r\n1e-16, 3 ,1,-2.5\r\n2.5e-16,1,0,4\r\n\r\n", "t.csv");
  BOOST_TEST(table.id == (std::vector<std::int64_t>{3, 1}), boost::test_tools::per_element());
  BOOST_TEST(table.names == (std::vector<std::string>{"Volume", "Z"}), boost::test_tools::per_element());
  BOOST_TEST(table.column("Z") == (std::vector<double>{-2.5, 4}), boost::test_tools::per_element());
  BOOST_TEST(table.column("Volume")[1] == 2.5e-16);
  BOOST_TEST(int(table.boundary[0]) == 1);
  const ParticleTable part = table.part({0, 1});
  BOOST_TEST(part.size() == 1u);
  BOOST_TEST(part.column("Z")[0] == 4);
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_told_with_its_line) {
  BOOST_TEST(holds(complaint("id,Z\n1,2\n2,abc\n"), "t.csv:3"));
  BOOST_TEST(holds(complaint("id,Z\n1,2\n2,abc\n"), "'abc'"));
  BOOST_TEST(holds(complaint("id,Z\n1,nan\n"), "column Z"));
  BOOST_TEST(holds(complaint("id,Z\n1,inf\n"), "finite"));
  BOOST_TEST(holds(complaint("id,Z\n1,1e999\n"), "finite"));
  BOOST_TEST(holds(complaint("id,Z\n1,\n"), "t.csv:2"));
  BOOST_TEST(holds(complaint("id,Z\n1,2,3\n"), "3 fields"));
  BOOST_TEST(holds(complaint("id,Z\n1,2\n1,3\n"), "twice"));
  BOOST_TEST(holds(complaint("id,Z,Z\n1,2,3\n"), "'Z' twice"));
  BOOST_TEST(holds(complaint("id,Z\n1.5,2\n"), "whole number"));
  BOOST_TEST(holds(complaint("Z\n1\n"), "no column id"));
  BOOST_TEST(holds(complaint("id,Z\n"), "no particle"));
  BOOST_TEST(holds(complaint(""), "empty"));
}

BOOST_AUTO_TEST_CASE(missing_and_other_columns_are_named) {
  const ParticleTable table = parse_particle_table("id,Z\n1,2\n", "t.csv");
  try {
    table.require({"Z", "Volume", "Contact"});
    BOOST_ERROR("nothing is said of missing columns");
  } catch (const InputError& error) {
    BOOST_TEST(holds(error.what(), "Volume, Contact"));
  }
  const ParticleTable other = parse_particle_table("id,Z,Extra\n1,2,3\n", "u.csv");
  for (const auto& tables :
       {std::vector<ParticleTable>{table, other}, std::vector<ParticleTable>{other, table}}) {
    BOOST_CHECK_EXCEPTION(check_same_columns(tables), InputError, [](const InputError& error) {
      return holds(error.what(), "'u.csv' has the column Extra");
    });
  }
  check_same_columns({table, table});
}
