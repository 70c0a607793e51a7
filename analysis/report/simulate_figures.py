#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""Figures of the stage `simulate`, from the files in its output folder alone.

usage: simulate_figures.py FOLDER
reads  FOLDER/series.h5, FOLDER/cycles.csv and FOLDER/fields/
writes FOLDER/figures/{synchronisation,voltage,cycles,particles}.{png,svg}
The last line printed says what was made or, with exit status 1, why nothing could be.

`synchronisation` has the form of Fig. 3, B to E, of Li et al., Science 376, 517 (2022), doi:10.1126/science.abm8962, with
its unit of time, the 720 s in which 5C pass the full capacity."""
import csv
import os
import sys

try:
    from figure_form import INK, run, save
    import h5py
    import matplotlib.pyplot as plt
    import numpy as np
    from matplotlib.colors import LinearSegmentedColormap, Normalize
    from particle_pictures import limit, particles_figure
except ImportError as missing:
    print(f"{missing}; install python3-matplotlib and python3-h5py")
    sys.exit(1)

TAU = 720.0
FEW = ["#c8253a", "#2b6f9e", "#3f9b58", "#e08a1e", "#7a4fa3", "#1fa3a3"]
COVERAGE = LinearSegmentedColormap.from_list("coverage", ["#3f9b58", "#2b6f9e", "#c8253a"])


def read_series(path):
    with h5py.File(path, "r") as file:
        names = ["time", "cycle", "phase", "voltage", "current", "concentration", "damage", "dissipation", "resistance"]
        series = {name: file[name][...] for name in names}
        series.update({name: file["particles"][name][...] for name in ("id", "coverage")})
    return series


def read_cycles(path):
    with open(path, newline="") as file:
        rows = list(csv.DictReader(file))
    return {name: np.array([float(row[name]) for row in rows]) for name in (rows[0] if rows else [])}


def colours_of(series):
    """A colour for each particle: few have their own, many that of their coverage."""
    coverage = series["coverage"]
    if len(coverage) <= len(FEW):
        return FEW[:len(coverage)]
    span = coverage.max() - coverage.min() or 1.0
    return [COVERAGE((value - coverage.min()) / span) for value in coverage]


def letter(axis, text, title):
    axis.set_title(f"{text}   {title}" if text else title, loc="left", fontweight="bold", fontsize=9.5, pad=6)


def synchronisation_figure(series, folder, name="synchronisation"):
    time = series["time"] / TAU
    colours = colours_of(series)
    many = len(colours) > len(FEW)
    names = [f"particle {i} ({c:.0%})" for i, c in zip(series["id"], series["coverage"])]
    figure, axes = plt.subplots(2, 2, figsize=(9.2, 6.2), sharex=True)
    x, damage = series["concentration"], series["damage"]

    def lines(axis, values):
        for k, colour in enumerate(colours):
            axis.plot(time, values[:, k], color=colour, lw=0.7 if many else 1.1, alpha=0.6 if many else 1,
                      label=None if many else names[k])

    lines(axes[0, 0], x)
    axes[0, 0].set_ylabel("$C/C_{max}$, mean of a particle")
    letter(axes[0, 0], "B", "Lithium concentration")
    axes[0, 1].plot(time, x.std(axis=1), color=INK, lw=1.1)
    axes[0, 1].set_ylabel("standard deviation")
    axes[0, 1].set_ylim(bottom=0)
    letter(axes[0, 1], "C", "Variation of $C/C_{max}$")
    lines(axes[1, 0], damage)
    axes[1, 0].set_ylabel("damage, mean of a particle's surface")
    axes[1, 0].set_ylim(limit(np.append(damage.ravel(), 0)))
    letter(axes[1, 0], "D", "Interfacial damage")
    deviation = damage - damage.mean(axis=1, keepdims=True)
    lines(axes[1, 1], deviation)
    axes[1, 1].axhline(0, color="black", lw=1, ls="--", label=None if many else "mean")
    axes[1, 1].set_ylabel("damage less the mean of all")
    letter(axes[1, 1], "E", "Deviation from the mean damage")
    for axis in axes[1]:
        axis.set_xlabel("$t/\\tau$,  $\\tau$ = 720 s")
    for axis in axes.flat:
        axis.set_xlim(0, time[-1] or 1)
    figure.tight_layout(h_pad=1.6, w_pad=1.8, rect=(0, 0, 1, 0.955))
    if many:
        shown = plt.cm.ScalarMappable(Normalize(series["coverage"].min(), series["coverage"].max()), COVERAGE)
        figure.colorbar(shown, ax=axes, fraction=0.02, pad=0.015, label="share of the surface facing high conductivity")
    else:
        handles, labels = axes[1, 1].get_legend_handles_labels()
        figure.legend(handles, labels, loc="upper left", bbox_to_anchor=(0.01, 1.0), ncol=len(labels), frameon=False,
                      fontsize=8.5, handlelength=1.6)
    save(figure, folder, name)


def chosen_cycles(cycle):
    last = int(cycle.max())
    return sorted({n for n in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000) if n <= last} | {last})


def voltage_figure(series, folder, name="voltage"):
    figure, axes = plt.subplots(1, 2, figsize=(9.2, 3.5), gridspec_kw={"width_ratios": [1.5, 1]})
    hours = series["time"] / 3600
    axes[0].plot(hours, series["voltage"], color=INK, lw=0.8)
    axes[0].set(xlabel="time (h)", ylabel="cell voltage (V)", xlim=(0, hours[-1] or 1))
    letter(axes[0], "", "Voltage")
    chosen = chosen_cycles(series["cycle"])
    for place, cycle in enumerate(chosen):
        colour = plt.get_cmap("plasma")(0.05 + 0.8 * place / max(1, len(chosen) - 1))
        for driven, sign in (((1, 3), 1), ((2,), -1)):
            part = (series["cycle"] == cycle) & np.isin(series["phase"], driven)
            if part.sum() < 2:
                continue
            time, current = series["time"][part], series["current"][part]
            passed = np.concatenate([[0], np.cumsum(0.5 * (current[1:] + current[:-1]) * np.diff(time))])
            axes[1].plot(np.abs(passed) * 1e9, series["voltage"][part], color=colour, lw=1.1,
                         label=f"cycle {cycle}" if sign > 0 else None)
    axes[1].set(xlabel="charge passed (nC)", ylabel="cell voltage (V)")
    axes[1].legend(frameon=False, fontsize=8, handlelength=1.4)
    letter(axes[1], "", "Charges and discharges")
    figure.tight_layout(w_pad=2)
    save(figure, folder, name)


def cycles_figure(cycles, folder, name="cycles"):
    number = cycles["cycle"]
    figure, axes = plt.subplots(2, 2, figsize=(9.2, 5.6), sharex=True)
    mark = {"lw": 1.1, "marker": "o" if len(number) <= 30 else None, "ms": 3}
    axes[0, 0].plot(number, cycles["charge_capacity"] * 1e9, color=FEW[0], label="charge", **mark)
    axes[0, 0].plot(number, cycles["discharge_capacity"] * 1e9, color=FEW[1], label="discharge", **mark)
    axes[0, 0].set_ylabel("capacity (nC)")
    axes[0, 0].legend(frameon=False, fontsize=8)
    letter(axes[0, 0], "", "Capacity")
    axes[0, 1].plot(number, cycles["end_of_charge_std_x"], color=INK, **mark)
    axes[0, 1].set_ylabel("standard deviation")
    axes[0, 1].set_ylim(bottom=0)
    letter(axes[0, 1], "", "Variation of $C/C_{max}$ at the end of charge")
    for axis, column, title, label in ((axes[1, 0], "damage", "Damage $d$, loss of stiffness", "$d$"),
                                       (axes[1, 1], "dissipation", "Dissipated work over toughness $w$", "$w$")):
        mean, spread = cycles[f"mean_{column}"], cycles[f"std_{column}"]
        axis.fill_between(number, mean - spread, mean + spread, color=FEW[1], alpha=0.2, lw=0)
        axis.plot(number, mean, color=FEW[1], label="mean and standard deviation", **mark)
        axis.plot(number, spread, color=INK, ls="--", lw=1, label="standard deviation")
        axis.set(xlabel="cycle", ylabel=label)
        axis.set_ylim(bottom=0)
        axis.legend(frameon=False, fontsize=8)
        letter(axis, "", title)
    axes[1, 0].locator_params(axis="x", integer=True)
    figure.tight_layout(h_pad=1.6, w_pad=1.8)
    save(figure, folder, name)


def draw(folder, figures):
    fields = os.path.join(folder, "fields")
    series = read_series(os.path.join(folder, "series.h5"))
    cycles = read_cycles(os.path.join(folder, "cycles.csv"))
    synchronisation_figure(series, figures)
    voltage_figure(series, figures)
    if cycles:
        cycles_figure(cycles, figures)
    if os.path.exists(os.path.join(fields, "solution.pvd")):
        particles_figure(series, fields, figures)
    return len(series["id"])


if __name__ == "__main__":
    sys.exit(run(__doc__, draw))
