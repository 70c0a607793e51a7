#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""The inputs of jobs/quickstart, in its order, on smaller electrodes, from the recipes to the page: every stage finds what those
before it have left, and the page has both states.

usage: quickstart_chain.py BINARIES FOLDER-OF-INPUTS
"""
import json
import os
import pathlib
import re
import sys
import tempfile

from chain import Chain, check, skip

SMALL = [("Size", "112, 112, 112"), ("Particles", "24")]
QUICK = {"simulate": [("Labels/Crop", "0:112, 0:112, 0:112")],
         "measure": [("Surface", "false")], "measure_later": [("Figures", "false"), ("Surface", "false")]}


def runs():
    """(stage, its input without .prm) as jobs/quickstart has them: those of both states, then those of all."""
    script = pathlib.Path(__file__).resolve().parents[2] / "jobs" / "quickstart"
    found = re.findall(r'catena (\w+) "\$cases/(\w+)(\$state)?\.prm"', script.read_text(encoding="utf-8"))
    of_state = [(stage, name + state) for state in ("", "_later") for stage, name, varies in found if varies]
    of_all = [(stage, name) for stage, name, varies in found if not varies]
    check(len(of_state) == 6 and len(of_all) == 3, f"jobs/quickstart is not understood: {found}")
    return of_state + of_all


def main():
    binaries, inputs = sys.argv[1:]
    try:
        import jinja2  # noqa: F401
    except ImportError as missing:
        skip(f"{missing}; install python3-jinja2 to run this test")
    chain = Chain(binaries)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for stage, run in runs():
            chain.run(stage, os.path.join(inputs, run + ".prm"), run, SMALL if stage == "generate" else QUICK.get(run, ()))
        with open("analyze/analysis.json", encoding="utf-8") as file:
            sets = json.load(file)["sets"]
        with open("report/report.html", encoding="utf-8") as file:
            page = file.read()
        for name in sets:
            check(f">{name}</span>" in page, f"the page does not speak of the set {name}")
        check('id="slices_early"' in page and "Slices of later" in page, "the page has no slices, or does not say that there are none")
        for stage in ("generate", "segment", "measure", "generate_later", "segment_later", "measure_later", "simulate", "analyze"):
            check(f": {stage}</summary>" in page, f"the page does not tell how the folder {stage} came about")
        figures = {name.split(".")[0] for name in os.listdir("report/figures")}
        check({"damage_distribution", "correlations", "attribute_distributions", "truth_found", "cycles", "particles", "simulated_damage"} <= figures, f"figures are missing: {figures}")
        missing = page.split('id="missing"')[-1]
        check("contributions" in figures or "What explains the damage" in missing, "neither contributions nor why there are none")
        os.chdir("/")


if __name__ == "__main__":
    main()
