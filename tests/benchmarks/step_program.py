# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""Benchmark programs held open and asked in turn, so that what disturbs one disturbs all."""
import os
import statistics
import subprocess

ENVIRONMENT = {
    **os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "OMPI_ALLOW_RUN_AS_ROOT": "1",
    "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1"
}


class Outcome:
    """One run of a step: CPU and wall seconds and the figures that it reports."""

    def __init__(self, line):
        words = line.split()
        if len(words) < 3:
            raise RuntimeError(f"a benchmark program stopped; it last said '{line.strip()}'")
        self.step, self.cpu, self.wall = words[0], float(words[1]), float(words[2])
        self.figures = {key: float(value) for key, value in (word.split("=") for word in words[3:])}


class StepProgram:
    def __init__(self, name, command, core=None):
        self.name = name
        pinned = ["taskset", "-c", str(core)] if core is not None else []
        self.process = subprocess.Popen(pinned + command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                                        env=ENVIRONMENT)

    def run(self, step, path=""):
        self.process.stdin.write(f"{step} {path}".strip() + "\n")
        self.process.stdin.flush()
        return Outcome(self.process.stdout.readline())

    def close(self):
        self.process.stdin.close()
        self.process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def interleaved(programs, step, rounds, patience, folder=None):
    """Runs `step` in every program in turn, `rounds` times over; a program whose runs last longer than `patience`
    seconds is asked once. With a folder the first results are kept there. Returns {name: [Outcome, ...]}."""
    outcomes = {program.name: [] for program in programs}
    for turn in range(rounds):
        for program in programs:
            done = outcomes[program.name]
            if done and done[0].cpu > patience:
                continue
            keep = f"{folder}/{program.name}.{step}.raw" if folder and turn == 0 else ""
            done.append(program.run(step, keep))
    return outcomes


def median(outcomes, attribute="cpu"):
    return statistics.median(getattr(outcome, attribute) for outcome in outcomes)
