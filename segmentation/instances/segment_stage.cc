// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/instances/segment_stage.h"

#include "jobs/run/agreement.h"
#include "jobs/run/error.h"
#include "jobs/run/run.h"
#include "jobs/run/timer_tree.h"
#include "jobs/run/whole_file.h"
#include "segmentation/instances/filled_labels.h"
#include "segmentation/instances/foreground.h"
#include "segmentation/instances/preprocessing.h"
#include "segmentation/instances/watershed_route.h"
#include "segmentation/kernels/thin_cracks.h"
#include "segmentation/volume/broadcast.h"
#include "segmentation/volume/hdf5_file.h"
#include "segmentation/volume/image_checksum.h"
#include "segmentation/volume/image_writer.h"
#include "segmentation/volume/tiff_writer.h"

namespace catena {
namespace {

/// Peak bytes a voxel: image, mask, distances, direction codes, labels and the watershed's own; and the
/// filled labels where they are written.
constexpr double bytes_a_voxel = 14, bytes_of_filled = 4;

constexpr char checksum_name[] = "tomogram";  ///< attribute of a checkpoint's mask

const char* const labels_text =
    "particle of each voxel, 1..N; 0 is not a particle: pores, carbon and binder, and the cracks and pores "
    "inside "
    "particles";

}  // namespace

Estimate Segment::setup(Run& run) {
  if (parameters_.method == "network")
    throw InputError(
        "Method = network needs a trained network, and this version trains none; use watershed or instances");
  if (parameters_.method == "watershed") parameters_.threshold.check();
  image_ = open_image(run.communicator(), parameters_.tomogram);
  if (parameters_.method == "instances") image_.binning = Binning::majority;
  blocks_ = std::make_shared<Decomposition>(run.communicator(), image_.extents, parameters_.blocks);
  const std::int64_t voxels = product(image_.extents);
  const double bytes = bytes_a_voxel + (parameters_.write_filled ? bytes_of_filled : 0);
  return {bytes * static_cast<double>(voxels), voxels, 0};
}

template <class Work>
void Segment::with_tomogram(Run& run, const Work& work) {
  const auto read = [&](auto sample) {
    Volume<decltype(sample)> tomogram;
    {
      TimerTree::Section section(run.timers(), "read");
      tomogram = read_image<decltype(sample)>(image_, blocks_, {0, 0, 0}, "tomogram");
    }
    work(tomogram);
  };
  switch (image_.grey) {
    case SampleType::uint8:
      return read(std::uint8_t{});
    case SampleType::uint16:
      return read(std::uint16_t{});
    default:
      return read(float{});
  }
}

template <class T>
void Segment::find_foreground(Run& run, Volume<T>& tomogram) {
  checksum_ = image_checksum(tomogram);
  if (parameters_.method == "instances") {
    mask_ = phase_mask(tomogram, parameters_.phase_value);
    return;
  }
  const PreparedImage prepared = prepare(run, tomogram, parameters_.preprocessing);
  mask_ = active_material(run, prepared, parameters_.threshold);
  if (parameters_.watershed.thin_cracks) prepared_ = prepared.image;
}

bool Segment::step(Run& run) {
  switch (next_) {
    case Next::foreground:
      with_tomogram(run, [&](auto& tomogram) { find_foreground(run, tomogram); });
      next_ = Next::basins;
      return true;
    case Next::basins:
      labels_ = Volume<std::uint32_t>(blocks_, mask_.spacing(), thin_crack_label_halo, "labels");
      basins_ = watershed_basins(run, mask_, parameters_.watershed, labels_);
      next_ = Next::particles;
      return true;
    case Next::particles:
      if (parameters_.write_filled) {
        filled_ = Volume<std::uint32_t>(blocks_, labels_.spacing(), labels_.halo(), "filled labels");
        Kokkos::deep_copy(filled_.data(), labels_.data());
      }
      if (prepared_.allocated()) {
        TimerTree::Section section(run.timers(), "thin cracks");
        recover_thin_cracks(prepared_, labels_, basins_, mask_);
        prepared_.release();
      }
      particles_ = particles_of_basins(run, mask_, parameters_.watershed, basins_, labels_);
      mask_.release();
      if (parameters_.write_filled) number_basins_as(labels_, basins_, filled_);
      return false;
  }
  return false;
}

void Segment::finish(Run& run) {
  if (particles_ == 0)
    run.warn("no particle is left; lower Watershed/Smallest particle or look at the threshold");
  run.record("particles", static_cast<double>(particles_));
  TimerTree::Section section(run.timers(), "write");
  WholeFile labels(run.output() / "labels.h5", run.communicator());
  WholeFile filled(run.output() / "labels_filled.h5", run.communicator());
  WholeFile slices(run.output() / "labels.tif", run.communicator());
  std::vector<WholeFile*> written{&labels};
  make_image(labels.temporary().string(), "/labels", labels_, "1", labels_text);
  if (parameters_.write_filled) {
    make_image(filled.temporary().string(), "/labels", filled_, "1",
               "particle of each voxel as in labels.h5, with the cracks and pores that were closed");
    written.push_back(&filled);
  }
  if (parameters_.write_slices) {
    make_tiff(slices.temporary().string(), labels_);
    written.push_back(&slices);
  }
  commit_together(written);
  run.say(std::to_string(particles_) + " particles in " + (run.output() / "labels.h5").string());
}

bool Segment::binds(const std::string& path) const {
  // Where the tomogram lies, how it is divided and what is written besides do not matter.
  return path != "Tomogram/File" && path != "Blocks" && path != "Write filled labels" &&
         path != "Write slices";
}

bool Segment::save(Run& run, const std::string& path) {
  if (next_ == Next::foreground) return false;
  write_image(path, "/mask", mask_, "1", "active material");
  agree_on_root(run.communicator(), [&] {
    Hdf5File file = Hdf5File::modify(path);
    file.set_attribute("/mask", checksum_name, checksum_);
    file.close();
  });
  if (prepared_.allocated())
    add_image(path, "/prepared", prepared_, "1", "prepared image, in which thin cracks are looked for");
  if (next_ == Next::particles)
    add_image(path, "/basins", labels_, "1", "basins before small ones are dropped");
  return true;
}

void Segment::check_tomogram(Run& run, const std::string& path) {
  std::string saved;
  agree_on_root(run.communicator(), [&] {
    const Hdf5File file = Hdf5File::open(path);
    saved = file.text_attribute("/mask", checksum_name).value_or("");
  });
  broadcast(run.communicator(), saved);
  with_tomogram(run, [&](const auto& tomogram) { checksum_ = image_checksum(tomogram); });
  if (checksum_ != saved)
    throw InputError("the checkpoint '" + path + "' was made from another image than '" +
                     parameters_.tomogram.file + "' (Tomogram/File) is now; run without --restart");
}

void Segment::load(Run& run, const std::string& path) {
  check_tomogram(run, path);
  const auto read = [&](auto& volume, const std::string& dataset, const Triple& halo) {
    using Voxel = typename std::decay_t<decltype(volume)>::value_type;
    ImageParameters part;
    part.section = "checkpoint";
    part.file = path;
    part.dataset = dataset;
    volume = read_image<Voxel>(open_image(run.communicator(), part), blocks_, halo, dataset);
  };
  read(mask_, "/mask", thin_crack_mask_halo);
  const Hdf5File saved = Hdf5File::open(path);
  if (saved.has("/prepared")) read(prepared_, "/prepared", {0, 0, 0});
  next_ = Next::basins;
  if (saved.has("/basins")) {
    read(labels_, "/basins", thin_crack_label_halo);
    basins_ = greatest_label(labels_);
    next_ = Next::particles;
  }
}

}  // namespace catena
