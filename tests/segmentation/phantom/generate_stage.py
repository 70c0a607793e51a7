#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""A run of `generate` that was stopped, and goes on with other ranks, blocks and pieces, writes the same files byte for
byte. generate_stage.py CATENA-GENERATE MPIEXEC..."""
import json
import os
import subprocess
import sys
import tempfile
import unittest

PROGRAM, LAUNCHER = sys.argv[1], sys.argv[2:]
RECIPE = """set Size = 40, 48, 56
set Spacing = 2e-7, 1e-7, 1e-7
set Particles = 20
subsection Output
  set Labels before cracks = true
  set Piece = 0.12
end
"""
FILES = ("tomogram.h5", "labels.h5", "labels_full.h5", "truth.csv")


class Generate(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory()
        os.chdir(self.scratch.name)
        with open("case.prm", "w") as file:
            file.write(RECIPE)
        self.assertEqual(self.run_stage("whole").returncode, 0)

    def tearDown(self):
        os.chdir("/")
        self.scratch.cleanup()

    def run_stage(self, folder, *settings, ranks=1, options=()):
        words = [word for setting in settings for word in ("--set", setting)]
        launcher = LAUNCHER + [str(ranks)] if ranks > 1 else []
        command = [*launcher, PROGRAM, "case.prm", "--output", folder, *words, *options]
        return subprocess.run(command, capture_output=True, text=True, timeout=120)

    def stop(self, folder, *settings, **more):
        """Each start makes one piece on each rank."""
        done = self.run_stage(folder, "Run/Time limit = 0.001", *settings, **more)
        self.assertEqual((done.returncode, self.lines(done)), (75, []), done.stderr)
        self.assertIn("--restart", done.stdout)
        return done

    def lines(self, done):
        return [line for line in done.stderr.splitlines() if line.startswith(("catena", "warning"))]

    def check_results(self, folder):
        for name in FILES:
            with open(f"whole/{name}", "rb") as one, open(f"{folder}/{name}", "rb") as other:
                self.assertEqual(one.read(), other.read(), name)
        self.assertEqual(sorted(os.listdir(folder)), sorted([*FILES, "parameters.prm", "run.json"]))

    def test_a_stopped_run_goes_on(self):
        self.stop("out", ranks=3)
        self.assertFalse(set(FILES) & set(os.listdir("out")))
        self.stop("out", options=["--restart"])
        self.stop("out", "Blocks = 1, 2, 1", "Output/Piece = 0.08", ranks=2, options=["--restart"])
        done = self.run_stage("out", ranks=3, options=["--restart"])
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("going on from", done.stdout)
        self.check_results("out")

    def test_what_is_done_is_not_done_again(self):
        with open("whole/run.json") as file:
            pieces = json.load(file)["steps"]
        self.assertGreater(pieces, 4)
        self.stop("out")
        for _ in range(pieces - 2):
            self.stop("out", options=["--restart"])
        done = self.run_stage("out", "Run/Time limit = 0.001", options=["--restart"])
        self.assertEqual(done.returncode, 0, done.stderr)
        self.check_results("out")

    def test_what_a_restart_refuses(self):
        self.stop("out", ranks=2)
        for ranks in (1, 3):
            done = self.run_stage("out", "Seed = 5", ranks=ranks, options=["--restart"])
            self.assertEqual((done.returncode, len(self.lines(done))), (2, 1), done.stderr)
            self.assertIn("Seed", done.stderr)
            os.rename("out/labels.h5.partial", "kept")
            done = self.run_stage("out", ranks=ranks, options=["--restart"])
            self.assertEqual((done.returncode, len(self.lines(done))), (4, 1), done.stderr)
            self.assertIn("labels.h5", done.stderr)
            os.rename("kept", "out/labels.h5.partial")
        self.assertEqual(self.run_stage("out", ranks=2, options=["--restart"]).returncode, 0)
        self.check_results("out")

    def test_without_restart_it_starts_anew(self):
        self.stop("out", "Seed = 5")
        done = self.run_stage("out")
        self.assertEqual((done.returncode, len(self.lines(done))), (0, 1), done.stderr)
        self.check_results("out")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
