# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""Runs stages as a user does, for the tests of whole chains."""
import os
import shlex
import subprocess
import sys

SKIPPED = 77  # ctest's SKIP_RETURN_CODE


def skip(reason):
    """Ends the test as skipped, with the reason on its last line."""
    print(f"skipped: {reason}")
    sys.exit(SKIPPED)


def check(right, sentence):
    """Ends the test as failed, with the sentence, unless all is right."""
    if not right:
        sys.exit(sentence)


def data_folder():
    """The folder of real tomograms; skips the test where CATENA_DATA does not name one."""
    folder = os.environ.get("CATENA_DATA", "")
    if not os.path.isdir(folder):
        skip("CATENA_DATA does not name the folder of real tomograms")
    return folder


class Chain:
    """Starts the stages of one build folder."""

    def __init__(self, binaries, ranks=1):
        self.binaries = binaries
        self.ranks = ranks

    def command(self, stage, prm, output, settings=()):
        """The command line; settings are pairs (parameter, value)."""
        start = shlex.split(os.environ.get("CATENA_MPIEXEC", "mpiexec -n"))
        launch = [*start, str(self.ranks)] if self.ranks > 1 else []
        overrides = [word for name, value in settings for word in ("--set", f"{name} = {value}")]
        program = os.path.join(self.binaries, "catena-" + stage)
        return [*launch, program, prm, "--output", output, *overrides]

    def attempt(self, stage, prm, output, settings=(), timeout=600, restart=False):
        """Runs a stage; returns the finished process with its text."""
        command = self.command(stage, prm, output, settings) + (["--restart"] if restart else [])
        return subprocess.run(command, capture_output=True, text=True, timeout=timeout, check=False)

    def run(self, stage, prm, output, settings=()):
        """Runs a stage that must succeed; returns its output folder."""
        done = self.attempt(stage, prm, output, settings)
        if done.returncode != 0:
            sys.exit(f"catena {stage} {prm} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
        return output
