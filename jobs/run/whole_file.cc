// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "jobs/run/whole_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <system_error>
#include <utility>

#include "jobs/run/agreement.h"
#include "jobs/run/error.h"

namespace catena {
namespace {

FileError unwritable(const std::filesystem::path& path, int error) {
  return FileError("cannot write '" + path.string() + "': " + std::strerror(error) +
                   (error == ENOSPC || error == EDQUOT ? "; free some space or give another --output" : ""));
}

FileError unreadable(const std::filesystem::path& path, int error) {
  return FileError("cannot read '" + path.string() + "': " + std::strerror(error));
}

}  // namespace

WholeFile::WholeFile(std::filesystem::path final_path, MPI_Comm comm)
    : final_(std::move(final_path)), temporary_(final_.string() + ".partial"), comm_(comm) {
  int rank = 0;
  MPI_Comm_rank(comm_, &rank);
  owner_ = rank == 0;
}

WholeFile::~WholeFile() {
  if (!owner_ || committed_ || kept_) return;
  std::error_code ignored;
  std::filesystem::remove(temporary_, ignored);
}

void WholeFile::bring_to_disk() const {
  // Some file systems tell of a full disk or a quota only here.
  const int file = ::open(temporary_.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) throw unwritable(final_, errno);
  const int synced = ::fsync(file) == 0 ? 0 : errno;
  ::close(file);
  if (synced != 0 && synced != EINVAL && synced != EROFS) throw unwritable(final_, synced);
}

void WholeFile::take_name() const {
  if (std::rename(temporary_.c_str(), final_.c_str()) != 0) throw unwritable(final_, errno);
}

void WholeFile::commit() { commit_together({this}); }

void commit_together(const std::vector<WholeFile*>& files) {
  if (files.empty()) return;
  agree_on_root(files.front()->comm_, [&] {
    for (const WholeFile* file : files) file->bring_to_disk();
    for (const WholeFile* file : files) file->take_name();
  });
  for (WholeFile* file : files) file->committed_ = true;
}

void write_whole(const std::filesystem::path& path, const std::string& bytes) {
  WholeFile whole(path);
  const int file = ::open(whole.temporary().c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (file < 0) throw unwritable(path, errno);
  std::size_t written = 0;
  while (written < bytes.size()) {
    const ssize_t n = ::write(file, bytes.data() + written, bytes.size() - written);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) {
      const int error = errno;
      ::close(file);
      throw unwritable(path, error);
    }
    written += static_cast<std::size_t>(n);
  }
  if (::close(file) != 0) throw unwritable(path, errno);
  whole.commit();
}

std::string read_whole(const std::filesystem::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) throw unreadable(path, errno);
  std::string bytes;
  char piece[1 << 16];
  while (true) {
    const ssize_t n = ::read(file, piece, sizeof piece);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) {
      const int error = errno;
      ::close(file);
      throw unreadable(path, error);
    }
    if (n == 0) break;
    bytes.append(piece, static_cast<std::size_t>(n));
  }
  ::close(file);
  return bytes;
}

}  // namespace catena
