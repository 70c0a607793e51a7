// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// Every way to store an HDF5 dataset gives the same voxels, on all grids of ranks.
#include <boost/test/unit_test.hpp>

#include "tests/segmentation/volume/hdf5_samples.h"
#include "tests/segmentation/volume/image_checks.h"
#include "tests/segmentation/volume/scratch_folder.h"

using namespace catena;

namespace {

const std::vector<hsize_t> size{9, 22, 31};
const Triple extents{9, 22, 31};

template <class T>
T stamp(std::int64_t z, std::int64_t y, std::int64_t x) {
  const std::int64_t index = (z * 22 + y) * 31 + x;
  if (sizeof(T) == 1) return static_cast<T>((index * 7 + index / 251) % 101);
  return static_cast<T>(std::is_floating_point<T>::value ? static_cast<double>(index) * 0.25 - 100
                                                         : static_cast<double>(index));
}

template <class S, class T>
void check_storage(const Hdf5Storage& storage) {
  const ScratchFolder folder;
  const std::string path = folder / "image.h5";
  folder.on_root(
      [&] { write_hdf5_samples(path, "/tomogram", size, storage, samples_of<S>(size, stamp<S>)); });
  ImageParameters parameters = image_parameters("Tomogram", path);
  check_image<T>(parameters, extents, stamp<S>);
  parameters.crop = "2:8, 1:21, 5:";
  check_image<T>(parameters, {6, 20, 26},
                 [](auto z, auto y, auto x) { return stamp<S>(z + 2, y + 1, x + 5); });
}

Hdf5Storage chunked(const std::vector<hsize_t>& chunk, unsigned deflate = 0) {
  Hdf5Storage storage;
  storage.chunk = chunk;
  storage.deflate = deflate;
  return storage;
}

Hdf5Storage typed(hid_t type) {
  Hdf5Storage storage;
  storage.type = type;
  return storage;
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_sample_type_in_both_byte_orders) {
  check_storage<std::uint8_t, std::uint8_t>({});
  check_storage<std::uint16_t, std::uint16_t>({});
  check_storage<std::uint16_t, std::uint16_t>(typed(H5T_STD_U16BE));
  check_storage<std::uint32_t, std::uint32_t>(typed(H5T_STD_U32BE));
  check_storage<std::uint64_t, std::uint32_t>({});
  check_storage<std::int8_t, float>({});
  check_storage<std::int16_t, float>(typed(H5T_STD_I16BE));
  check_storage<std::int32_t, float>({});
  check_storage<std::int64_t, float>({});
  check_storage<float, float>({});
  check_storage<float, float>(typed(H5T_IEEE_F32BE));
  check_storage<double, float>(typed(H5T_IEEE_F64BE));
}

BOOST_AUTO_TEST_CASE(chunks_and_filters) {
  check_storage<std::uint16_t, std::uint16_t>(chunked({4, 8, 8}));
  check_storage<std::uint16_t, std::uint16_t>(chunked({1, 22, 31}, 4));
  check_storage<float, float>(chunked({9, 22, 31}, 1));
  Hdf5Storage all = chunked({2, 5, 7}, 6);
  all.shuffle = all.checksum = true;
  check_storage<std::uint32_t, std::uint32_t>(all);
}

BOOST_AUTO_TEST_CASE(half_precision) {
  Hdf5Storage storage;
  const Hdf5Handle half(H5Tcopy(H5T_IEEE_F32LE), H5Tclose);
  H5Tset_fields(half, 15, 10, 5, 0, 10);
  H5Tset_size(half, 2);
  H5Tset_ebias(half, 15);
  storage.type = half;
  const ScratchFolder folder;
  const std::string path = folder / "image.h5";
  const auto value = [](std::int64_t z, std::int64_t y, std::int64_t x) {
    return 0.5 * static_cast<double>(z + y + x) - 3;
  };
  folder.on_root(
      [&] { write_hdf5_samples(path, "/tomogram", size, storage, samples_of<float>(size, value)); });
  check_image<float>(image_parameters("Tomogram", path), extents, value);
}

BOOST_AUTO_TEST_CASE(truth_values) {
  const ScratchFolder folder;
  const std::string path = folder / "image.h5";
  const auto value = [](std::int64_t z, std::int64_t y, std::int64_t x) {
    return (z + y + x) % 3 == 0 ? 1 : 0;
  };
  folder.on_root([&] {
    // As h5py stores numpy's bool.
    const Hdf5Handle type(H5Tcreate(H5T_ENUM, 1), H5Tclose);
    const Hdf5Handle truth(H5Tenum_create(H5T_NATIVE_INT8), H5Tclose);
    const std::int8_t no = 0, yes = 1;
    H5Tenum_insert(truth, "FALSE", &no);
    H5Tenum_insert(truth, "TRUE", &yes);
    const Hdf5Handle file(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT), H5Fclose);
    const Hdf5Handle space(H5Screate_simple(3, size.data(), nullptr), H5Sclose);
    const Hdf5Handle made(H5Dcreate2(file, "mask", truth, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT),
                          H5Dclose);
    H5Dwrite(made, truth, H5S_ALL, H5S_ALL, H5P_DEFAULT, samples_of<std::int8_t>(size, value).data());
  });
  check_image<std::uint8_t>(image_parameters("Tomogram", path, "1e-6"), extents, value);
}

