// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <stdexcept>
#include <string>

namespace catena {

/// Exit status of every stage (docs: exit status).
enum class ExitStatus : int {
  done = 0,
  wrong_input = 2,
  failed_numbers = 3,
  unusable_file = 4,
  stopped_early = 75,
};

/// An error is one sentence: what was found, what is allowed, where to change it.
class Error : public std::runtime_error {
 public:
  Error(ExitStatus status, const std::string& sentence) : std::runtime_error(sentence), status_(status) {}
  ExitStatus status() const { return status_; }

 private:
  ExitStatus status_;
};

/// The input is wrong: a parameter, or what a file holds.
struct InputError : Error {
  explicit InputError(const std::string& sentence) : Error(ExitStatus::wrong_input, sentence) {}
};

/// The numbers failed for good, after every retry.
struct NumericsError : Error {
  explicit NumericsError(const std::string& sentence) : Error(ExitStatus::failed_numbers, sentence) {}
};

/// A file cannot be read or written.
struct FileError : Error {
  explicit FileError(const std::string& sentence) : Error(ExitStatus::unusable_file, sentence) {}
};

}  // namespace catena
