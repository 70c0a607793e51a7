// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace catena {

/// Names of the stages whose programs, catena-NAME, lie in `folder`, in alphabetical order.
std::vector<std::string> stages_in(const std::filesystem::path& folder);

/// A stage's program.
std::filesystem::path stage_program(const std::filesystem::path& folder, const std::string& stage);

/// Its one sentence, as the first line of its `--help` has it.
std::string stage_summary(const std::filesystem::path& program);

}  // namespace catena
