// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/phantom/generate_stage.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "jobs/run/agreement.h"
#include "jobs/run/parameters.h"
#include "jobs/run/progress.h"
#include "jobs/run/run.h"
#include "jobs/run/timer_tree.h"
#include "jobs/run/whole_file.h"
#include "segmentation/kernels/all_gather.h"
#include "segmentation/phantom/image_formation.h"
#include "segmentation/phantom/pieces.h"
#include "segmentation/phantom/scale_defects.h"
#include "segmentation/phantom/truth.h"
#include "segmentation/volume/broadcast.h"
#include "segmentation/volume/hdf5_file.h"

namespace catena {
namespace {

constexpr double bytes_per_voxel = 32;
constexpr char done_name[] = "/done";  ///< dataset of a checkpoint

SampleType sample_of(const std::string& type) {
  return type == "uint8" ? SampleType::uint8 : type == "uint16" ? SampleType::uint16 : SampleType::float32;
}

}  // namespace

void Generate::declare(Parameters& parameters) {
  recipe_.declare(parameters);
  parameters.add("Blocks", blocks_, "", {0, 100000}, "Ranks along z, y, x; 0, 0, 0 makes slabs in z.");
}

Estimate Generate::setup(Run& run) {
  recipe_.check();
  const Decomposition decomposition(run.communicator(), recipe_.size, blocks_);
  const Triple margin = formation_margin(recipe_);
  pieces_ = pieces_of(decomposition.owned(), margin, 1e6 * recipe_.piece);
  count_rounds(run);
  std::int64_t largest = 0;
  for (const Box& piece : pieces_) {
    const Triple n = piece.extents();
    largest = std::max(largest, (n[0] + 2 * margin[0]) * (n[1] + 2 * margin[1]) * (n[2] + 2 * margin[2]));
  }
  std::int64_t together = 0;
  MPI_Allreduce(&largest, &together, 1, MPI_INT64_T, MPI_SUM, run.communicator());
  Estimate estimate;
  estimate.cells = product(recipe_.size);
  estimate.memory = bytes_per_voxel * static_cast<double>(together) +
                    4e3 * static_cast<double>(recipe_.particles) * run.size() + 5e7 * run.size();
  return estimate;
}

void Generate::count_rounds(Run& run) {
  const auto mine = static_cast<std::int64_t>(pieces_.size());
  std::int64_t most = 0;
  MPI_Allreduce(&mine, &most, 1, MPI_INT64_T, MPI_MAX, run.communicator());
  rounds_ = static_cast<std::size_t>(most);
}

void Generate::begin(Run& run) {
  {
    TimerTree::Section section(run.timers(), "packing");
    electrode_ = make_electrode(run.communicator(), recipe_);
  }
  if (electrode_.deepest_overlap > 0.01)
    run.warn("the particles could not be packed without overlaps: the deepest goes " +
             std::to_string(100 * electrode_.deepest_overlap) + " % of the two radii beyond Packing/Overlap");
  if (recipe_.law.given()) apply_law(run);
  particles_ = std::make_unique<VoxelParticles>(voxel_particles(electrode_, recipe_));
  if (!tomogram_) open_files(run, ImagePieces::Start::anew);
  run.progress().begin("generating", static_cast<double>(product(recipe_.size)), "voxel");
}

void Generate::apply_law(Run& run) {
  TimerTree::Section section(run.timers(), "damage law");
  Electrode whole = electrode_;
  for (Particle& p : whole.particles) p.defects = 0;
  undamaged_ = true_particles(run.communicator(), whole, recipe_);
  agree_on_root(run.communicator(), [&] { law_ = law_damage(undamaged_, recipe_); });
  broadcast(run.communicator(), law_.expected);
  broadcast(run.communicator(), law_.wanted);
  broadcast(run.communicator(), law_.attainable);
  law_.realised = scale_defects(run.communicator(), recipe_, law_.wanted, electrode_);
  double error = 0;
  std::size_t short_of = 0;
  for (std::size_t i = 0; i < law_.wanted.size(); ++i) {
    error += std::abs(law_.realised[i] - law_.wanted[i]) / static_cast<double>(law_.wanted.size());
    short_of += law_.realised[i] < law_.wanted[i] - 0.01;
  }
  run.record("damage law: attainable r2", law_.attainable);
  run.record("damage law: mean difference of damage", error);
  if (short_of > 0)
    run.warn(std::to_string(short_of) +
             " particles have more than 0.01 less damage than the law wants, because their cracks do not "
             "reach far enough: raise Cracks/Number or lower Damage law/Mean");
}

void Generate::open_files(Run& run, ImagePieces::Start start) {
  const std::string folder = run.output().string() + "/";
  const auto file = [&](const char* name, const char* dataset, SampleType sample, const char* unit,
                        const char* description) {
    return std::make_unique<ImagePieces>(start, run.communicator(), folder + name, dataset, sample,
                                         recipe_.size, recipe_.spacing, unit, description);
  };
  tomogram_ = file("tomogram.h5", "/tomogram", sample_of(recipe_.image.type), "1",
                   "grey value of the synthetic tomogram");
  labels_ = file("labels.h5", "/labels", SampleType::uint32, "1",
                 "particle of each voxel; 0 is no particle, a crack or a pore");
  if (recipe_.labels_full)
    labels_full_ = file("labels_full.h5", "/labels", SampleType::uint32, "1",
                        "particle of each voxel, its cracks and pores filled");
}

bool Generate::step(Run& run) {
  if (!particles_) begin(run);
  const Box piece = next_ < pieces_.size() ? pieces_[next_] : Box{};
  const SampleType sample = sample_of(recipe_.image.type);
  if (sample == SampleType::uint8)
    make_piece<std::uint8_t>(run, piece);
  else if (sample == SampleType::uint16)
    make_piece<std::uint16_t>(run, piece);
  else
    make_piece<float>(run, piece);
  ++next_;
  run.progress().set(static_cast<double>(product(recipe_.size)) * static_cast<double>(next_) /
                     static_cast<double>(std::max(rounds_, next_)));
  return next_ < rounds_;
}

template <class T>
void Generate::make_piece(Run& run, const Box& piece) {
  FormedBox<T> formed;
  {
    TimerTree::Section section(run.timers(), "image");
    if (!piece.empty()) formed = form_image<T>(recipe_, *particles_, piece);
  }
  TimerTree::Section section(run.timers(), "writing");
  agree(run.communicator(), [&] {
    if (piece.empty()) return;
    const auto write = [&](ImagePieces& file, const auto& view) {
      const auto host = Kokkos::create_mirror_view_and_copy(Kokkos::HostSpace(), view);
      file.write(piece, host.data());
    };
    write(*tomogram_, formed.tomogram);
    write(*labels_, formed.labels);
    if (labels_full_) write(*labels_full_, formed.labels_full);
  });
}

void Generate::finish(Run& run) {
  run.progress().end();
  WholeFile table(run.output() / "truth.csv", run.communicator());
  WholeFile causes(run.output() / "causes.csv", run.communicator());
  {
    TimerTree::Section section(run.timers(), "truth");
    const std::vector<TrueParticle> truth = true_particles(run.communicator(), electrode_, recipe_);
    double volume = 0, damaged = 0;
    for (const TrueParticle& p : truth) {
      volume += p.volume;
      damaged += p.damage * p.volume;
    }
    const double region = VisibleRegion(recipe_).volume();
    run.record("particles", static_cast<double>(truth.size()));
    run.record("packing fraction", volume / region);
    run.record("damage", damaged / volume);
    run.record("deepest overlap beyond the allowed", electrode_.deepest_overlap);
    run.say(std::to_string(truth.size()) + " particles fill " + std::to_string(100 * volume / region) +
            " % of the image; cracks and pores are " + std::to_string(100 * damaged / volume) + " % of them");
    agree_on_root(run.communicator(), [&] {
      write_whole(table.temporary(), truth_table(truth));
      if (recipe_.law.given()) write_whole(causes.temporary(), causes_table(undamaged_, law_));
    });
  }
  std::vector<WholeFile*> written{&tomogram_->close(), &labels_->close(), &table};
  if (recipe_.law.given()) written.push_back(&causes);
  if (labels_full_) written.push_back(&labels_full_->close());
  commit_together(written);
}

bool Generate::binds(const std::string& path) const { return path != "Blocks" && path != "Output/Piece"; }

bool Generate::save(Run& run, const std::string& path) {
  if (!particles_) return false;
  for (ImagePieces* file : {tomogram_.get(), labels_.get(), labels_full_.get()})
    if (file != nullptr) file->keep();
  const std::vector<Box> mine(pieces_.begin(),
                              pieces_.begin() + static_cast<std::ptrdiff_t>(std::min(next_, pieces_.size())));
  std::vector<Box> done = all_gather(run.communicator(), mine);
  done.insert(done.end(), done_.begin(), done_.end());
  agree_on_root(run.communicator(), [&] {
    std::vector<std::int64_t> numbers;
    for (const Box& box : done)
      for (const Triple& corner : {box.begin, box.end})
        numbers.insert(numbers.end(), corner.begin(), corner.end());
    Hdf5File file = Hdf5File::create(path);
    file.write(done_name, numbers, {static_cast<std::int64_t>(done.size()), 6}, "voxel",
               "boxes of the image that are written: first voxel and the one after the last, z, y, x");
    file.close();
  });
  return true;
}

void Generate::load(Run& run, const std::string& path) {
  std::vector<std::int64_t> numbers;
  agree_on_root(run.communicator(), [&] { numbers = Hdf5File::open(path).read<std::int64_t>(done_name); });
  broadcast(run.communicator(), numbers);
  done_.clear();
  for (std::size_t i = 0; i + 6 <= numbers.size(); i += 6)
    done_.push_back(
        {{numbers[i], numbers[i + 1], numbers[i + 2]}, {numbers[i + 3], numbers[i + 4], numbers[i + 5]}});
  open_files(run, ImagePieces::Start::go_on);
  pieces_.erase(
      std::remove_if(pieces_.begin(), pieces_.end(), [&](const Box& piece) { return covered(piece, done_); }),
      pieces_.end());
  count_rounds(run);
}

}  // namespace catena
