// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <vector>

namespace catena {

/// A function of x given as text, as in BPX files: numbers, x, + - * / ** ^ ( ), and exp, log, sqrt, tanh,
/// sinh, cosh. Powers bind from the right and stronger than a sign before them, as in Python: -x**2 is
/// -(x**2), 2**-1 is a half.
///
/// The derivative is carried along by forward automatic differentiation: it is that of the text, not a
/// difference.
class Expression {
 public:
  /// \throws InputError that names the column and what was expected there.
  explicit Expression(const std::string& text);

  void evaluate(double x, double& value, double& derivative) const;
  const std::string& text() const { return text_; }

 private:
  enum class Code {
    number,
    variable,
    negate,
    add,
    subtract,
    multiply,
    divide,
    power,
    exp,
    log,
    sqrt,
    tanh,
    sinh,
    cosh
  };
  struct Instruction {
    Code code;
    double number;
  };
  class Parser;

  std::string text_;
  std::vector<Instruction> program_;  ///< reverse Polish: operands before their operation
};

}  // namespace catena
