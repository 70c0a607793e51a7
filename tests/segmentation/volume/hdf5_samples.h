// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <hdf5.h>

#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

#include "segmentation/volume/hdf5_file.h"

namespace catena {

/// How a dataset of a test is to be stored.
struct Hdf5Storage {
  std::vector<hsize_t> chunk;  ///< empty: contiguous
  unsigned deflate = 0;        ///< level
  bool shuffle = false;
  bool checksum = false;
  hid_t type = -1;  ///< in the file; -1: that of the machine
};

/// Adds a dataset of any number of axes to an HDF5 file, which is made if it is absent. Groups on the way are
/// made.
template <class T>
void write_hdf5_samples(const std::string& path, const std::string& dataset,
                        const std::vector<hsize_t>& extents, const Hdf5Storage& storage,
                        const std::vector<T>& values,
                        const std::vector<double>& spacing = {1e-6, 1e-6, 1e-6}) {
  Hdf5Silence silence;
  Hdf5Handle file(H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT), H5Fclose);
  if (!file.valid())
    file = Hdf5Handle(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT), H5Fclose);
  const Hdf5Handle space(H5Screate_simple(static_cast<int>(extents.size()), extents.data(), nullptr),
                         H5Sclose);
  const Hdf5Handle links(H5Pcreate(H5P_LINK_CREATE), H5Pclose),
      layout(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
  H5Pset_create_intermediate_group(links, 1);
  if (!storage.chunk.empty())
    H5Pset_chunk(layout, static_cast<int>(storage.chunk.size()), storage.chunk.data());
  if (storage.shuffle) H5Pset_shuffle(layout);
  if (storage.deflate > 0) H5Pset_deflate(layout, storage.deflate);
  if (storage.checksum) H5Pset_fletcher32(layout);
  const Hdf5Handle made(H5Dcreate2(file, dataset.c_str(), storage.type < 0 ? hdf5_type<T>() : storage.type,
                                   space, links, layout, H5P_DEFAULT),
                        H5Dclose);
  if (!made.valid() || H5Dwrite(made, hdf5_type<T>(), H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()) < 0)
    throw std::runtime_error("the test cannot write its HDF5 file: " + Hdf5Silence::reason());
  if (spacing.empty()) return;
  const hsize_t count = spacing.size();
  const Hdf5Handle line(H5Screate_simple(1, &count, nullptr), H5Sclose);
  const Hdf5Handle attribute(H5Acreate2(made, "spacing", H5T_NATIVE_DOUBLE, line, H5P_DEFAULT, H5P_DEFAULT),
                             H5Aclose);
  H5Awrite(attribute, H5T_NATIVE_DOUBLE, spacing.data());
}

/// value(z, y, x) for all voxels, in z-y-x order.
template <class T, class Value>
std::vector<T> samples_of(const std::vector<hsize_t>& extents, const Value& value) {
  std::vector<T> all;
  for (hsize_t z = 0; z < extents[0]; ++z)
    for (hsize_t y = 0; y < extents[1]; ++y)
      for (hsize_t x = 0; x < extents[2]; ++x)
        all.push_back(static_cast<T>(
            value(static_cast<std::int64_t>(z), static_cast<std::int64_t>(y), static_cast<std::int64_t>(x))));
  return all;
}

}  // namespace catena
