// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include <algorithm>
#include <cmath>
#include <sstream>
#include <utility>

#include "jobs/run/error.h"
#include "segmentation/volume/image_reader.h"
#include "solvers/geometry/check_geometry.h"
#include "solvers/geometry/even_directions.h"
#include "solvers/geometry/geometry_parameters.h"
#include "solvers/geometry/label_extents.h"
#include "solvers/geometry/label_shapes.h"
#include "solvers/geometry/listed_particles.h"
#include "solvers/geometry/make_carbon_binder.h"
#include "solvers/geometry/mesh_units.h"
#include "solvers/geometry/plane_binder.h"
#include "solvers/geometry/sphere_packing.h"

namespace catena {
namespace {

/// Builds step by step; each step is the same on every rank.
template <int dim>
class Builder {
 public:
  Builder(MPI_Comm comm, const GeometryParameters& parameters) : comm_(comm), parameters_(parameters) {
    geometry_.cells_per_radius = parameters.cells_per_radius;
    geometry_.separator_thickness = bottom_ = parameters.separator_thickness * um_per_m;
  }

  ElectrodeGeometry<dim> build() {
    const std::string& source = parameters_.source;
    read_box();
    if (source == "labels")
      from_labels();
    else if (source == "superellipsoids" || (source == "spheres" && !parameters_.spheres.empty()))
      from_list();
    else if (source == "packing")
      from_packing();
    else
      from_row();
    if (source != "labels") set_fine_cell(reference_radius<dim>(geometry_.shapes->particles()));
    check_geometry<dim>(geometry_, source == "labels");
    geometry_.carbon_binder = make_carbon_binder<dim>(parameters_, geometry_);
    measure_coverage<dim>(*geometry_.carbon_binder, *geometry_.shapes);
    return std::move(geometry_);
  }

 private:
  void read_box() {
    const std::vector<double>& given = parameters_.box;
    if (given.empty()) return;
    if (given.size() != 3 && given.size() != static_cast<std::size_t>(dim))
      throw InputError(
          "Geometry/Box: " + std::to_string(given.size()) + " edges, but " +
          (dim == 2 ? "two or three are needed with Dimension = 2" : "three are needed: x, y, z"));
    for (unsigned int axis = 0; axis < dim; ++axis) geometry_.box[axis] = given[axis] * um_per_m;
    check_box<dim>(geometry_.box);
    if (!(geometry_.box[dim - 1] > bottom_)) {
      std::ostringstream text;
      text << "Geometry/Separator thickness: " << parameters_.separator_thickness
           << " m leaves nothing of the box's last edge of " << given[dim - 1] << " m; it must be less";
      throw InputError(text.str());
    }
  }

  bool box_given() const { return !parameters_.box.empty(); }

  void choose_box(const Point<dim>& box) {
    geometry_.box = box;
    check_box<dim>(box);
    std::ostringstream text;
    text << "the box is chosen as";
    for (int axis = 0; axis < dim; ++axis) text << (axis ? " x " : " ") << box[axis];
    text << " um";
    geometry_.remarks.push_back(text.str());
  }

  void set_fine_cell(double radius) {
    geometry_.reference_radius = radius;
    geometry_.fine_cell = radius / geometry_.cells_per_radius;
  }

  /// The gap that packings and labels keep; after set_fine_cell.
  /// \param cells that are kept where the input asks for none.
  double gap(double cells) const {
    const double needed = least_gap_in_cells * geometry_.fine_cell;
    const double wanted = parameters_.minimal_gap * um_per_m;
    if (wanted == 0) return cells * geometry_.fine_cell;
    if (wanted < needed * (1 - 1e-6)) {
      std::ostringstream text;
      text << "Geometry/Minimal gap: " << parameters_.minimal_gap << " m is " << wanted / geometry_.fine_cell
           << " cells of the mesh, but " << least_gap_in_cells
           << " are needed for a film between two particles; raise it to " << needed / um_per_m
           << " m or raise Geometry/Cells per radius";
      throw InputError(text.str());
    }
    return wanted;
  }

  /// What particles that keep a gap leave before the box's faces: their cells must not reach them.
  double margin(double gap) const { return std::max(gap, least_margin_in_cells * geometry_.fine_cell); }

  void from_list() {
    if (!box_given())
      throw InputError(
          "Geometry/Box: the box's edges are needed where particles are listed; give x, y, z in m");
    if (parameters_.source == "spheres")
      geometry_.shapes =
          std::make_unique<SphereShapes<dim>>(geometry_.box, listed_spheres<dim>(parameters_.spheres));
    else
      geometry_.shapes = std::make_unique<SuperellipsoidShapes<dim>>(
          geometry_.box, listed_superellipsoids<dim>(parameters_.superellipsoids));
  }

  PackingRecipe recipe() const {
    const PackingParameters& packing = parameters_.packing;
    PackingRecipe recipe;
    recipe.arrangement = packing.arrangement;
    recipe.count = packing.particles;
    recipe.mean_radius = packing.mean_radius * um_per_m;
    recipe.spread = packing.spread;
    recipe.jitter = packing.jitter;
    recipe.seed = static_cast<std::uint64_t>(packing.seed);
    return recipe;
  }

