// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "analysis/attributes/measure_particles.h"
#include "jobs/run/stage.h"
#include "segmentation/volume/image_parameters.h"
#include "segmentation/volume/image_reader.h"

namespace catena {

/// The stage `measure`: from a tomogram and its labels to attributes.csv, attributes.h5, the surface of the
/// particles for ParaView and figures. A step measures one batch of particles; a checkpoint keeps the rows
/// that are done.
class Measure : public Stage {
 public:
  std::string name() const override { return "measure"; }
  std::string summary() const override {
    return "From a tomogram and the labels of its particles to their attributes: attributes.csv and "
           "attributes.h5.";
  }
  void declare(Parameters& parameters) override;
  Estimate setup(Run& run) override;
  bool step(Run& run) override;
  void finish(Run& run) override;
  bool save(Run& run, const std::string& path) override;
  void load(Run& run, const std::string& path) override;
  bool binds(const std::string& path) const override;

 private:
  template <class T>
  using Work = std::unique_ptr<MeasureParticles<T>>;

  void begin(Run& run);
  std::vector<ParticleAttributes> write_tables(Run& run, const std::filesystem::path& hdf5,
                                               const std::filesystem::path& csv);
  void write_surface(Run& run, const std::filesystem::path& path,
                     const std::vector<ParticleAttributes>& particles);

  ImageParameters tomogram_file_, labels_file_;
  std::string kind_ = "calibrated";
  Definitions definitions_;
  Triple blocks_{0, 0, 0};
  bool figures_ = true, surface_ = true;
  double triangles_ = 1.5e6;
  ImageDescription tomogram_, labels_;
  std::variant<Work<std::uint8_t>, Work<std::uint16_t>, Work<float>> work_;
  std::string images_;                    ///< checksums of tomogram and labels
  std::string images_of_done_;            ///< those of the earlier run, if there was one
  std::vector<ParticleAttributes> done_;  ///< by an earlier run
  bool begun_ = false;
};

}  // namespace catena
