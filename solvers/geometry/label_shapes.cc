// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/geometry/label_shapes.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <sstream>
#include <utility>

#include "jobs/run/error.h"
#include "solvers/geometry/even_directions.h"
#include "solvers/geometry/mesh_units.h"
#include "solvers/geometry/particle_mask.h"
#include "solvers/geometry/smooth_distance.h"

namespace catena {
namespace {

/// The gradient of a smooth distance beyond its box is that in it and one across.
constexpr double lipschitz = 1.5;

/// max(a, b), its edge rounded where a and b are closer than `rounding`; never less than the maximum.
double rounded_maximum(double a, double b, double rounding) {
  const double close = rounding - std::abs(a - b);
  return std::max(a, b) + (close > 0 ? close * close / (4 * rounding) : 0);
}

bool cut(const LabelExtent& extent, const Triple& volume) {
  for (std::size_t axis = 0; axis < 3; ++axis)
    if (extent.begin[axis] == 0 || extent.end[axis] == volume[axis]) return true;
  return false;
}

/// The particles that stay, with a remark or an error for those that do not.
std::vector<LabelExtent> chosen_particles(const Volume<std::uint32_t>& labels,
                                          const LabelTreatment& treatment,
                                          std::vector<std::string>& remarks) {
  const Point<3> edges = volume_edges(labels);
  const double voxel = edges[0] * edges[1] * edges[2] / static_cast<double>(product(labels.extents()));
  std::vector<LabelExtent> chosen;
  std::int64_t at_border = 0, small = 0;
  for (const LabelExtent& extent : label_extents(labels)) {
    const double radius = std::cbrt(static_cast<double>(extent.voxels) * voxel / unit_volume<3>());
    if (treatment.drop_border && cut(extent, labels.extents())) {
      ++at_border;
    } else if (radius < treatment.smallest_radius) {
      if (treatment.reject_small) throw InputError(LabelShapes::too_small(extent.label, radius, treatment));
      ++small;
    } else {
      chosen.push_back(extent);
    }
  }
  if (at_border)
    remarks.push_back(std::to_string(at_border) + " particles that the volume's faces cut were dropped");
  if (small)
    remarks.push_back(std::to_string(small) + " particles smaller than two cells of the mesh were dropped");
  return chosen;
}

void nothing_left(const std::vector<std::string>& remarks) {
  std::string text = "Labels/File: there is no particle in these labels";
  for (const std::string& remark : remarks) text += "; " + remark;
  throw InputError(text +
                   (remarks.empty()
                        ? "; a label above 0 is needed"
                        : "; change Labels/Crop, Geometry/Label surfaces or Geometry/Cells per radius"));
}

}  // namespace

std::string LabelShapes::too_small(std::int64_t id, double radius, const LabelTreatment& treatment) {
  std::ostringstream text;
  text << "Geometry: particle " << id << " has a radius of " << radius * metres_per_um
       << " m and is smaller than two cells of the mesh, " << treatment.smallest_radius * metres_per_um
       << " m; raise Geometry/Cells per radius, or set Geometry/Label surfaces/Small particles = drop";
  return text.str();
}

LabelShapes::LabelShapes(const Volume<std::uint32_t>& labels, const Point<3>& box,
                         const LabelTreatment& treatment, double memory_limit)
    : gap_(treatment.minimal_gap), rounding_(treatment.minimal_gap / 2) {
  const Point<3> edges = volume_edges(labels);
  Point<3> origin;
  for (unsigned int axis = 0; axis < 3; ++axis) {
    const double bottom = axis == 2 ? treatment.bottom : 0;
    if (box[axis] < (edges[axis] + bottom) * (1 - 1e-9)) {
      std::ostringstream text;
      text << "Geometry/Box: the box has an edge of " << box[axis] * metres_per_um << " m along "
           << "xyz"[axis] << ", but the labels are " << edges[axis] * metres_per_um
           << " m with the separator; leave Box empty, enlarge it, or narrow Labels/Crop";
      throw InputError(text.str());
    }
    origin[axis] = bottom + (box[axis] - bottom - edges[axis]) / 2;
    low_[axis] = std::max(origin[axis], treatment.margin);
    high_[axis] = std::min(origin[axis] + edges[axis], box[axis] - treatment.margin);
  }
  low_[2] = std::max(low_[2], treatment.bottom + treatment.margin);

  const std::vector<LabelExtent> chosen = chosen_particles(labels, treatment, remarks_);
  if (chosen.empty()) nothing_left(remarks_);

  std::array<std::int64_t, 3> margin;
  double bytes = 0;
  const Spacing& spacing = labels.spacing();
  edge_ = std::cbrt(spacing[0] * spacing[1] * spacing[2]) * um_per_m;
  const double smoothing = treatment.smoothing * std::max({spacing[0], spacing[1], spacing[2]}) * um_per_m;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    const double reach =
        std::max({gap_, treatment.margin, treatment.fill_cracks ? treatment.crack_width / 2 : 0.});
    margin[axis] = 3 + static_cast<std::int64_t>(std::ceil(reach / (spacing[2 - axis] * um_per_m)));
  }
  for (const LabelExtent& extent : chosen) {
    double nodes = sizeof(float);
    for (std::size_t axis = 0; axis < 3; ++axis)
      nodes *= static_cast<double>(extent.end[2 - axis] - extent.begin[2 - axis] + 2 * margin[axis]);
    bytes += nodes;
  }
  if (bytes > memory_limit) {
    std::ostringstream text;
    text << "Labels/File: the surfaces of " << chosen.size() << " particles take " << bytes * 1e-9
         << " GB on every rank, at most " << memory_limit * 1e-9
         << " GB; narrow Labels/Crop or raise Labels/Bin";
    throw InputError(text.str());
  }

