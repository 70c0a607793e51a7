// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/materials/expression.h"

#include <array>
#include <cctype>
#include <locale>
#include <sstream>
#include <utility>

#include "jobs/run/error.h"
#include "solvers/materials/dual_number.h"

namespace catena {
namespace {

constexpr std::size_t deepest = 64;  ///< of stack and parentheses

}  // namespace

/// Recursive descent: sum = term {+- term}, term = factor {*/ factor}, factor = +- factor | atom [** factor].
class Expression::Parser {
 public:
  explicit Parser(Expression& target) : target_(target), text_(target.text_) {}

  void parse() {
    sum();
    skip();
    if (place_ < text_.size()) fail("an operator or the end");
  }

 private:
  void sum() {
    if (++nesting_ > deepest) fail("fewer parentheses");
    term();
    for (;;) {
      if (take("+"))
        term(), emit(Code::add);
      else if (take("-"))
        term(), emit(Code::subtract);
      else
        break;
    }
    --nesting_;
  }

  void term() {
    factor();
    for (;;) {
      skip();
      if (text_.compare(place_, 2, "**") == 0) fail("a single operator");
      if (take("*"))
        factor(), emit(Code::multiply);
      else if (take("/"))
        factor(), emit(Code::divide);
      else
        break;
    }
  }

  void factor() {
    if (++nesting_ > deepest) fail("fewer signs and powers in a row");
    if (take("-")) {
      factor();
      emit(Code::negate);
    } else if (take("+")) {
      factor();
    } else {
      atom();
      if (take("**") || take("^")) {
        factor();
        emit(Code::power);
      }
    }
    --nesting_;
  }

  void atom() {
    skip();
    if (take("(")) {
      sum();
      if (!take(")")) fail("')'");
      return;
    }
    const char first = place_ < text_.size() ? text_[place_] : '\0';
    if (std::isdigit(static_cast<unsigned char>(first)) || first == '.') return number();
    std::string word;
    std::size_t end = place_;
    while (end < text_.size() && (std::isalnum(static_cast<unsigned char>(text_[end])) || text_[end] == '_'))
      ++end;
    word = text_.substr(place_, end - place_);
    if (word == "x") {
      place_ = end;
      emit(Code::variable);
      return;
    }
    static const std::array<std::pair<const char*, Code>, 6> functions = {{{"exp", Code::exp},
                                                                           {"log", Code::log},
                                                                           {"sqrt", Code::sqrt},
                                                                           {"tanh", Code::tanh},
                                                                           {"sinh", Code::sinh},
                                                                           {"cosh", Code::cosh}}};
    for (const auto& [name, code] : functions)
      if (word == name) {
        place_ = end;
        if (!take("(")) fail("'(' after " + word);
        sum();
        if (!take(")")) fail("')'");
        emit(code);
        return;
      }
    fail("a number, x, '(' or one of exp, log, sqrt, tanh, sinh, cosh");
  }

  void number() {
    const std::size_t start = place_;
    const auto digits = [&] {
      const std::size_t from = place_;
      while (place_ < text_.size() && std::isdigit(static_cast<unsigned char>(text_[place_]))) ++place_;
      return place_ - from;
    };
    std::size_t count = digits();
    if (place_ < text_.size() && text_[place_] == '.') {
      ++place_;
      count += digits();
    }
    if (count == 0) fail("a digit");
    if (place_ < text_.size() && (text_[place_] == 'e' || text_[place_] == 'E')) {
      ++place_;
      if (place_ < text_.size() && (text_[place_] == '+' || text_[place_] == '-')) ++place_;
      if (digits() == 0) fail("the digits of an exponent");
    }
    double value = 0;
    std::istringstream stream(text_.substr(start, place_ - start));
    stream.imbue(std::locale::classic());
    if (!(stream >> value)) fail("a number that a double can hold");
    emit(Code::number, value);
  }

  void skip() {
    while (place_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[place_]))) ++place_;
  }

  bool take(const std::string& symbol) {
    skip();
    if (text_.compare(place_, symbol.size(), symbol) != 0) return false;
    place_ += symbol.size();
    return true;
  }

  void emit(Code code, double value = 0) {
    target_.program_.push_back({code, value});
    if (code == Code::number || code == Code::variable) ++height_;
    if (code == Code::add || code == Code::subtract || code == Code::multiply || code == Code::divide ||
        code == Code::power)
      --height_;
    if (height_ > deepest) fail("fewer pending operations");
  }

  [[noreturn]] void fail(const std::string& expected) const {
    throw InputError("The expression \"" + text_ + "\" is wrong at column " + std::to_string(place_ + 1) +
                     ": expected " + expected + ".");
  }

  Expression& target_;
  const std::string& text_;
  std::size_t place_ = 0, height_ = 0, nesting_ = 0;
};

Expression::Expression(const std::string& text) : text_(text) { Parser(*this).parse(); }

void Expression::evaluate(double x, double& value, double& derivative) const {
  using Number = Dual<1>;
  std::array<Number, deepest + 1> stack;
  std::size_t top = 0;  // one past the topmost
  const auto binary = [&](auto operation) {
    stack[top - 2] = operation(stack[top - 2], stack[top - 1]);
    --top;
  };
  for (const Instruction& step : program_) switch (step.code) {
      case Code::number:
        stack[top++] = step.number;
        break;
      case Code::variable:
        stack[top++] = Number::variable(x, 0);
        break;
      case Code::negate:
        stack[top - 1] = -stack[top - 1];
        break;
      case Code::add:
        binary([](const Number& a, const Number& b) { return a + b; });
        break;
      case Code::subtract:
        binary([](const Number& a, const Number& b) { return a - b; });
        break;
      case Code::multiply:
        binary([](const Number& a, const Number& b) { return a * b; });
        break;
      case Code::divide:
        binary([](const Number& a, const Number& b) { return a / b; });
        break;
      case Code::power:
        binary([](const Number& a, const Number& b) {
          return b.slope[0] == 0 ? pow(a, b.value) : exp(b * log(a));
        });
        break;
      case Code::exp:
        stack[top - 1] = exp(stack[top - 1]);
        break;
      case Code::log:
        stack[top - 1] = log(stack[top - 1]);
        break;
      case Code::sqrt:
        stack[top - 1] = sqrt(stack[top - 1]);
        break;
      case Code::tanh:
        stack[top - 1] = tanh(stack[top - 1]);
        break;
      case Code::sinh:
        stack[top - 1] = sinh(stack[top - 1]);
        break;
      case Code::cosh:
        stack[top - 1] = cosh(stack[top - 1]);
        break;
    }
  value = stack[0].value;
  derivative = stack[0].slope[0];
}

}  // namespace catena
