#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""Catena against what else one could pick, interleaved in one job on one core; prints Markdown.

    ninja benchmarks all && python3 tests/benchmarks/compare.py BUILD [--sizes 128 256 400] [--steps gaussian ...]

BUILD is the build folder. The volumes are made by the generate stage, or taken from vol_N.npy and truth_N.npy in the
folder given by --volumes. Needs python3-numpy, -scipy, -skimage, -h5py; ITK joins if the build found it.
"""
import argparse
import os
import platform
import sys
from collections import namedtuple

import report
from agreement import CHECKS
from inputs import Volume
from stage_chain import run_chain
from step_program import StepProgram, interleaved, median

# What a step must at least read and write decides its limit by bandwidth; goals are ratios of CPU time.
Step = namedtuple("Step", "name bytes_per_voxel goals")
STEPS = [
    Step("gaussian", 4, {"scipy": 8}),
    Step("median", 4, {"itk": 40}),
    Step("otsu", 5, {}),
    Step("distance", 5, {"scipy": 6, "itk": 3}),
    Step("components6", 5, {"itk": 1.5}),
    Step("components26", 5, {"itk": 1.5}),
    Step("watershed", 8, {"itk": 5}),
    Step("labels", 4, {"itk": 5}),
    Step("closing", None, {"itk": 2}),
]
CHAIN_GOAL, RANKS_GOAL, GROWTH_GOAL, BYTES_GOAL = 100, 1.7, 1.15, 20


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", help="build folder")
    parser.add_argument("--sizes", type=int, nargs="+", default=[128, 256, 400])
    parser.add_argument("--steps", nargs="+", help="only these; 'chain' is one, 'none' leaves all out")
    parser.add_argument("--volumes", help="folder with vol_N.npy and truth_N.npy instead of generated ones")
    parser.add_argument("--scratch", default="benchmark-volumes", help="where the inputs and results are kept")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--patience", type=float, default=5, help="a program slower than this many seconds runs once")
    parser.add_argument("--no-ranks", action="store_true", help="leave out the comparison of one and two ranks")
    parser.add_argument("--peers", nargs="*", default=["itk", "scipy"])
    return parser.parse_args()


def selected(options):
    return [step for step in STEPS if not options.steps or step.name in options.steps]


def wants_chain(options):
    return not options.steps or "chain" in options.steps


def programs_for(options, volume, core, names):
    """Those of the named programs that are there, started."""
    programs = f"{options.build}/bin"
    here = os.path.dirname(os.path.abspath(__file__))
    commands = {"ours": [f"{programs}/bench_kernels"], "itk": [f"{programs}/peer_itk"],
                "scipy": [sys.executable, f"{here}/peer_scipy.py"]}
    return [StepProgram(name, commands[name] + volume.arguments(), core) for name in names
            if os.path.exists(commands[name][0])]


def compare_steps(options, volume, core):
    """Prints the table of one size; returns our CPU times by step."""
    programs = programs_for(options, volume, core, ["ours"] + options.peers)
    bandwidth = 1e9 * programs[0].run("copy").figures["gigabytes_per_second"]
    rows, remarks, ours = [], [], {}
    for step in selected(options):
        results = interleaved(programs, step.name, options.rounds, options.patience, volume.folder)
        times = {name: median(outcomes) for name, outcomes in results.items()}
        ours[step.name] = times["ours"]
        rows += report.step_rows(step, volume, times, step.goals, bandwidth)
        if len(results) > 1 and step.name in CHECKS:
            try:
                agreed, text = CHECKS[step.name](volume, results)
                remarks.append(f"- {step.name}: {text}" + ("" if agreed else " **(disagree)**"))
            except (FileNotFoundError, KeyError) as missing:
                remarks.append(f"- {step.name}: not compared, {missing} is missing")
        print(f"  {step.name} {volume.n}: {times}", file=sys.stderr, flush=True)
    for program in programs:
        program.close()
    if rows:
        print(f"One core copies {bandwidth / 1e9:.1f} GB/s (read and written).\n")
        print(report.table(report.STEP_HEADER, rows))
        print("\n".join(remarks) + "\n", flush=True)
    return ours


def compare_chain(options, volume, core):
    """The stage programs against the peer's chain, which stands between them; returns our CPU seconds."""
    runs, theirs = [run_chain(f"{options.build}/bin", volume, core=core)], None
    if "scipy" in options.peers:
        with programs_for(options, volume, core, ["scipy"])[0] as peer:
            theirs = peer.run("chain")
    runs += [run_chain(f"{options.build}/bin", volume, core=core) for _ in range(2)]
    cpu, peak = median(runs), max(run.peak for run in runs)
    row = ["segment + measure", f"{volume.n}³", report.seconds(cpu), f"{1e-6 * volume.voxels / cpu:.1f}",
           f"{peak / volume.voxels:.1f}", BYTES_GOAL, report.verdict(BYTES_GOAL * volume.voxels, peak)]
    if theirs:
        row += [report.seconds(theirs.cpu), report.seconds(theirs.figures["without_closing"]), f"{theirs.cpu / cpu:.0f}",
                CHAIN_GOAL, report.verdict(theirs.cpu / cpu, CHAIN_GOAL)]
    print(report.table(report.CHAIN_HEADER[:len(row)], [row]), flush=True)
    return cpu


