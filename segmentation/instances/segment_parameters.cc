// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/instances/segment_parameters.h"

#include <sstream>

#include "jobs/run/error.h"
#include "jobs/run/parameters.h"

namespace catena {

void PreprocessingParameters::declare(Parameters& parameters) {
  parameters.add("Preprocessing/Lower percentile", lower_percentile, "%", {0, 49},
                 "Grey values up to this percentile become black.");
  parameters.add("Preprocessing/Upper percentile", upper_percentile, "%", {51, 100},
                 "Grey values from this percentile on become white.");
  parameters.add(
      "Preprocessing/Field of view", field_of_view, {"full", "circle", "auto"},
      "Where the reconstruction is valid: everywhere, in the cylinder inscribed in y and x, or in that "
      "cylinder if the corners of the slices are constant. Nothing is segmented outside.");
  parameters.add("Preprocessing/Ring correction", ring_correction,
                 "Subtract ring artefacts centred on the rotation axis, slice by slice.");
  parameters.add(
      "Preprocessing/Background width", background_width, "voxels", {0, 10000},
      "Standard deviation of the wide Gaussian that is subtracted as uneven background; 0 subtracts none.");
  parameters.add("Preprocessing/Filter", filter, {"none", "gaussian", "median", "non-local means"},
                 "What takes the noise away.");
  parameters.add("Preprocessing/Gaussian width", gaussian_width, "voxels", {0.1, 50},
                 "Standard deviation of the Gaussian filter.");
  parameters.add("Preprocessing/Smoothing strength", smoothing_strength, "1", {0.01, 100},
                 "Strength of the non-local means filter in units of the noise's standard deviation.");
}

void ThresholdParameters::declare(Parameters& parameters) {
  parameters.add(
      "Threshold/Method", method, {"otsu", "multi-otsu", "fixed", "hysteresis"},
      "How active material is told from the rest: Otsu's threshold, the uppermost of several Otsu classes, "
      "a given grey value, or all that is above the low value and connected to something above the value.");
  parameters.add("Threshold/Classes", classes, "1", {2, 5},
                 "Classes of multi-otsu; the brightest is active material.");
  parameters.add("Threshold/Value", value, "grey value of the tomogram", {},
                 "Threshold of fixed and hysteresis.");
  parameters.add("Threshold/Low value", low_value, "grey value of the tomogram", {},
                 "Lower threshold of hysteresis.");
}

void ThresholdParameters::check() const {
  if (method != "hysteresis" || low_value <= value) return;
  std::ostringstream sentence;
  sentence << "Threshold/Low value = " << low_value << " lies above Threshold/Value = " << value;
  throw InputError(sentence.str());
}

void WatershedParameters::declare(Parameters& parameters) {
  parameters.add(
      "Watershed/Fill holes", fill_holes,
      "Fill enclosed cracks and pores before the distance transform; they are 0 again in the labels.");
  parameters.add("Watershed/Largest hole", largest_hole, "voxels", {0, 1e15},
                 "Only holes up to this size are filled; 0 fills all.");
  parameters.add(
      "Watershed/Closing radius", closing_radius, "voxels", {0, 15},
      "Radius of the ball that closes cracks before the distance transform; cracks wider than twice this "
      "split a particle. The closed voxels are 0 again in the labels.");
  parameters.add(
      "Watershed/Persistence", persistence, "voxels", {0, 1000},
      "Two basins of the distance to the surface are one particle if the lower peak stands less than this "
      "above their saddle.");
  parameters.add(
      "Watershed/Border passes", border_passes, "1", {0, 100},
      "How many voxels the border between touching particles may move from the watershed to where both are "
      "equally far out by their own centroid and second moments; 0 leaves the watershed as it is.");
  parameters.add("Watershed/Thin cracks", thin_cracks,
                 "Also take cracks out that are too thin for the threshold: as many of a particle's darkest "
                 "voxels as its "
                 "missing grey stands for.");
  parameters.add("Watershed/Smallest particle", smallest_particle, "voxels", {0, 1e15},
                 "Smaller ones are dropped.");
  parameters.add("Watershed/Border particles", border, {"keep", "remove"},
                 "What happens to particles that the volume's faces cut.");
}

void SegmentParameters::declare(Parameters& parameters) {
  tomogram.declare(parameters, "Tomogram");
  parameters.add(
      "Method", method, {"watershed", "instances", "network"},
      "watershed: from grey values; instances: the input is a mask or phases, of which binning keeps the "
      "commonest, and Phase value says which; "
      "network: by a trained star-convex network.");
  parameters.add("Phase value", phase_value, "value of the input", {},
                 "With Method = instances, the value of the active material in the input.");
  parameters.add("Blocks", blocks, "1", {0, 1e6},
                 "Blocks along z, y, x, one for each rank; zeros cut the volume into slabs of slices.");
  parameters.add(
      "Write filled labels", write_filled,
      "Also write labels_filled.h5: the same particles, with the cracks and pores that were closed.");
  parameters.add("Write slices", write_slices, "Also write the labels as a multi-page TIFF, labels.tif.");
  preprocessing.declare(parameters);
  threshold.declare(parameters);
  watershed.declare(parameters);
}

}  // namespace catena
