#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""The cut mesh against fitted finite elements, time to error, interleaved in one job on one core; prints Markdown.

    ninja benchmarks && python3 tests/benchmarks/compare_finite_elements.py BUILD PEERS [--rounds 3] [--problems misfit ...]

BUILD is the build folder, PEERS a folder with the peers' scripts diffusion.py, conduction.py and misfit.py, which solve
the problems of ball_diffusion.h, ball_conduction.h and misfit_ball.h with dolfinx 0.5 on gmsh's curved tetrahedra of
second order. Times are CPU seconds: their meshing and our octree and cut quadrature included, compiling of their forms
left out. Needs python3-dolfinx and python3-gmsh.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
from collections import namedtuple

# `error` names ours; `theirs` those of the peer, of which the least counts. `ladder`: (degree, cells); `peers`: options.
Problem = namedtuple("Problem", "goals error theirs ladder script peers allowed")
PROBLEMS = {
    "diffusion": Problem([1e-2, 1e-3], "surface", ["surf_nodal_max_end"], [(1, 4), (1, 5), (2, 1.5), (2, 2)],
                         "diffusion.py", [f"--degree 2 --solver cg_jacobi --h {h}" for h in (0.9, 0.7, 0.6, 0.4, 0.35, 0.3, 0.25)], 1.5),
    "conduction": Problem([1e-3, 1e-4], "L2", ["L2"], [(1, 5), (1, 5.5), (2, 1.5), (2, 2), (2, 3), (2, 4)], "conduction.py",
                          [f"--degree 2 --h {h}" for h in (0.3, 0.25, 0.22, 0.2, 0.12, 0.1, 0.09)], 1.5),
    "misfit": Problem([2e-2], "traction", ["sn_in_rms", "sn_out_rms", "sn_avg_rms", "sn_weak_rms"],
                      [(1, 5), (1, 6), (1, 6.5)], "misfit.py",
                      [f"--degree 2 --solver cg_hypre_el --h {h}" for h in (0.25, 0.21, 0.18)], 1.5),
    "close_balls": Problem([2e-2, 1e-2, 5e-3], "moments", ["moments"], [(1, 8), (1, 16), (1, 24)], None,
                           [f"--h {h}" for h in (0.5, 0.4, 0.3)], 1 / 3),
}
REFERENCE = "--h 0.2"  # of close_balls, for both
COMPILING = "jit", "solve_again", "traction"  # what is left out of a peer's time


def run(command):
    # Libraries are bound before any clock starts.
    environment = dict(os.environ, OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", LD_BIND_NOW="1")
    done = subprocess.run([str(word) for word in command], env=environment, capture_output=True, text=True, check=False)
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if done.returncode != 0 or not lines:
        sys.exit(f"{' '.join(map(str, command))} fails:\n{done.stderr[-2000:]}")
    result = json.loads(lines[-1])
    result.setdefault("total", sum(seconds for part, seconds in result["cpu"].items() if part not in COMPILING))
    result.setdefault("unknowns", result.get("dofs"))
    return result


def median_of(results):
    """One result with the median of every time."""
    result = dict(results[0])
    result["total"] = statistics.median(r["total"] for r in results)
    result["cpu"] = {part: statistics.median(r["cpu"][part] for r in results) for part in result["cpu"]}
    return result


def distance(moments, reference):
    return (sum((a - b)**2 for a, b in zip(moments, reference)) / sum(b**2 for b in reference))**0.5


def measure(name, given):
    """[(label, result)] of our ladder and of the peer's, each with its error."""
    problem = PROBLEMS[name]
    script = given.peers / problem.script if problem.script else pathlib.Path(__file__).parent / "fitted_close_balls.py"
    peer = lambda options: [sys.executable, script, *options.split()]
    commands = {("ours", f"Q{degree}, {cells} cells"): [given.build / "bin" / "bench_cut_cells", name, degree, cells]
                for degree, cells in problem.ladder}
    commands.update({("theirs", options): peer(options) for options in problem.peers})
    run(peer(problem.peers[0]))  # compiles their forms
    rounds = [{key: run(command) for key, command in commands.items()} for _ in range(given.rounds)]
    results = {key: median_of([results[key] for results in rounds]) for key in commands}
    reference = None if problem.script else run(peer(REFERENCE))["moments"]
    for (side, _), result in results.items():
        if reference:
            result["error"] = distance(result["moments"], reference)
        elif side == "ours":
            result["error"] = result["errors"][problem.error]
        else:
            result["error"] = min(result[quantity] for quantity in problem.theirs)
    return results


def print_problem(name, results):
    print(f"\n## {name}\n\n| run | unknowns | error | CPU s | parts |\n| --- | --- | --- | --- | --- |")
    for (side, label), r in results.items():
        parts = ", ".join(f"{part} {seconds:.3g}" for part, seconds in r["cpu"].items() if part not in COMPILING)
        extra = f"; {r['unknown_steps_per_s']:.3g} unknowns x steps/s, {r['bytes_per_unknown'] / 1e3:.3g} KB an unknown" \
            if side == "ours" else ""
        print(f"| {side}: {label} | {r['unknowns']:.0f} | {r['error']:.2e} | {r['total']:.3g} | {parts}{extra} |")
    print("\n| goal | ours, CPU s | theirs, CPU s | ours over theirs | allowed | met |\n| --- | --- | --- | --- | --- | --- |")
    for goal in PROBLEMS[name].goals:
        best = {side: min((r["total"] for (s, _), r in results.items() if s == side and r["error"] <= goal), default=None)
                for side in ("ours", "theirs")}
        if None in best.values():
            missing = " and ".join(side for side, seconds in best.items() if seconds is None)
            print(f"| {goal:g} | not reached by {missing} on this ladder | | | | |")
            continue
        ratio = best["ours"] / best["theirs"]
        allowed = PROBLEMS[name].allowed
        print(f"| {goal:g} | {best['ours']:.3g} | {best['theirs']:.3g} | {ratio:.2f} | {allowed:.2g} | "
              f"{'yes' if ratio <= allowed else '**no**'} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("peers", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--problems", nargs="+", choices=PROBLEMS, default=list(PROBLEMS))
    given = parser.parse_args()
    try:
        import dolfinx  # noqa: F401  pylint: disable=unused-import
        import gmsh  # noqa: F401  pylint: disable=unused-import
    except ImportError as missing:
        sys.exit(f"{missing}: the peers need python3-dolfinx and python3-gmsh")
    for name in given.problems:
        print_problem(name, measure(name, given))
        sys.stdout.flush()


if __name__ == "__main__":
    main()
