#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""usage: measure_stage.py CATENA-MEASURE MPIEXEC... Runs the program from outside: what it writes, what it refuses and
how, and that a run that was stopped ends as one that was not. Exit status 77: skipped."""
import csv
import os
import shutil
import subprocess
import sys
import tempfile

try:
    import h5py
    import numpy as np
except ImportError as missing:
    print(f"skipped: {missing}; install python3-numpy and python3-h5py to run this test")
    sys.exit(77)

PROGRAM, LAUNCHER = sys.argv[1], sys.argv[2:]
HEADER = ("id,X,Y,Z,Yaw,Pitch,Roll,EDensity,Homogeneity,SurfaceInner,SurfaceOuter,Volume,Damage,Elongation,Sphericity,"
          "VSratio,RoughInner,RoughOuter,Contact,PDensity,DistNearest,ElongStd,VolumeStd,SphericityStd,OrienIso,boundary")
failures = 0


def expect(truth, what):
    global failures
    if not truth:
        failures += 1
        print("FAILED:", what)


def write(path, dataset, values, spacing=(1e-7, 1e-7, 1e-7)):
    with h5py.File(path, "w") as file:
        file[dataset] = values
        file[dataset].attrs["spacing"] = np.array(spacing)


def run(ranks, out, *options, tomogram="tomogram.h5", labels="labels.h5"):
    with open("case.prm", "w") as file:
        file.write(f"subsection Tomogram\n set File = {tomogram}\nend\nsubsection Labels\n set File = {labels}\nend\n")
    command = LAUNCHER + [str(ranks), PROGRAM, "case.prm", "--output", out]

    return subprocess.run(command + list(options), capture_output=True, text=True)


def some_labels():
    z, y, x = np.meshgrid(*(np.arange(n) for n in (30, 40, 50)), indexing="ij")
    labels = np.zeros(z.shape, np.uint32)
    for name, centre in enumerate([(8, 8, 8), (20, 12, 30), (15, 30, 20), (10, 25, 40), (22, 30, 44), (25, 5, 5), (5, 30, 5),
                                   (20, 20, 15)], start=1):
        ball = sum((g - c) ** 2 for g, c in zip((z, y, x), centre)) <= 36
        labels[ball & (np.abs(x - centre[2]) > name % 2)] = name
    return labels


def check_outputs():
    result = run(2, "good")
    expect(result.returncode == 0, f"a good run ends with 0, not {result.returncode}: {result.stderr}")
    with open("good/attributes.csv", newline="") as file:
        lines = file.read().splitlines()
    expect(lines[0] == HEADER, "the header of attributes.csv")
    rows = np.array([[float(v) for v in row] for row in csv.reader(lines[1:])])
    expect(len(rows) == 8 and (rows[:, 0] == np.arange(1, 9)).all(), "a line per particle")
    with h5py.File("good/attributes.h5") as file:
        for column, name in enumerate(HEADER.split(",")):
            values = file["particles"][name]
            expect((values[...] == rows[:, column]).all(), f"/particles/{name} is the column of attributes.csv")
            expect("unit" in values.attrs and "description" in values.attrs, f"/particles/{name} has unit and description")
        near = file["neighbors"][...]
        expect(near.shape == (8, 6), "/neighbors has six ids a particle")
        centres = rows[:, 1:4]
        for i in range(8):
            distance = np.linalg.norm(centres - centres[i], axis=1)
            distance[i] = np.inf
            expect(set(near[i]) == set(np.argsort(distance)[:6] + 1), "/neighbors are the six nearest")
    expect(os.path.getsize("good/particles.vtp") > 1000, "particles.vtp")
    try:
        import matplotlib  # noqa: F401
        for name in ("slices", "damage", "attributes"):
            for kind in ("png", "svg"):
                expect(os.path.exists(f"good/figures/{name}.{kind}"), f"figures/{name}.{kind}")
    except ImportError:
        expect("no figures were drawn" in result.stderr, "a warning where matplotlib is missing")


def check_refusals():
    labels = some_labels()
    write("zero.h5", "labels", np.zeros_like(labels))
    write("small.h5", "labels", labels[1:])
    write("long.h5", "labels", labels, (2e-7, 1e-7, 1e-7))
    write("long_tomogram.h5", "tomogram", labels.astype(np.uint16), (2e-7, 1e-7, 1e-7))
    cases = [(dict(labels="zero.h5"), [], 2, "no particle"), (dict(labels="small.h5"), [], 2, "29 x 40 x 50"),
             (dict(labels="long.h5"), [], 2, "Spacing"),
             (dict(labels="long.h5", tomogram="long_tomogram.h5"), ["--set", "Definitions = published"], 2, "cubic"),
             (dict(labels="missing.h5"), [], 4, "missing.h5"), ({}, ["--set", "Packing radius = -1"], 2, "Packing radius")]
    for ranks in (1, 3):
        for files, options, status, word in cases:
            result = run(ranks, "bad", *options, **files)
            text = [line for line in result.stderr.splitlines() if word in line]
            expect(result.returncode == status, f"{files} {options}: status {result.returncode}, wanted {status}")
            expect(len(text) == 1, f"{files} {options}: one line with '{word}', got: {result.stderr}")
            expect(not os.path.exists("bad/attributes.csv"), f"{files} {options}: no partial file")


def check_restart():
    whole = open("good/attributes.csv", "rb").read()
    plain = ("--set", "Figures = false", "--set", "Surface = false")
    stopped = run(1, "stopped", "--set", "Run/Time limit = 0.001", *plain)
    expect(stopped.returncode == 75, f"a run out of time ends with 75, not {stopped.returncode}: {stopped.stderr}")
    labels = some_labels()
    write("other.h5", "tomogram", np.full(labels.shape, 1000, np.uint16))
    turned = np.where(labels == 7, 8, np.where(labels == 8, 7, labels)).astype(np.uint32)
    write("turned.h5", "labels", turned)
    for files, options, word in ((dict(tomogram="other.h5"), (), "other.h5"), (dict(labels="turned.h5"), (), "turned.h5"),
                                 ({}, ("--set", "Packing radius = 8e-6"), "Packing radius")):
        for ranks in (1, 3):
            other = run(ranks, "stopped", "--restart", *plain, *options, **files)
            lines = [line for line in other.stderr.splitlines() if line.startswith(("catena", "warning"))]
            expect(other.returncode == 2 and len(lines) == 1 and word in lines[0],
                   f"{files} {options}: a checkpoint of something else is refused: {other.returncode} {other.stderr}")
    again = run(3, "stopped", "--restart", "--set", "Blocks = 1, 3, 1", *plain)
    expect(again.returncode == 0, f"the restarted run ends with 0: {again.stderr}")
    if again.returncode == 0:
        expect(open("stopped/attributes.csv", "rb").read() == whole, "the restarted run has the same table")


def check_all_or_none():
    for name, ranks in (("attributes.h5", 1), ("attributes.csv", 1), ("slices.h5", 3), ("particles.vtp", 1), ("particles.vtp", 3)):
        os.makedirs(f"none/{name}.partial/in the way")
        result = run(ranks, "none")
        expect(result.returncode == 4 and name in result.stderr, f"{name}: status 4, not {result.returncode}: {result.stderr}")
        expect(os.listdir("none") == [f"{name}.partial"], f"where {name} cannot be written nothing is: {os.listdir('none')}")
        shutil.rmtree("none")


def check_figures_in_the_way():
    os.makedirs("way/figures/damage.svg/in the way")
    result = run(1, "way")
    expect(result.returncode == 0, f"figures that cannot be written leave the tables: {result.stderr}")
    expect("no figures were drawn" in result.stderr, f"a warning says that: {result.stderr}")
    left = [name for name in os.listdir("way/figures") if name.endswith("partial")]
    expect(not left, f"no part of a figure stays: {left}")


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        labels = some_labels()
        write("labels.h5", "labels", labels)
        write("tomogram.h5", "tomogram", (1000 + 100 * (labels > 0) + np.arange(labels.size).reshape(labels.shape) % 7).astype(np.uint16))
        check_outputs()
        check_refusals()
        check_restart()
        check_all_or_none()
        check_figures_in_the_way()
        os.chdir("/")
    print(f"{failures} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
