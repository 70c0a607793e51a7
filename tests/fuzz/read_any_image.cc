// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/fuzz/read_any_image.h"

#include <memory>

#include "jobs/run/error.h"
#include "segmentation/volume/image_reader.h"

namespace catena {

Outcome read_any_image(const std::string& path, std::uint64_t choice) {
  ImageParameters parameters;
  parameters.section = choice % 2 == 0 ? "Tomogram" : "Labels";
  parameters.file = path;
  if (choice % 3 != 0) parameters.spacing = "1e-6";
  if (choice % 5 == 0) parameters.bin = "2";
  bool opened = false;
  try {
    const ImageDescription image = open_image(MPI_COMM_SELF, parameters);
    opened = true;
    if (static_cast<double>(image.extents[0]) * static_cast<double>(image.extents[1]) *
            static_cast<double>(image.extents[2]) * static_cast<double>(product(image.bin)) >
        16e6)
      return Outcome::refused_header;
    const auto blocks = std::make_shared<Decomposition>(MPI_COMM_SELF, image.extents);
    const Triple halo = choice % 7 == 0 ? Triple{1, 1, 1} : Triple{0, 0, 0};
    if (parameters.section == "Labels")
      read_image<std::uint32_t>(image, blocks, halo, "image");
    else if (image.grey == SampleType::uint8)
      read_image<std::uint8_t>(image, blocks, halo, "image");
    else if (image.grey == SampleType::uint16)
      read_image<std::uint16_t>(image, blocks, halo, "image");
    else
      read_image<float>(image, blocks, halo, "image");
    return Outcome::read;
  } catch (const Error& error) {
    if (std::string(error.what()).find('\n') != std::string::npos) throw;  // an error is one line
    // What is wrong with a file is never a failure of the numbers: that is how running out of memory shows.
    if (error.status() == ExitStatus::failed_numbers) throw;
    return opened ? Outcome::refused_voxels : Outcome::refused_header;
  }
}

}  // namespace catena
