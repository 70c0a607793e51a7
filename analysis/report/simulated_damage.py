# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""Measured damage against the results of a simulation, particle by particle."""
import matplotlib.pyplot as plt
import numpy as np

from figure_form import colour_of, save
from number_text import correlation, count, number, quoted
from page_item import Item, Missing, Table

TITLE = "Measured against simulated damage"


def sentence(analysis, name, column, found):
    r = found["pearson"]
    if r.get("value") is None:
        return f"In {quoted(name)} {column} has no correlation with the measured damage."
    sure = None not in (r.get("low"), r.get("high")) and r["low"] * r["high"] > 0
    end = "" if sure else ", which cannot be told from none"
    return (f"In {quoted(name)} {column} of the simulation goes with the measured damage by r = {correlation(r['value'])} "
            f"({correlation(r.get('low'))} to {correlation(r.get('high'))}){end}.")


def item(analysis, folder):
    compared = [(k, name, column, found) for k, name in enumerate(analysis.sets)
                for column, found in (analysis.get("comparison", name) or {}).items() if found and found.get("pearson")]
    if not compared:
        return Missing(TITLE, "The analysis has no simulation joined to its particles.")
    compared.sort(key=lambda one: "damage" not in one[2].lower())
    drawn = [one for one in compared if all(analysis.column(one[1], c) is not None for c in (one[2], "Damage"))][:6]
    columns = min(3, max(len(drawn), 1))
    rows = -(-max(len(drawn), 1) // columns)
    figure, axes = plt.subplots(rows, columns, figsize=(3.05 * columns + 0.3, 2.8 * rows), squeeze=False)
    for axis, (k, name, column, found) in zip(axes.ravel(), drawn):
        measured, simulated = analysis.column(name, "Damage"), analysis.column(name, column)
        there = np.isfinite(simulated) & np.isfinite(measured)
        axis.scatter(simulated[there], 100 * measured[there], s=8, color=colour_of(k), alpha=0.5, lw=0, rasterized=there.sum() > 500)
        axis.set(xlabel=column, ylabel="damage degree, measured, %")
        axis.set_title(f"{name}: r = {correlation(found['pearson'].get('value'))}", loc="left", fontweight="bold")
    for axis in axes.ravel()[len(drawn):]:
        axis.set_axis_off()
    figure.tight_layout(w_pad=1.4)
    save(figure, folder, "simulated_damage")
    rows = [[name, column, *(("–" if (found.get(kind) or {}).get(end) is None else (correlation(found[kind][end]), found[kind][end]))
                             for kind in ("pearson", "spearman") for end in ("value", "low", "high"))]
            for _, name, column, found in compared]
    said = [sentence(analysis, name, column, found) for _, name, column, found in compared[:4]]
    matched = [f"{count(analysis.get('particles', name, 'matched') or 0, 'particle')} of {number(analysis.get('particles', name, 'count'))} "
               f"of {quoted(name)} are in the simulation." for name in dict.fromkeys(name for _, name, _, _ in compared)]
    return Item("simulated_damage", TITLE, said + matched, leads=1, caption="A point a particle.",
                tables=[Table(["set", "simulated", "Pearson's r", "from", "to", "Spearman's", "from", "to"], rows)])
