# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""What the figures of all stages share: how they look, that they appear whole, and what their programs say at the end."""
import contextlib
import os
import sys

import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
from matplotlib.colors import LinearSegmentedColormap

INK, FAINT, PALE = "#22303c", "#9aa5ae", "#e4e9ed"
# One a set of particles; the first two are those of Fig. 4 of doi:10.1126/science.abm8962. Readable on white and on black.
SETS = ["#2f9e5c", "#3478c5", "#d9822b", "#8e5bb5", "#c2456b", "#239a9a"]
POSITIVE, NEGATIVE = "#cf3f4f", "#3f7fbf"
DAMAGE = LinearSegmentedColormap.from_list("damage", ["#19c3e6", "#4fd67a", "#ffd23f", "#ff8a1f", "#ee1f3f"])
STYLE = {
    "font.family": "DejaVu Sans", "font.size": 9, "axes.edgecolor": INK, "axes.labelcolor": INK, "text.color": INK,
    "xtick.color": INK, "ytick.color": INK, "axes.linewidth": 0.7, "xtick.major.width": 0.7, "ytick.major.width": 0.7,
    "xtick.major.size": 3, "ytick.major.size": 3, "axes.spines.top": False, "axes.spines.right": False,
    "savefig.dpi": 200, "svg.fonttype": "none", "svg.hashsalt": "catena", "axes.titlesize": 9, "axes.titlecolor": INK,
}


def save(figure, folder, name):
    """PNG and SVG, each under its name only when whole."""
    edges = figure.get_tightbbox(figure.canvas.get_renderer()).padded(0.08)
    for kind in ("png", "svg"):
        path = os.path.join(folder, f"{name}.{kind}")
        aside = f"{path}.partial"
        try:
            figure.savefig(aside, format=kind, bbox_inches=edges)
            os.replace(aside, path)
        except BaseException:
            with contextlib.suppress(OSError):
                os.remove(aside)
            raise
    plt.close(figure)


def colour_of(place):
    """The colour of a set by its place among all."""
    return SETS[place % len(SETS)]


def run(usage, draw):
    """The main of a program whose one argument is a stage's output folder. `draw(folder, figures)` makes the figures in
    the folder `figures` and returns of how many particles. Returns the exit status; the last line printed says what was
    made, or why nothing could be."""
    if len(sys.argv) != 2:
        print(usage)
        return 1
    folder = sys.argv[1]
    figures = os.path.join(folder, "figures")
    try:
        os.makedirs(figures, exist_ok=True)
        with plt.rc_context(STYLE):
            particles = draw(folder, figures)
    except (OSError, KeyError, ValueError, MemoryError) as error:
        print(f"{type(error).__name__}: {' '.join(str(error).split())}")
        return 1
    print(f"figures of {particles} particles in {figures}")
    return 0
