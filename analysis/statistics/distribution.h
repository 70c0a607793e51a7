// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <vector>

namespace catena {

/// A column of numbers in a few.
struct Summary {
  double mean = 0, deviation = 0;  ///< with n - 1; 0 for one number
  double lowest = 0, q05 = 0, q25 = 0, median = 0, q75 = 0, q95 = 0, highest = 0;
};
Summary summary_of(const std::vector<double>& values);

/// Mean and standard deviation, with n - 1, of the numbers that are no NaN; NaN if there are none, a
/// deviation of 0 for one.
struct MeanAndDeviation {
  double mean = 0, deviation = 0;
};
MeanAndDeviation mean_and_deviation(const std::vector<double>& values);

/// What a share of the sorted numbers is at most, linear between them (Hyndman, Fan 1996, definition 7).
double quantile(const std::vector<double>& sorted, double share);

/// bins + 1 edges over the range of all these columns together; a range without extent gets one.
std::vector<double> common_edges(const std::vector<const std::vector<double>*>& columns, std::size_t bins);

/// Probability density of each bin: its integral over all bins is the share of the numbers within the edges.
std::vector<double> density(const std::vector<double>& values, const std::vector<double>& edges);
/// The same of numbers with weights, which need not add up to 1; zeros where all weights are 0.
std::vector<double> density(const std::vector<double>& values, const std::vector<double>& weights,
                            const std::vector<double>& edges);

/// Bin of a number, or edges.size() - 1 outside; the last edge belongs to the last bin.
std::size_t bin_of(double value, const std::vector<double>& edges);

/// Largest distance of two distribution functions, and how probable one as large is between draws from the
/// same distribution: asymptotic, Stephens' correction (doi:10.2307/2984408).
struct KolmogorovSmirnov {
  double distance = 0, p_value = 1;
};
KolmogorovSmirnov kolmogorov_smirnov(std::vector<double> first, std::vector<double> second);
/// Against the uniform distribution on [0, 1].
KolmogorovSmirnov kolmogorov_smirnov_uniform(std::vector<double> values);

}  // namespace catena
