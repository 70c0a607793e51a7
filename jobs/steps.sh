# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
# Sourced by the scripts beside it: steps with their times, and how many jobs this machine takes.

# step SENTENCE COMMAND...: prints the sentence, runs the command, prints its time.
step() {
  local sentence=$1 start=$SECONDS
  shift
  echo "== $sentence"
  "$@" || { local status=$?; echo "== failed after $((SECONDS - start)) s: $sentence" >&2; exit "$status"; }
  echo "   $((SECONDS - start)) s"
}

# All cores, but at most one for every 2 GB of memory, as a compiler may need as much.
parallel_jobs() {
  local cores memory
  cores=$(getconf _NPROCESSORS_ONLN)  # nproc heeds OMP_NUM_THREADS
  memory=$(awk '/^MemAvailable:/ { print int($2 / 2000000) }' /proc/meminfo)
  [ "$memory" -ge 1 ] || memory=1
  echo $((cores < memory ? cores : memory))
}

# As root in a container, and with as many ranks as hardware threads.
allow_mpi() {
  export OMPI_MCA_rmaps_base_oversubscribe=1 OMPI_MCA_btl_vader_single_copy_mechanism=none OMP_NUM_THREADS=1
  if [ "$(id -u)" -eq 0 ]; then
    export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
  fi
}
