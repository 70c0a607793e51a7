// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "jobs/run/parameters.h"

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <stdexcept>
#include <string>

#include "jobs/run/error.h"
#include "jobs/run/nearest_name.h"
#include "jobs/run/parameter_file.h"
#include "jobs/run/parameter_value.h"
#include "jobs/run/whole_file.h"

using namespace catena;

namespace {

/// One of every kind.
struct Everything {
  bool flag = true;
  std::int64_t count = 3;
  double length = 1e-6;
  std::string file, method = "watershed";
  std::array<std::int64_t, 3> bin = {1, 1, 1};
  std::array<double, 3> spacing = {1, 1, 1};
  std::vector<double> sigmas;
  Parameters parameters;

  Everything() {
    parameters.add("Flag", flag, "A switch.");
    parameters.add("Filter/Count", count, "", {1, 64}, "How many.");
    parameters.add("Filter/Length", length, "m", Range::positive(), "How long.");
    parameters.add("Tomogram/File", file, "File or folder.");
    parameters.add("Filter/Method", method, {"watershed", "network", "instances"}, "Which way.");
    parameters.add("Tomogram/Bin", bin, "", {1, 8}, "Voxels merged.");
    parameters.add("Tomogram/Spacing", spacing, "m", Range::positive(), "Edges of a voxel.");
    parameters.add("Filter/Deep/Sigmas", sigmas, "voxels", Range::not_negative(), "Widths.");
  }
  void read(const std::string& text, const std::vector<std::string>& overrides = {}) {
    parameters.read(text, "case.prm", overrides);
  }
};

/// The sentence with which reading fails.
std::string complaint(const std::string& text, const std::vector<std::string>& overrides = {}) {
  Everything all;
  try {
    all.read(text, overrides);
  } catch (const InputError& error) {
    BOOST_TEST(std::string(error.what()).find('\n') == std::string::npos);
    return error.what();
  }
  return "no complaint";
}

bool starts_with(const std::string& text, const std::string& start) { return text.rfind(start, 0) == 0; }

}  // namespace

