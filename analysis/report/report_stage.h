// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <vector>

#include "jobs/run/stage.h"

namespace catena {

/// A set of particles and the folders that belong to it.
struct NamedFolders {
  std::string name;
  std::vector<std::string> folders;
};

/// "name = folder, folder; name = folder" as a list. \throws InputError where a name or a folder is missing,
/// or a name stands twice.
std::vector<NamedFolders> named_folders(const std::string& text);

/// The stage `report`: from the folders of the other stages to report.html and figures/. It checks that the
/// folders are there and has a Python program read them, draw the figures and write the page.
class Report : public Stage {
 public:
  std::string name() const override { return "report"; }
  std::string summary() const override {
    return "From the folders of the other stages to a page that opens offline, report.html, and its figures.";
  }
  void declare(Parameters& parameters) override;
  Estimate setup(Run& run) override;
  bool step(Run& run) override;
  void finish(Run& run) override;

 private:
  std::vector<std::string> arguments() const;
  void run_program(Run& run, const std::vector<std::string>& arguments) const;

  std::string title_ = "What broke the particles";
  std::string sets_text_, analysis_, simulation_;
  std::vector<NamedFolders> sets_;
};

}  // namespace catena
