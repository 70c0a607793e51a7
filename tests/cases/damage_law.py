#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""generate with a damage law -> measure with the true labels: the damage measured is the damage of the law, and the law is
the one of the recipe, computed here again from causes.csv.

usage: damage_law.py BINARIES RECIPE.prm
"""
import os
import sys
import tempfile

import numpy as np
from scipy.stats import norm, rankdata

from chain import Chain


def scores(values):
    """Normal scores by ranks."""
    return norm.ppf((rankdata(values) - 0.375) / (len(values) + 0.25))


def mean_of_nearest(table, name):
    """Mean over the six particles whose centroids are nearest."""
    centre = np.stack([table[axis] for axis in "XYZ"], axis=1)
    apart = np.linalg.norm(centre[:, None] - centre[None], axis=2)
    np.fill_diagonal(apart, np.inf)
    return table[name][np.argsort(apart, axis=1)[:, :6]].mean(axis=1)


def expect(right, sentence):
    print(("right: " if right else "WRONG: ") + sentence)
    if not right:
        sys.exit(1)


def main():
    binaries, recipe = sys.argv[1:3]
    chain = Chain(binaries)
    with tempfile.TemporaryDirectory() as folder:
        made, measured, plain = (os.path.join(folder, name) for name in ("generate", "measure", "plain"))
        chain.run("generate", recipe, made)
        empty = os.path.join(folder, "default.prm")
        open(empty, "w", encoding="utf-8").close()
        chain.run("measure", empty, measured,
                  [("Tomogram/File", made + "/tomogram.h5"), ("Labels/File", made + "/labels.h5"),
                   ("Figures", "false"), ("Surface", "false")])
        chain.run("generate", recipe, plain, [("Damage law/Weights", "")])
        expect(not os.path.exists(plain + "/causes.csv"), "without a law there is no causes.csv")
        causes, found = (np.genfromtxt(path, delimiter=",", names=True)
                         for path in (made + "/causes.csv", measured + "/attributes.csv"))

    expect(list(causes["id"]) == list(found["id"]) and causes.dtype.names == found.dtype.names,
          f"the {len(found)} particles and the columns of causes.csv are those of attributes.csv")
    error = found["Damage"] - causes["Damage"]
    expect(np.abs(error).mean() < 0.01, f"damage as measured: mean difference {error.mean():+.4f}, mean absolute "
          f"{np.abs(error).mean():.4f} (below 0.01), largest {np.abs(error).max():.4f}")
    signal = scores(causes["Z"]) - scores(causes["Volume"]) + scores(mean_of_nearest(causes, "Elongation"))
    explained = np.corrcoef(signal, causes["Damage"])[0, 1] ** 2
    expect(abs(explained - 0.7) < 0.03, f"the recipe's law explains {explained:.3f} of the damage's variance (0.7)")
    for name in ("Z", "Volume", "Elongation"):
        r = np.corrcoef(causes[name], found[name])[0, 1]
        expect(r > 0.9, f"{name} before the damage and as measured: correlation {r:.3f} (above 0.9)")


if __name__ == "__main__":
    main()
