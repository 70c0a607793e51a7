// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <vector>

namespace catena {

/// Two latent dimensions, counted from 0, whose correlation is at least the threshold.
struct LatentLink {
  std::size_t first = 0, second = 0;  ///< first < second
  double correlation = 0;
};

/// Pearson correlations between the columns of two tables of n rows: (columns, others). A column that does
/// not vary has correlation 0 with all, and 1 with itself where the tables are the same.
std::vector<double> column_correlations(const std::vector<double>& table, std::size_t columns,
                                        const std::vector<double>& other, std::size_t others, std::size_t n);

/// Links among `size` dimensions, in the order of the pairs.
std::vector<LatentLink> latent_links(const std::vector<double>& correlation, std::size_t size,
                                     double threshold);

/// Those of `links` that `reference` has not, or has with the other sign.
std::vector<LatentLink> added_links(const std::vector<LatentLink>& links,
                                    const std::vector<LatentLink>& reference);

}  // namespace catena
