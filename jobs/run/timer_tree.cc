// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "jobs/run/timer_tree.h"

#include <algorithm>
#include <cstdio>

namespace catena {
namespace {

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void add_line(std::string& table, const std::string& name, int depth, double seconds, double whole,
              long calls) {
  char line[160];
  const std::string indented = std::string(2 * depth, ' ') + name;
  std::snprintf(line, sizeof line, "%-40.60s %10.3f s %6.1f %%", indented.c_str(), seconds,
                whole > 0 ? 100 * seconds / whole : 0.);
  table += line;
  if (calls > 1) table += "  " + std::to_string(calls) + " times";
  table += "\n";
}

void add_node(std::string& table, const TimerTree::Node& node, int depth, double whole) {
  add_line(table, node.name, depth, node.seconds, whole, node.calls);
  for (const auto& child : node.children) add_node(table, *child, depth + 1, whole);
  if (!node.children.empty()) add_line(table, "other", depth + 1, node.other(), whole, 1);
}

}  // namespace

double TimerTree::Node::other() const {
  double rest = seconds;
  for (const auto& child : children) rest -= child->seconds;
  return std::max(rest, 0.);
}

TimerTree::TimerTree() : open_(&root_), start_(std::chrono::steady_clock::now()) {
  root_.name = "whole run";
  root_.calls = 1;
}

TimerTree::Section::Section(TimerTree& tree, const std::string& name)
    : tree_(tree), start_(std::chrono::steady_clock::now()) {
  auto& siblings = tree_.open_->children;
  auto known =
      std::find_if(siblings.begin(), siblings.end(), [&](const auto& node) { return node->name == name; });
  if (known == siblings.end()) {
    siblings.push_back(std::make_unique<Node>());
    known = std::prev(siblings.end());
    (*known)->name = name;
    (*known)->parent = tree_.open_;
  }
  tree_.open_ = known->get();
}

TimerTree::Section::~Section() {
  tree_.open_->seconds += seconds_since(start_);
  ++tree_.open_->calls;
  tree_.open_ = tree_.open_->parent;
}

const TimerTree::Node& TimerTree::root() {
  root_.seconds = seconds_since(start_);
  return root_;
}

std::string TimerTree::table() {
  std::string text;
  const double whole = root().seconds;
  add_node(text, root_, 0, whole);
  return text;
}

}  // namespace catena
