#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""usage: published_definitions.py CATENA-MEASURE MPIEXEC. Makes small labelled images with cracks, touching particles,
particles cut by the border, pores and fragments, lets the program measure them by the published definitions on one
and three ranks, and compares all columns with published_reference.py. Exit status 77: skipped."""
import csv
import os
import subprocess
import sys
import tempfile

try:
    import h5py
    import numpy as np
    import scipy  # noqa: F401
except ImportError as missing:
    print(f"skipped: {missing}; install python3-scipy, python3-numpy and python3-h5py to run this test")
    sys.exit(77)

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import published_reference as reference  # noqa: E402


def case(shape, count, seed, grey_type):
    """Labels and grey: balls and ellipsoids in each other's way, slits, pores and splinters in them."""
    random = np.random.default_rng(seed)
    grid = np.meshgrid(*(np.arange(n) for n in shape), indexing="ij")
    labels = np.zeros(shape, np.uint32)
    names = random.choice(np.arange(1, 4 * count), count, replace=False)  # gaps are allowed
    for name in names:
        centre = [random.uniform(0, n) for n in shape]
        turn = np.linalg.qr(random.normal(size=(3, 3)))[0]
        if shape[0] == 1:
            centre[0] = 0
            turn = np.array([[1, 0, 0], [0, *turn[0, :2]], [0, -turn[0, 1], turn[0, 0]]])
            turn[1:] /= np.linalg.norm(turn[1])
        offset = np.stack([g - c for g, c in zip(grid, centre)], -1) @ turn.T
        radius = random.uniform(4, 11, 3)
        body = ((offset / radius)**2).sum(-1) <= 1
        slit = np.abs(offset[..., 1] + 1.5 * np.sin(offset[..., 2] / 3)) < random.choice([0, 0.8, 1.6])
        pore = (offset**2).sum(-1) < random.uniform(0, 9)
        labels[body & ~slit & ~pore & (labels == 0)] = name
        labels[body & (random.random(shape) < 0.01)] = 0
    grey = random.normal(30000, 4000, shape) * (labels > 0) + random.normal(9000, 3000, shape)
    if grey_type == np.uint8:
        grey = grey / 300
    return labels, np.clip(grey, 0, 65535).astype(grey_type)


def read_table(path):
    with open(path, newline="") as file:
        rows = list(csv.reader(file))
    return rows[0], [[float(value) for value in row] for row in rows[1:]]


def check(program, launcher, folder, shape, spacing, seed, grey_type):
    labels, grey = case(shape, 14, seed, grey_type)
    for name, values in (("labels", labels), ("tomogram", grey)):
        with h5py.File(f"{folder}/{name}.h5", "w") as file:
            file[name] = values
            file[name].attrs["spacing"] = np.array(spacing)
    with open(f"{folder}/case.prm", "w") as file:
        file.write(f"set Definitions = published\nset Figures = false\nset Surface = false\nsubsection Tomogram\nset File = {folder}/tomogram.h5\nend\n"
                   f"subsection Labels\nset File = {folder}/labels.h5\nend\n")
    wanted = reference.measure(labels, grey, spacing[2], spacing[0])
    texts = []
    for ranks, blocks in ((1, "1,1,1"), (3, "1,1,3")):
        out = f"{folder}/out{ranks}"
        subprocess.run(launcher + [str(ranks), program, f"{folder}/case.prm", "--output", out, "--set", f"Blocks = {blocks}"],
                       check=True, stdout=subprocess.DEVNULL)
        texts.append(open(f"{out}/attributes.csv", "rb").read())
    failures = sum(text != texts[0] for text in texts)
    if failures:
        print("attributes.csv differs between numbers of ranks")
    header, found = read_table(f"{folder}/out1/attributes.csv")
    if header != reference.COLUMNS or len(found) != len(wanted):
        print("header or number of rows differ:", header, len(found), len(wanted))
        return 1
    for row, want in zip(found, wanted):
        for name, value, expected in zip(header, row, want):
            # Sums in another order: nothing but rounding may differ.
            close = abs(value - expected) <= 1e-9 * max(abs(value), abs(expected))
            angle = name in ("Yaw", "Pitch", "Roll", "OrienIso") and abs(value - expected) < 1e-6
            if not (close or angle):
                failures += 1
                print(f"{shape} particle {row[0]:.0f} {name}: {value!r}, wanted {expected!r}")
    print(f"{shape} {np.dtype(grey_type)}: {len(found)} particles, {failures} differences")
    return failures


def main():
    program, launcher = sys.argv[1], sys.argv[2].split() + sys.argv[3:]
    failures = 0
    edge = 5e-7
    for shape, spacing, seed, grey_type in (((40, 46, 52), (edge, edge, edge), 1, np.uint16),
                                            ((33, 30, 41), (edge, edge, edge), 2, np.uint8),
                                            ((36, 31, 30), (edge, edge, edge), 3, np.float32),
                                            ((1, 70, 80), (2 * edge, edge, edge), 4, np.uint16)):
        with tempfile.TemporaryDirectory() as folder:
            failures += check(program, launcher, folder, shape, spacing, seed, grey_type)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
