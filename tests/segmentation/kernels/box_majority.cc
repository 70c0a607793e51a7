// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/box_majority.h"

#include <boost/test/unit_test.hpp>

#include "tests/segmentation/kernels/distributed_image.h"

using namespace catena;
using catena::test::noise;

BOOST_AUTO_TEST_CASE(majority_of_a_mask_with_nothing_beyond_it) {
  for (const bool planar : {false, true})
    for (const Triple& extents :
         {Triple{5, 7, 40}, Triple{1, 1, 1}, Triple{1, 6, 9}, Triple{3, 1, 130}, Triple{2, 3, 520}}) {
      const BinaryBox mask("mask", extents[0], extents[1], extents[2]),
          result("result", extents[0], extents[1], extents[2]);
      const auto in = Kokkos::create_mirror_view(mask);
      for (int z = 0; z < extents[0]; ++z)
        for (int y = 0; y < extents[1]; ++y)
          for (int x = 0; x < extents[2]; ++x) in(z, y, x) = noise(z, y, x) % 5 < 3;
      Kokkos::deep_copy(mask, in);
      box_majority(mask, result, planar);
      const auto out = Kokkos::create_mirror_view_and_copy(Kokkos::HostSpace(), result);
      int wrong = 0;
      for (int z = 0; z < extents[0]; ++z)
        for (int y = 0; y < extents[1]; ++y)
          for (int x = 0; x < extents[2]; ++x) {
            int sum = 0, of = 0;
            for (int k = 0; k < 27; ++k) {
              const int a = z + k / 9 - 1, b = y + k / 3 % 3 - 1, c = x + k % 3 - 1;
              if (planar && a != z) continue;
              ++of;
              if (a >= 0 && b >= 0 && c >= 0 && a < extents[0] && b < extents[1] && c < extents[2])
                sum += in(a, b, c);
            }
            wrong += out(z, y, x) != (2 * sum > of);
          }
      BOOST_TEST(wrong == 0);
    }
}