  std::vector<ParticleMask> masks = gather_masks(labels, chosen, margin);
  MPI_Comm comm = labels.decomposition().comm();
  const auto ranks = static_cast<std::size_t>(labels.decomposition().ranks());
  for (std::size_t k = 0; k < masks.size(); ++k) {
    const double voxel = masks[k].spacing[0] * masks[k].spacing[1] * masks[k].spacing[2];
    const double volume = static_cast<double>(chosen[k].voxels) * voxel;
    particles_.push_back({chosen[k].label, Point<3>(), std::cbrt(volume / unit_volume<3>()), volume, -1});
    if (masks[k].voxels.empty()) {
      boxes_.emplace_back(Point<3>(), masks[k].spacing, masks[k].box.edges, std::vector<float>());
      continue;
    }
    keep_largest_piece(masks[k]);
    if (treatment.fill_cracks) fill_cracks(masks[k], treatment.crack_width);
    fill_cavities(masks[k]);
    boxes_.push_back(smooth_distance(masks[k], origin, smoothing));
    std::vector<std::uint8_t>().swap(masks[k].voxels);
  }
  for (std::size_t k = 0; k < boxes_.size(); ++k) boxes_[k].broadcast(comm, static_cast<int>(k % ranks));

  while (true) {
    build_tree(box, lipschitz, 2 * gap_,
               [this](std::size_t k, const Point<3>& point) { return boxes_[k](point); });
    measure(comm);
    std::vector<char> unwanted(size(), 0);
    std::size_t count = 0;
    for (std::size_t k = 0; k < size(); ++k)
      if (particles_[k].radius < treatment.smallest_radius * (1 - 1e-9)) {
        if (treatment.reject_small)
          throw InputError(too_small(particles_[k].id, particles_[k].radius, treatment));
        unwanted[k] = 1;
        ++count;
      }
    if (count == 0) return;
    remarks_.push_back(
        std::to_string(count) +
        " particles of which gaps and faces left less than two cells of the mesh were dropped");
    drop(unwanted);
    if (size() == 0) nothing_left(remarks_);
  }
}

double LabelShapes::with_film(double own, double others, const Point<3>& point) const {
  double distance = own;
  if (others < std::numeric_limits<double>::infinity())
    distance = rounded_maximum(distance, (own - others + gap_) / 2, rounding_);
  double end = -std::numeric_limits<double>::infinity();
  for (unsigned int axis = 0; axis < 3; ++axis)
    end = std::max({end, low_[axis] - point[axis], point[axis] - high_[axis]});
  return rounded_maximum(distance, end, rounding_);
}

double LabelShapes::particle_distance(std::size_t k, const Point<3>& point) const {
  const double own = boxes_[k](point);
  double others = std::numeric_limits<double>::infinity();
  const auto [begin, end] = tree().candidates(point);
  for (const std::uint32_t* candidate = begin; candidate != end; ++candidate)
    if (*candidate != k && boxes_[*candidate].distance_beyond(point) < others)
      others = std::min(others, boxes_[*candidate](point));
  return with_film(own, others, point);
}

