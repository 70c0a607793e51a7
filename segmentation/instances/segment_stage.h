// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "jobs/run/stage.h"
#include "segmentation/instances/segment_parameters.h"
#include "segmentation/volume/image_reader.h"
#include "segmentation/volume/volume.h"

namespace catena {

/// The segment stage: a tomogram, or a phase image, becomes `labels.h5`.
///
/// Steps: foreground (read, prepare, threshold), basins (close, distance, watershed), particles (cracks out,
/// small and border ones out, numbering). Between steps there are the mask, the basins and, where thin cracks
/// are looked for, the prepared image to save.
class Segment : public Stage {
 public:
  std::string name() const override { return "segment"; }
  std::string summary() const override { return "A tomogram becomes labelled particles: labels.h5."; }
  void declare(Parameters& parameters) override { parameters_.declare(parameters); }
  Estimate setup(Run& run) override;
  bool step(Run& run) override;
  void finish(Run& run) override;
  bool save(Run& run, const std::string& path) override;
  void load(Run& run, const std::string& path) override;
  bool binds(const std::string& path) const override;

 private:
  enum class Next { foreground, basins, particles };

  /// Reads the tomogram and calls `work` with it.
  template <class Work>
  void with_tomogram(Run& run, const Work& work);
  template <class T>
  void find_foreground(Run& run, Volume<T>& tomogram);
  /// \throws InputError if the checkpoint was made from another image.
  void check_tomogram(Run& run, const std::string& path);

  SegmentParameters parameters_;
  ImageDescription image_;
  std::shared_ptr<const Decomposition> blocks_;
  Next next_ = Next::foreground;
  std::string checksum_;            ///< of the tomogram
  Volume<std::uint16_t> prepared_;  ///< kept for thin cracks; not allocated where they are not looked for
  Volume<std::uint8_t> mask_;
  Volume<std::uint32_t> labels_;
  Volume<std::uint32_t> filled_;
  std::int64_t basins_ = 0;
  std::int64_t particles_ = 0;
};

}  // namespace catena
