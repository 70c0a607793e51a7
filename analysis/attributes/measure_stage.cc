// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/attributes/measure_stage.h"

#include <algorithm>
#include <cmath>
#include <sstream>

#include "analysis/attributes/attribute_rows.h"
#include "analysis/attributes/measure_pictures.h"
#include "analysis/attributes/particle_surfaces.h"
#include "jobs/run/agreement.h"
#include "jobs/run/error.h"
#include "jobs/run/figures.h"
#include "jobs/run/parameters.h"
#include "jobs/run/progress.h"
#include "jobs/run/run.h"
#include "jobs/run/timer_tree.h"
#include "jobs/run/whole_file.h"
#include "segmentation/volume/hdf5_file.h"
#include "segmentation/volume/image_checksum.h"

namespace catena {
namespace {

std::string text(const Triple& n) {
  return std::to_string(n[0]) + " x " + std::to_string(n[1]) + " x " + std::to_string(n[2]);
}

std::string text(const Spacing& edges) {
  std::ostringstream out;
  out << edges[0] << ", " << edges[1] << ", " << edges[2] << " m";
  return out.str();
}

void check_that_they_match(const ImageDescription& tomogram, const ImageParameters& tomogram_file,
                           const ImageDescription& labels, const ImageParameters& labels_file) {
  if (tomogram.extents != labels.extents)
    throw InputError("the tomogram '" + tomogram_file.file + "' has " + text(tomogram.extents) +
                     " voxels, the labels '" + labels_file.file + "' have " + text(labels.extents) +
                     "; both must be the same after Crop and Bin (Tomogram/Crop, Tomogram/Bin, Labels/Crop, "
                     "Labels/Bin)");
  for (int axis = 0; axis < 3; ++axis)
    if (std::abs(tomogram.spacing[axis] - labels.spacing[axis]) > 1e-6 * labels.spacing[axis])
      throw InputError(
          "the voxels of the tomogram '" + tomogram_file.file + "' are " + text(tomogram.spacing) +
          ", those of the labels '" + labels_file.file + "' " + text(labels.spacing) +
          "; they must be the same (Tomogram/Spacing, Labels/Spacing, Tomogram/Bin, Labels/Bin)");
}

double mean_of(const std::vector<ParticleAttributes>& rows, double ParticleAttributes::*value) {
  double sum = 0;
  for (const ParticleAttributes& row : rows) sum += row.*value;
  return rows.empty() ? 0 : sum / static_cast<double>(rows.size());
}

}  // namespace

void Measure::declare(Parameters& parameters) {
  tomogram_file_.declare(parameters, "Tomogram");
  labels_file_.declare(parameters, "Labels");
  parameters.add("Definitions", kind_, std::vector<std::string>{"calibrated", "published"},
                 "Attributes free of the voxel grid's bias, or as published, by counting voxels.");
  parameters.add("Closing radius", definitions_.closing_radius, "m", {0, 1},
                 "Calibrated: radius of the ball that closes cracks; 0: 10 times the shortest voxel edge.");
  parameters.add(
      "Contact distance", definitions_.contact_distance, "m", {0, 1},
      "Calibrated: thickness of the shell in which contacts are looked for; 0: 10 times the shortest voxel "
      "edge.");
  parameters.add("Packing radius", definitions_.packing_radius, "m", {1e-9, 1},
                 "Calibrated: radius of the ball around the centroid in which the packing density is taken.");
  parameters.add(
      "Figures", figures_,
      "Whether to draw figures: slices with outlines and the distributions; needs python3 with matplotlib.");
  parameters.add("Surface", surface_, "Whether to write particles.vtp, the particles' surface for ParaView.");
  parameters.add(
      "Surface triangles", triangles_, "1", {1e3, 3e8},
      "About the most triangles of that surface; it is made from coarser voxels where there would be more.");
  parameters.add("Blocks", blocks_, "1", {0, 1e6},
                 "Blocks along z, y, x, one for each rank; zeros cut the volume into slabs of slices.");
}

Estimate Measure::setup(Run& run) {
  definitions_.published = kind_ == "published";
  tomogram_ = open_image(run.communicator(), tomogram_file_);
  labels_ = open_image(run.communicator(), labels_file_);
  check_that_they_match(tomogram_, tomogram_file_, labels_, labels_file_);
  const bool planar = labels_.extents[0] == 1;
  check_definitions(definitions_, labels_.spacing, planar);
  closing_ball(definitions_, labels_.spacing, planar);
  contact_ball(definitions_, labels_.spacing, planar);
  const Decomposition blocks(run.communicator(), labels_.extents, blocks_);
  Estimate estimate;
  estimate.cells = product(labels_.extents);
  const double grey = tomogram_.grey == SampleType::uint8 ? 1 : tomogram_.grey == SampleType::uint16 ? 2 : 4;
  // Labels, grey and, where one particle's box is the whole image, its classes, masks and grey.
  estimate.memory = static_cast<double>(estimate.cells) * (4 + grey + 5 + grey) + 8e7 * run.size();
  return estimate;
}

void Measure::begin(Run& run) {
  const auto blocks = std::make_shared<Decomposition>(run.communicator(), labels_.extents, blocks_);
  const bool planar = labels_.extents[0] == 1;
  const auto start = [&](auto sample) {
    using T = decltype(sample);
    Volume<std::uint32_t> labels;
    Volume<T> tomogram;
    {
      TimerTree::Section section(run.timers(), "reading");
      labels =
          read_image<std::uint32_t>(labels_, blocks, halo_for_measure(labels_.spacing, planar), "labels");
      tomogram = read_image<T>(tomogram_, blocks, {0, 0, 0}, "tomogram");
      images_ = image_checksum(tomogram) + " " + image_checksum(labels);
    }
    if (!images_of_done_.empty() && images_of_done_ != images_)
      throw InputError("the checkpoint was made from another image than '" + tomogram_file_.file +
                       "' (Tomogram/File) or from other labels than '" + labels_file_.file +
                       "' (Labels/File) are now; run without --restart");
    TimerTree::Section section(run.timers(), "moments and packing");
    auto work = std::make_unique<MeasureParticles<T>>(labels, tomogram, definitions_);
    work->skip(done_);
    run.progress().begin("measuring", static_cast<double>(work->particles()), "particle");
    work_ = std::move(work);
  };
  if (tomogram_.grey == SampleType::uint8)
    start(std::uint8_t{});
  else if (tomogram_.grey == SampleType::uint16)
    start(std::uint16_t{});
  else
    start(float{});
  begun_ = true;
}

bool Measure::step(Run& run) {
  if (!begun_) {
    begin(run);
    return true;
  }
  TimerTree::Section section(run.timers(), "particles");
  return std::visit(
      [&](auto& work) {
        const bool more = work->step();
        run.progress().set(static_cast<double>(work->measured()));
        return more;
      },
      work_);
}

std::vector<ParticleAttributes> Measure::write_tables(Run& run, const std::filesystem::path& hdf5,
                                                      const std::filesystem::path& csv) {
  TimerTree::Section section(run.timers(), "tables");
  const auto [rows, contacts] =
      std::visit([](auto& work) { return std::pair(work->rows(), work->table().contacts); }, work_);
  std::vector<ParticleAttributes> particles = rows;
  const NeighbourTable neighbours = add_neighbourhoods(particles, definitions_, labels_.extents[0] == 1);
  std::vector<TouchingPair> touching;
  const Spacing& edge = labels_.spacing;
  for (const LabelContact& contact : contacts)
    touching.push_back({contact.first, contact.second,
                        static_cast<double>(contact.faces[0]) * edge[1] * edge[2] +
                            static_cast<double>(contact.faces[1]) * edge[0] * edge[2] +
                            static_cast<double>(contact.faces[2]) * edge[0] * edge[1]});
  if (particles.size() <= NeighbourTable::count)
    run.warn("fewer than seven particles (" + std::to_string(particles.size()) +
             "): the attributes of the six nearest take as many as there are");
  const auto at_edge = std::count_if(particles.begin(), particles.end(),
                                     [](const ParticleAttributes& p) { return p.boundary; });
  run.record("particles", static_cast<double>(particles.size()));
  run.record("particles at the edge", static_cast<double>(at_edge));
  run.record("touching pairs", static_cast<double>(touching.size()));
  run.record("mean damage", mean_of(particles, &ParticleAttributes::damage));
  run.record("mean volume", mean_of(particles, &ParticleAttributes::volume));
  run.say(std::to_string(particles.size()) + " particles, " + std::to_string(at_edge) +
          " of them cut by the edge; mean damage " +
          std::to_string(mean_of(particles, &ParticleAttributes::damage)));
  agree_on_root(run.communicator(), [&] {
    write_attributes(hdf5.string(), particles, neighbours, touching);
    write_whole(csv, attributes_csv(particles));
  });
  return particles;
}

void Measure::write_surface(Run& run, const std::filesystem::path& path,
                            const std::vector<ParticleAttributes>& particles) {
  TimerTree::Section section(run.timers(), "surface");
  std::visit(
      [&](auto& work) {
        work->release();
        Triple stride = surface_stride(work->table(), labels_.spacing, triangles_);
        for (int axis = 0; axis < 3; ++axis) stride[axis] = std::min(stride[axis], labels_.extents[axis]);
        const auto surfaces = particle_surfaces(work->labels(), work->table(), stride);
        write_surfaces(run.communicator(), path, particles, surfaces);
        run.record("surface stride", static_cast<double>(stride[2]));
      },
      work_);
}

void Measure::finish(Run& run) {
  run.progress().end();
  WholeFile table(run.output() / "attributes.h5", run.communicator());
  WholeFile text(run.output() / "attributes.csv", run.communicator());
  WholeFile slices(run.output() / "slices.h5", run.communicator());
  WholeFile surface(run.output() / "particles.vtp", run.communicator());
  std::vector<WholeFile*> written{&table, &text};
  const std::vector<ParticleAttributes> particles = write_tables(run, table.temporary(), text.temporary());
  if (figures_) {
    TimerTree::Section section(run.timers(), "slices");
    std::visit([&](auto& work) { write_slices(slices.temporary(), work->tomogram(), work->labels()); },
               work_);
    written.push_back(&slices);
  }
  if (surface_) {
    write_surface(run, surface.temporary(), particles);
    written.push_back(&surface);
  }
  commit_together(written);
  if (figures_) draw_figures(run, CATENA_MEASURE_FIGURES);
}

bool Measure::save(Run& run, const std::string& path) {
  if (!begun_) return false;
  const std::vector<ParticleAttributes> rows = std::visit([](auto& work) { return work->rows(); }, work_);
  agree_on_root(run.communicator(), [&] {
    Hdf5File file = Hdf5File::create(path);
    write_rows(file, rows, images_);
    file.close();
  });
  return true;
}

void Measure::load(Run& run, const std::string& path) {
  agree(run.communicator(), [&] {
    const Hdf5File file = Hdf5File::open(path);
    done_ = read_rows(file, images_of_done_);
  });
  begin(run);
}

bool Measure::binds(const std::string& path) const {
  // Where the images lie, how they are divided and what is drawn besides do not matter.
  for (const char* free :
       {"Tomogram/File", "Labels/File", "Blocks", "Figures", "Surface", "Surface triangles"})
    if (path == free) return false;
  return true;
}

}  // namespace catena