BOOST_AUTO_TEST_CASE(every_type_is_read) {
  Everything all;
  all.read(R"(# a comment
set Flag = false
subsection Filter   # another
  set Count  = 12
  set Length = 2.5e-7
  set Method = network
  subsection Deep
    set Sigmas = 1, 0.5, \
                 3
  end
end
subsection Tomogram
  set File    = a folder/image.tif
  set Bin     = 1, 2, 4
  set Spacing = 1e-6,2e-6, 3e-6
end
)");
  BOOST_TEST(!all.flag);
  BOOST_TEST(all.count == 12);
  BOOST_TEST(all.length == 2.5e-7);
  BOOST_TEST(all.method == "network");
  BOOST_TEST(all.file == "a folder/image.tif");
  BOOST_TEST((all.bin == std::array<std::int64_t, 3>{1, 2, 4}));
  BOOST_TEST((all.spacing == std::array<double, 3>{1e-6, 2e-6, 3e-6}));
  BOOST_TEST(all.sigmas == (std::vector<double>{1, 0.5, 3}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(overrides_come_last) {
  Everything all;
  all.read("set Flag = false\r\nsubsection Filter\r\nset Count = 5\r\nend\r\n",
           {"Filter/Count = 7", "Flag = true", "Filter/Deep/Sigmas ="});
  BOOST_TEST(all.flag);
  BOOST_TEST(all.count == 7);
  BOOST_TEST(all.sigmas.empty());
}

BOOST_AUTO_TEST_CASE(the_resolved_input_is_a_fixed_point) {
  Everything all, again, documented;
  all.read("",
           {"Filter/Length = 0.1", "Tomogram/File = x y.h5", "Filter/Deep/Sigmas = 0.1,0.30000000000000004"});
  again.read(all.parameters.resolved());
  BOOST_TEST(again.parameters.resolved() == all.parameters.resolved());
  BOOST_TEST(again.length == 0.1);
  BOOST_TEST(again.sigmas[1] == 0.30000000000000004);
  // What is printed as the manual is an input, too: the defaults.
  Everything defaults;
  documented.read(all.parameters.documented());
  BOOST_TEST(documented.parameters.resolved() == defaults.parameters.resolved());
}

BOOST_AUTO_TEST_CASE(the_manual_tells_default_range_unit_and_sentence) {
  Everything all;
  const std::string text = all.parameters.documented();
  for (const char* part : {"# How long.", "Allowed: a number above 0 [m]", "set Length = 1e-06",
                           "from 1 to 64", "watershed, network or instances", "subsection Deep"})
    BOOST_TEST(text.find(part) != std::string::npos, part);
}

BOOST_AUTO_TEST_CASE(errors_tell_line_value_and_what_is_allowed) {
  BOOST_TEST(complaint("\nsubsection Filter\n set Count = 65\nend\n") ==
             "case.prm:3: 'Filter/Count' is '65'; allowed: a whole number from 1 to 64");
  BOOST_TEST(complaint("", {"Filter/Length = 0"}) ==
             "--set \"Filter/Length = 0\": 'Filter/Length' is '0'; allowed: a number above 0 [m]");
  for (const char* bad : {"", "1.5", "1e1", "0x10", "7 8", "9223372036854775808", "nan", "ten", "+-3"})
    BOOST_TEST(starts_with(complaint("", {std::string("Filter/Count = ") + bad}), "--set"), bad);
  for (const char* bad : {"", "nan", "inf", "-inf", "1e400", "1,2", "-1", "1e", "0,5"})
    BOOST_TEST(starts_with(complaint("", {std::string("Filter/Length = ") + bad}), "--set"), bad);
  for (const char* bad : {"", "1", "1, 2", "1, 2, 3, 4", "1, 2, 0", "1 2 3", "1,,2", "1,2,3,"})
    BOOST_TEST(starts_with(complaint("", {std::string("Tomogram/Bin = ") + bad}), "--set"), bad);
  for (const char* bad : {"1", "True", "yes", ""})
    BOOST_TEST(starts_with(complaint("", {std::string("Flag = ") + bad}), "--set"), bad);
  BOOST_TEST(complaint("", {"Filter/Method = Watershed"}).find("watershed, network or instances") !=
             std::string::npos);
  BOOST_TEST(complaint("", {"Filter/Deep/Sigmas = 1, -2"}) != "no complaint");
  BOOST_TEST(complaint("", {"Tomogram/File = a#b"}) != "no complaint");
  BOOST_TEST(complaint("", {"Filter/Count"}) != "no complaint");
}

BOOST_AUTO_TEST_CASE(good_numbers_in_unusual_dress) {
  Everything all;
  all.read("", {"Filter/Count = +7", "Filter/Length = +.5e+1", "Tomogram/Bin = 1,2 ,3"});
  BOOST_TEST(all.count == 7);
  BOOST_TEST(all.length == 5);
  BOOST_TEST(all.bin[2] == 3);
}

BOOST_AUTO_TEST_CASE(unknown_names_get_the_nearest) {
  BOOST_TEST(complaint("subsection Filter\nset Conut = 1\nend") ==
             "case.prm:2: there is no parameter 'Filter/Conut'; the nearest is 'Filter/Count'");
  BOOST_TEST(complaint("subsection Fitler\nset Count = 1\nend").find("nearest is 'Filter/Count'") !=
             std::string::npos);
  BOOST_TEST(complaint("set Spacing = 1, 1, 1").find("nearest is 'Tomogram/Spacing'") != std::string::npos);
  BOOST_TEST(complaint("set flag = true").find("nearest is 'Flag'") != std::string::npos);
  BOOST_TEST(nearest_name("segmnet", {"measure", "segment", "generate"}) == "segment");
  BOOST_TEST(nearest_name("anything", {}) == "");
}

BOOST_AUTO_TEST_CASE(broken_structure_is_told_by_line) {
  BOOST_TEST(starts_with(complaint("set Flag = true\nend\n"), "case.prm:2: 'end'"));
  BOOST_TEST(
      starts_with(complaint("\n\nsubsection Filter\nset Count = 1\n"), "case.prm:3: subsection 'Filter'"));
  BOOST_TEST(starts_with(complaint("# fine\nFlag = true\n"), "case.prm:2: found 'Flag = true'"));
  BOOST_TEST(starts_with(complaint("set Flag true\n"), "case.prm:1: found 'Flag true'"));
  BOOST_TEST(starts_with(complaint("set = 3\n"), "case.prm:1:"));
  BOOST_TEST(starts_with(complaint("subsection\nend\n"), "case.prm:1:"));
  BOOST_TEST(starts_with(complaint("set Flag = \\\n true\nset Flag = 3\n"), "case.prm:3:"));
  BOOST_TEST(
      starts_with(complaint(std::string("\0\1\2 binary \xff\n", 12)), "case.prm:1: found '??? binary"));
}

BOOST_AUTO_TEST_CASE(mistakes_in_a_declaration) {
  Parameters parameters;
  double number = 0;
  BOOST_CHECK_THROW(parameters.add("A", number, "m", Range::positive(), "Its default is not allowed."),
                    std::logic_error);
  parameters.add("A", number, "m", Range::any(), "Fine.");
  BOOST_CHECK_THROW(parameters.add("A", number, "m", Range::any(), "Twice."), std::logic_error);
}

BOOST_AUTO_TEST_CASE(included_files_keep_their_lines) {
  const auto folder = std::filesystem::temp_directory_path() / "catena_test_included_files";
  std::filesystem::create_directories(folder / "deep");
  write_whole(folder / "case.prm", "set Flag = false\ninclude \"deep/filter.prm\"\nset Flag = no\n");
  write_whole(folder / "deep/filter.prm", "subsection Filter\n  set Count = 9\nend\n");
  const std::string text = gather_parameter_file(folder / "case.prm");
  const auto assignments = scan_parameter_text(text, "x");
  BOOST_REQUIRE(assignments.size() == 3);
  BOOST_TEST(assignments[1].path == "Filter/Count");
  BOOST_TEST(assignments[1].place == (folder / "deep/filter.prm").string() + ":2");
  BOOST_TEST(assignments[2].place == (folder / "case.prm").string() + ":3");
  write_whole(folder / "deep/filter.prm", "include filter.prm\n");
  BOOST_CHECK_THROW(gather_parameter_file(folder / "case.prm"), InputError);
  write_whole(folder / "deep/filter.prm", "include absent.prm\n");
  BOOST_CHECK_THROW(gather_parameter_file(folder / "case.prm"), FileError);
  std::filesystem::remove_all(folder);
}

BOOST_AUTO_TEST_CASE(numbers_survive_as_text) {
  for (const double number : {0., 1e-300, 0.1, 1. / 3, 123456789.123456789, -2.5e17}) {
    double back = -1;
    BOOST_TEST(parse_value(value_text(number), Range::any(), back));
    BOOST_TEST(back == number);
  }
}
