// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// Feeds damaged image files to the readers for a number of seconds:
//   fuzz_image_reader SECONDS [FIRST_NUMBER]    damages of one number are always the same
//   fuzz_image_reader --file FILE...            reads these files
//   fuzz_image_reader --seeds FOLDER            writes the whole files that the damaged ones are made from
// The readers work in a child process. If it dies, or reads at one file for longer than 20 s, the file is
// kept as finding-NUMBER.bin in the current folder, and the next child goes on. Exit status 1 if there was a
// finding.
#include <mpi.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <Kokkos_Core.hpp>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <iostream>

#include "tests/fuzz/mutation.h"
#include "tests/fuzz/read_any_image.h"
#include "tests/segmentation/volume/temporary_folder.h"

// Read by the sanitizers when the program starts. Leaks are not looked for: MPI keeps what it once took. A
// file that makes HDF5 or libtiff ask for too much memory must get none, as without sanitizers, and go on.
extern "C" const char* __asan_default_options() {
  return "detect_leaks=0:max_allocation_size_mb=4096:allocator_may_return_null=1";
}
extern "C" const char* __ubsan_default_options() { return "print_stacktrace=1"; }

using namespace catena;
using Clock = std::chrono::steady_clock;

namespace {

/// What child and parent both see.
struct Shared {
  std::atomic<std::uint64_t> number{0};
  std::atomic<std::uint64_t> outcomes[3];
  std::atomic<bool> done{false};
};

void work(Shared& shared, const std::vector<Bytes>& seeds, const std::string& folder, Clock::time_point end) {
  MPI_Init(nullptr, nullptr);
  Kokkos::initialize();
  const std::string path = folder + "/image";
  // A child does not live long, so that what one damaged file broke in memory is found near that file.
  for (int i = 0; i < 20000 && Clock::now() < end; ++i) {
    const std::uint64_t number = ++shared.number;
    std::filesystem::remove(path);  // some file systems wait for the disk when a file is written over
    write_bytes(path, damaged_image(seeds, number));
    ++shared.outcomes[static_cast<int>(read_any_image(path, number))];
  }
  shared.done = true;
  Kokkos::finalize();
  MPI_Finalize();
}

/// Waits for the child; kills it if it stays at one file. Returns whether it went well.
bool wait_for(pid_t child, const Shared& shared) {
  std::uint64_t number = shared.number;
  for (Clock::time_point since = Clock::now();; ::usleep(20000)) {
    int status = 0;
    if (::waitpid(child, &status, WNOHANG) == child) return WIFEXITED(status) && WEXITSTATUS(status) == 0;
    if (shared.number != number) number = shared.number, since = Clock::now();
    if (Clock::now() - since < std::chrono::seconds(20)) continue;
    std::cout << "it does not end" << std::endl;
    ::kill(child, SIGKILL);
    ::waitpid(child, &status, 0);
    return false;
  }
}

int replay(int argc, char** argv) {
  MPI_Init(nullptr, nullptr);
  Kokkos::initialize();
  for (int i = 2; i < argc; ++i)
    for (std::uint64_t choice = 0; choice < 210; ++choice)
      if (const Outcome outcome = read_any_image(argv[i], choice); choice == 0)
        std::cout << argv[i] << ": outcome " << static_cast<int>(outcome) << std::endl;
  Kokkos::finalize();
  MPI_Finalize();
  return 0;
}

int write_seeds(const std::string& folder) {
  std::filesystem::create_directories(folder);
  int count = 0;
  for (const Bytes& seed : seed_images(folder))
    write_bytes(folder + "/seed-" + std::to_string(count++), seed);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::cout << "fuzz_image_reader SECONDS [FIRST_NUMBER] | --file FILE... | --seeds FOLDER" << std::endl;
    return 2;
  }
  if (std::string(argv[1]) == "--file") return replay(argc, argv);
  if (std::string(argv[1]) == "--seeds" && argc == 3) return write_seeds(argv[2]);
  const TemporaryFolder scratch;
  const std::string& folder = scratch.path();
  if (folder.empty()) return 2;
  const std::vector<Bytes> seeds = seed_images(folder);
  void* const memory =
      ::mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return 2;
  Shared& shared = *new (memory) Shared;
  const std::uint64_t first = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 0;
  shared.number = first;

  const Clock::time_point end = Clock::now() + std::chrono::seconds(std::atoi(argv[1]));
  int findings = 0;
  while (Clock::now() < end && findings < 50) {
    shared.done = false;
    const pid_t child = ::fork();
    if (child == 0) {
      work(shared, seeds, folder, end);
      return 0;
    }
    if (child < 0 || wait_for(child, shared)) continue;
    ++findings;
    const std::string name = "finding-" + std::to_string(shared.number) + ".bin";
    write_bytes(name, damaged_image(seeds, shared.number));
    std::cout << "FINDING " << (shared.done ? "at the end, after " : "") << name << std::endl;
  }
  std::cout << seeds.size() << " seeds, " << shared.number - first << " damaged files: " << shared.outcomes[0]
            << " refused by their header, " << shared.outcomes[1] << " while reading, " << shared.outcomes[2]
            << " read; " << findings << " findings" << std::endl;
  return findings == 0 ? 0 : 1;
}
