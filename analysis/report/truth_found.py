# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""Generated particles against what was measured of them: which are found, and how right their damage and their volume are."""
import csv

import matplotlib.pyplot as plt
import numpy as np

from figure_form import FAINT, colour_of, save
from measured_sets import table_of
from number_text import fixed, number, percent, quoted
from page_item import Item, Missing, Table
from stage_folders import UnusableFile

TITLE = "What was found of the generated particles"
NEEDED = ("id", "X", "Y", "Z", "Volume", "Damage")


def read_truth(path):
    try:
        with open(path, newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        return {name: np.array([float(row[name]) for row in rows]) for name in NEEDED}
    except (OSError, KeyError, ValueError, TypeError) as error:
        raise UnusableFile(f"'{path}' cannot be read: {error}") from error


def nearest(places, others):
    """For each place the nearest of the others, and its distance."""
    found, apart = np.empty(len(places), int), np.empty(len(places))
    for start in range(0, len(places), 500):
        part = slice(start, start + 500)
        distance = np.linalg.norm(places[part, None] - others[None], axis=2)
        found[part] = distance.argmin(axis=1)
        apart[part] = distance.min(axis=1)
    return found, apart


def matches(truth, table):
    """Rows of the truth and of the table that are the same particle: each the other's nearest, within half a radius."""
    real, seen = (np.stack([one[axis] for axis in "XYZ"], 1) for one in (truth, table))
    there, apart = nearest(real, seen)
    back, _ = nearest(seen, real)
    radius = np.cbrt(3 * truth["Volume"] / (4 * np.pi))
    same = (back[there] == np.arange(len(real))) & (apart < 0.5 * radius)
    return np.flatnonzero(same), there[same]


def item(pairs, folder):
    """`pairs`: (place among the sets, name, folder of generate, folder of measure)."""
    found = []
    for place, name, generated, measured in pairs:
        truth, table = read_truth(generated.file("truth.csv")), table_of(measured)
        if len(truth["id"]):
            found.append((place, name, truth, table, *matches(truth, table)))
    found = [one for one in found if len(one[4]) > 1]
    if not found:
        return Missing(TITLE, "No set has both a folder of generate and one of measure whose particles can be told to be the same.")
    figure, axes = plt.subplots(1, 2, figsize=(7.4, 3.4))
    said, rows = [], []
    for place, name, truth, table, real, seen in found:
        damage = 100 * truth["Damage"][real], 100 * table["Damage"][seen]
        volume = 1e18 * truth["Volume"][real], 1e18 * table["Volume"][seen]
        for axis, values in zip(axes, (damage, volume)):
            axis.scatter(*values, s=9, color=colour_of(place), alpha=0.6, lw=0, label=name, rasterized=len(real) > 500)
        off = np.abs(damage[1] - damage[0])
        wrong = np.abs(volume[1] / volume[0] - 1)
        said.append(f"Of {number(len(truth['id']))} generated particles of {quoted(name)} {number(len(real))} are found "
                    f"({percent(len(real) / len(truth['id']))}); half of these have their damage right within {fixed(np.median(off), 1)} points "
                    f"and their volume within {percent(float(np.median(wrong)))}.")
        rows.append([name, *((number(v), v) for v in (len(truth["id"]), len(table["id"]), len(real))),
                     *((fixed(v, 2), float(v)) for v in (np.median(off), np.quantile(off, 0.9), float((damage[1] - damage[0]).mean()))),
                     *((fixed(100 * v, 1), float(v)) for v in (np.median(wrong), np.quantile(wrong, 0.9)))])
    for axis, title, unit in zip(axes, ("Damage", "Volume"), ("%", "µm³")):
        ends = axis.get_xlim()
        axis.axline((ends[1] / 2, ends[1] / 2), slope=1, color=FAINT, lw=1, ls="--")
        axis.set(xlabel=f"generated, {unit}", ylabel=f"measured, {unit}")
        axis.set_title(title, loc="left", fontweight="bold")
        axis.legend(frameon=False, fontsize=8)
    figure.tight_layout(w_pad=1.6)
    save(figure, folder, "truth_found")
    head = ["set", "generated", "measured", "found", "damage off by, points", "nine of ten within", "damage too high by", "volume off by, %",
            "nine of ten within"]
    return Item("truth_found", TITLE, said, tables=[Table(head, rows, "Found: each the other's nearest, within half a radius. Off by: medians.")],
                caption="A point a particle that is found; dashed: as generated. Particles that the image's edge cuts are among them.")
