// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <vector>

#include "segmentation/volume/volume.h"

namespace catena {

/// Labels are 0 on the background and 1..count on things; a table has count + 1 entries. Halos are neither
/// read nor written. All functions are collective and give the same on every rank.

/// Voxels of each label in the whole image; [0] is the background.
std::vector<std::int64_t> label_sizes(const Volume<std::uint32_t>& labels, std::int64_t count);

/// The first voxel of each label, as raster index in the whole image, in this rank's block only; INT64_MAX
/// where there is none, and at [0].
std::vector<std::int64_t> first_voxels_in_block(const Volume<std::uint32_t>& labels, std::int64_t count);

/// 1 for each label that reaches a face of the image, else 0. An axis of one voxel has no faces.
std::vector<std::uint8_t> labels_at_faces(const Volume<std::uint32_t>& labels, std::int64_t count);

/// labels := table[labels].
void map_labels(const Volume<std::uint32_t>& labels, const std::vector<std::uint32_t>& table);

/// labels := 0 where the mask is 0. Labels that lose all their voxels leave gaps: see renumber.
void apply_mask(const Volume<std::uint32_t>& labels, const Volume<std::uint8_t>& mask);

/// A table that numbers the labels with keep[label] != 0 from 1 on in their order, and sends the others to 0;
/// `count` becomes the number kept.
std::vector<std::uint32_t> numbering(const std::vector<std::uint8_t>& keep, std::int64_t& count);

/// The number of each thing by its first voxel in the whole image: 1 for the least. INT64_MAX stands for none
/// and gets 0.
std::vector<std::uint32_t> numbering_by_first_voxel(const std::vector<std::int64_t>& first);

/// Removes the labels of fewer than `voxels` voxels; the others are numbered from 1 on in their order.
/// Returns how many remain.
std::int64_t remove_small(const Volume<std::uint32_t>& labels, std::int64_t count, std::int64_t voxels);

/// Removes the labels that reach a face of the image; the others are numbered from 1 on in their order.
std::int64_t remove_at_faces(const Volume<std::uint32_t>& labels, std::int64_t count);

/// Numbers the labels from 1 on in the raster order of their first voxels. Returns how many there are.
std::int64_t renumber_by_first_voxel(const Volume<std::uint32_t>& labels, std::int64_t count);

}  // namespace catena
