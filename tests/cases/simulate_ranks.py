#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""What simulate finds is the same on 1, 2, 3 and 4 ranks to 1e-7, and over a restart: to 1e-9 on as many ranks, to 1e-7 on others.

usage: simulate_ranks.py BINARIES CASE.prm
"""
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from chain import Chain, check
from simulated import same, series_of

# Few and long steps: what ranks cost here is waiting for each other.
SMALL = [("Geometry/Cells per radius", "4"), ("Output/Figures", "false"), ("Output/Fields", "false"),
         ("Geometry/Coverages", "0.8, 0.3"), ("Protocol/Cycles", "1"), ("Time stepping/Tolerance", "0.01"),
         ("Time stepping/First step", "0.005"), ("Time stepping/Longest step", "0.1"), ("Time stepping/Mechanics interval", "0.1"),
         ("Time stepping/Damage step", "0.05")]
WEAK = [("Protocol/Mode", "capacity"), ("Protocol/Capacity", "0.3"), ("Interface/Strength", "4e6")]
# By name: settings, on how many ranks, whether damage must come, and on how many ranks it goes on after a stop.
RUNS = {
    "three discs through damage and fatigue": (WEAK + [("Geometry/Coverages", "0.8, 0.5, 0.2")], (3, 4), True, ()),
    "separator, salt, damage, rest": (WEAK + [("Geometry/Separator thickness", "5e-6"), ("Electrolyte/Model", "salt"),
                                                      ("Protocol/Rest after charge", "60")], (2,), True, (1, 3)),
    "discs 0.3 cells apart, in one cell of the mesh": (WEAK + [("Geometry/Box", "12e-6, 20.3e-6"), ("Geometry/Spheres",
                                                               "6e-6, 6e-6, 4e-6; 6e-6, 14.3e-6, 4e-6")], (2, 3), True, (1, 2)),
    "degree 2, potential of the electrolyte, hold, no mechanics": ([("Mesh/Degree", "2"), ("Electrolyte/Model", "potential"),
                                                                    ("Protocol/Hold cut-off", "0.5"),
                                                                    ("Mechanics/Solve", "false")], (2,), False, ()),
}


def seconds_of(folder):
    with open(os.path.join(folder, "run.json"), encoding="utf-8") as file:
        return json.load(file)["wall_time"]["seconds"]


def check_restarts(binaries, case, folder, settings, whole, share, on_ranks):
    """Stopped by a signal on 1 rank after about that share of the run and taken up again, on as many ranks and on others."""
    stopped = f"{folder}/stopped_{share}"
    patience = share * seconds_of(whole)
    for _ in range(5):  # where it stops depends on how busy the machine is
        with subprocess.Popen(Chain(binaries).command("simulate", case, stopped, settings), stdout=subprocess.DEVNULL) as first:
            while first.poll() is None and not os.path.exists(stopped + "/run.json"):
                time.sleep(0.02)
            time.sleep(patience)
            first.send_signal(signal.SIGTERM)
            first.wait(timeout=300)
        if first.returncode != 0:
            break
        patience /= 2
        shutil.rmtree(stopped)
    check(first.returncode == 75, f"on SIGTERM after {patience} s simulate ends with {first.returncode}")
    for ranks in on_ranks:
        tolerance = 1e-9 if ranks == 1 else 1e-7
        output = f"{folder}/restarted_{share}_{ranks}"
        shutil.copytree(stopped, output)
        done = Chain(binaries, ranks).attempt("simulate", case, output, settings, restart=True)
        check(done.returncode == 0, f"the restart ends with {done.returncode}: {done.stdout}{done.stderr}")
        check("going on from" in done.stdout, f"the restart began anew: {done.stdout}")
        apart = same(whole, output, tolerance, f"restarted after {share} of the run on {ranks} ranks")
        print(f"  restarted after {share} of the run on {ranks} ranks: {apart:.1e} apart")


def main():
    binaries, case = sys.argv[1:3]
    for name, (settings, on_ranks, damages, restarts) in RUNS.items():
        print(name)
        settings = SMALL + settings
        with tempfile.TemporaryDirectory() as folder:
            whole = Chain(binaries).run("simulate", case, folder + "/1", settings)
            damage = series_of(whole)["damage"].max()
            check((damage > 0.05) == damages, f"{name}: damage reaches {damage}")
            for ranks in on_ranks:
                other = Chain(binaries, ranks).run("simulate", case, f"{folder}/{ranks}", settings)
                print(f"  {ranks} ranks: {same(whole, other, 1e-7, f'{name}, {ranks} ranks'):.1e} apart")
            if restarts:
                for share in (0.02, 0.2):  # within the first phase
                    check_restarts(binaries, case, folder, settings, whole, share, (1,))
                check_restarts(binaries, case, folder, settings, whole, 0.5, restarts)


if __name__ == "__main__":
    main()
