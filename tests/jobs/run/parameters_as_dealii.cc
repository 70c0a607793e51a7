// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// deal.II's ParameterHandler reads what Catena writes, and finds in an input what Catena finds.
#include <deal.II/base/parameter_handler.h>

#include <boost/test/unit_test.hpp>
#include <string>

#include "jobs/run/parameter_file.h"
#include "jobs/run/parameters.h"

namespace {

void declare(dealii::ParameterHandler& handler) {
  handler.declare_entry("Size", "1, 1, 1", dealii::Patterns::List(dealii::Patterns::Integer(1), 3, 3));
  handler.enter_subsection("Tomogram");
  handler.declare_entry("File", "");
  handler.declare_entry("Noise level", "0", dealii::Patterns::Double());
  handler.enter_subsection("Deep inside");
  handler.declare_entry("Flag", "false", dealii::Patterns::Bool());
  handler.leave_subsection();
  handler.leave_subsection();
}

std::string value(dealii::ParameterHandler& handler, const std::string& path) {
  std::vector<std::string> sections;
  std::string rest = path;
  for (std::size_t slash; (slash = rest.find('/')) != std::string::npos; rest = rest.substr(slash + 1))
    sections.push_back(rest.substr(0, slash));
  return handler.get(sections, rest);
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_same_input_means_the_same) {
  const std::string input = R"(# comment
  set Size = 3, 4, \
             5   # trailing comment
subsection Tomogram
  set File        = some folder/with blanks.tif
  set Noise level = 1e-3
  subsection Deep inside
    set   Flag=true
  end
end
)";
  dealii::ParameterHandler handler;
  declare(handler);
  handler.parse_input_from_string(input);
  const auto assignments = catena::scan_parameter_text(input, "input");
  BOOST_TEST(assignments.size() == 4u);
  for (const auto& assignment : assignments) BOOST_TEST(assignment.value == value(handler, assignment.path));
}

BOOST_AUTO_TEST_CASE(what_is_written_is_read) {
  std::array<std::int64_t, 3> size = {7, 8, 9};
  std::string file = "a b.h5";
  double noise = 0.30000000000000004;
  bool flag = true;
  catena::Parameters parameters;
  parameters.add("Tomogram/File", file, "A file.");
  parameters.add("Size", size, "", {1, 100}, "A size.");
  parameters.add("Tomogram/Deep inside/Flag", flag, "A flag.");
  parameters.add("Tomogram/Noise level", noise, "", catena::Range::any(), "A level.");
  for (const std::string& text : {parameters.resolved(), parameters.documented()}) {
    dealii::ParameterHandler handler;
    declare(handler);
    handler.parse_input_from_string(text);
    BOOST_TEST(value(handler, "Size") == "7, 8, 9");
    BOOST_TEST(value(handler, "Tomogram/File") == file);
    BOOST_TEST(std::stod(value(handler, "Tomogram/Noise level")) == noise);
    BOOST_TEST(value(handler, "Tomogram/Deep inside/Flag") == "true");
  }
}
