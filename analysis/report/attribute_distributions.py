# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""The distributions of all attributes by set: fig. S6 of Li et al., Science 376, 517 (2022), doi:10.1126/science.abm8962."""
import matplotlib.pyplot as plt
import numpy as np

from attribute_names import ORDER, shown
from figure_form import colour_of, save
from number_text import listing, number, p_text, quoted
from page_item import Item, Missing, Table

TITLE = "The attributes of the particles"


def in_order(names):
    order = ["X", "Y", *ORDER, "Damage"]
    return sorted(names, key=lambda name: order.index(name) if name in order else len(order))


def draw(analysis, names, edges, curves, folder):
    columns = 4
    rows = -(-len(names) // columns)
    figure, axes = plt.subplots(rows, columns, figsize=(9.2, 1.62 * rows + 0.3), squeeze=False)
    places = {name: k for k, name in enumerate(analysis.names("distributions/edges"))}
    for axis, name in zip(axes.ravel(), names):
        title, factor, unit = shown(name, analysis.units.get(name, "1"))
        bins = factor * edges[places[name]]
        used = [0, 0]
        for k, density in curves:
            values = density[places[name]] / factor
            axis.stairs(values, bins, color=colour_of(k), lw=1.1)
            axis.stairs(values, bins, fill=True, color=colour_of(k), alpha=0.16)
            # A few far ones would squeeze the rest into one bar.
            share = np.concatenate([[0], np.cumsum(np.nan_to_num(values) * np.diff(bins))])
            inside = np.flatnonzero((share > 0.002) & (share < 0.998)) if share[-1] > 0 else [0, len(share) - 1]
            ends = (bins[max(inside[0] - 1, 0)], bins[min(inside[-1] + 1, len(bins) - 1)]) if len(inside) else (bins[0], bins[-1])
            used = ends if used == [0, 0] else (min(used[0], ends[0]), max(used[1], ends[1]))
        axis.set_title(title + (f", {unit}" if unit else ""), loc="left", pad=3, fontsize=8.5, fontweight="bold")
        axis.set(yticks=[])
        axis.spines["left"].set_visible(False)
        if used[1] > used[0]:
            axis.set_xlim(used)
        axis.set_ylim(bottom=0)
        axis.locator_params(axis="x", nbins=4)
        axis.tick_params(labelsize=7.5)
    for axis in axes.ravel()[len(names):]:
        axis.set_axis_off()
    figure.tight_layout(h_pad=1.1, w_pad=1.0, rect=(0, 0, 1, 1 - 0.28 / figure.get_size_inches()[1]))
    marks = [plt.Rectangle((0, 0), 1, 1, color=colour_of(k), alpha=0.8) for k, _ in curves]
    figure.legend(marks, [analysis.sets[k] for k, _ in curves], loc="upper left", bbox_to_anchor=(0.005, 1.0), ncol=len(marks),
                  frameon=False, fontsize=9, handlelength=1.2)
    save(figure, folder, "attribute_distributions")


def shift_sentence(analysis, name):
    shift = analysis.get("shift", name) or {}
    known = {a: one for a, one in shift.items() if one and one.get("p_value") is not None and a != analysis.target}
    if not known:
        return ""
    # One test an attribute: chance is allowed for by Bonferroni's bound.
    moved = sorted((a for a in known if known[a]["p_value"] * len(known) < analysis.alpha), key=lambda a: -known[a]["distance"])
    first = analysis.sets[0]
    if not moved:
        return f"Between {quoted(first)} and {quoted(name)} no attribute is distributed differently beyond chance, {analysis.target} aside."
    told = [f"{a} ({number(known[a]['distance'], 2)}, {p_text(known[a]['p_value'])})" for a in moved[:3]]
    return (f"From {quoted(first)} to {quoted(name)} {len(moved)} of {len(known)} attributes are distributed differently beyond chance, most "
            f"{listing(told)}, by Kolmogorov and Smirnov's distance.")


def table(analysis, names):
    rows = []
    for name in names:
        title, factor, unit = shown(name, analysis.units.get(name, "1"))
        for one in analysis.sets:
            found = analysis.get("distribution", one, name)
            if found:
                keys = ("mean", "std", "min", "q05", "median", "q95", "max")
                rows.append([name, unit or "1", one, *((number(factor * found[k]), factor * found[k]) if found.get(k) is not None else "–"
                                                       for k in keys)])
    return Table(["attribute", "unit", "set", "mean", "std", "min", "5 %", "median", "95 %", "max"], rows)


def item(analysis, folder):
    edges = analysis.array("distributions/edges")
    names = in_order(analysis.names("distributions/edges"))
    curves = [(k, analysis.array(f"sets/{name}/distributions/density")) for k, name in enumerate(analysis.sets)]
    curves = [(k, density) for k, density in curves if density is not None]
    if edges is None or not names or not curves:
        return Missing(TITLE, analysis.why("distribution") or "The analysis has no distributions of the attributes.")
    draw(analysis, names, edges, curves, folder)
    said = [shift_sentence(analysis, name) for name in analysis.sets[1:]]
    said = [sentence for sentence in said if sentence]
    if not said:
        one = analysis.get("distribution", analysis.sets[0], "Volume", "median")
        size = f"; half of them are larger than {number(1e18 * one)} µm³" if one is not None else ""
        counts = [f"{number(analysis.get('particles', name, 'count'))} particles in {quoted(name)}" for name in analysis.sets]
        said = [f"{listing(counts)}{size}."]
    return Item("attribute_distributions", TITLE, said, tables=[table(analysis, names)], source="fig. S6",
                caption="Probability densities; a few far values are outside the panels.")
