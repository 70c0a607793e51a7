# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""What a simulation shows: lithium and damage of its particles over time, Fig. 3, B to E, of Li et al., Science 376, 517 (2022),
doi:10.1126/science.abm8962, and its course over the cycles."""
import os

import numpy as np

from number_text import count, number, percent, quoted
from page_item import Item, Missing, Table
from particle_pictures import particles_figure
from simulate_figures import cycles_figure, read_cycles, read_series, synchronisation_figure
from stage_folders import UnusableFile

TITLE = "The particles in the simulation"


def ends_of_charge(series):
    cycles, phase = series["cycle"], series["phase"]
    return [int(np.flatnonzero((cycles == n) & (phase == 1))[-1]) for n in range(1, int(cycles.max()) + 1)
            if ((cycles == n) & (phase == 1)).any()]


def trend(first, last):
    if first > 0 and last < 0.9 * first:
        return "they fall into step"
    return "they run apart" if last > 1.1 * first else "they stay as far apart"


def sentences(series, of):
    ends = ends_of_charge(series)
    particles = len(series["id"])
    if not ends or particles < 2:
        return [f"The simulation{of} has {count(particles, 'particle')} and {count(len(ends), 'charge')}."]
    x, damage = series["concentration"], series["damage"]
    spread, hurt = x[ends].std(axis=1), damage[ends].std(axis=1)
    said = []
    if len(ends) > 1:
        said.append(f"Among the {number(particles)} simulated particles{of} the standard deviation of C/Cmax at the end of charge goes from "
                    f"{number(spread[0], 2)} in cycle 1 to {number(spread[-1], 2)} in cycle {len(ends)}: {trend(spread[0], spread[-1])}.")
    else:
        said.append(f"At the end of the one charge the standard deviation of C/Cmax among the {number(particles)} simulated particles{of} "
                    f"is {number(spread[0], 2)}.")
    said.append(f"Their mean damage is then {percent(float(damage[ends[-1]].mean()))} (standard deviation {percent(float(hurt[-1]))}), "
                f"from {percent(float(damage[ends[-1]].min()))} to {percent(float(damage[ends[-1]].max()))}.")
    return said


def particle_table(series):
    rows = [[(str(int(i)), int(i)), *((number(float(v)), float(v)) for v in (series["coverage"][k], series["concentration"][-1, k],
                                                                             series["damage"][-1, k], series["dissipation"][-1, k]))]
            for k, i in enumerate(series["id"])]
    rows.sort(key=lambda row: -row[3][1])
    return Table(["particle", "coverage", "C/Cmax at the end", "damage at the end", "dissipation at the end"], rows[:100],
                 "The particles, the most damaged first" + (f"; 100 of {len(rows)}." if len(rows) > 100 else "."))


def cycle_table(cycles):
    names = [name for name in ("cycle", "charge_capacity", "discharge_capacity", "end_of_charge_mean_x", "end_of_charge_std_x", "mean_damage",
                               "std_damage") if name in cycles]
    rows = [[(number(float(cycles[name][k])), float(cycles[name][k])) for name in names] for k in range(len(cycles["cycle"]))]
    return Table([name.replace("_", " ") for name in names], rows, "Cycles; capacities in C.")


def picture(simulation, series, folder, end, of):
    """Concentration and damage on the particles at two moments."""
    title = "Lithium and damage on the particles" + of
    fields = simulation.file("fields")
    if not os.path.isfile(os.path.join(fields, "solution.pvd")):
        return Missing(title, f"'{fields}' has no pictures: simulated without fields.")
    try:
        shown = ", ".join(particles_figure(series, fields, folder, "particles" + end))
    except (OSError, ValueError, KeyError, IndexError) as error:
        return Missing(title, f"The pictures in '{fields}' cannot be read: {error}.")
    return Item("particles" + end, title, [f"Shown: {shown}."])


def items(simulation, folder, only):
    """The items of one simulation; `only`: there is no other, so its figures need no name of their own."""
    name = simulation.set
    of, end = (f" of {quoted(name)}", "" if only else "_" + file_name(name)) if name else ("", "")
    try:
        series = read_series(simulation.file("series.h5"))
    except (OSError, KeyError) as error:
        raise UnusableFile(f"'{simulation.file('series.h5')}' cannot be read: {error}") from error
    if len(series["time"]) < 2:
        return [Missing(TITLE + of, "The simulation has no time step.")]
    synchronisation_figure(series, folder, "synchronisation" + end)
    found = [Item("synchronisation" + end, TITLE + of, sentences(series, of), tables=[particle_table(series)], leads=1,
                  source="Fig. 3, B to E", caption="t/τ with τ = 720 s, in which 5C pass the full capacity.")]
    found.append(picture(simulation, series, folder, end, of))
    try:
        cycles = read_cycles(simulation.file("cycles.csv"))
    except (OSError, ValueError, KeyError):
        cycles = {}
    if not cycles:
        return found + [Missing("Its cycles", f"'{simulation.file('cycles.csv')}' has no whole cycle.")]
    cycles_figure(cycles, folder, "cycles" + end)
    kept = cycles["discharge_capacity"][-1] / cycles["charge_capacity"][0] if cycles["charge_capacity"][0] else np.nan
    said = [f"After {count(len(cycles['cycle']), 'cycle')} the discharge{of} gives {percent(float(kept))} of the first charge."]
    found.append(Item("cycles" + end, "Its cycles", said, tables=[cycle_table(cycles)]))
    return found


def file_name(name):
    """A set's name as part of the name of a file."""
    return "".join(c if c.isalnum() else "_" for c in name)
