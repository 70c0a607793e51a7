// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/phantom/generate_stage.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <filesystem>
#include <set>
#include <sstream>

#include "jobs/run/error.h"
#include "jobs/run/parameters.h"
#include "jobs/run/run.h"
#include "jobs/run/whole_file.h"
#include "segmentation/phantom/image_formation.h"
#include "segmentation/phantom/truth.h"
#include "segmentation/volume/hdf5_file.h"
#include "tests/segmentation/volume/scratch_folder.h"

using namespace catena;

namespace {

const std::string recipe_text =
    "set Size = 40, 48, 56\n"
    "set Spacing = 2e-7, 1e-7, 1e-7\n"
    "set Particles = 20\n"
    "set Seed = 11\n"
    "subsection Output\n  set Labels before cracks = true\nend\n";

void generate(const std::string& folder, const std::vector<std::string>& overrides) {
  Generate stage;
  Parameters parameters;
  stage.declare(parameters);
  parameters.read(recipe_text, "case.prm", overrides);
  Run run(MPI_COMM_WORLD, folder, "generate");
  stage.setup(run);
  while (stage.step(run)) {
  }
  stage.finish(run);
}

struct Output {
  std::vector<std::uint16_t> tomogram;
  std::vector<std::uint32_t> labels, full;
  std::string truth;
  bool operator==(const Output& o) const {
    return tomogram == o.tomogram && labels == o.labels && full == o.full && truth == o.truth;
  }
};

/// For rank 0.
Output read_output(const std::string& folder) {
  return {Hdf5File::open(folder + "/tomogram.h5").read<std::uint16_t>("/tomogram"),
          Hdf5File::open(folder + "/labels.h5").read<std::uint32_t>("/labels"),
          Hdf5File::open(folder + "/labels_full.h5").read<std::uint32_t>("/labels"),
          read_whole(folder + "/truth.csv")};
}

std::vector<Triple> grids() {
  int ranks = 1;
  MPI_Comm_size(MPI_COMM_WORLD, &ranks);
  std::vector<Triple> all{{ranks, 1, 1}, {1, ranks, 1}, {1, 1, ranks}};
  if (ranks == 4) all.push_back({2, 1, 2});
  return all;
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_rank_count_block_shape_and_piece_writes_the_same) {
  int rank = 0;
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  const ScratchFolder folder;
  // What one process makes in one go.
  Output expected;
  if (rank == 0) {
    Generate stage;
    Parameters parameters;
    stage.declare(parameters);
    parameters.read(recipe_text, "case.prm", {});
    const Recipe& recipe = stage.recipe();
    const Electrode electrode = make_electrode(recipe);
    const auto formed =
        form_image<std::uint16_t>(recipe, voxel_particles(electrode, recipe), {{0, 0, 0}, recipe.size});
    const auto copy = [](auto& to, const auto& view) {
      const auto host = Kokkos::create_mirror_view_and_copy(Kokkos::HostSpace(), view);
      to.assign(host.data(), host.data() + host.size());
    };
    copy(expected.tomogram, formed.tomogram);
    copy(expected.labels, formed.labels);
    copy(expected.full, formed.labels_full);
  }
  for (const Triple& grid : grids())
    for (const char* piece : {"16", "0.02"}) {
      generate(folder.path(), {"Blocks = " + std::to_string(grid[0]) + ", " + std::to_string(grid[1]) + ", " +
                                   std::to_string(grid[2]),
                               std::string("Output/Piece = ") + piece});
      if (rank == 0) {
        const Output found = read_output(folder.path());
        if (expected.truth.empty()) expected.truth = found.truth;
        BOOST_CHECK(found == expected);
      }
      MPI_Barrier(MPI_COMM_WORLD);
    }
  if (rank != 0) return;
  // The same truth on any number of ranks: what one process makes of it, again.
  const Hdf5File tomogram = Hdf5File::open(folder / "tomogram.h5");
  BOOST_CHECK((tomogram.number_attribute("/tomogram", "spacing") == std::vector<double>{2e-7, 1e-7, 1e-7}));
  BOOST_TEST(tomogram.text_attribute("/tomogram", "unit").has_value());
  const std::set<std::uint32_t> labels(expected.labels.begin(), expected.labels.end());
  BOOST_TEST(labels.size() == 21u);
  BOOST_TEST(*labels.rbegin() == 20u);

  std::istringstream lines(expected.truth);
  std::string line;
  std::getline(lines, line);
  const std::string contract =
      "id,X,Y,Z,Yaw,Pitch,Roll,EDensity,Homogeneity,SurfaceInner,SurfaceOuter,Volume,Damage,Elongation,"
      "Sphericity,"
      "VSratio,RoughInner,RoughOuter,Contact,PDensity,DistNearest,ElongStd,VolumeStd,SphericityStd,OrienIso,"
      "boundary";
  BOOST_TEST(line.substr(0, contract.size()) == contract);
  const auto columns = std::count(line.begin(), line.end(), ',');
  int rows = 0;
  while (std::getline(lines, line)) {
    ++rows;
    BOOST_TEST(std::count(line.begin(), line.end(), ',') == columns);
    BOOST_TEST(line.find("nan") == std::string::npos);
    BOOST_TEST(std::stoi(line) == rows);
  }
  BOOST_TEST(rows == 20);
  for (const auto& file : std::filesystem::directory_iterator(folder.path()))
    BOOST_TEST(file.path().extension() != ".partial");
}

BOOST_AUTO_TEST_CASE(truth_does_not_depend_on_the_ranks) {
  Recipe recipe;
  recipe.size = {40, 40, 40};
  recipe.particles = 9;
  const Electrode electrode = make_electrode(recipe);
  const std::string together = truth_table(true_particles(MPI_COMM_WORLD, electrode, recipe));
  BOOST_CHECK(together == truth_table(true_particles(MPI_COMM_SELF, electrode, recipe)));
}

BOOST_AUTO_TEST_CASE(wrong_recipes_are_refused) {
  const ScratchFolder folder;
  for (const char* wrong :
       {"Packing/Fraction = 0.9", "Packing/Fraction = 0", "Particles = 0", "Particles = 100000",
        "Particles = 1", "Spacing = 0, 1e-7, 1e-7", "Spacing = -1e-7, 1e-7, 1e-7", "Size = 0, 40, 40",
        "Size = 40, 40", "Seed = -1", "Cracks/Style = broken", "Image/Type = int8",
        "Image/Field of view = 0.01", "Cracks/Wdith = 2", "Blocks = 7, 7, 7"})
    BOOST_CHECK_THROW(generate(folder.path(), {wrong}), InputError);
  for (const auto& file : std::filesystem::directory_iterator(folder.path()))
    BOOST_TEST(file.path().string() == "");
}

BOOST_AUTO_TEST_CASE(an_output_folder_that_is_not_there_is_a_file_error) {
  const ScratchFolder folder;
  BOOST_CHECK_EXCEPTION(generate(folder / "nowhere", {}), Error,
                        [](const Error& error) { return error.status() == ExitStatus::unusable_file; });
}
