#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""Score found particles against true ones in a volume.

usage: score_volume.py FULL TRUTH FOUND [--least HALF NINE]

FULL holds the true particles before cracks and pores were cut into them, TRUTH after, FOUND what `segment` found: each an
HDF5 file with /labels, or a NumPy .npy file, of equal shape. Voxels of true cracks and pores (FULL > 0, TRUTH = 0) count
for neither side. Prints how many true particles have a found one at an intersection over union above 0.5 and above 0.9;
with --least, exits 1 if they are fewer than the two given percentages of all true particles.
"""
import argparse
import sys

import numpy as np


def labels_of(path):
    """Labels (nz, ny, nx) as int64."""
    if path.endswith(".npy"):
        return np.load(path).astype(np.int64)
    import h5py

    with h5py.File(path, "r") as file:
        return file["/labels"][...].astype(np.int64)


def best_matches(full, truth, found):
    """For each true particle (array over its number minus 1): the best found label and the intersection over union."""
    counted = (full == 0) | (truth > 0)
    true, seen = full[counted], found[counted]
    width = int(seen.max()) + 1
    pair, count = np.unique(true * width + seen, return_counts=True)
    a, b = pair // width, pair % width
    size_true = np.bincount(true)
    size_seen = np.bincount(seen, minlength=width)
    overlap = np.where((a > 0) & (b > 0), count / (size_true[a] + size_seen[b] - count), 0.0)
    order = np.lexsort((b, overlap))
    label, iou = np.zeros(len(size_true), np.int64), np.zeros(len(size_true))
    label[a[order]], iou[a[order]] = b[order], overlap[order]
    return label[1:], iou[1:]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("full")
    parser.add_argument("truth")
    parser.add_argument("found")
    parser.add_argument("--least", nargs=2, type=float, metavar=("HALF", "NINE"))
    arguments = parser.parse_args()
    found = labels_of(arguments.found)
    full = labels_of(arguments.full)
    _, iou = best_matches(full, labels_of(arguments.truth), found)
    present = len(np.unique(full)) - 1
    half, nine = int((iou > 0.5).sum()), int((iou > 0.9).sum())
    print(f"{half} of {present} true particles at IoU > 0.5, {nine} at IoU > 0.9; {len(np.unique(found)) - 1} found")
    if arguments.least and (half < arguments.least[0] / 100 * present or nine < arguments.least[1] / 100 * present):
        sys.exit(f"fewer than {arguments.least[0]} % and {arguments.least[1]} %")


if __name__ == "__main__":
    main()
