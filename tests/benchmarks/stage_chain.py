# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""The whole chain by the stage programs: tomogram to labels to attributes, files read and written included, pictures
left out, as the peers draw none."""
import json
import os
import shutil
import time

from step_program import ENVIRONMENT


class ChainRun:
    """Times of one run of segment and measure; peak memory of the larger of the two, all ranks together,
    in bytes."""

    def __init__(self):
        self.cpu = self.wall = 0.0
        self.peak = 0


def run_chain(programs, volume, ranks=1, core=None):
    """On that many ranks, or as one process pinned to a core."""
    folder = volume.path(f"chain_{ranks}")
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    tomogram = f"subsection Tomogram\n  set File = {volume.path('tomogram.h5')}\nend\n"
    labels = f"subsection Labels\n  set File = {folder}/segment/labels.h5\nend\n"
    pictures = "set Figures = false\nset Surface = false\n"
    result = ChainRun()
    for stage, text in (("segment", tomogram), ("measure", pictures + tomogram + labels)):
        with open(f"{folder}/{stage}.prm", "w") as file:
            file.write(text)
        command = [f"{programs}/catena-{stage}", f"{folder}/{stage}.prm", "--output", f"{folder}/{stage}"]
        command = ["mpirun", "-n", str(ranks)] + command if core is None else ["taskset", "-c", str(core)] + command
        run(command, f"{folder}/{stage}.log", result)
        with open(f"{folder}/{stage}/run.json") as file:
            result.peak = max(result.peak, json.load(file)["peak_memory"]["all_ranks"])
    return result


def run(command, log, result):
    """Adds the command's times to `result`; CPU seconds are the user's and the system's, children included."""
    start = time.perf_counter()
    child = os.fork()
    if child == 0:
        output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(output, 1)
        os.dup2(output, 2)
        os.execvpe(command[0], command, ENVIRONMENT)
    _, status, usage = os.wait4(child, 0)
    if status != 0:
        raise RuntimeError(f"'{' '.join(command)}' failed; see {log}")
    result.cpu += usage.ru_utime + usage.ru_stime
    result.wall += time.perf_counter() - start