std::pair<std::size_t, double> LabelShapes::nearest_with_distance(const Point<3>& point) const {
  // Films keep the order: who is nearest by phi is so by psi, and its film is that towards the second.
  double least = std::numeric_limits<double>::infinity(), second = least;
  std::size_t nearest = 0;
  const auto [begin, end] = tree().candidates(point);
  for (const std::uint32_t* candidate = begin; candidate != end; ++candidate) {
    // Beyond the box of a particle it is at least as far as the box; those outside the volume end anyway.
    if (boxes_[*candidate].distance_beyond(point) >= second) continue;
    const double own = boxes_[*candidate](point);
    if (own < least) {
      second = least;
      least = own;
      nearest = *candidate;
    } else if (own < second) {
      second = own;
    }
  }
  return {nearest, with_film(least, second, point)};
}

double LabelShapes::distance_at_node(std::size_t k, std::int64_t x, std::int64_t y, std::int64_t z) const {
  const DistanceBox& box = boxes_[k];
  const auto value = static_cast<double>(box.value(x, y, z));
  if (value > 2 * edge_) return value;
  const Point<3> point = box.node(x, y, z);
  return value < -gap_ - 4 * edge_ ? with_film(value, std::numeric_limits<double>::infinity(), point)
                                   : particle_distance(k, point);
}

void LabelShapes::measure(MPI_Comm comm) {
  int rank = 0, ranks = 1;
  MPI_Comm_rank(comm, &rank);
  MPI_Comm_size(comm, &ranks);
  // Volume and first moments; only one rank adds to each, so sums do not depend on their number.
  std::vector<double> moments(4 * size(), 0.);
  for (std::size_t k = static_cast<std::size_t>(rank); k < size(); k += static_cast<std::size_t>(ranks)) {
    const DistanceBox& box = boxes_[k];
    for (std::int64_t z = 1; z + 1 < box.nodes()[2]; ++z)
      for (std::int64_t y = 1; y + 1 < box.nodes()[1]; ++y)
        for (std::int64_t x = 1; x + 1 < box.nodes()[0]; ++x) {
          const double distance = distance_at_node(k, x, y, z);
          if (distance > edge_) continue;
          const Point<3> point = box.node(x, y, z);
          const double part = inside_fraction(distance, edge_) * edge_ * edge_ * edge_;
          moments[4 * k] += part;
          for (unsigned int axis = 0; axis < 3; ++axis) moments[4 * k + 1 + axis] += part * point[axis];
        }
  }
  MPI_Allreduce(MPI_IN_PLACE, moments.data(), static_cast<int>(moments.size()), MPI_DOUBLE, MPI_SUM, comm);
  for (std::size_t k = 0; k < size(); ++k) {
    Particle<3>& particle = particles_[k];
    particle.volume = moments[4 * k];
    particle.radius = std::cbrt(particle.volume / unit_volume<3>());
    if (particle.volume > 0)
      for (unsigned int axis = 0; axis < 3; ++axis)
        particle.center[axis] = moments[4 * k + 1 + axis] / particle.volume;
  }
}

void LabelShapes::drop(const std::vector<char>& unwanted) {
  std::size_t kept = 0;
  for (std::size_t k = 0; k < size(); ++k) {
    if (unwanted[k]) continue;
    if (kept != k) {
      particles_[kept] = particles_[k];
      boxes_[kept] = std::move(boxes_[k]);
    }
    ++kept;
  }
  particles_.resize(kept);
  boxes_.resize(kept);
}

std::vector<SurfacePoint<3>> LabelShapes::surface_points(std::size_t k, std::size_t count) const {
  const DistanceBox& box = boxes_[k];
  std::vector<std::pair<Point<3>, double>> band;  // nodes within half a voxel of the surface
  for (std::int64_t z = 1; z + 1 < box.nodes()[2]; ++z)
    for (std::int64_t y = 1; y + 1 < box.nodes()[1]; ++y)
      for (std::int64_t x = 1; x + 1 < box.nodes()[0]; ++x) {
        const double distance = distance_at_node(k, x, y, z);
        if (std::abs(distance) < edge_ / 2) band.emplace_back(box.node(x, y, z), distance);
      }
  const std::size_t taken = std::min(count, band.size());
  std::vector<SurfacePoint<3>> points;
  for (std::size_t i = 0; i < taken; ++i) {
    const auto& [point, distance] = band[i * band.size() / taken];
    dealii::Tensor<1, 3> normal;
    for (unsigned int axis = 0; axis < 3; ++axis) {
      Point<3> above = point, below = point;
      above[axis] += edge_ / 4;
      below[axis] -= edge_ / 4;
      normal[axis] = particle_distance(k, above) - particle_distance(k, below);
    }
    const double length = normal.norm();
    points.push_back({length > 0 ? point - distance / length * normal : point,
                      edge_ * edge_ * static_cast<double>(band.size()) / static_cast<double>(taken)});
  }
  return points;
}

}  // namespace catena
