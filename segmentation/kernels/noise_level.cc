// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/noise_level.h"

#include <cmath>

#include "jobs/run/error.h"
#include "segmentation/kernels/histogram.h"
#include "segmentation/kernels/row_loop.h"
#include "segmentation/volume/halo_exchange.h"

namespace catena {
namespace {

/// |number of neighbours times the voxel - their sum|, at most 65535.
struct Deviation {
  Volume<std::uint16_t>::View image, out;
  int halo_z, halo_y, halo_x;
  bool in_space;

  struct Row {
    const std::uint16_t *here, *below, *above, *before, *behind;
    std::uint16_t* out;
    int neighbours;
    bool in_space;
    KOKKOS_INLINE_FUNCTION void operator()(int x) const {
      int e = neighbours * here[x] - here[x - 1] - here[x + 1] - before[x] - behind[x];
      e -= in_space ? below[x] + above[x] : 0;
      const int size = e < 0 ? -e : e;
      out[x] = static_cast<std::uint16_t>(size > 65535 ? 65535 : size);
    }
  };
  KOKKOS_FUNCTION Row operator()(int z, int y) const {
    const int k = z + halo_z, j = y + halo_y, i = halo_x, step = in_space ? 1 : 0;
    return {&image(k, j, i),     &image(k - step, j, i), &image(k + step, j, i), &image(k, j - 1, i),
            &image(k, j + 1, i), &out(z, y, 0),          in_space ? 6 : 4,       in_space};
  }
};

}  // namespace

double noise_level(const Volume<std::uint16_t>& image, const FieldOfView& view) {
  const Triple halo = image.halo();
  const bool in_space = image.extents()[0] > 1;
  if ((in_space && halo[0] < 1) || halo[1] < 1 || halo[2] < 1)
    throw InputError("the estimate of noise met an image without a halo; one voxel is wanted");
  Kokkos::Profiling::pushRegion("noise level");
  exchange_halo(image, Boundary::mirror);
  const Volume<std::uint16_t> deviation(image.shared_decomposition(), image.spacing(),
                                        "deviation from neighbours");
  for_each_voxel_by_rows("deviation from neighbours", image.local(),
                         Deviation{image.data(), deviation.data(), static_cast<int>(halo[0]),
                                   static_cast<int>(halo[1]), static_cast<int>(halo[2]), in_space});
  // Neighbours must be inside also.
  const FieldOfView inner =
      view.circular() ? FieldOfView(view.centre_y(), view.centre_x(), view.radius() - 1) : view;
  const Histogram counts = histogram(deviation, inner);
  Kokkos::Profiling::popRegion();
  // e here is six (four) times the difference from the mean: its variance is that of the noise times 36 + 6
  // (16 + 4).
  return 1.4826 * percentile(counts, 50) / std::sqrt(in_space ? 42.0 : 20.0);
}

}  // namespace catena
