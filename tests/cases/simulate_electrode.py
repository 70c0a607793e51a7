#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""Three discs cycled as a user would: what series, cycles and fields hold, and what is said of inputs that cannot work and of
steps that cannot be solved.

usage: simulate_electrode.py BINARIES CASE.prm
"""
import json
import os
import sys
import tempfile
import xml.etree.ElementTree

import h5py
import numpy as np

from chain import Chain, check
from simulated import cycles_of, series_of

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "analysis", "report"))
import particle_pictures  # noqa: E402

SMALL = [("Geometry/Cells per radius", "5"), ("Protocol/Cycles", "2"), ("Output/Figures", "false"), ("Output/Fields", "false")]


def check_physics(folder):
    series = series_of(folder)
    cycles = cycles_of(folder)
    check(len(cycles) == 2, f"cycles.csv has {len(cycles)} lines instead of 2")
    time, phase, cycle = series["time"], series["phase"], series["cycle"]
    check(time[0] == 0 and np.all(np.diff(time) > 0), "time does not rise from 0")
    check(np.abs(series["lithium"]).max() < 1e-10, f"lithium is lost: {np.abs(series['lithium']).max():.1e}")
    check(np.abs(series["charge"]).max() < 1e-8, f"charge is lost: {np.abs(series['charge']).max():.1e}")
    x, damage = series["concentration"], series["damage"]
    end = np.flatnonzero((cycle == 1) & (phase == 1))[-1]
    check(abs(series["voltage"][end] - 4.3) < 1e-5, f"the charge ends at {series['voltage'][end]} V")
    check(abs(series["voltage"][-1] - 3.0) < 1e-5, f"the discharge ends at {series['voltage'][-1]} V")
    check(np.all(np.diff(x[end]) > 0), f"particles with more coverage do not run ahead: {x[end]}")
    spread = [row["end_of_charge_std_x"] for row in cycles]
    check(abs(spread[0] - x[end].std()) < 1e-12, "end_of_charge_std_x is another than that of the series")
    check(spread[0] > 0.01 and spread[1] < 0.9 * spread[0], f"the spread of c/c_max does not rise and then fall: {spread}")
    check(np.all(np.diff(damage, axis=0) >= -1e-9), "damage falls")
    check(damage[time < 0.3 * time[end]].max() < 1e-6 < damage[end].min(), "damage does not come late in the charge")
    # The mean falls with the charge passed, whatever the interfaces do.
    weight = series["volume"] / series["volume"].sum()
    rate = (x[0] @ weight - x[end] @ weight) / time[end]
    check(abs(rate * 720 - 1) < 1e-6, f"the mean of c/c_max falls by {rate * 720} in 720 s")


def check_provenance(folder):
    with open(os.path.join(folder, "run.json"), encoding="utf-8") as file:
        libraries = json.load(file)["libraries"]
    for name in ("HDF5", "deal.II", "p4est", "PETSc"):
        check(libraries.get(name, "")[:1].isdigit(), f"run.json does not tell the version of {name}: {libraries}")


def check_fields(folder):
    fields = os.path.join(folder, "fields")
    tree = xml.etree.ElementTree.parse(os.path.join(fields, "solution.pvd"))
    files = [entry.get("file") for entry in tree.iter("DataSet")]
    check(len(files) == 9, f"solution.pvd names {len(files)} files instead of 9")
    for name in files:
        check(os.path.exists(os.path.join(fields, name)), f"solution.pvd names {name}, which is not there")
    series = series_of(folder)
    area, expected = 0.0, series["volume"].sum() / 1e-6
    for points, cells, arrays in particle_pictures.pieces(fields, "particles", 1):
        for name in ("concentration", "displacement", "hydrostatic_stress", "von_mises_stress", "particle"):
            check(np.all(np.isfinite(arrays[name])), f"particles: {name} is not finite")
        for cell in cells:
            x, y = points[cell, 0], points[cell, 1]
            area += abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2
    check(abs(area / expected - 1) < 0.02, f"the particles drawn have {area / expected:.3f} of their area")
    for _, _, arrays in particle_pictures.pieces(fields, "interface", 1):
        check(np.all((arrays["damage"] >= 0) & (arrays["damage"] <= 1)), "damage drawn is not within 0 and 1")
        check({"dissipation", "current_density", "traction"} <= set(arrays), "the interface lacks arrays")
    for _, _, arrays in particle_pictures.pieces(fields, "matrix", 1):
        check({"electron_potential", "displacement", "von_mises_stress", "hydrostatic_stress"} <= set(arrays),
              "the matrix lacks arrays")
    for name in ("synchronisation", "voltage", "cycles", "particles"):
        for kind in ("png", "svg"):
            check(os.path.getsize(os.path.join(folder, "figures", f"{name}.{kind}")) > 5000, f"no figure {name}.{kind}")


WRONG = [
    ([("Protocol/Upper voltage", "2.5")], "Lower voltage"),
    ([("Protocol/Upper voltage", "9")], "can never end"),
    ([("Protocol/Upper voltage", "3.6")], "cut-off"),
    ([("Protocol/Mode", "capacity"), ("Protocol/Capacity", "0.9")], "can never end"),
    ([("Protocol/C rate", "-1")], "C rate"),
    ([("Material/Maximum concentration", "0")], "Maximum concentration"),
    ([("Material/Initial stoichiometry", "1.2")], "Initial stoichiometry"),
    ([("Material/Diffusivity value", "-1e-14")], "Diffusivity"),
    ([("Geometry/Box", "20e-6, 20e-6"), ("Geometry/Spheres", "7e-6, 10e-6, 4e-6; 12e-6, 10e-6, 4e-6")], "overlap"),
    ([("Geometry/Box", "20e-6, 20e-6"), ("Geometry/Spheres", "1e-6, 10e-6, 4e-6")], "out of the box"),
    ([("Geometry/Box", "20e-6, 20e-6"), ("Geometry/Spheres", "6e-6, 10e-6, 4e-6; 15e-6, 10e-6, 0.5e-6")], "smaller than two cells"),
    ([("Geometry/Box", "20, 20"), ("Geometry/Spheres", "10, 10, 4")], "in metres"),
    ([("Geometry/Box", "20e-9, 20e-9"), ("Geometry/Spheres", "10e-9, 10e-9, 4e-9")], "in metres"),
    ([("Geometry/Box", "20e-6, 20e-6"), ("Geometry/Spheres", "10, 10, 4")], "in metres"),
    ([("Interface/Resistance law", "series"), ("Interface/Resistance", "0"), ("Interface/Resistance of low carbon binder", "0")],
     "Interface/Resistance"),
    ([("Interface/Fatige", "true")], "Fatigue"),
]


# A potential that a user has fitted between x = 0.2 and 0.92, which is no number beyond 0.93, where long steps take surfaces.
ENDS_EARLY = [("Material/Open-circuit potential", "expression"), ("Material/Highest stoichiometry", "0.92"),
              ("Material/Open-circuit potential expression", "3.4 + 1.1*sqrt(0.93 - x)"), ("Protocol/Lower voltage", "3.32"),
              ("Time stepping/Shortest step", "0.01")]
OTHER_ELECTRODE = [("Material/Diffusivity value", "2e-14"), ("Geometry/Coverages", "0.8, 0.5, 0.3"), ("Protocol/C rate", "4"),
                   ("Material/Open-circuit potential expression", "3.4 + 1.1*sqrt(1 - x)"), ("Mesh/Degree", "2")]


def check_failure(binaries, case, folder):
    """A step that cannot be solved is told, and the state before it kept; from there one rank goes on, if it is the same
    electrode and steps may be shorter."""
    for ranks in (1, 2):
        output = f"{folder}/failed_{ranks}"

        def ends(status, words, settings=(), restart=True):
            chain = Chain(binaries, ranks)
            done = chain.attempt("simulate", case, output, SMALL + ENDS_EARLY + list(settings), restart=restart)
            lines = [line for line in done.stderr.splitlines() if line.startswith("catena-simulate:")]
            what = f"{settings or 'the failing step'} on {ranks} ranks"
            check(done.returncode == status, f"{what}: ended with {done.returncode} instead of {status}: {done.stderr}")
            check(len(lines) == (1 if status else 0), f"{what}: told is {done.stderr}")
            for word in words:
                check(word in lines[0], f"{what}: '{word}' is not in {lines[0]}")

        told = ["a time step cannot be solved in cycle ", ", discharge, at ", " V, not even one of 7.2 s: lithium and potentials: ", "--restart"]
        ends(3, told, restart=False)
        check(os.listdir(output).count("checkpoint.0.h5") == 1, f"the failing step on {ranks} ranks left {os.listdir(output)}")
        for name, value in OTHER_ELECTRODE[:None if ranks == 1 else 1]:
            ends(2, [f"made with {name} = ", "this run has ", "without --restart"], [(name, value)])
        if ranks == 1:
            ends(3, told)
            ends(2, ["with or without a hold"], [("Protocol/Hold cut-off", "0.5")])
        ends(0, [], [("Protocol/Cycles", "3"), ("Protocol/Upper voltage", "4.25"), ("Time stepping/Shortest step", "1e-9")])
        series = series_of(output)
        check(series["cycle"][-1] == 3, f"the restart ends in cycle {series['cycle'][-1]}")
        check(np.all(np.diff(series["time"]) > 0), "time does not rise over the restart")
        last = [series["voltage"][np.flatnonzero((series["cycle"] == 3) & (series["phase"] == phase))[-1]] for phase in (1, 2)]
        check(np.allclose(last, (4.25, 3.32), rtol=0, atol=1e-5), f"the last charge and discharge end at {last} V")
        check(np.abs(series["lithium"]).max() < 1e-10, f"lithium is lost: {np.abs(series['lithium']).max():.1e}")
        print(f"a step that cannot be solved, on {ranks} ranks: told, kept, and gone on from")


def empty_labels(path):
    with h5py.File(path, "w") as file:
        file.create_dataset("labels", data=np.zeros((8, 8, 8), np.uint32)).attrs["spacing"] = (1e-6, 1e-6, 1e-6)
    return path


def check_wrong_inputs(binaries, case, folder):
    of_labels = [("Dimension", "3"), ("Geometry/Source", "labels"), ("Labels/File", empty_labels(f"{folder}/empty.h5"))]
    every = WRONG + [(of_labels, "no particle in these labels")]
    for ranks, wrong in ((1, every), (2, WRONG[2:3] + WRONG[8:9] + every[-1:])):
        for settings, word in wrong:
            output = f"{folder}/wrong"
            done = Chain(binaries, ranks).attempt("simulate", case, output, SMALL + settings)
            lines = [line for line in done.stderr.splitlines() if line.startswith("catena-simulate:")]
            check(done.returncode == 2, f"{settings} on {ranks} ranks: ended with {done.returncode}: {done.stderr}")
            check(len(lines) == 1 and word in lines[0], f"{settings}: told is {done.stderr}")
            check(not os.path.exists(output), f"{settings}: left {output}")
    print(f"{len(every)} wrong inputs are told")


def main():
    binaries, case = sys.argv[1:3]
    with tempfile.TemporaryDirectory() as folder:
        check_wrong_inputs(binaries, case, folder)
        drawn = SMALL[:2] + [("Output/Field cycles", "1")]
        first = Chain(binaries).run("simulate", case, folder + "/1", drawn)
        check_physics(first)
        check_provenance(first)
        check_fields(first)
        check_failure(binaries, case, folder)


if __name__ == "__main__":
    main()
