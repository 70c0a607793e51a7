#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""segment and measure go through real tomograms; counts as in the READMEs of inputs/cases.

usage: real_volumes.py BINARIES INPUTS
"""
import os
import sys
import tempfile

import numpy as np

from chain import Chain, data_folder
from score_volume import labels_of

CASES = [
    ("touching_particles/touching_particles.prm", "volumes_battery/nrel_nmc1cal_active_mask.tif", [], (1700, 1900)),
    ("touching_particles/touching_particles.prm", "volumes_battery/taufactor_electrode_pore0_nmc85_cbd170.tif",
     [("Phase value", "85"), ("Tomogram/Spacing", "390.6e-9, 390.6e-9, 390.6e-9")], (1000, 1200)),
    ("grey_slices/nano_holotomography.prm", "pnd_example/example_xy.tif", [], (70, 80)),
    ("grey_slices/micro_tomography.prm", "volumes_battery/ebner_NMC_90wt_2000bar_slice115.tif", [], (850, 1050)),
]


def complaints_about(chain, data, inputs, case, folder):
    parameters, image, settings, (fewest, most) = case
    tomogram = ("Tomogram/File", os.path.join(data, image))
    found = chain.run("segment", os.path.join(inputs, parameters), folder + "/segment", [tomogram, *settings])
    empty = folder + "/measure.prm"
    open(empty, "w", encoding="utf-8").close()
    spacing = [("Tomogram/Spacing", line.split("=")[1].strip()) for line in open(found + "/parameters.prm", encoding="utf-8")
               if line.strip().startswith("set Spacing")][:1]
    measured = chain.run("measure", empty, folder + "/measure",
                         [tomogram, *spacing, ("Labels/File", found + "/labels.h5"), ("Figures", "false")])
    labels = labels_of(found + "/labels.h5")
    numbers = np.unique(labels)
    rows = np.genfromtxt(measured + "/attributes.csv", delimiter=",", names=True)
    largest = np.bincount(labels.ravel())[1:].max() / np.count_nonzero(labels)
    print(f"{image}: {labels.max()} particles, the largest is {100 * largest:.1f} % of them")
    if not fewest <= labels.max() <= most:
        yield f"{image}: {labels.max()} particles; {fewest} to {most} are expected"
    if not np.array_equal(numbers, np.arange(labels.max() + 1)):
        yield f"{image}: the labels are not consecutive"
    if len(rows) != labels.max() or not all(np.isfinite(rows[name]).all() for name in rows.dtype.names):
        yield f"{image}: {len(rows)} rows of attributes for {labels.max()} particles, or numbers that are not finite"
    if largest > 0.1:
        yield f"{image}: one particle is {100 * largest:.0f} % of all: the mass did not fall apart"


def main():
    binaries, inputs = sys.argv[1:3]
    data, complaints = data_folder(), []
    for case in CASES:
        with tempfile.TemporaryDirectory() as folder:
            complaints += complaints_about(Chain(binaries), data, inputs, case, folder)
    print("\n".join(complaints))
    sys.exit(1 if complaints else 0)


if __name__ == "__main__":
    main()
