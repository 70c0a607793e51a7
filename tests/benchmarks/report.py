# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""The comparison as Markdown."""

PEERS = {"itk": "ITK", "scipy": "SciPy / scikit-image"}


def table(header, rows):
    lines = ["| " + " | ".join(header) + " |", "|" + " --- |" * len(header)]
    lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def seconds(value):
    return f"{value:.3g}" if value < 100 else f"{value:.0f}"


def verdict(ratio, goal):
    return "" if goal is None else ("yes" if ratio >= goal else "**no**")


def step_rows(step, volume, times, goals, bandwidth):
    """One row a peer. `times`: {program: median CPU s}; `bandwidth` in bytes/s."""
    ours = times["ours"]
    limit = step.bytes_per_voxel * volume.voxels / bandwidth if step.bytes_per_voxel else None
    share = f"{100 * limit / ours:.0f} %" if limit else ""
    rows = []
    for peer, name in PEERS.items():
        if peer not in times:
            continue
        ratio, goal = times[peer] / ours, goals.get(peer)
        rows.append((step.name, f"{volume.n}³", seconds(ours), f"{1e-6 * volume.voxels / ours:.0f}", share, name,
                     seconds(times[peer]), f"{ratio:.1f}", goal if goal else "", verdict(ratio, goal)))
    return rows


STEP_HEADER = ("step", "size", "ours, CPU s", "Mvoxel/s", "of the memory's limit", "peer", "peer, CPU s", "ratio", "goal",
               "met")

# The peer's closing is extrapolated from a sample of particles.
CHAIN_HEADER = ("chain", "size", "ours, CPU s", "Mvoxel/s", "peak bytes a voxel", "at most", "met", "scikit-image, CPU s",
                "of it without the closing", "ratio", "goal", "met")
