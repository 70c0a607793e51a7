#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""How fine a mesh a simulation needs: the first charge of a case, of a fixed charge, at several resolutions.

    resolution.py CATENA CASE.prm FOLDER --cells 4 5 6 8 10 [--ranks N] [--set "Section/Parameter = value"]...

prints a row for each against the last: the worst relative error over particles and time of the surface's concentration
(of the whole charge, and without its first fiftieth, when the layer that has lost lithium is thinner than a cell),
and of the area mean and the 95th percentile of the interface's traction where the charge ends; CPU seconds of all ranks.
Runs that are there already are read, not done again.
"""
import argparse
import os
import pathlib
import resource
import subprocess
import sys

import h5py
import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "analysis" / "report"))
from particle_pictures import pieces  # noqa: E402


def run(given, cells):
    folder = os.path.join(given.folder, f"cells_{cells:g}")
    seconds = os.path.join(folder, "cpu_seconds.txt")
    if not os.path.exists(seconds):
        settings = ["Protocol/Mode = capacity", "Protocol/Cycles = 1", "Output/Field cycles = 1", "Output/Figures = false",
                    f"Geometry/Cells per radius = {cells:g}", *given.set]
        launcher = ["mpirun", "-n", str(given.ranks)] if given.ranks > 1 else []
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        subprocess.run([*launcher, given.catena, "simulate", given.case, "--output", folder,
                        *(word for setting in settings for word in ("--set", setting))], check=True,
                       stdout=subprocess.DEVNULL)
        with open(seconds, "w") as file:
            print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before, file=file)
    with open(seconds) as file:
        return folder, float(file.read())


def surface_concentration(folder):
    """Times of the first charge over its end, and the concentration at each particle's surface."""
    with h5py.File(os.path.join(folder, "series.h5"), "r") as file:
        charge = np.flatnonzero((file["cycle"][...] == 1) & (file["phase"][...] == 1))
        time = file["time"][...][charge]
        return (time - time[0]) / (time[-1] - time[0]), file["surface_concentration"][...][charge]


def traction(folder):
    """Area mean and 95th percentile of the traction's size on each particle at the end of the first charge, Pa."""
    sizes, areas, particles = [], [], []
    for points, cells, arrays in pieces(os.path.join(folder, "fields"), "interface", 1):
        for cell in cells:
            corners = points[cell]
            edges = corners[1:] - corners[0]
            areas.append(np.linalg.norm(edges[0]) if len(edges) == 1 else
                         sum(np.linalg.norm(np.cross(a, b)) for a, b in zip(edges, edges[1:])) / 2)
        sizes.append(np.abs(arrays["traction"]))
        particles.append(arrays["particle"])
    sizes, areas, particles = np.concatenate(sizes), np.array(areas), np.concatenate(particles)
    rows = []
    for particle in np.unique(particles):
        of = particles == particle
        order = np.argsort(sizes[of])
        share = np.cumsum(areas[of][order]) / areas[of].sum()
        rows.append([np.average(sizes[of], weights=areas[of]), sizes[of][order][np.searchsorted(share, 0.95)]])
    return np.array(rows)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("catena")
    parser.add_argument("case")
    parser.add_argument("folder")
    parser.add_argument("--cells", type=float, nargs="+", required=True)
    parser.add_argument("--ranks", type=int, default=1)
    parser.add_argument("--set", action="append", default=[])
    given = parser.parse_args()
    found = []
    for cells in given.cells:
        folder, seconds = run(given, cells)
        found.append((cells, seconds, surface_concentration(folder), traction(folder)))
    _, _, (times, best), finest = found[-1]
    print(f"{'cells':>6} {'surface c':>10} {'later':>10} {'traction':>10} {'its 95 %':>10} {'CPU s':>8}")
    for cells, seconds, (time, surface), sizes in found:
        at = np.stack([np.interp(times, time, column) for column in surface.T], axis=1)
        error = np.abs(sizes / finest - 1).max(axis=0)
        off = np.abs(at / best - 1)
        print(f"{cells:6g} {off.max():10.2e} {off[times > 0.02].max():10.2e} {error[0]:10.2e} {error[1]:10.2e} {seconds:8.1f}")


if __name__ == "__main__":
    main()
