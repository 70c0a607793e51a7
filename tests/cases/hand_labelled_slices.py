#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""Seven hand-labelled slices of NMC cathodes (Jiang et al., Nat. Commun. 11, 2310, 2020), one parameter set for all.

usage: hand_labelled_slices.py BINARIES SLICES.prm HALF SEVEN

The mean F1 must be at least HALF at an intersection over union of 0.5 and SEVEN at 0.7. People drew particles with their
cracks, so the labels with closed cracks are judged.
"""
import os
import sys
import tempfile

import numpy as np

from chain import Chain, data_folder, skip
from score_slices import f1
from score_volume import labels_of

SLICES = ("xy0613", "xy1753", "xy0234", "xy1191", "train1985_a", "train_nmc_b", "xz0800")


def main():
    binaries, parameters = sys.argv[1:3]
    least = [float(a) for a in sys.argv[3:5]]
    data = os.path.join(data_folder(), "libnet")
    try:
        from PIL import Image
    except ImportError:
        skip("Python has no PIL to read the hand-drawn labels")
    scores = []
    with tempfile.TemporaryDirectory() as folder:
        for name in SLICES:
            found = Chain(binaries).run("segment", parameters, os.path.join(folder, name),
                                        [("Tomogram/File", f"{data}/{name}_raw.tif")])
            truth = np.array(Image.open(f"{data}/{name}_labels_gt.tif"))
            labels = labels_of(found + "/labels_filled.h5")[0]
            scores.append([f1(truth, labels, threshold) for threshold in (0.5, 0.7)])
            print(f"{name}: F1 {scores[-1][0]:.3f} at IoU 0.5, {scores[-1][1]:.3f} at 0.7")
    mean = np.mean(scores, axis=0)
    print(f"mean F1 {mean[0]:.3f} (at least {least[0]}) at IoU 0.5, {mean[1]:.3f} (at least {least[1]}) at 0.7")
    if mean[0] < least[0] or mean[1] < least[1]:
        sys.exit("falls short")


if __name__ == "__main__":
    main()
