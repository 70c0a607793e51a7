// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/volume/process_copy.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "jobs/run/error.h"

namespace catena {
namespace {

/// What comes back from the copy: small enough to fit into a pipe at once.
struct Verdict {
  int status = 0;  ///< ExitStatus of an Error, or 0
  char sentence[2048] = "";
};

/// In the copy: it shall die quietly, without MPI's traces of the stack and without a core file.
void prepare_to_die(int cpu_seconds) {
  for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGXCPU, SIGTERM, SIGINT})
    ::signal(signal, SIG_DFL);
  const rlimit no_core{0, 0};
  ::setrlimit(RLIMIT_CORE, &no_core);
  const auto seconds = static_cast<rlim_t>(cpu_seconds);
  const rlimit time{seconds, seconds + 1};
  ::setrlimit(RLIMIT_CPU, &time);
  const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
  ::dup2(nowhere, STDOUT_FILENO);
  ::dup2(nowhere, STDERR_FILENO);
}

Verdict verdict_of(const std::function<void()>& work) {
  Verdict verdict;
  try {
    work();
  } catch (const Error& error) {
    verdict.status = static_cast<int>(error.status());
    std::strncpy(verdict.sentence, error.what(), sizeof verdict.sentence - 1);
  } catch (const std::exception& error) {
    verdict.status = static_cast<int>(ExitStatus::failed_numbers);
    std::strncpy(verdict.sentence, error.what(), sizeof verdict.sentence - 1);
  }
  return verdict;
}

}  // namespace

void run_in_copy(const std::function<void()>& work, int cpu_seconds, const std::string& if_it_dies) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return;
  const pid_t copy = ::fork();
  if (copy == 0) {
    prepare_to_die(cpu_seconds);
    const Verdict verdict = verdict_of(work);
    ::_exit(::write(ends[1], &verdict, sizeof verdict) == static_cast<ssize_t>(sizeof verdict) ? 0 : 1);
  }
  ::close(ends[1]);
  Verdict verdict;
  std::size_t received = 0;
  while (copy > 0 && received < sizeof verdict) {
    const ssize_t count =
        ::read(ends[0], reinterpret_cast<char*>(&verdict) + received, sizeof verdict - received);
    if (count > 0) received += static_cast<std::size_t>(count);
    if (count == 0 || (count < 0 && errno != EINTR)) break;
  }
  ::close(ends[0]);
  if (copy < 0) return;
  int status = 0;
  while (::waitpid(copy, &status, 0) < 0 && errno == EINTR) {
  }
  if (received < sizeof verdict) throw FileError(if_it_dies);
  if (verdict.status != 0) throw Error(static_cast<ExitStatus>(verdict.status), verdict.sentence);
}

}  // namespace catena
