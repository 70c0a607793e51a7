// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// The series and the table of cycles: what the files hold, and that checkpoints give it back.
#include "solvers/output/series.h"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <filesystem>

#include <unistd.h>

#include "segmentation/volume/hdf5_file.h"
#include "solvers/output/cycles_table.h"

using namespace catena;

namespace {

Sample sample_at(double time, double x) {
  Sample sample;
  sample.time = time;
  sample.phase = PhaseKind::charge;
  sample.voltage = 4;
  sample.particles = {{x, x + 0.1}, {x, x}, {1, 2}, {0.002, 0.003}};
  return sample;
}

std::vector<ParticleFacts> facts() { return {{1, {0, 1, 2}, 3, 4, 0.8}, {7, {5, 6, 7}, 8, 9, 0.2}}; }

struct Scratch {
  std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("catena_series_" + std::to_string(getpid()) + ".h5");
  ~Scratch() { std::filesystem::remove(path); }
};

}  // namespace

// What is known of damage later has no part in what the series was.
BOOST_AUTO_TEST_CASE(a_series_as_it_was) {
  Series before(facts()), after(facts());
  for (Series* s : {&before, &after}) {
    s->append(sample_at(0, 0.9));
    s->damage({{0, 0}, {0, 0}});
    s->append(sample_at(1, 0.8));
  }
  after.append(sample_at(3, 0.7));
  after.damage({{0.3, 0.6}, {0.03, 0.06}});
  Series cut = after.before(before.size(), before.known());
  BOOST_TEST(cut.size() == 2u);
  BOOST_TEST(cut.known() == 0);
  const Scratch scratch;
  std::vector<std::vector<double>> damage, time;
  for (Series* s : {&before, &cut}) {
    s->append(sample_at(2, 0.75));
    s->damage({{0.4, 0.8}, {0.04, 0.08}});
    {
      Hdf5File file = Hdf5File::create(scratch.path.string());
      s->write(file);
      file.close();
    }
    const Hdf5File file = Hdf5File::open(scratch.path.string());
    damage.push_back(file.read<double>("/damage"));
    time.push_back(file.read<double>("/time"));
  }
  BOOST_TEST(damage[0] == damage[1], boost::test_tools::per_element());
  BOOST_TEST(time[0] == time[1], boost::test_tools::per_element());
  BOOST_TEST(damage[0][2] == 0.2, boost::test_tools::tolerance(1e-14));
}

BOOST_AUTO_TEST_CASE(damage_is_filled_in_between_and_goes_on_after_a_checkpoint) {
  Series series(facts());
  series.append(sample_at(0, 0.9));
  series.damage({{0, 0}, {0, 0}});
  series.append(sample_at(1, 0.8));
  series.append(sample_at(3, 0.7));
  const Scratch scratch;
  {
    Hdf5File file = Hdf5File::create(scratch.path.string());
    series.write_checkpoint(file);
    file.close();
  }
  Series other(facts());
  other.read_checkpoint(Hdf5File::open(scratch.path.string()));
  for (Series* s : {&series, &other}) {
    s->append(sample_at(4, 0.6));
    s->damage({{0.4, 0.8}, {0.04, 0.08}});
    s->append(sample_at(5, 0.5));
    {
      Hdf5File file = Hdf5File::create(scratch.path.string());
      s->write(file);
      file.close();
    }
    const Hdf5File file = Hdf5File::open(scratch.path.string());
    std::vector<std::int64_t> extents;
    const auto damage = file.read<double>("/damage", &extents);
    BOOST_TEST(extents == (std::vector<std::int64_t>{5, 2}));
    const std::vector<double> expected{0, 0, 0.1, 0.2, 0.3, 0.6, 0.4, 0.8, 0.4, 0.8};
    for (std::size_t i = 0; i < expected.size(); ++i) BOOST_TEST(std::abs(damage[i] - expected[i]) < 1e-14);
    BOOST_TEST(std::abs(file.read<double>("/dissipation")[2] - 0.01) < 1e-14);
    for (const char* name :
         {"time", "cycle", "phase", "voltage", "current", "concentration", "surface_concentration", "damage",
          "dissipation", "resistance", "balance/lithium", "balance/charge", "particles/id",
          "particles/center", "particles/radius", "particles/volume", "particles/coverage"}) {
      BOOST_TEST(file.text_attribute(std::string("/") + name, "unit").has_value(), name);
      BOOST_TEST(file.text_attribute(std::string("/") + name, "description").has_value(), name);
    }
    BOOST_TEST(file.read<std::int64_t>("/particles/id") == (std::vector<std::int64_t>{1, 7}));
  }
}

BOOST_AUTO_TEST_CASE(cycles) {
  CycleSummary cycle;
  cycle.cycle = 3;
  cycle.charge_time = 0.1;
  cycle.linear = 77;
  const std::string text = cycles_csv({cycle});
  BOOST_TEST(text.substr(0, text.find('\n')) ==
             "cycle,charge_time,discharge_time,charge_capacity,discharge_capacity,end_of_charge_mean_x,end_"
             "of_charge_std_x,"
             "mean_damage,std_damage,mean_dissipation,std_dissipation,steps,newton,linear");
  BOOST_TEST(text.find("\n3,0.1") != std::string::npos);
  const Scratch scratch;
  {
    Hdf5File file = Hdf5File::create(scratch.path.string());
    write_cycles(file, {cycle, cycle});
    file.close();
  }
  const auto read = read_cycles(Hdf5File::open(scratch.path.string()));
  BOOST_TEST_REQUIRE(read.size() == 2u);
  BOOST_TEST(cycles_csv({read[1]}) == text);
}
