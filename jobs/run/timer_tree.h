// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace catena {

/// Nested wall-clock sections; what a section's children leave is its "other" share.
class TimerTree {
 public:
  struct Node {
    std::string name;
    double seconds = 0;
    long calls = 0;
    std::vector<std::unique_ptr<Node>> children;
    Node* parent = nullptr;
    /// What the children leave of `seconds`.
    double other() const;
  };

  /// Times its own lifetime as a child of the section open at the moment.
  class Section {
   public:
    Section(TimerTree& tree, const std::string& name);
    ~Section();
    Section(const Section&) = delete;
    Section& operator=(const Section&) = delete;

   private:
    TimerTree& tree_;
    std::chrono::steady_clock::time_point start_;
  };

  TimerTree();
  /// The whole, up to now.
  const Node& root();
  /// Indented table, seconds and shares of the whole.
  std::string table();

 private:
  Node root_;
  Node* open_;
  std::chrono::steady_clock::time_point start_;
};

}  // namespace catena
