// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// The readers under libFuzzer, which keeps the inputs that reach new code. Only with Clang:
//   cmake -S . -B build-fuzz -D CMAKE_CXX_COMPILER=clang++ && ninja -C build-fuzz
//   fuzz_image_reader_by_coverage build/tests/fuzz_image_reader --seeds seeds &&
//   build-fuzz/tests/fuzz_image_reader_by_coverage seeds
#include <mpi.h>

#include <Kokkos_Core.hpp>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "tests/fuzz/read_any_image.h"
#include "tests/fuzz/seeds.h"
#include "tests/segmentation/volume/temporary_folder.h"

namespace {

std::string image_path() {
  static const catena::TemporaryFolder folder;
  if (folder.path().empty()) std::abort();
  return folder.path() + "/image";
}

}  // namespace

extern "C" const char* __asan_default_options() {
  return "detect_leaks=0:max_allocation_size_mb=4096:allocator_may_return_null=1";
}

extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv) {
  MPI_Init(argc, argv);
  Kokkos::initialize();
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string path = image_path();
  std::filesystem::remove(path);
  catena::write_bytes(path, catena::Bytes(data, data + size));
  catena::read_any_image(path, size);
  return 0;
}
