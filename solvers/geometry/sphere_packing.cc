// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/geometry/sphere_packing.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <sstream>
#include <utility>

#include "jobs/run/error.h"
#include "solvers/geometry/even_directions.h"
#include "solvers/geometry/mesh_units.h"
#include "solvers/geometry/random_draws.h"

namespace catena {
namespace {

constexpr std::uint64_t purpose_of_radii = 2, purpose_of_places = 3;
constexpr int stages = 20, sweeps_a_stage = 100, most_sweeps = 20000, sweeps_a_pair_list = 10;

template <int dim>
[[noreturn]] void does_not_fit(const PackingRecipe& recipe, const std::vector<double>& radii,
                               const Point<dim>& box) {
  double volume = 0, all = 1;
  for (const double radius : radii) volume += unit_volume<dim>() * std::pow(radius, dim);
  std::ostringstream text;
  text << "Geometry/Packing: " << radii.size() << " particles with gaps of " << recipe.gap * metres_per_um
       << " m do not fit as " << recipe.arrangement << " into a box of";
  for (int axis = 0; axis < dim; ++axis) {
    text << (axis ? " x " : " ") << box[axis] * metres_per_um;
    all *= box[axis];
  }
  text << " m, of which they would fill " << volume / all
       << "; lower Volume fraction, enlarge Box, or narrow the gaps by more Cells per radius";
  throw InputError(text.str());
}

/// Pairs whose surfaces are closer than `reach`, in a fixed order.
template <int dim>
std::vector<std::pair<std::size_t, std::size_t>> near_spheres(const std::vector<Sphere<dim>>& spheres,
                                                              double reach) {
  std::vector<std::size_t> order(spheres.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::make_pair(spheres[a].center[0], a) < std::make_pair(spheres[b].center[0], b);
  });
  double largest = 0;
  for (const Sphere<dim>& sphere : spheres) largest = std::max(largest, sphere.radius);
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  for (std::size_t i = 0; i < order.size(); ++i)
    for (std::size_t j = i + 1; j < order.size(); ++j) {
      const Sphere<dim>&a = spheres[order[i]], &b = spheres[order[j]];
      if (b.center[0] - a.center[0] > a.radius + largest + reach) break;
      if (a.center.distance(b.center) < a.radius + b.radius + reach) pairs.emplace_back(order[i], order[j]);
    }
  return pairs;
}

template <int dim>
class Relaxation {
 public:
  Relaxation(const PackingRecipe& recipe, const Point<dim>& box, double bottom)
      : gap_(recipe.gap),
        margin_(recipe.margin),
        box_(box),
        bottom_(bottom),
        draws_(recipe.seed, purpose_of_places) {}

  /// Whether the spheres could be placed.
  bool place(std::vector<Sphere<dim>>& spheres) {
    for (Sphere<dim>& sphere : spheres)
      for (int axis = 0; axis < dim; ++axis) {
        const auto [low, high] = walls(sphere, axis);
        if (low > high) return false;
        sphere.center[axis] = draws_.uniform(low, high);
      }
    for (int stage = 1; stage <= stages; ++stage) {
      const double scale = 0.5 + 0.5 * stage / stages;
      if (!relax(spheres, scale, stage == stages ? most_sweeps : sweeps_a_stage) && stage == stages)
        return false;
    }
    return true;
  }

 private:
  std::pair<double, double> walls(const Sphere<dim>& sphere, int axis) const {
    const double margin = (sphere.radius + margin_) * (1 + slack);
    return {margin + (axis == dim - 1 ? bottom_ : 0), box_[axis] - margin};
  }

  bool relax(std::vector<Sphere<dim>>& spheres, double scale, int most) {
    for (int sweep = 0; sweep < most; sweep += sweeps_a_pair_list) {
      // A list serves for some sweeps; what moves further than its reach is found by the next list.
      const auto pairs = near_spheres<dim>(spheres, 2 * gap_ + 0.1 * spheres[0].radius);
      for (int i = 0; i < sweeps_a_pair_list; ++i)
        if (!push_apart(spheres, pairs, scale)) {
          if (i == 0) return true;
          break;
        }
    }
    return false;
  }