BOOST_AUTO_TEST_CASE(large_chunked_image_is_read_in_bands) {
  // A layer of chunks is larger than the reader takes at once.
  const std::vector<hsize_t> large{40, 1100, 1000};
  const ScratchFolder folder;
  const std::string path = folder / "image.h5";
  const auto value = [](std::int64_t z, std::int64_t y, std::int64_t x) { return (z * 1100 + y) * 3 + x; };
  folder.on_root([&] {
    write_hdf5_samples(path, "/tomogram", large, chunked({32, 100, 1000}),
                       samples_of<std::uint16_t>(large, value));
  });
  for (const Triple& grid : all_grids()) {
    const ImageDescription image = open_image(MPI_COMM_WORLD, image_parameters("Tomogram", path));
    BOOST_TEST(
        count_wrong(read_image<std::uint16_t>(image, blocks_of(image.extents, grid), {0, 0, 0}, "image"),
                    value) == 0);
  }
}

BOOST_AUTO_TEST_CASE(dataset_is_found) {
  const ScratchFolder folder;
  const std::string path = folder / "scan.nxs";
  folder.on_root([&] {
    write_hdf5_samples(path, "/entry/data/data", size, {},
                       samples_of<std::uint16_t>(size, stamp<std::uint16_t>), {});
    write_hdf5_samples(path, "/entry/data/angles", {4}, {}, std::vector<double>(4, 1.5), {});
    write_hdf5_samples(path, "/entry/data/flat", {22, 31}, {}, std::vector<float>(22 * 31, 1.0f), {});
  });
  ImageParameters parameters = image_parameters("Tomogram", path, "1e-6");
  check_image<std::uint16_t>(parameters, extents, stamp<std::uint16_t>);  // the only one with three axes
  for (const std::string dataset : {"/entry/data/data", "entry/data/data"}) {
    parameters.dataset = dataset;
    check_image<std::uint16_t>(parameters, extents, stamp<std::uint16_t>);
  }
  parameters.dataset = "";
  folder.on_root([&] {
    write_hdf5_samples(path, "/entry/more", size, {}, samples_of<std::uint8_t>(size, stamp<std::uint8_t>),
                       {});
  });
  check_unreadable<std::uint16_t>(parameters, ExitStatus::wrong_input, "/entry/data/data, /entry/more");
  folder.on_root([&] {
    write_hdf5_samples(path, "/tomogram", size, {}, samples_of<std::uint8_t>(size, stamp<std::uint8_t>), {});
  });
  check_image<std::uint8_t>(parameters, extents, stamp<std::uint8_t>);  // the usual name wins
}

BOOST_AUTO_TEST_CASE(spacing_of_the_dataset) {
  const ScratchFolder folder;
  const std::string path = folder / "image.h5";
  folder.on_root([&] {
    write_hdf5_samples(path, "/tomogram", size, {}, samples_of<std::uint8_t>(size, stamp<std::uint8_t>),
                       {3e-7, 2e-7, 1e-7});
    write_hdf5_samples(path, "/ilastik", size, {}, samples_of<std::uint8_t>(size, stamp<std::uint8_t>), {});
    Hdf5File::modify(path).set_attribute("/ilastik", "element_size_um",
                                         std::vector<double>{0.5, 0.25, 0.125});
  });
  ImageParameters parameters = image_parameters("Tomogram", path);
  BOOST_TEST((open_image(MPI_COMM_WORLD, parameters).spacing == Spacing{3e-7, 2e-7, 1e-7}));
  parameters.spacing = "1e-8";
  BOOST_TEST((open_image(MPI_COMM_WORLD, parameters).spacing == Spacing{1e-8, 1e-8, 1e-8}));
  parameters.spacing = "";
  parameters.dataset = "/ilastik";
  BOOST_TEST(open_image(MPI_COMM_WORLD, parameters).spacing[2] == 0.125e-6,
             boost::test_tools::tolerance(1e-14));
}

BOOST_AUTO_TEST_CASE(labels_of_any_type_that_holds_whole_numbers) {
  const ScratchFolder folder;
  const std::string path = folder / "labels.h5";
  const auto store = [&](auto sample, auto value) {
    using S = decltype(sample);
    folder.on_root([&] {
      std::filesystem::remove(path);
      write_hdf5_samples(path, "/labels", size, {}, samples_of<S>(size, value));
    });
    check_image<std::uint32_t>(image_parameters("Labels", path), extents, value);
  };
  store(float{}, stamp<std::uint16_t>);
  store(double{}, [](auto z, auto y, auto x) { return 4294967295.0 - static_cast<double>(x + y + z); });
  store(std::int64_t{}, [](auto z, auto y, auto x) { return 4294967295 - (x + y + z); });
  store(std::int16_t{}, stamp<std::uint16_t>);
}
