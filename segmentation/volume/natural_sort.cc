// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/volume/natural_sort.h"

#include <cstddef>

namespace catena {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// End of the run of digits that starts at `from`.
std::size_t end_of_digits(const std::string& text, std::size_t from) {
  while (from < text.size() && is_digit(text[from])) ++from;
  return from;
}

std::size_t skip_zeros(const std::string& text, std::size_t from, std::size_t end) {
  while (from + 1 < end && text[from] == '0') ++from;
  return from;
}

}  // namespace

bool natural_less(const std::string& a, const std::string& b) {
  std::size_t i = 0, j = 0;
  int zeros = 0;  // decides only if all else is equal
  while (i < a.size() && j < b.size()) {
    if (is_digit(a[i]) && is_digit(b[j])) {
      const std::size_t a_end = end_of_digits(a, i), b_end = end_of_digits(b, j);
      const std::size_t a_begin = skip_zeros(a, i, a_end), b_begin = skip_zeros(b, j, b_end);
      if (a_end - a_begin != b_end - b_begin) return a_end - a_begin < b_end - b_begin;
      const int order = a.compare(a_begin, a_end - a_begin, b, b_begin, b_end - b_begin);
      if (order != 0) return order < 0;
      if (zeros == 0 && a_end - i != b_end - j) zeros = a_end - i < b_end - j ? -1 : 1;
      i = a_end, j = b_end;
    } else {
      if (a[i] != b[j]) return static_cast<unsigned char>(a[i]) < static_cast<unsigned char>(b[j]);
      ++i, ++j;
    }
  }
  if (a.size() - i != b.size() - j) return a.size() - i < b.size() - j;
  return zeros < 0;
}

}  // namespace catena
