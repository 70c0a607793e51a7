# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""What simulate leaves behind, read and compared."""
import csv
import os

import h5py
import numpy as np

from chain import check

COLUMNS = ("cycle,charge_time,discharge_time,charge_capacity,discharge_capacity,end_of_charge_mean_x,end_of_charge_std_x,"
           "mean_damage,std_damage,mean_dissipation,std_dissipation,steps,newton,linear")
SERIES = ("time", "voltage", "current", "concentration", "surface_concentration", "damage", "dissipation", "resistance")


def series_of(folder):
    """The data sets of series.h5 by name, each of which must have its unit and description."""
    with h5py.File(os.path.join(folder, "series.h5"), "r") as file:
        series = {name: file[name][...] for name in SERIES + ("cycle", "phase")}
        series.update(lithium=file["balance/lithium"][...], charge=file["balance/charge"][...],
                      coverage=file["particles/coverage"][...], volume=file["particles/volume"][...])
        file.visititems(lambda name, item: check(not isinstance(item, h5py.Dataset) or {"unit", "description"} <= set(item.attrs),
                                                 f"series.h5: {name} lacks its unit or description"))
    return series


def cycles_of(folder):
    """The lines of cycles.csv, numbers by column."""
    with open(os.path.join(folder, "cycles.csv"), newline="", encoding="utf-8") as file:
        check(file.readline().strip() == COLUMNS, "cycles.csv has other columns")
        return [{name: float(text) for name, text in row.items()} for row in csv.DictReader(file, COLUMNS.split(","))]


def same(one, other, tolerance, what):
    """Whether two folders hold the same series and cycles, relative to the largest value of each; returns the largest difference."""
    first, second = series_of(one), series_of(other)
    worst = 0.0

    def compare(name, left, right):
        nonlocal worst
        scale = np.abs(left).max() or 1
        apart = np.abs(left - right).max() / scale
        check(apart <= tolerance, f"{what}: {name} differs by {apart:.2e} of {scale:.3g}, allowed is {tolerance:g}")
        worst = max(worst, apart)

    for name in SERIES:
        check(first[name].shape == second[name].shape, f"{what}: {name} has {second[name].shape} instead of {first[name].shape}")
        compare(name, first[name], second[name])
    lines, others = cycles_of(one), cycles_of(other)
    check(len(lines) == len(others), f"{what}: cycles.csv has {len(others)} lines instead of {len(lines)}")
    for name in set(lines[0]) - {"newton", "linear"}:
        compare("cycles.csv: " + name, *(np.array([line[name] for line in table]) for table in (lines, others)))
    return worst
