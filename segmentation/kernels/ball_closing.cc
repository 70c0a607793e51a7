// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/ball_closing.h"

#include <algorithm>

#include "segmentation/volume/halo_exchange.h"
#include "segmentation/volume/voxel_loop.h"

namespace catena {
namespace {

using Host = Kokkos::DefaultHostExecutionSpace;

ByteBox uninitialised(const std::string& label, const Triple& extents) {
  return ByteBox(Kokkos::view_alloc(label, Kokkos::WithoutInitializing), static_cast<size_t>(extents[0]),
                 static_cast<size_t>(extents[1]), static_cast<size_t>(extents[2]));
}

Triple extents_of(const ByteBox& box) { return {box.extent_int(0), box.extent_int(1), box.extent_int(2)}; }

void pack_box(const ByteBox& box, BitBox& bits, int row_bits, int shift) {
  const int nz = box.extent_int(0), ny = box.extent_int(1), nx = box.extent_int(2);
  bits.reset(nz, ny, row_bits);
  Kokkos::parallel_for("pack bits", Kokkos::RangePolicy<Host>(0, nz), [&](int z) {
    for (int y = 0; y < ny; ++y) bits.pack_row(z, y, &box(z, y, 0), nx, shift);
  });
}

void unpack_box(const BitBox& bits, const ByteBox& box, const Triple& corner, const Triple& extents,
                int shift, bool inverted) {
  const int ny = static_cast<int>(extents[1]), nx = static_cast<int>(extents[2]);
  Kokkos::parallel_for("unpack bits", Kokkos::RangePolicy<Host>(0, static_cast<int>(extents[0])), [&](int z) {
    for (int y = 0; y < ny; ++y)
      bits.unpack_row(z, y, &box(z + corner[0], y + corner[1], corner[2]), nx, shift, inverted);
  });
}

/// All parts of a dilation, by as many threads as there are.
void dilate_whole(const Ball& ball, const BitBox& in, BitBox& out, const BitDilation::Window& window) {
  const int threads = Host().concurrency();
  Kokkos::parallel_for("dilate bits", Kokkos::RangePolicy<Host>(0, threads), [&](int thread) {
    BitDilation dilation(ball);
    int part = 0;
    for (int c = 0; c < out.columns(); ++c)
      for (int first = 0; first < out.rows(); first += dilation.rows_at_once())
        if (part++ % threads == thread)
          dilation.dilate(in, out, window, c, first, std::min(first + dilation.rows_at_once(), out.rows()));
  });
}

void close_on_host(const ByteBox& box, BallWorkspace& work) {
  const Triple n = extents_of(box);
  const int rz = work.ball.reach(0), ry = work.ball.reach(1), rx = work.ball.reach(2);
  const int nz = static_cast<int>(n[0]), ny = static_cast<int>(n[1]), bits = static_cast<int>(n[2]) + 2 * rx;
  pack_box(box, work.image, bits, rx);
  work.dilated.reset(nz + 2 * rz, ny + 2 * ry, bits);
  work.dilation.dilate(work.image, work.dilated, {-rz, -ry, false});
  work.result.reset(nz, ny, bits);
  work.dilation.dilate(work.dilated, work.result, {rz, ry, true});
  unpack_box(work.result, box, {0, 0, 0}, n, rx, true);
}

void close_on_device(const ByteBox& box, const Ball& ball) {
  const Triple n = extents_of(box), r{ball.reach(0), ball.reach(1), ball.reach(2)};
  const ByteBox dilated = uninitialised("dilated box", {n[0] + 2 * r[0], n[1] + 2 * r[1], n[2] + 2 * r[2]});
  dilate_directly(box, dilated, ball, {-r[0], -r[1], -r[2]}, false);
  dilate_directly(dilated, box, ball, r, true);
}

/// The image with a halo of two reaches, which is what a closing looks at.
Volume<std::uint8_t> widened(const Volume<std::uint8_t>& mask, const Ball& ball) {
  Volume<std::uint8_t> wide(mask.shared_decomposition(), mask.spacing(),
                            {2 * ball.reach(0), 2 * ball.reach(1), 2 * ball.reach(2)}, "mask to close");
  const auto in = mask.data(), out = wide.data();
  const Triple from = mask.halo(), to = wide.halo();
  for_each_voxel(
      "copy mask", mask.local(), KOKKOS_LAMBDA(int z, int y, int x) {
        out(z + to[0], y + to[1], x + to[2]) = in(z + from[0], y + from[1], x + from[2]);
      });
  exchange_halo<std::uint8_t>(wide, Boundary::nearest);
  return wide;
}

Volume<std::uint8_t> closed_on_host(const Volume<std::uint8_t>& mask, const Ball& ball, const Triple& halo) {
  const int rz = ball.reach(0), ry = ball.reach(1), rx = ball.reach(2);
  const Triple n = mask.local();
  const int nz = static_cast<int>(n[0]), ny = static_cast<int>(n[1]), bits = static_cast<int>(n[2]) + 4 * rx;
  BitBox image, dilated;
  pack_box(widened(mask, ball).data(), image, bits, 0);
  dilated.reset(nz + 2 * rz, ny + 2 * ry, bits);
  dilate_whole(ball, image, dilated, {rz, ry, false});
  image.reset(nz, ny, bits);
  dilate_whole(ball, dilated, image, {rz, ry, true});
  dilated.release();
  Volume<std::uint8_t> result(mask.shared_decomposition(), mask.spacing(), halo, "closed mask");
  unpack_box(image, result.data(), halo, n, 2 * rx, true);
  return result;
}

Volume<std::uint8_t> closed_on_device(const Volume<std::uint8_t>& mask, const Ball& ball,
                                      const Triple& halo) {
  const Triple n = mask.local(), r{ball.reach(0), ball.reach(1), ball.reach(2)};
  const ByteBox dilated = uninitialised("dilated mask", {n[0] + 2 * r[0], n[1] + 2 * r[1], n[2] + 2 * r[2]});
  dilate_directly(widened(mask, ball).data(), dilated, ball, r, false);
  const ByteBox closed = uninitialised("closed block", n);
  dilate_directly(dilated, closed, ball, r, true);
  Volume<std::uint8_t> result(mask.shared_decomposition(), mask.spacing(), halo, "closed mask");
  const auto out = result.data();
  for_each_voxel(
      "copy closed mask", n,
      KOKKOS_LAMBDA(int z, int y, int x) { out(z + halo[0], y + halo[1], x + halo[2]) = closed(z, y, x); });
  return result;
}

}  // namespace

void close_by_ball(const ByteBox& box, BallWorkspace& workspace) {
  Kokkos::Profiling::pushRegion("close by ball");
  if constexpr (runs_on_host)
    close_on_host(box, workspace);
  else
    close_on_device(box, workspace.ball);
  Kokkos::Profiling::popRegion();
}

void close_by_ball(const ByteBox& box, double radius, const std::array<double, 3>& weight) {
  BallWorkspace workspace(radius, weight);
  close_by_ball(box, workspace);
}

void dilate_by_ball(const ByteBox& box, BallWorkspace& work) {
  Kokkos::Profiling::pushRegion("dilate by ball");
  const Triple n = extents_of(box);
  if constexpr (runs_on_host) {
    pack_box(box, work.image, static_cast<int>(n[2]), 0);
    work.result.reset(static_cast<int>(n[0]), static_cast<int>(n[1]), static_cast<int>(n[2]));
    work.dilation.dilate(work.image, work.result, {0, 0, false});
    unpack_box(work.result, box, {0, 0, 0}, n, 0, false);
  } else {
    const ByteBox image = uninitialised("box to dilate", n);
    Kokkos::deep_copy(image, box);
    dilate_directly(image, box, work.ball, {0, 0, 0}, false);
  }
  Kokkos::Profiling::popRegion();
}

void dilate_by_ball(const ByteBox& box, double radius, const std::array<double, 3>& weight) {
  BallWorkspace workspace(radius, weight);
  dilate_by_ball(box, workspace);
}

Volume<std::uint8_t> close_by_ball(const Volume<std::uint8_t>& mask, double radius,
                                   const std::array<double, 3>& weight, const Triple& halo) {
  Kokkos::Profiling::pushRegion("close by ball");
  const Ball ball = Ball(radius, weight).within(mask.extents());
  Volume<std::uint8_t> result =
      runs_on_host ? closed_on_host(mask, ball, halo) : closed_on_device(mask, ball, halo);
  Kokkos::Profiling::popRegion();
  return result;
}

}  // namespace catena
