// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "jobs/run/progress.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace catena {
namespace {

std::string duration_text(double seconds) {
  char text[40];
  const long whole = static_cast<long>(seconds + 0.5);
  if (whole < 60)
    std::snprintf(text, sizeof text, "%ld s", whole);
  else if (whole < 3600)
    std::snprintf(text, sizeof text, "%ld min %02ld s", whole / 60, whole % 60);
  else
    std::snprintf(text, sizeof text, "%ld h %02ld min", whole / 3600, whole / 60 % 60);
  return text;
}

std::string rate_text(double rate, const std::string& unit) {
  const char* prefix[] = {"", "k", "M", "G", "T"};
  int i = 0;
  for (; rate >= 1000 && i < 4; ++i) rate /= 1000;
  char text[60];
  std::snprintf(text, sizeof text, "%.3g %s%s/s", rate, prefix[i], unit.c_str());
  return text;
}

}  // namespace

bool Progress::stdout_is_terminal() {
  if (!::isatty(STDOUT_FILENO)) return false;
  // mpirun gives its processes terminals of their own and passes on what they print, maybe into a file.
  if (!std::getenv("OMPI_COMM_WORLD_RANK")) return true;
  char target[256];
  const std::string link = "/proc/" + std::to_string(::getppid()) + "/fd/1";
  const ssize_t length = ::readlink(link.c_str(), target, sizeof target);
  const std::string name(target, length > 0 ? static_cast<std::size_t>(length) : 0);
  return name.rfind("/dev/pts/", 0) == 0 || name.rfind("/dev/tty", 0) == 0;
}

void Progress::begin(const std::string& what, double total, const std::string& unit) {
  end();
  what_ = what;
  unit_ = unit;
  total_ = total;
  done_ = 0;
  start_ = printed_ = std::chrono::steady_clock::now();
}

std::string Progress::line(double seconds) const {
  char text[200];
  const double share = total_ > 0 ? std::min(done_ / total_, 1.) : 0;
  std::snprintf(text, sizeof text, "%s: %3.0f %%", what_.c_str(), 100 * share);
  std::string all = text;
  if (!note_.empty()) all += ", " + note_;
  if (seconds > 0 && done_ > 0) {
    all += ", " + rate_text(done_ / seconds, unit_);
    if (share > 0) all += ", " + duration_text(seconds * (1 - share) / share) + " left";
  }
  return all;
}

void Progress::set(double done) {
  done_ = done;
  if (!shown_) return;
  const auto now = std::chrono::steady_clock::now();
  if (now - printed_ < std::chrono::milliseconds(200)) return;
  printed_ = now;
  std::printf("\r\033[K%s", line(std::chrono::duration<double>(now - start_).count()).c_str());
  std::fflush(stdout);
  visible_ = true;
}

void Progress::clear() {
  if (!visible_) return;
  std::printf("\r\033[K");
  std::fflush(stdout);
  visible_ = false;
}

void Progress::end() {
  clear();
  note_.clear();
  total_ = done_ = 0;
}

}  // namespace catena
