// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/attributes/measure_pictures.h"

#include <string>
#include <vector>

#include "analysis/attributes/box_exchange.h"
#include "jobs/run/agreement.h"
#include "segmentation/volume/hdf5_file.h"

namespace catena {
namespace {

struct Plane {
  const char* name;
  int across;  ///< axis that it is perpendicular to
};

constexpr Plane planes[] = {{"xy", 0}, {"xz", 1}, {"yz", 2}};

std::vector<WantedBox> wanted_planes(const Triple& extents) {
  std::vector<WantedBox> wanted;
  for (const Plane& plane : planes) {
    if (extents[0] == 1 && plane.across != 0) continue;
    WantedBox want;
    want.box.end = extents;
    want.box.begin[plane.across] = extents[plane.across] / 2;
    want.box.end[plane.across] = extents[plane.across] / 2 + 1;
    wanted.push_back(want);
  }
  return wanted;
}

template <class T>
std::vector<T> host_values(const Kokkos::View<T***, Kokkos::LayoutRight>& box) {
  const auto host = Kokkos::create_mirror_view_and_copy(Kokkos::HostSpace(), box);
  return std::vector<T>(host.data(), host.data() + host.size());
}

}  // namespace

template <class T>
void write_slices(const std::filesystem::path& path, const Volume<T>& tomogram,
                  const Volume<std::uint32_t>& labels) {
  const std::vector<WantedBox> wanted = wanted_planes(labels.extents());
  Boxes<T> grey;
  Boxes<std::uint32_t> names;
  collect_boxes(tomogram, wanted, grey);
  collect_boxes(labels, wanted, names);
  agree_on_root(labels.decomposition().comm(), [&] {
    Hdf5File file = Hdf5File::create(path.string());
    for (size_t i = 0; i < wanted.size(); ++i) {
      const int across = planes[i].across, down = across == 0 ? 1 : 0, right = across == 2 ? 1 : 2;
      const Triple n = wanted[i].box.extents();
      const std::string group = std::string("/") + planes[i].name;
      const Spacing& edge = labels.spacing();
      file.write(group + "/tomogram", host_values(grey[i]), {n[down], n[right]}, "1",
                 "grey values of the plane");
      file.write(group + "/labels", host_values(names[i]), {n[down], n[right]}, "1",
                 "particles of the plane");
      file.set_attribute(group, "edges", std::vector<double>{edge[down], edge[right]});
      file.set_attribute(
          group, "position",
          std::vector<double>{(static_cast<double>(wanted[i].box.begin[across]) + 0.5) * edge[across]});
    }
    file.close();
  });
}

template void write_slices(const std::filesystem::path&, const Volume<std::uint8_t>&,
                           const Volume<std::uint32_t>&);
template void write_slices(const std::filesystem::path&, const Volume<std::uint16_t>&,
                           const Volume<std::uint32_t>&);
template void write_slices(const std::filesystem::path&, const Volume<float>&, const Volume<std::uint32_t>&);

}  // namespace catena
