#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""Fig. 3 of Li et al., Science 376, 517 (2022), in the plane: three particles run apart in the first charge and fall into step
over ten cycles of damage with fatigue, between voltage limits as by a fixed charge; without fatigue, and so with damage by wider openings alone, they stall.

usage: three_particles.py BINARIES CASE.prm
"""
import os
import sys
import tempfile

import h5py
import numpy as np

from chain import Chain, check


def run(binaries, case, folder, *settings):
    Chain(binaries).run("simulate", case, folder, [("Output/Figures", "false"), ("Output/Fields", "false"), *settings])
    with h5py.File(os.path.join(folder, "series.h5"), "r") as file:
        series = {name: file[name][...] for name in ("time", "cycle", "phase", "concentration", "damage")}
        series.update({name: file["balance/" + name][...] for name in ("lithium", "charge")})
    cycles, phase = series["cycle"], series["phase"]
    series["ends"] = [np.flatnonzero((cycles == n) & (phase == 1))[-1] for n in range(1, cycles.max() + 1)]
    return series


def check_findings(series, protocol):
    """Asynchronous in the first charge, damage late and unlike, then both of them alike."""
    ends, x, damage, time = series["ends"], series["concentration"], series["damage"], series["time"]
    spread, damage_spread = x[ends].std(axis=1), damage.std(axis=1)
    print(f"{protocol}: spread of c/c_max at the ends of charge:", *np.round(spread, 5))
    print("spread of damage there:", *np.round(damage_spread[ends], 4), "; largest", round(damage_spread.max(), 4))
    check(x[0].std() < 1e-12, "the particles do not begin alike")
    check(np.all(np.diff(x[ends[0]]) > 0), f"more coverage does not mean a faster particle: {x[ends[0]]}")
    early = damage[time < 0.6 * time[ends[0]]].max(axis=0) / damage[ends[0]]
    print("damage at 0.6 of the first charge, of that at its end:", *np.round(early, 4))
    check(np.all(early < 0.05), f"damage at 0.6 of the first charge is {early} of that at its end")
    check(np.ptp(damage[ends[0]]) > 0.05, f"damage does not split in the first charge: {damage[ends[0]]}")
    check(spread[9] <= 0.6 * spread[0], f"the spread of c/c_max falls from {spread[0]} to {spread[9]} only")
    check(np.all(np.diff(spread[1:]) <= 0.1 * spread[1:-1]), f"the spread of c/c_max rises again: {spread}")
    check(damage_spread[ends[9]] <= 0.3 * damage_spread.max(),
          f"the spread of damage falls from {damage_spread.max()} to {damage_spread[ends[9]]} only")


def main():
    binaries, case = sys.argv[1:]
    ten = ("Protocol/Cycles", "10")
    with tempfile.TemporaryDirectory() as folder:
        limited = run(binaries, case, folder + "/voltage", ten)
        fixed = run(binaries, case, folder + "/capacity", ten, ("Protocol/Mode", "capacity"))
        once = run(binaries, case, folder + "/no_fatigue", ("Protocol/Cycles", "6"), ("Interface/Fatigue", "false"))
    check_findings(limited, "between voltage limits")
    check_findings(fixed, "by a fixed charge")
    stalled = once["concentration"][once["ends"]].std(axis=1)
    print("without fatigue:", *np.round(stalled, 5))
    check(stalled[-1] > 0.7 * stalled[0], f"without fatigue the spread falls from {stalled[0]} to {stalled[-1]}")
    check(abs(stalled[-1] / stalled[2] - 1) < 0.01, f"without fatigue the spread still moves: {stalled}")
    for series in (limited, fixed, once):
        check(np.abs(series["lithium"]).max() < 1e-10, f"lithium is lost: {np.abs(series['lithium']).max():.1e}")
        check(np.abs(series["charge"]).max() < 1e-8, f"charge is lost: {np.abs(series['charge']).max():.1e}")


if __name__ == "__main__":
    main()
