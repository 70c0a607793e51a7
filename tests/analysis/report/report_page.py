#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""usage: report_page.py CATENA-REPORT MPIEXEC... Runs the program from outside on drawn analyses: the page is whole and needs no
other file, has every figure, and says what the numbers say; wrong input ends with one clear line. Exit status 77: skipped."""
import json
import os
import subprocess
import sys
import tempfile
import unittest

try:
    import h5py
    import jinja2  # noqa: F401
    import matplotlib  # noqa: F401
except ImportError as missing:
    print(f"skipped: {missing}; install python3-h5py, python3-matplotlib and python3-jinja2 to run this test")
    sys.exit(77)

from make_analysis import make
from page_check import PageCheck

PROGRAM, LAUNCHER = sys.argv[1], sys.argv[2:]
FIGURES = ["damage_distribution", "severe_map", "severe_distance", "pair_correlations", "contributions", "forest_fit", "latent_links",
           "correlations", "attribute_distributions"]


def plain(text):
    return text.replace("\u202f", " ").replace("\u00a0", " ").replace("\u2212", "-")


class ReportPage(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory()
        os.chdir(self.scratch.name)

    def tearDown(self):
        os.chdir("/")
        self.scratch.cleanup()

    def run_report(self, settings, *options, ranks=1, output="out"):
        with open("case.prm", "w") as file:
            file.write("".join(f"set {name} = {value}\n" for name, value in settings.items()))
        launch = [*LAUNCHER, str(ranks)] if ranks > 1 else []
        done = subprocess.run([*launch, PROGRAM, "case.prm", "--output", output, *options], capture_output=True, text=True, timeout=280)
        return done.returncode, [line for line in done.stderr.splitlines() if line.startswith(("catena", "warning"))]

    def says(self, words, sentence):
        self.assertTrue(sentence in words, f"the page does not say: {sentence}")

    def page(self):
        with open("out/report.html", encoding="utf-8") as file:
            checked = PageCheck(file.read())
        self.assertEqual(checked.faults, [])
        left = [name for _, _, names in os.walk("out") for name in names if name.endswith("partial")]
        self.assertEqual(left, [])
        return checked

    def test_two_sets(self):
        tree = make("analysis", particles=240, simulated=("aged",))
        code, lines = self.run_report({"Analysis": "analysis", "Title": "Two <sets> & \"more\""})
        self.assertEqual(code, 0, lines)
        checked = self.page()
        words = plain(checked.text)
        self.says(words, 'Two <sets> & "more"')
        for name in [*FIGURES, "simulated_damage"]:
            self.assertIn(name, checked.ids)
            for kind in ("svg", "png"):
                self.assertGreater(os.path.getsize(f"out/figures/{name}.{kind}"), 1000)
        self.assertIn("missing", checked.ids)
        self.says(words, "give the folder of simulate")
        for name in ("run.json", "parameters.prm"):
            self.assertTrue(os.path.isfile("out/" + name))
        # What the sentences say is what the files hold.
        near = tree["severe"]["aged"]["nearest"]
        self.says(words, "they are clustered (p = 0.005)")
        self.says(words, f"{1e6 * near['mean']:.3g} µm away on average")
        self.says(words, "no clustering can be told from chance (p = 0.42)")
        for name, first in (("fresh", "Z"), ("aged", "Contact")):
            share = tree["shap"][name][first]["share"]["mean"]
            self.says(words, f"In {name} {first} leads with {100 * share:.0f} % of all contributions")
        self.says(words, "the neighbourhood gains")
        added = tree["latent"]["aged"]["added_links"]
        self.says(words, f"aged adds {len(added)} link")
        self.says(words, "r = +0.61 (+0.54 to +0.67)")
        self.says(words, "catena-analyze case.prm")

    def test_nothing_explained(self):
        make("analysis", sets=("one",), particles=90, nothing=("one",), latent=False, severe=False, constant="Yaw")
        code, lines = self.run_report({"Analysis": "analysis"}, ranks=2)
        self.assertEqual(code, 0, lines)
        self.assertTrue(any("nothing is explained" in line for line in lines), lines)
        checked = self.page()
        words = plain(checked.text)
        self.assertIn("warnings", checked.ids)
        self.says(words, "Nothing is explained: the attributes do not say which particles are damaged")
        self.assertFalse("leads with" in words)
        self.says(words, "made without latent dimensions")
        self.says(words, "No particle is severely damaged")
        self.says(words, "Yaw is constant")

    def test_wrong_input(self):
        make("analysis", particles=30)
        make("torn", particles=30)
        with open("torn/analysis.json", "r+") as file:
            file.truncate(1000)
        make("half", particles=30)
        os.remove("half/analysis.h5")
        make("other", particles=30)
        with open("other/analysis.json", "w") as file:
            json.dump([1, 2], file)
        os.mkdir("nothing")
        os.mkdir("measured")
        with h5py.File("measured/attributes.h5", "w") as file:
            file["particles/id"] = [1]
        cases = [({}, 2, "no folder is given"), ({"Analysis": "absent"}, 4, "'absent'"), ({"Analysis": "case.prm"}, 4, "not a folder"),
                 ({"Sets": "a = absent"}, 4, "set 'a' of 'Sets'"), ({"Sets": "a"}, 2, "not a name and its folders"),
                 ({"Sets": "a = nothing; a = nothing"}, 2, "stands twice"), ({"Sets": "a = nothing"}, 2, "the folder of no stage"),
                 ({"Sets": "a = measured"}, 4, "measured/attributes.h5"), ({"Simulation": "nothing"}, 4, "series.h5"),
                 ({"Analysis": "nothing"}, 4, "analysis.json"), ({"Analysis": "torn"}, 4, "not whole"),
                 ({"Analysis": "half"}, 4, "analysis.h5"), ({"Analysis": "other"}, 2, "names no sets")]
        for settings, status, word in cases:
            with self.subTest(settings):
                code, lines = self.run_report(settings, "--check")
                self.assertEqual((code, len(lines)), (status, 1), lines)
                self.assertIn(word, lines[0])
                self.assertFalse(os.path.exists("out"))

    def test_figures_in_the_way(self):
        make("analysis", sets=("one",), particles=30)
        os.mkdir("out")
        with open("out/figures", "w") as file:
            file.write("in the way")
        code, lines = self.run_report({"Analysis": "analysis"})
        self.assertEqual((code, len(lines)), (4, 1), lines)
        self.assertIn("figures", lines[0])
        self.assertEqual(os.listdir("out"), ["figures"])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
