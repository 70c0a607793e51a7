# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""The job script with stand-ins for srun and scontrol: back into the queue after 75 alone.

check_sbatch.py ROOT STAGE_PROGRAM
"""
import os
import subprocess
import sys
import tempfile
import unittest

ROOT, STAGE = sys.argv[1:3]


class Sbatch(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory()
        self.stand_in("srun", 'exec "$@"')
        self.stand_in("scontrol", 'echo "$@" >> requeued')
        # The stage's name is all that catena itself would take off.
        self.stand_in("catena", f'shift; exec "{STAGE}" "$@"')
        with open(f"{self.scratch.name}/case.prm", "w") as file:
            file.write("set Steps = 60\nset Step time = 0.02\n")

    def tearDown(self):
        self.scratch.cleanup()

    def stand_in(self, name, line):
        path = f"{self.scratch.name}/{name}"
        with open(path, "w") as file:
            file.write(f"#!/bin/bash\n{line}\n")
        os.chmod(path, 0o755)

    def submit(self, *options):
        environment = dict(os.environ, CATENA_BIN=self.scratch.name, SLURM_JOB_ID="17",
                           PATH=self.scratch.name + ":" + os.environ["PATH"])
        return subprocess.run(["bash", f"{ROOT}/jobs/slurm/stage.sbatch", f"{ROOT}/jobs/slurm/machines/generic/environment",
                               "toy", "case.prm", *options], cwd=self.scratch.name, env=environment,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=60).returncode

    def requeued(self):
        return os.path.exists(f"{self.scratch.name}/requeued")

    def test_until_done(self):
        self.assertEqual(self.submit("--set", "Run/Time limit = 0.5"), 75)
        with open(f"{self.scratch.name}/requeued") as file:
            self.assertEqual(file.read(), "requeue 17\n")
        os.remove(f"{self.scratch.name}/requeued")
        self.assertEqual(self.submit(), 0)
        self.assertFalse(self.requeued())
        self.assertTrue(os.path.exists(f"{self.scratch.name}/case/sum.txt"))

    def test_wrong_input_is_not_tried_again(self):
        self.assertEqual(self.submit("--set", "Stesp = 3"), 2)
        self.assertFalse(self.requeued())


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