  bool push_apart(std::vector<Sphere<dim>>& spheres,
                  const std::vector<std::pair<std::size_t, std::size_t>>& pairs, double scale) {
    bool moved = false;
    for (const auto& [i, j] : pairs) {
      const double wanted = scale * (spheres[i].radius + spheres[j].radius + gap_);
      dealii::Tensor<1, dim> line = spheres[j].center - spheres[i].center;
      double distance = line.norm();
      if (distance >= wanted * (1 + slack)) continue;
      moved = true;
      if (distance < 1e-9 * wanted) {
        for (int axis = 0; axis < dim; ++axis) line[axis] = draws_.normal();
        distance = line.norm();
        line *= 1e-9 * wanted / distance;
        distance = line.norm();
      }
      line *= 0.5 * (wanted * (1 + 2 * slack) - distance) / distance;
      move(spheres[i], -line);
      move(spheres[j], line);
    }
    return moved;
  }

  void move(Sphere<dim>& sphere, const dealii::Tensor<1, dim>& by) const {
    for (int axis = 0; axis < dim; ++axis) {
      const auto [low, high] = walls(sphere, axis);
      sphere.center[axis] = std::clamp(sphere.center[axis] + by[axis], low, high);
    }
  }

  /// So that gaps are kept although sums are rounded, and sweeps end.
  static constexpr double slack = 1e-4;
  double gap_, margin_;
  Point<dim> box_;
  double bottom_;
  RandomDraws draws_;
};

/// Places in a lattice of `places` along the axes, each sphere anywhere in its place as far as `jitter`
/// allows.
template <int dim>
bool place_on_lattice(const PackingRecipe& recipe, const std::array<std::size_t, dim>& places,
                      const Point<dim>& box, double bottom, std::vector<Sphere<dim>>& spheres) {
  RandomDraws draws(recipe.seed, purpose_of_places);
  for (std::size_t k = 0; k < spheres.size(); ++k) {
    std::size_t rest = k;
    for (int axis = 0; axis < dim; ++axis) {
      const double wall = recipe.margin - recipe.gap / 2, low = wall + (axis == dim - 1 ? bottom : 0);
      const double pitch = (box[axis] - wall - low) / static_cast<double>(places[axis]);
      const double room = pitch - 2 * spheres[k].radius - recipe.gap;
      if (room < -1e-9 * pitch) return false;
      const double middle = low + pitch * (static_cast<double>(rest % places[axis]) + 0.5);
      spheres[k].center[axis] = middle + recipe.jitter * std::max(room, 0.) * draws.uniform(-0.5, 0.5);
      rest /= places[axis];
    }
  }
  return true;
}

}  // namespace

std::vector<double> packing_radii(const PackingRecipe& recipe) {
  RandomDraws draws(recipe.seed, purpose_of_radii);
  std::vector<double> radii;
  while (radii.size() < static_cast<std::size_t>(recipe.count)) {
    const double deviation = draws.normal();
    if (std::abs(deviation) <= 2) radii.push_back(recipe.mean_radius * (1 + recipe.spread * deviation));
  }
  return radii;
}

template <int dim>
std::vector<Sphere<dim>> pack_spheres(const PackingRecipe& recipe, const std::vector<double>& radii,
                                      const Point<dim>& box, double bottom) {
  std::vector<Sphere<dim>> spheres;
  for (const double radius : radii) spheres.push_back({Point<dim>(), radius});
  if (spheres.empty()) return spheres;

  bool placed = false;
  if (recipe.arrangement == "random") {
    placed = Relaxation<dim>(recipe, box, bottom).place(spheres);
  } else {
    std::array<std::size_t, dim> places;
    places.fill(1);
    PackingRecipe lattice = recipe;
    if (recipe.arrangement == "row") {
      places[0] = spheres.size();
      lattice.jitter = 0;
    } else {
      std::size_t edge = 1;
      const auto held = [](std::size_t n) { return dim == 2 ? n * n : n * n * n; };
      while (held(edge) < spheres.size()) ++edge;
      places.fill(edge);
    }
    placed = place_on_lattice<dim>(lattice, places, box, bottom, spheres);
  }
  if (!placed) does_not_fit<dim>(recipe, radii, box);
  return spheres;
}

template std::vector<Sphere<2>> pack_spheres<2>(const PackingRecipe&, const std::vector<double>&,
                                                const Point<2>&, double);
template std::vector<Sphere<3>> pack_spheres<3>(const PackingRecipe&, const std::vector<double>&,
                                                const Point<3>&, double);

}  // namespace catena
