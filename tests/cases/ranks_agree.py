#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""Labels and attributes are bit for bit the same on 1, 2, 3 and 4 ranks and for blocks of any shape.

usage: ranks_agree.py BINARIES RECIPE.prm
"""
import os
import sys
import tempfile

import numpy as np

from chain import Chain
from score_volume import labels_of

GRIDS = [(1, None), (2, None), (3, None), (4, None), (2, "1, 2, 1"), (2, "1, 1, 2"), (3, "1, 3, 1"), (4, "2, 2, 1"),
         (4, "1, 2, 2")]


def text_of(path):
    with open(path, "rb") as file:
        return file.read()


def main():
    binaries, recipe = sys.argv[1:3]
    with tempfile.TemporaryDirectory() as folder:
        made = Chain(binaries).run("generate", recipe, folder + "/generate")
        empty = os.path.join(folder, "default.prm")
        open(empty, "w", encoding="utf-8").close()
        tomogram = ("Tomogram/File", made + "/tomogram.h5")
        # Everything that crosses blocks is switched on.
        route = [tomogram, ("Preprocessing/Background width", "40"), ("Preprocessing/Ring correction", "true")]
        reference = None
        for ranks, blocks in GRIDS:
            chain, grid = Chain(binaries, ranks), [("Blocks", blocks)] if blocks else []
            name = f"{ranks} ranks, blocks {blocks or 'chosen'}"
            found = chain.run("segment", empty, f"{folder}/segment", route + grid)
            measured = chain.run("measure", empty, f"{folder}/measure",
                                 [tomogram, ("Labels/File", found + "/labels.h5"), ("Figures", "false")] + grid)
            result = labels_of(found + "/labels.h5"), text_of(measured + "/attributes.csv")
            reference = reference or result
            if not np.array_equal(result[0], reference[0]):
                sys.exit(f"{name}: {np.count_nonzero(result[0] != reference[0])} voxels have another label than on 1 rank")
            if result[1] != reference[1]:
                sys.exit(f"{name}: attributes.csv differs from that of 1 rank")
            print(f"{name}: {result[0].max()} particles, labels and attributes as on 1 rank")
        if reference[0].max() < 10:
            sys.exit("too few particles to say anything")


if __name__ == "__main__":
    main()