def compare_ranks(options, volume):
    """Wall time on one and two ranks, turn by turn."""
    kernels = f"{options.build}/bin/bench_kernels"
    programs = [StepProgram(name, ["mpirun", "-n", ranks, kernels] + volume.arguments())
                for name, ranks in (("one", "1"), ("two", "2"))]
    rows = []
    parallel = [step for step in selected(options) if step.name != "closing"]  # one particle is one rank's work
    for step in [Step("copy", None, {})] + parallel:
        results = interleaved(programs, step.name, options.rounds, options.patience)
        one, two = (median(results[name], "wall") for name in ("one", "two"))
        if step.name == "copy":  # every rank copies its own
            two /= 2
        rows.append((step.name, report.seconds(one), report.seconds(two), f"{one / two:.2f}", "", ""))
    for program in programs:
        program.close()
    if wants_chain(options):
        pairs = [[run_chain(f"{options.build}/bin", volume, ranks) for ranks in (1, 2)] for _ in range(3)]
        one, two = (median([pair[i] for pair in pairs], "wall") for i in range(2))
        rows.append(("whole chain", report.seconds(one), report.seconds(two), f"{one / two:.2f}", RANKS_GOAL,
                     report.verdict(one / two, RANKS_GOAL)))
    print(f"Two ranks, {volume.n}³:\n")
    print(report.table(("step", "one rank, wall s", "two ranks, wall s", "speed-up", "goal", "met"), rows), flush=True)


def print_growth(times, small, large):
    """CPU time per voxel of the largest cube over that of the smallest."""
    rows = []
    for step, seconds in times[large.n].items():
        growth = (seconds / large.voxels) / (times[small.n][step] / small.voxels)
        rows.append((step, f"{growth:.2f}", f"≤ {GROWTH_GOAL}", "yes" if growth <= GROWTH_GOAL else "**no**"))
    print(f"Time per voxel, {large.n}³ over {small.n}³:\n")
    print(report.table(("step", "growth", "goal", "met"), rows), flush=True)


def main():
    options = arguments()
    core = min(os.sched_getaffinity(0))
    sys.stdout.reconfigure(encoding="utf-8")
    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores\n", flush=True)
    volumes = [Volume(options.scratch, n) for n in sorted(options.sizes)]
    times = {}
    for volume in volumes:
        volume.make(f"{options.build}/bin", options.volumes)
        times[volume.n] = compare_steps(options, volume, core)
        if wants_chain(options):
            times[volume.n]["whole chain"] = compare_chain(options, volume, core)
    if len(volumes) > 1:
        print_growth(times, volumes[0], volumes[-1])
    if os.cpu_count() > 1 and not options.no_ranks:
        compare_ranks(options, volumes[-1])


if __name__ == "__main__":
    main()
