// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <memory>
#include <vector>

#include "jobs/run/stage.h"
#include "segmentation/phantom/damage_law.h"
#include "segmentation/phantom/electrode.h"
#include "segmentation/phantom/image_pieces.h"
#include "segmentation/phantom/recipe.h"
#include "segmentation/phantom/voxel_particles.h"

namespace catena {

/// The stage `generate`: from a recipe to tomogram.h5, labels.h5 (and labels_full.h5 if wanted) and
/// truth.csv. A step makes one piece of the image on each rank and writes it, so memory does not grow with
/// the image. A checkpoint lists the boxes that are written; the files that they are in, still under their
/// temporary names, stay where they are.
class Generate : public Stage {
 public:
  std::string name() const override { return "generate"; }
  std::string summary() const override {
    return "From a recipe to a synthetic electrode: tomogram.h5 and its truth, labels.h5 and truth.csv.";
  }
  void declare(Parameters& parameters) override;
  Estimate setup(Run& run) override;
  bool step(Run& run) override;
  void finish(Run& run) override;
  bool save(Run& run, const std::string& path) override;
  void load(Run& run, const std::string& path) override;
  bool binds(const std::string& path) const override;

  const Recipe& recipe() const { return recipe_; }

 private:
  void begin(Run& run);
  void apply_law(Run& run);
  void open_files(Run& run, ImagePieces::Start start);
  void count_rounds(Run& run);
  template <class T>
  void make_piece(Run& run, const Box& box);

  Recipe recipe_;
  Triple blocks_{0, 0, 0};
  std::vector<Box> pieces_;  ///< of this rank, to be made in this run
  std::vector<Box> done_;    ///< made by earlier runs, of all ranks
  std::size_t rounds_ = 0;   ///< most pieces of any rank
  std::size_t next_ = 0;
  Electrode electrode_;
  std::vector<TrueParticle> undamaged_;  ///< under a damage law
  LawDamage law_;
  std::unique_ptr<VoxelParticles> particles_;
  std::unique_ptr<ImagePieces> tomogram_, labels_, labels_full_;
};

}  // namespace catena
