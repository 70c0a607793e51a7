// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <memory>
#include <vector>

#include "analysis/attributes/box_exchange.h"
#include "analysis/attributes/particle_attributes.h"
#include "analysis/attributes/work_plan.h"

namespace catena {

/// Measures the particles of a labelled image batch by batch, each on one rank that gets its box from all
/// that hold part of it. The result is the same, bit for bit, on any number of ranks.
template <class T>
class MeasureParticles {
 public:
  /// One pass over the labels for boxes and moments, and the packing densities. Collective.
  /// \param labels with a halo as label_moments wants it for this spacing.
  /// \param tomogram of the same extents on the same blocks.
  /// \throws InputError if there is no particle.
  MeasureParticles(const Volume<std::uint32_t>& labels, const Volume<T>& tomogram,
                   const Definitions& definitions);

  /// Particles in the image.
  size_t particles() const { return table_.labels.size(); }
  const LabelTable& table() const { return table_; }
  const Volume<std::uint32_t>& labels() const { return labels_; }
  const Volume<T>& tomogram() const { return tomogram_; }
  /// Gives back the memory that is only needed to measure.
  void release();
  /// Takes over attributes measured before (of an earlier run that was stopped): these particles are left
  /// out. To be called before the first step, on all ranks alike.
  /// \throws InputError, on all ranks alike, if they are not particles of these labels.
  void skip(const std::vector<ParticleAttributes>& done);
  /// Measures one batch; returns whether more is left. Collective.
  bool step();
  /// Particles measured so far, on all ranks.
  size_t measured() const { return measured_; }
  /// Rows measured so far, of all ranks, in the order of the labels, on every rank; without the
  /// neighbourhoods. Collective.
  std::vector<ParticleAttributes> rows() const;

 private:
  Volume<std::uint32_t> labels_;
  Volume<T> tomogram_;
  Definitions definitions_;
  LabelTable table_;
  std::vector<double> packing_;
  ShapeMeasure shapes_;
  std::vector<Box> grown_;  ///< the particles' boxes with their margins
  WorkPlan plan_;
  size_t next_batch_ = 0, measured_ = 0;
  std::vector<ParticleAttributes> mine_, taken_over_;
  Boxes<std::uint8_t> classes_;
  Boxes<T> grey_;
};

/// Halo that the labels must have for voxels of this spacing.
Triple halo_for_measure(const Spacing& spacing, bool planar);

}  // namespace catena