  void from_packing() {
    PackingRecipe packing = recipe();
    const std::vector<double> radii = packing_radii(packing);
    double volume = 0, moment = 0;
    for (const double radius : radii) {
      volume += unit_volume<dim>() * std::pow(radius, dim);
      moment += unit_volume<dim>() * std::pow(radius, dim + 1);
    }
    set_fine_cell(moment / volume);
    packing.gap = gap(usual_gap_in_cells<dim>);
    packing.margin = margin(packing.gap);
    if (!box_given()) {
      Point<dim> box;
      const double pitch = row_pitch(packing.mean_radius);
      const double cube = std::pow(volume / parameters_.packing.volume_fraction, 1. / dim);
      for (int axis = 0; axis < dim; ++axis)
        box[axis] = packing.arrangement != "row" ? cube
                    : axis == 0                  ? pitch * static_cast<double>(radii.size())
                                                 : pitch;
      box[dim - 1] += bottom_;
      choose_box(box);
    }
    geometry_.shapes = std::make_unique<SphereShapes<dim>>(
        geometry_.box, pack_spheres<dim>(packing, radii, geometry_.box, bottom_));
  }

  double row_pitch(double radius) const {
    return std::max(3 * radius, 2 * radius + parameters_.minimal_gap * um_per_m);
  }

  /// Centres in the middle of the other axes, offset along the last such that the plane cuts off the
  /// coverages.
  void from_row() {
    const CarbonBinderParameters& binder = parameters_.carbon_binder;
    const double radius = parameters_.packing.mean_radius * um_per_m, pitch = row_pitch(radius);
    const std::size_t count = parameters_.coverages.size();
    if (count == 0)
      throw InputError(
          "Geometry/Coverages: without Spheres the row has one sphere a coverage; give at least one");
    if (!box_given()) {
      Point<dim> box;
      for (int axis = 0; axis < dim; ++axis) box[axis] = pitch;
      box[0] = pitch * static_cast<double>(count);
      box[dim - 1] = 5 * radius + bottom_;
      choose_box(box);
    }
    const bool against_plane = binder.kind == "plane" && plane_axis<dim>(binder) == dim - 1;
    const double middle =
        bottom_ + (geometry_.box[dim - 1] - bottom_) * (against_plane ? binder.plane_position : 0.5);
    std::vector<Sphere<dim>> spheres;
    for (std::size_t k = 0; k < count; ++k) {
      Point<dim> center = geometry_.box / 2;
      center[0] = geometry_.box[0] * (static_cast<double>(k) + 0.5) / static_cast<double>(count);
      center[dim - 1] = middle;
      if (against_plane) center[dim - 1] += offset_for_coverage(parameters_.coverages[k], radius, dim);
      spheres.push_back({center, radius});
    }
    geometry_.shapes = std::make_unique<SphereShapes<dim>>(geometry_.box, spheres);
  }

  void from_labels() {
    if constexpr (dim == 2) {
      throw InputError("Geometry/Source: labels are three-dimensional; set Dimension = 3 or another source");
    } else {
      const ImageDescription image = open_image(comm_, parameters_.labels);
      int ranks = 1;
      std::array<int, 3> grid{0, 0, 0};
      MPI_Comm_size(comm_, &ranks);
      MPI_Dims_create(ranks, 3, grid.data());
      const auto blocks =
          std::make_shared<Decomposition>(comm_, image.extents, Triple{grid[0], grid[1], grid[2]});
      const auto labels = read_image<std::uint32_t>(image, blocks, {0, 0, 0}, "labels");
      if (!box_given()) {
        Point<dim> box = volume_edges(labels);
        box[dim - 1] += bottom_;
        choose_box(box);
      }
      set_fine_cell(reference_radius<3>(labelled_particles(labels)));
      LabelTreatment treatment;
      const LabelSurfaceParameters& surfaces = parameters_.label_surfaces;
      treatment.smoothing = surfaces.smoothing;
      treatment.minimal_gap = gap(2.25);  // films between labels are right to a part of a cell
      treatment.margin = margin(treatment.minimal_gap);
      treatment.fill_cracks = surfaces.cracks == "fill";
      treatment.crack_width = surfaces.crack_width * um_per_m;
      treatment.drop_border = surfaces.border == "drop";
      treatment.reject_small = surfaces.small == "reject";
      treatment.smallest_radius = least_radius_in_cells * geometry_.fine_cell;
      treatment.bottom = bottom_;
      auto shapes = std::make_unique<LabelShapes>(labels, geometry_.box, treatment);
      geometry_.remarks.insert(geometry_.remarks.end(), shapes->remarks().begin(), shapes->remarks().end());
      geometry_.shapes = std::move(shapes);
    }
  }

  MPI_Comm comm_;
  const GeometryParameters& parameters_;
  double bottom_ = 0;  ///< of the electrode: the separator's thickness, um
  ElectrodeGeometry<dim> geometry_;
};

}  // namespace

template <int dim>
ElectrodeGeometry<dim> make_geometry(MPI_Comm comm, const GeometryParameters& parameters) {
  return Builder<dim>(comm, parameters).build();
}

template ElectrodeGeometry<2> make_geometry<2>(MPI_Comm, const GeometryParameters&);
template ElectrodeGeometry<3> make_geometry<3>(MPI_Comm, const GeometryParameters&);

}  // namespace catena
