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
#include "solvers/geometry/field_binder.h"
#include "solvers/geometry/geometry_parameters.h"
#include "solvers/geometry/label_extents.h"
#include "solvers/geometry/label_shapes.h"
#include "solvers/geometry/mesh_units.h"
#include "solvers/geometry/number_rows.h"
#include "solvers/geometry/plane_binder.h"
#include "solvers/geometry/sphere_packing.h"
#include "solvers/geometry/superellipsoid_shapes.h"
#include "solvers/geometry/table_binder.h"

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
    else if (source == "superellipsoids")
      from_superellipsoids();
    else if (source == "packing")
      from_packing();
    else if (parameters_.spheres.empty())
      from_row();
    else
      from_spheres();
    if (source != "labels") set_fine_cell(reference_radius<dim>(geometry_.shapes->particles()));
    check_geometry<dim>(geometry_, source == "labels");
    make_carbon_binder();
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

  void need_box() const {
    if (!box_given())
      throw InputError(
          "Geometry/Box: the box's edges are needed where particles are listed; give x, y, z in m");
  }

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
    const double needed = least_gap_in_cells<dim> * geometry_.fine_cell;
    const double wanted = parameters_.minimal_gap * um_per_m;
    if (wanted == 0) return cells * geometry_.fine_cell;
    if (wanted < needed * (1 - 1e-6)) {
      std::ostringstream text;
      text << "Geometry/Minimal gap: " << parameters_.minimal_gap << " m is " << wanted / geometry_.fine_cell
           << " cells of the mesh, but "
           << least_gap_in_cells<dim> << " are needed so that no cell belongs to two particles; raise it to "
           << needed / um_per_m << " m or raise Geometry/Cells per radius";
      throw InputError(text.str());
    }
    return wanted;
  }

  void from_spheres() {
    need_box();
    const std::vector<std::string> columns =
        dim == 2 ? std::vector<std::string>{"x", "y", "r"} : std::vector<std::string>{"x", "y", "z", "r"};
    std::vector<Sphere<dim>> spheres;
    for (const std::vector<double>& row : number_rows(parameters_.spheres, "Geometry/Spheres", columns)) {
      Sphere<dim> sphere;
      for (unsigned int axis = 0; axis < dim; ++axis) sphere.center[axis] = row[axis] * um_per_m;
      sphere.radius = row[dim] * um_per_m;
      if (!(sphere.radius > 0)) {
        std::ostringstream text;
        text << "Geometry/Spheres: sphere " << spheres.size() + 1 << " has a radius of " << row[dim]
             << " m; radii must be above 0";
        throw InputError(text.str());
      }
      spheres.push_back(sphere);
    }
    if (spheres.empty())
      throw InputError("Geometry/Spheres: there is no particle in the list; give at least one");
    geometry_.shapes = std::make_unique<SphereShapes<dim>>(geometry_.box, spheres);
  }

  void from_superellipsoids() {
    need_box();
    const std::vector<std::string> columns =
        dim == 2 ? std::vector<std::string>{"x", "y", "a", "b", "m", "angle"}
                 : std::vector<std::string>{"x", "y", "z", "a", "b", "c", "m", "n", "yaw", "pitch", "roll"};
    std::vector<Superellipsoid<dim>> bodies;
    for (const auto& row : number_rows(parameters_.superellipsoids, "Geometry/Superellipsoids", columns)) {
      Superellipsoid<dim> body;
      for (unsigned int axis = 0; axis < dim; ++axis) {
        body.center[axis] = row[axis] * um_per_m;
        body.half_axes[axis] = row[dim + axis] * um_per_m;
      }
      body.exponent = row[2 * dim];
      if (dim == 3) body.axial_exponent = row[2 * dim + 1];
      body.rotation = rotation_by_angles<dim>(
          dim == 2 ? std::array<double, 3>{row[5], 0, 0}
                   : std::array<double, 3>{row[8 % row.size()], row[9 % row.size()], row[10 % row.size()]});
      bodies.push_back(body);
    }
    if (bodies.empty())
      throw InputError("Geometry/Superellipsoids: there is no particle in the list; give at least one");
    geometry_.shapes = std::make_unique<SuperellipsoidShapes<dim>>(geometry_.box, bodies);
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
    packing.gap = gap(least_gap_in_cells<dim>);
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
    const bool against_plane = binder.kind == "plane" && plane_axis() == dim - 1;
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
      const double radius = labels_reference_radius(labels);
      set_fine_cell(radius);
      LabelTreatment treatment;
      const LabelSurfaceParameters& surfaces = parameters_.label_surfaces;
      treatment.smoothing = surfaces.smoothing;
      treatment.minimal_gap = gap(2.25);  // films between labels are right to a part of a cell
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

  static double labels_reference_radius(const Volume<std::uint32_t>& labels) {
    const Point<3> edges = volume_edges(labels);
    const double voxel = edges[0] * edges[1] * edges[2] / static_cast<double>(product(labels.extents()));
    std::vector<Particle<3>> particles;
    for (const LabelExtent& extent : label_extents(labels)) {
      Particle<3> particle;
      particle.volume = static_cast<double>(extent.voxels) * voxel;
      particle.radius = std::cbrt(particle.volume / unit_volume<3>());
      particles.push_back(particle);
    }
    return reference_radius<3>(particles);
  }

  unsigned int plane_axis() const {
    const std::string& axis = parameters_.carbon_binder.axis;
    if (axis == "last") return dim - 1;
    const auto number = static_cast<unsigned int>(axis[0] - 'x');
    if (number >= dim)
      throw InputError(
          "Geometry/Carbon binder/Axis: there is no axis z with Dimension = 2; use last, x or y");
    return number;
  }

  void make_carbon_binder() {
    const CarbonBinderParameters& binder = parameters_.carbon_binder;
    const unsigned int axis = plane_axis();
    if (binder.kind == "plane") {
      const double bottom = axis == dim - 1 ? bottom_ : 0;
      geometry_.carbon_binder = std::make_unique<PlaneBinder<dim>>(
          axis, bottom + (geometry_.box[axis] - bottom) * binder.plane_position, bottom_);
    } else if (binder.kind == "field") {
      geometry_.carbon_binder = std::make_unique<FieldBinder<dim>>(
          geometry_.box, *geometry_.shapes, binder.high_fraction, binder.length * um_per_m,
          static_cast<std::uint64_t>(binder.seed), bottom_);
    } else {
      if (parameters_.coverages.empty())
        throw InputError("Geometry/Coverages: Carbon binder/Kind = table needs at least one coverage");
      std::vector<double> coverages;
      for (std::size_t k = 0; k < geometry_.shapes->size(); ++k)
        coverages.push_back(parameters_.coverages[k % parameters_.coverages.size()]);
      dealii::Tensor<1, dim> direction;
      direction[axis] = 1;
      geometry_.carbon_binder =
          std::make_unique<TableBinder<dim>>(*geometry_.shapes, coverages, direction, bottom_);
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
