// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/volume/image_parameters.h"

#include "jobs/run/parameters.h"

namespace catena {

void ImageParameters::declare(Parameters& parameters, const std::string& section_name) {
  section = section_name;
  const bool labels = section == "Labels";
  const std::string usual = labels ? "/labels" : "/tomogram";
  parameters.add(section + "/File", file,
                 "TIFF file, folder of TIFF slices (in natural order), or HDF5 or NeXus file.");
  parameters.add(section + "/Dataset", dataset,
                 "Path of the dataset in an HDF5 or NeXus file; empty: " + usual +
                     ", or the only three-dimensional dataset.");
  parameters.add(section + "/Spacing", spacing,
                 "Voxel edges dz, dy, dx in m, or one for all; empty: what the file says.");
  parameters.add(
      section + "/Crop", crop,
      "Part of the image, z0:z1, y0:y1, x0:x1 in voxels, half open; a bound left out is the image's; empty: "
      "all of it.");
  parameters.add(section + "/Bin", bin,
                 std::string("Voxels made into one after the crop, one factor or three (z, y, x); ") +
                     (labels ? "the commonest label is kept, of equally common ones the smallest"
                             : "their mean is kept") +
                     "; what is left over at the end of an axis is dropped.");
}

}  // namespace catena
