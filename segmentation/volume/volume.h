// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <Kokkos_Core.hpp>
#include <memory>
#include <string>

#include "segmentation/volume/decomposition.h"
#include "segmentation/volume/large_pages.h"

namespace catena {

/// A block-decomposed three-dimensional image: this rank's block with a halo, in the memory of Kokkos'
/// default backend, plus voxel spacing. Copies share the voxels, as Kokkos views do.
template <class T>
class Volume {
 public:
  using value_type = T;
  using View = Kokkos::View<T***, Kokkos::LayoutRight>;

  Volume() = default;

  /// \param halo voxels kept beyond the owned block on either side, along z, y, x. Voxels start as zero.
  Volume(std::shared_ptr<const Decomposition> decomposition, const Spacing& spacing, const Triple& halo,
         const std::string& label)
      : decomposition_(std::move(decomposition)),
        spacing_(spacing),
        halo_(halo),
        data_(Kokkos::view_alloc(label, Kokkos::WithoutInitializing),
              static_cast<size_t>(local()[0] + 2 * halo[0]), static_cast<size_t>(local()[1] + 2 * halo[1]),
              static_cast<size_t>(local()[2] + 2 * halo[2])) {
    if (Kokkos::SpaceAccessibility<Kokkos::HostSpace, typename View::memory_space>::accessible)
      prefer_large_pages(data_.data(), data_.span() * sizeof(T));
    Kokkos::deep_copy(data_, T{});
  }

  Volume(std::shared_ptr<const Decomposition> decomposition, const Spacing& spacing, const std::string& label)
      : Volume(std::move(decomposition), spacing, Triple{0, 0, 0}, label) {}

  const Decomposition& decomposition() const { return *decomposition_; }
  const std::shared_ptr<const Decomposition>& shared_decomposition() const { return decomposition_; }
  const Spacing& spacing() const { return spacing_; }
  void set_spacing(const Spacing& spacing) { spacing_ = spacing; }
  const Triple& halo() const { return halo_; }
  /// Extents of the owned block, without halo.
  Triple local() const { return decomposition_->owned().extents(); }
  /// Voxels of the whole image.
  const Triple& extents() const { return decomposition_->extents(); }
  /// Block and halo: owned voxel (z, y, x) of the block stands at (z + halo z, y + halo y, x + halo x).
  const View& data() const { return data_; }
  std::string label() const { return data_.label(); }
  /// Only the owned voxels, as a strided view.
  auto owned_view() const {
    return Kokkos::subview(data_, std::make_pair(halo_[0], halo_[0] + local()[0]),
                           std::make_pair(halo_[1], halo_[1] + local()[1]),
                           std::make_pair(halo_[2], halo_[2] + local()[2]));
  }
  bool allocated() const { return data_.data() != nullptr; }
  /// Gives the memory back, if this is the last copy.
  void release() { data_ = View(); }

 private:
  std::shared_ptr<const Decomposition> decomposition_;
  Spacing spacing_{1, 1, 1};
  Triple halo_{0, 0, 0};
  View data_;
};

}  // namespace catena
