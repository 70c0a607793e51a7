// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/benchmarks/kernel_steps.h"

#include <algorithm>

#include "segmentation/kernels/components.h"
#include "segmentation/kernels/distance_transform.h"
#include "segmentation/kernels/gaussian.h"
#include "segmentation/kernels/histogram.h"
#include "segmentation/kernels/label_moments.h"
#include "segmentation/kernels/median.h"
#include "segmentation/kernels/surface.h"
#include "segmentation/kernels/threshold.h"
#include "segmentation/kernels/watershed.h"
#include "tests/benchmarks/particle_closing.h"

namespace catena::benchmarks {
namespace {

constexpr Triple no_halo{0, 0, 0};
constexpr Triple one{1, 1, 1};

}  // namespace

KernelSteps::KernelSteps(MPI_Comm comm, std::string folder, const Triple& extents)
    : folder_(std::move(folder)), blocks_(std::make_shared<Decomposition>(comm, extents)) {}

Steps KernelSteps::steps() {
  return {{"gaussian", [this] { return gaussian(); }},
          {"median", [this] { return median(); }},
          {"otsu", [this] { return otsu(); }},
          {"distance", [this] { return distance(); }},
          {"components6", [this] { return components(false); }},
          {"components26", [this] { return components(true); }},
          {"watershed", [this] { return watershed(); }},
          {"labels", [this] { return labels(); }},
          {"closing", [this] { return closing(); }},
          {"copy", [this] { return copy(); }}};
}

Times KernelSteps::timed_by_all(const std::function<void()>& work) const {
  MPI_Barrier(blocks_->comm());
  Times mine = timed([&] {
    work();
    Kokkos::fence();
  });
  Times all;
  MPI_Allreduce(&mine.cpu, &all.cpu, 1, MPI_DOUBLE, MPI_SUM, blocks_->comm());
  MPI_Allreduce(&mine.wall, &all.wall, 1, MPI_DOUBLE, MPI_MAX, blocks_->comm());
  return all;
}

template <class T>
Volume<T> KernelSteps::read(const std::string& name, const Triple& halo) const {
  Volume<T> volume(blocks_, {1, 1, 1}, halo, name);
  const auto host = Kokkos::create_mirror_view(volume.data());
  const Box& owned = blocks_->owned();
  const Triple n = owned.extents();
  std::ifstream file(folder_ + "/" + name, std::ios::binary);
  for (std::int64_t z = 0; z < n[0]; ++z)
    for (std::int64_t y = 0; y < n[1]; ++y) {
      const auto first = blocks_->global_index({owned.begin[0] + z, owned.begin[1] + y, owned.begin[2]});
      file.seekg(first * static_cast<std::int64_t>(sizeof(T)));
      file.read(reinterpret_cast<char*>(&host(z + halo[0], y + halo[1], halo[2])), n[2] * sizeof(T));
    }
  if (!file) throw std::runtime_error(folder_ + "/" + name + " is not there or too short");
  Kokkos::deep_copy(volume.data(), host);
  return volume;
}

template <class T>
std::function<void(const std::string&)> KernelSteps::saver(const Volume<T>& volume) const {
  return [volume](const std::string& path) {
    const auto host = Kokkos::create_mirror_view_and_copy(Kokkos::HostSpace(), volume.data());
    const Triple n = volume.local(), h = volume.halo();
    std::ofstream file(path, std::ios::binary);
    for (std::int64_t z = 0; z < n[0]; ++z)
      for (std::int64_t y = 0; y < n[1]; ++y)
        file.write(reinterpret_cast<const char*>(&host(z + h[0], y + h[1], h[2])), n[2] * sizeof(T));
  };
}

Outcome KernelSteps::gaussian() const {
  const std::array<double, 3> sigma{1, 1, 1};
  const auto grey = read<std::uint16_t>("grey.u16.raw", gaussian_radius(sigma));
  Volume<std::uint16_t> result;
  const Times times = timed_by_all([&] { result = catena::gaussian(grey, sigma, no_halo); });
  return {times, {}, saver(result)};
}

Outcome KernelSteps::median() const {
  const auto grey = read<std::uint16_t>("grey.u16.raw", one);
  Volume<std::uint16_t> result;
  const Times times = timed_by_all([&] { result = catena::median(grey, no_halo); });
  return {times, {}, saver(result)};
}

Outcome KernelSteps::otsu() const {
  const auto grey = read<std::uint16_t>("grey.u16.raw", no_halo);
  Volume<std::uint8_t> result;
  int threshold = 0;
  const Times times = timed_by_all([&] {
    threshold = catena::otsu(histogram(grey));
    result = apply_threshold(grey, threshold, no_halo);
  });
  return {times, {{"threshold", threshold}}, saver(result)};
}

Outcome KernelSteps::distance() const {
  const auto mask = read<std::uint8_t>("mask.u8.raw", no_halo);
  Volume<std::int32_t> result;
  const Times times = timed_by_all([&] { result = squared_distance(mask, no_halo); });
  return {times, {}, saver(result)};
}

Outcome KernelSteps::components(bool all_neighbours) const {
  const auto mask = read<std::uint8_t>("mask.u8.raw", no_halo);
  Volume<std::uint32_t> result;
  std::int64_t count = 0;
  const Times times = timed_by_all([&] {
    result = Volume<std::uint32_t>(blocks_, {1, 1, 1}, no_halo, "components");
    count = label_components(mask, all_neighbours ? Connectivity::all : Connectivity::faces, result);
  });
  return {times, {{"count", static_cast<double>(count)}}, saver(result)};
}

Outcome KernelSteps::watershed() const {
  const auto distance = squared_distance(read<std::uint8_t>("mask.u8.raw", no_halo), one);
  Volume<std::uint32_t> result;
  std::int64_t count = 0;
  const Times times = timed_by_all([&] {
    result = Volume<std::uint32_t>(blocks_, {1, 1, 1}, one, "basins");
    count = catena::watershed(distance, 1, result);
  });
  return {times, {{"count", static_cast<double>(count)}}, saver(result)};
}

Outcome KernelSteps::labels() const {
  const auto image = read<std::uint32_t>("labels.u32.raw", one);
  LabelTable table;
  const Times times = timed_by_all(
      [&] { table = label_moments(image, surface_weights(image.spacing(), image.extents()[0] == 1)); });
  double volume = 0, area = 0;
  for (const LabelMoments& label : table.labels) {
    volume += static_cast<double>(label.voxels);
    area += label.area;
  }
  return {
      times, {{"count", static_cast<double>(table.labels.size())}, {"volume", volume}, {"area", area}}, {}};
}

Outcome KernelSteps::closing() const {
  if (blocks_->ranks() > 1) throw std::runtime_error("the closing of particles is timed on one rank");
  const auto image = read<std::uint32_t>("labels.u32.raw", one);
  const LabelTable table = label_moments(image, surface_weights(image.spacing(), image.extents()[0] == 1));
  std::map<std::uint32_t, std::int64_t> volumes;
  Outcome outcome;
  outcome.times = timed_by_all([&] { volumes = closed_volumes(image, table, 10); });
  for (const auto& [label, voxels] : volumes)
    outcome.figures["volume_of_" + std::to_string(label)] = static_cast<double>(voxels);
  return outcome;
}

Outcome KernelSteps::copy() const {
  const size_t n = size_t{1} << 27;
  const Kokkos::View<float*> from("copy from", n), to("copy to", n);
  std::vector<double> seconds;
  Outcome outcome;
  for (int i = 0; i < 5; ++i) {
    outcome.times = timed_by_all([&] { Kokkos::deep_copy(to, from); });
    seconds.push_back(outcome.times.wall);
  }
  std::sort(seconds.begin(), seconds.end());
  outcome.figures["gigabytes_per_second"] =
      2e-9 * sizeof(float) * static_cast<double>(n) * blocks_->ranks() / seconds[2];
  return outcome;
}

}  // namespace catena::benchmarks
