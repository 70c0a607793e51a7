// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/attributes/measure_particles.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <map>
#include <type_traits>

#include "analysis/attributes/packing_density.h"
#include "analysis/attributes/particle_axes.h"
#include "jobs/run/error.h"
#include "segmentation/kernels/all_gather.h"

namespace catena {
namespace {

/// Voxels of boxes that a rank works on at a time.
constexpr std::int64_t batch_voxels = std::int64_t{1} << 22;

bool is_planar(const Volume<std::uint32_t>& labels) { return labels.extents()[0] == 1; }

std::vector<double> packing(const Volume<std::uint32_t>& labels, const LabelTable& table,
                            const Definitions& definitions) {
  const Spacing& spacing = labels.spacing();
  std::vector<Neighbourhood> around;
  for (const LabelMoments& m : table.labels) {
    if (definitions.published) {
      const std::int64_t reach = std::llround(1e-5 / spacing[2]);
      around.push_back(box_neighbourhood(m.box, {reach, reach, reach}, labels.extents()));
    } else {
      std::array<double, 3> centre{};
      for (int axis = 0; axis < 3; ++axis)
        centre[2 - axis] = (static_cast<double>(m.box.begin[axis]) + 0.5 +
                            static_cast<double>(m.first[axis]) / static_cast<double>(m.voxels)) *
                           spacing[axis];
      around.push_back(ball_neighbourhood(centre, definitions.packing_radius, labels.extents(), spacing));
    }
  }
  return packing_densities(labels, around);
}

/// Whether an attribute row has this centroid, up to what another compiler makes of it.
bool same_place(const ParticleAttributes& row, const std::array<double, 3>& centroid) {
  const std::array<double, 3> there{row.x, row.y, row.z};
  for (int axis = 0; axis < 3; ++axis)
    if (std::abs(there[axis] - centroid[axis]) > 1e-9 * centroid[axis]) return false;
  return true;
}

}  // namespace

Triple halo_for_measure(const Spacing& spacing, bool planar) {
  const SurfaceWeights weights = surface_weights(spacing, planar);
  return {weights.stride[0], std::max(1, weights.stride[1]), std::max(1, weights.stride[2])};
}

template <class T>
MeasureParticles<T>::MeasureParticles(const Volume<std::uint32_t>& labels, const Volume<T>& tomogram,
                                      const Definitions& definitions)
    : labels_(labels),
      tomogram_(tomogram),
      definitions_(definitions),
      table_(label_moments(labels, surface_weights(labels.spacing(), is_planar(labels)))),
      packing_(packing(labels, table_, definitions)),
      shapes_(definitions, labels.spacing(), is_planar(labels)) {
  if (table_.labels.empty())
    throw InputError("the labels hold no particle: every voxel of the " +
                     std::to_string(labels.extents()[0]) + " x " + std::to_string(labels.extents()[1]) +
                     " x " + std::to_string(labels.extents()[2]) +
                     " is 0; particles are numbered from 1 (Labels/File, Labels/Dataset, Labels/Crop)");
  const Triple margin = shapes_.margin();
  for (const LabelMoments& m : table_.labels)
    grown_.push_back(box_neighbourhood(m.box, margin, labels.extents()).box);
  skip({});
}

template <class T>
void MeasureParticles<T>::skip(const std::vector<ParticleAttributes>& done) {
  taken_over_ = done;
  measured_ = done.size();
  std::map<std::uint32_t, const ParticleAttributes*> of_label;
  for (const ParticleAttributes& particle : done) of_label[particle.id] = &particle;
  std::vector<std::int32_t> left;
  for (size_t i = 0; i < table_.labels.size(); ++i) {
    const LabelMoments& m = table_.labels[i];
    const auto found = of_label.find(m.label);
    if (found == of_label.end()) {
      left.push_back(static_cast<std::int32_t>(i));
      continue;
    }
    if (!same_place(*found->second, particle_axes(m, labels_.spacing(), is_planar(labels_)).centroid))
      throw InputError("particle " + std::to_string(m.label) +
                       " is not where the checkpoint has it: the labels are others; run without --restart");
    of_label.erase(found);
  }
  if (!of_label.empty())
    throw InputError("particle " + std::to_string(of_label.begin()->first) +
                     " of the checkpoint is not in the labels: they are others; run without --restart");
  plan_ = work_plan(grown_, left, labels_.decomposition(), batch_voxels);
}

template <class T>
bool MeasureParticles<T>::step() {
  if (next_batch_ < plan_.batches.size()) {
    const auto& batch = plan_.batches[next_batch_++];
    std::vector<WantedBox> around, inside;
    for (const WorkPlan::Item& item : batch) {
      const LabelMoments& m = table_.labels[item.particle];
      around.push_back({item.rank, grown_[item.particle], m.label});
      inside.push_back({item.rank, m.box, m.label});
    }
    collect_classes(labels_, around, classes_);
    collect_boxes(tomogram_, inside, grey_);
    size_t place = 0;
    for (const WorkPlan::Item& item : batch) {
      if (item.rank != labels_.decomposition().rank()) continue;
      const LabelMoments& m = table_.labels[item.particle];
      Triple offset;
      for (int axis = 0; axis < 3; ++axis)
        offset[axis] = m.box.begin[axis] - grown_[item.particle].begin[axis];
      const ParticleShape shape = shapes_.measure<T>(classes_[place], offset, grey_[place]);
      ++place;
      mine_.push_back(own_attributes(m, shape, definitions_, labels_.spacing(), labels_.extents()));
      mine_.back().packing_density = packing_[item.particle];
    }
    measured_ += batch.size();
  }
  return next_batch_ < plan_.batches.size();
}

template <class T>
void MeasureParticles<T>::release() {
  tomogram_.release();
  classes_ = {};
  grey_ = {};
  shapes_ = ShapeMeasure(definitions_, labels_.spacing(), is_planar(labels_));
}

template <class T>
std::vector<ParticleAttributes> MeasureParticles<T>::rows() const {
  static_assert(std::is_trivially_copyable_v<ParticleAttributes>);
  std::vector<ParticleAttributes> all = all_gather(labels_.decomposition().comm(), mine_);
  all.insert(all.end(), taken_over_.begin(), taken_over_.end());
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  return all;
}

template class MeasureParticles<std::uint8_t>;
template class MeasureParticles<std::uint16_t>;
template class MeasureParticles<float>;

}  // namespace catena
