#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""generate -> segment -> measure with default parameters finds the particles of a recipe again.

usage: truth_recovered.py BINARIES RECIPE.prm HALF NINE DAMAGE

At least HALF % of the true particles must be found at an intersection over union above 0.5 and NINE % above 0.9, and of
those above 0.5 that the image's faces do not cut, DAMAGE % must have a damage degree within 0.02 of the truth.
"""
import os
import sys
import tempfile

import numpy as np

from chain import Chain
from score_volume import best_matches, labels_of


def column(path, names):
    """Columns of a table as arrays."""
    table = np.genfromtxt(path, delimiter=",", names=True)
    return [np.atleast_1d(table[name]) for name in names]


def main():
    binaries, recipe = sys.argv[1:3]
    least_half, least_nine, least_damage = (float(a) for a in sys.argv[3:6])
    chain = Chain(binaries)
    with tempfile.TemporaryDirectory() as folder:
        made, found, measured = (os.path.join(folder, name) for name in ("generate", "segment", "measure"))
        chain.run("generate", recipe, made, [("Output/Labels before cracks", "true")])
        empty = os.path.join(folder, "default.prm")
        open(empty, "w", encoding="utf-8").close()
        tomogram = ("Tomogram/File", made + "/tomogram.h5")
        chain.run("segment", empty, found, [tomogram])
        chain.run("measure", empty, measured, [tomogram, ("Labels/File", found + "/labels.h5")])

        full = labels_of(made + "/labels_full.h5")
        label, iou = best_matches(full, labels_of(made + "/labels.h5"), labels_of(found + "/labels.h5"))
        true_id, true_damage, cut = column(made + "/truth.csv", ("id", "Damage", "boundary"))
        found_id, found_damage = column(measured + "/attributes.csv", ("id", "Damage"))

    half, nine = 100 * np.mean(iou > 0.5), 100 * np.mean(iou > 0.9)
    print(f"{len(iou)} true particles: {half:.1f} % at IoU > 0.5 (at least {least_half}), "
          f"{nine:.1f} % at IoU > 0.9 (at least {least_nine})")
    damage_of = dict(zip(found_id.astype(int), found_damage))
    order = true_id.astype(int) - 1
    whole = (iou[order] > 0.5) & (cut == 0)
    error = np.array([damage_of[label[i]] - d for i, d in zip(order[whole], true_damage[whole])])
    close = 100 * np.mean(np.abs(error) <= 0.02)
    print(f"damage of {len(error)} matched: {close:.1f} % within 0.02 (at least {least_damage}); mean error "
          f"{error.mean():+.4f}, standard deviation {error.std():.4f}")
    if half < least_half or nine < least_nine or close < least_damage:
        sys.exit("falls short")


if __name__ == "__main__":
    main()
