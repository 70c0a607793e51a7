// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <mpi.h>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace catena {

/// Correlations of columns, each with the ends of its confidence interval; (size, size), 1 on the diagonal.
/// NaN where a column is constant; ends NaN for fewer than four rows.
struct CorrelationMatrix {
  std::size_t size = 0;
  std::vector<double> value, low, high;
};

enum class CorrelationKind { pearson, spearman };

/// How sure: by Fisher's z, tanh(atanh r +- q / sqrt(n - 3)), for Spearman's with the variance
/// (1 + r^2 / 2) / (n - 3) (Bonett, Wright 2000, doi:10.1007/BF02294183); or, with resamples, between the
/// quantiles of as many bootstrap draws of the rows.
struct CorrelationInterval {
  double confidence = 0.95;
  std::int64_t resamples = 0;
  std::uint64_t seed = 1;
};

/// Collective: resamples are spread over the ranks.
CorrelationMatrix correlations(MPI_Comm comm, const std::vector<const std::vector<double>*>& columns,
                               CorrelationKind kind, const CorrelationInterval& interval);

/// Ranks from 1, ties share their mean.
std::vector<double> ranks_of(const std::vector<double>& values);

/// Pearson's correlation; NaN where either is constant.
double pearson(const std::vector<double>& first, const std::vector<double>& second);

/// Columns that |r| > above ties together, directly or by way of others: groups of two or more, their members
/// and they themselves in the columns' order. Of several matrices the largest |r| counts.
std::vector<std::vector<std::size_t>> correlated_groups(const std::vector<const CorrelationMatrix*>& matrices,
                                                        std::size_t columns, double above);

}  // namespace catena
