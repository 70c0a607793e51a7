# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""`catena STAGE` finds the programs that lie beside it. check_launcher.py CATENA STAGE_PROGRAM"""
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

CATENA, STAGE = sys.argv[1:3]


class Launcher(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory()
        self.folder = self.scratch.name + "/a user's folder"
        os.mkdir(self.folder)
        shutil.copy(CATENA, f"{self.folder}/catena")
        shutil.copy(STAGE, f"{self.folder}/catena-toy")
        os.symlink(f"{self.folder}/catena", f"{self.scratch.name}/link")

    def tearDown(self):
        self.scratch.cleanup()

    def run_catena(self, *arguments, program="a user's folder/catena"):
        done = subprocess.run([f"{self.scratch.name}/{program}", *arguments], stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, universal_newlines=True, timeout=60, cwd=self.scratch.name)
        return done.returncode, done.stdout, done.stderr

    def test_help_lists_the_stages(self):
        # A module that a stage loads is none.
        shutil.copy(STAGE, f"{self.folder}/catena-module.so")
        code, out, err = self.run_catena("--help")
        self.assertEqual((code, err), (0, ""))
        self.assertIn("toy        from a number of steps to their sum", out)
        self.assertNotIn("module", out)

    def test_a_stage_runs_with_its_options(self):
        with open(f"{self.scratch.name}/case.prm", "w") as file:
            file.write("set Steps = 2\n")
        for program in ("a user's folder/catena", "link"):
            code, out, err = self.run_catena("toy", "case.prm", "--set", "Seed = 3", "--output", "out", program=program)
            self.assertEqual((code, err), (0, ""))
        self.assertTrue(os.path.exists(f"{self.scratch.name}/out/sum.txt"))
        self.assertEqual(self.run_catena("toy", "absent.prm")[0], 4)

    def test_wrong_stage(self):
        code, out, err = self.run_catena("tyo", "case.prm")
        self.assertEqual((code, out, err), (2, "", "catena: there is no stage 'tyo'; the nearest is 'toy'\n"))
        self.assertEqual(self.run_catena()[0], 2)

    def test_no_stages(self):
        os.remove(f"{self.folder}/catena-toy")
        code, out, err = self.run_catena("toy")
        self.assertEqual((code, out, err.count("\n")), (2, "", 1))

    def test_version(self):
        code, out, err = self.run_catena("--version")
        self.assertEqual((code, err), (0, ""))
        self.assertEqual(out, self.run_catena("toy", "--version")[1])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
