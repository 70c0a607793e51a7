# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""The guarded main from outside, on a toy stage: options, exit statuses, one line on stderr, stop and restart.

check_stage.py PROGRAM RANKS [MPIRUN...]: 1 rank is started without a launcher.
"""
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import unittest

PROGRAM, RANKS, MPIRUN = sys.argv[1], int(sys.argv[2]), sys.argv[3:]


def command(ranks, *arguments):
    launcher = [] if ranks == 1 else MPIRUN + [str(ranks)]
    return launcher + [PROGRAM, *arguments]


def own_lines(text):
    """What the program printed, without what its launcher adds."""
    return [line for line in text.splitlines() if line.startswith(("catena", "warning"))]


class Stage(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory()
        self.old = os.getcwd()
        os.chdir(self.scratch.name)
        self.write("case.prm", "set Steps = 5\n")

    def tearDown(self):
        os.chdir(self.old)
        self.scratch.cleanup()

    def write(self, name, text):
        with open(name, "w") as file:
            file.write(text)

    def run_stage(self, *arguments, ranks=RANKS):
        done = subprocess.run(command(ranks, *arguments), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              universal_newlines=True, timeout=60)
        self.out = done.stdout
        return done.returncode, own_lines(done.stderr)

    def sets(self, **values):
        return [word for name, value in values.items() for word in ("--set", f"{name.replace('__', '/')} = {value}")]

    def fails(self, status, *words, arguments=(), left=()):
        code, lines = self.run_stage("case.prm", *arguments)
        self.assertEqual(code, status, lines)
        self.assertEqual(len(lines), 1, lines)
        for word in words:
            self.assertIn(word, lines[0])
        self.assertEqual(sorted(os.listdir("case")) if os.path.isdir("case") else [], sorted(left))

    def result(self, folder="case"):
        with open(f"{folder}/sum.txt") as file:
            return file.read()

    def record(self, folder="case"):
        with open(f"{folder}/run.json") as file:
            return json.load(file)

    def test_done(self):
        self.assertEqual(self.run_stage("case.prm"), (0, []))
        self.assertEqual(sorted(os.listdir("case")), ["parameters.prm", "run.json", "sum.txt"])
        record = self.record()
        self.assertEqual((record["stage"], record["ranks"], record["status"], record["steps"]),
                         ("toy", RANKS, "done", 5))
        self.assertEqual(record["seeds"], {"Seed": 1})
        self.assertEqual(record["results"]["sum"], int(self.result()))
        self.assertEqual(record["command"][1], "case.prm")
        self.assertGreater(record["peak_memory"]["all_ranks"], 1e6)
        self.assertGreaterEqual(record["peak_memory"]["all_ranks"], record["peak_memory"]["largest_rank"])
        sections = {section["name"]: section for section in record["wall_time"]["sections"]}
        self.assertEqual(sections["steps"]["calls"], 5)
        self.assertIn("HDF5", record["libraries"])
        self.assertEqual(record["libraries"]["abacus"], "1.2.3")
        self.assertNotIn("\r", self.out)
        self.assertIn("done in", self.out)

    def test_resolved_input_alone_reruns(self):
        arguments = self.sets(Steps=7, Seed=5)
        self.assertEqual(self.run_stage("case.prm", *arguments)[0], 0)
        self.assertEqual(self.run_stage("case/parameters.prm", "--output=again")[0], 0)
        self.assertEqual(self.result(), self.result("again"))
        with open("case/parameters.prm") as one, open("again/parameters.prm") as other:
            self.assertEqual(one.read(), other.read())

    def test_texts(self):
        for option, words in (("--help", "catena toy: from a number"), ("--version", "catena 0."),
                              ("--print-parameters", "set Steps = 5")):
            self.assertEqual(self.run_stage(option), (0, []))
            self.assertEqual(self.out.count(words), 1)
        self.write("printed.prm", self.out)
        self.assertEqual(self.run_stage("printed.prm", "--check"), (0, []))
        self.assertIn("cells: 5", self.out)
        self.assertFalse(os.path.exists("printed"))

    def test_wrong_options(self):
        self.fails(2, "no option '--outptu'", "'--output'", arguments=["--outptu", "x"])
        self.fails(2, "--set", arguments=["--set"])
        self.fails(2, "more than one input", arguments=["other.prm"])
        code, lines = self.run_stage()
        self.assertEqual((code, len(lines)), (2, 1))

    def test_wrong_parameters(self):
        self.fails(2, "--set", "'Stesp'", "'Steps'", arguments=self.sets(Stesp=3))
        self.fails(2, "'Steps' is '0'", "from 1 to", arguments=self.sets(Steps=0))
        self.fails(2, "'nan'", arguments=["--set", "Step time = nan"])
        self.write("case.prm", "set Steps = 5\n\nsubsection Failure\n  set Knid = none\nend\n")
        self.fails(2, "case.prm:4", "'Failure/Knid'", "'Failure/Kind'")
        self.write("case.prm", "set Steps = 5\nsubsection Failure\n")
        self.fails(2, "case.prm:2", "not closed")
        with open("case.prm", "wb") as file:
            file.write(bytes(range(256)) * 10)
        self.fails(2, "case.prm:1")

    def test_unusable_files(self):
        self.fails(4, "the output folder", arguments=["--output", "case.prm/below"])
        self.fails(4, "the output folder", arguments=["--output", "/proc/nowhere/at/all"])
        os.remove("case.prm")
        self.fails(4, "cannot read 'case.prm': No such file")
        os.mkdir("case.prm")
        self.fails(4, "cannot read 'case.prm': Is a directory")

    def test_failures_of_all_ranks(self):
        for kind, status in (("input", 2), ("file", 4)):
            for where in ("setup", "step", "finish"):
                self.fails(status, "the toy's", arguments=self.sets(Failure__Kind=kind, Failure__Where=where))
                self.assertFalse(os.path.exists("case"))
        for kind, word in (("numbers", "the toy's numbers"), ("memory", "out of memory")):
            self.fails(3, word, arguments=self.sets(Failure__Kind=kind), left=["parameters.prm", "run.json"])
            self.assertEqual((self.record()["status"], self.record()["exit_status"]), ("failed", 3))
            self.assertIn(word, self.record()["error"])

    def test_failures_of_one_rank(self):
        for kind, status, word in (("lone file", 4, "only the last rank"), ("lone surprise", 3, "nobody expected")):
            code, lines = self.run_stage("case.prm", *self.sets(Failure__Kind=kind))
            self.assertEqual((code, len(lines)), (status, 1), lines)
            self.assertIn(word, lines[0])

    def test_failed_numbers_leave_a_checkpoint(self):
        self.assertEqual(self.run_stage("case.prm", "--output", "whole")[0], 0)
        arguments = self.sets(Failure__Kind="numbers", Failure__Remedy="true")
        self.fails(3, "the toy's numbers failed; the state before it is kept: go on with --restart and another Failure/Kind",
                   arguments=arguments, left=["checkpoint.0.h5", "parameters.prm", "run.json"])
        # It fails at the same place again, and another input is refused, until what is named is changed.
        self.assertEqual(self.run_stage("case.prm", "--restart", *arguments)[0], 3)
        self.assertEqual(self.record()["steps"], 0)
        self.assertEqual(self.run_stage("case.prm", "--restart", *self.sets(Seed=2))[0], 2)
        self.assertEqual(self.run_stage("case.prm", "--restart"), (0, []))
        self.assertEqual(self.record()["steps"], 3)
        self.assertEqual(self.result(), self.result("whole"))

    def test_failed_numbers_of_one_rank(self):
        code, lines = self.run_stage("case.prm", *self.sets(Failure__Kind="lone numbers", Failure__Remedy="true"))
        self.assertEqual((code, len(lines)), (3, 1), lines)
        self.assertIn("only the last rank failed", lines[0])

    def test_full_disk(self):
        self.fails(4, "cannot write 'case/sum.txt'",
                   arguments=self.sets(Failure__Kind="full disk", Failure__Where="finish"))
        self.assertFalse(os.path.exists("case"))

    def test_time_limit_and_restart(self):
        self.assertEqual(self.run_stage("case.prm", "--output", "whole", *self.sets(Steps=60))[0], 0)
        limited = self.sets(Steps=60, Run__Time_limit=0.4)
        limited = [word.replace("Time_limit", "Time limit") for word in limited] + ["--set", "Step time = 0.02"]
        self.assertEqual(self.run_stage("case.prm", *limited), (75, []))
        self.assertEqual(self.record()["status"], "stopped")
        self.assertEqual(sorted(os.listdir("case")), ["checkpoint.0.h5", "parameters.prm", "run.json"])
        tries = 0
        code = 75
        while code == 75 and tries < 20:
            code, lines = self.run_stage("case.prm", "--restart", *limited, ranks=1 + tries % RANKS)
            self.assertEqual(lines, [])
            tries += 1
        self.assertEqual(code, 0)
        self.assertGreater(tries, 1)
        self.assertEqual(self.result(), self.result("whole"))
        self.assertEqual(sorted(os.listdir("case")), ["parameters.prm", "run.json", "sum.txt"])

    def stop_by(self, number, *arguments):
        with open("case.out", "w") as out, open("case.err", "w") as err:
            process = subprocess.Popen(command(RANKS, "case.prm", *arguments), stdout=out, stderr=err)
            while not os.path.exists("case/run.json"):
                time.sleep(0.02)
            time.sleep(0.2)
            process.send_signal(number)
            return process.wait(timeout=60)

    def test_signals_and_restart(self):
        self.assertEqual(self.run_stage("case.prm", "--output", "whole", *self.sets(Steps=100))[0], 0)
        slow = self.sets(Steps=100) + ["--set", "Step time = 0.02"]
        # mpirun passes on SIGUSR1, and answers the others by ending the job itself.
        for number in (signal.SIGUSR1, signal.SIGTERM, signal.SIGINT) if RANKS == 1 else (signal.SIGUSR1,):
            self.assertEqual(self.stop_by(number, *slow), 75)
            self.assertEqual(self.run_stage("case.prm", "--restart", *self.sets(Steps=100)), (0, []))
            self.assertIn("going on from", self.out)
            self.assertEqual(self.result(), self.result("whole"))
            for name in os.listdir("case"):
                os.remove(f"case/{name}")

    def test_corrupt_checkpoint(self):
        self.assertEqual(self.run_stage("case.prm", "--output", "whole", *self.sets(Steps=100))[0], 0)
        slow = self.sets(Steps=100) + ["--set", "Step time = 0.02", "--set", "Run/Checkpoint interval = 0.1"]
        self.assertEqual(self.stop_by(signal.SIGUSR1, *slow), 75)
        slots = [f"case/checkpoint.{i}.h5" for i in (0, 1)]
        newest = max(slots, key=os.path.getmtime)
        with open(newest, "r+b") as file:
            file.truncate(os.path.getsize(newest) // 2)
        code, lines = self.run_stage("case.prm", "--restart", *self.sets(Steps=100))
        self.assertEqual((code, len(lines)), (0, 1), lines)
        self.assertIn("cannot be read", lines[0])
        self.assertIn("going on from", self.out)
        self.assertEqual(self.result(), self.result("whole"))

    def test_restart_with_another_input(self):
        slow = self.sets(Steps=100) + ["--set", "Step time = 0.02"]
        self.assertEqual(self.stop_by(signal.SIGUSR1, *slow), 75)
        before = {name: open(f"case/{name}", "rb").read() for name in os.listdir("case")}
        code, lines = self.run_stage("case.prm", "--restart", *self.sets(Steps=100, Seed=2))
        self.assertEqual((code, len(lines)), (2, 1), lines)
        for words in ("Seed = 1", "this run has 2", "without --restart"):
            self.assertIn(words, lines[0])
        self.assertEqual({name: open(f"case/{name}", "rb").read() for name in os.listdir("case")}, before)
        # What the stage does not bind may change.
        self.assertEqual(self.run_stage("case.prm", "--restart", *self.sets(Steps=90)), (0, []))
        self.assertIn("going on from", self.out)

    def test_restart_without_checkpoint(self):
        code, lines = self.run_stage("case.prm", "--restart")
        self.assertEqual((code, len(lines)), (0, 1))
        self.assertIn("no whole checkpoint", lines[0])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
