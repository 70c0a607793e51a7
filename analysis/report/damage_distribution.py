# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""How damaged the particles of each set are: Fig. 1B of Li et al., Science 376, 517 (2022), doi:10.1126/science.abm8962."""
import matplotlib.pyplot as plt
import numpy as np

from figure_form import INK, colour_of, save
from number_text import fixed, listing, number, p_text, percent, quoted
from page_item import Item, Missing, Table

TITLE = "How damaged the particles are"


def sentences(analysis):
    found = analysis.get("distribution") or {}
    damage = {name: (found.get(name) or {}).get("Damage") for name in analysis.sets}
    said = [f"{percent(one['median'])} in {quoted(name)} (mean {percent(one['mean'])})" for name, one in damage.items() if one]
    if not said:
        return []
    result = [f"The median damage degree is {listing(said)}."]
    first = analysis.sets[0]
    for name in analysis.sets[1:]:
        shift = analysis.get("shift", name, "Damage")
        if not shift or not damage.get(name) or not damage.get(first):
            continue
        more = damage[name]["median"] - damage[first]["median"]
        if shift.get("p_value") is not None and shift["p_value"] < analysis.alpha:
            way = "more" if more > 0 else "less" if more < 0 else "differently"
            result.append(f"The particles of {quoted(name)} are {way} damaged than those of {quoted(first)}: their distributions are "
                          f"{number(shift['distance'], 2)} apart (Kolmogorov and Smirnov, {p_text(shift['p_value'])}).")
        else:
            result.append(f"Between {quoted(first)} and {quoted(name)} no difference can be told from chance "
                          f"({p_text(shift['p_value'])}).")
    return result


def table(analysis):
    names = (("mean", "mean"), ("std", "standard deviation"), ("median", "median"), ("q25", "quartile"), ("q75", "quartile, upper"),
             ("q95", "95 of 100 below"), ("max", "largest"))
    rows = []
    for name in analysis.sets:
        one = analysis.get("distribution", name, "Damage")
        if one:
            shift = analysis.get("shift", name, "Damage") or {}
            rows.append([name, (number(analysis.get("particles", name, "count")), analysis.get("particles", name, "count")),
                         *((fixed(100 * one[key], 2), one[key]) if one.get(key) is not None else "–" for key, _ in names),
                         (p_text(shift["p_value"]), shift["p_value"]) if shift.get("p_value") is not None else "–"])
    head = ["set", "particles", *(title for _, title in names), f"as {analysis.sets[0]}"]
    return Table(head, rows, "Damage degree in % of the particle's volume; the last column: Kolmogorov and Smirnov's test.")


def item(analysis, folder):
    edges = analysis.array("damage/edges")
    curves = [(k, name, analysis.array(f"sets/{name}/damage/density")) for k, name in enumerate(analysis.sets)]
    curves = [curve for curve in curves if curve[2] is not None]
    if edges is None or not curves:
        return Missing(TITLE, analysis.why("damage") or "The analysis has no distribution of the damage.")
    figure, axis = plt.subplots(figsize=(4.9, 2.9))
    for k, name, density in curves:
        colour = colour_of(k)
        axis.stairs(density / 100, 100 * edges, color=colour, lw=1.5, label=name)
        axis.stairs(density / 100, 100 * edges, fill=True, color=colour, alpha=0.16)
        median = analysis.get("distribution", name, "Damage", "median")
        if median is not None:
            axis.axvline(100 * median, color=colour, lw=1, ls=(0, (4, 2)))
    threshold = next((t for t in (analysis.get("severe", name, "threshold") for name in analysis.sets) if t is not None), None)
    if threshold is not None and 100 * threshold < 100 * edges[-1]:
        axis.axvline(100 * threshold, color=INK, lw=1, ls=":", label=f"severe: above {fixed(100 * threshold, 1)} %")
    used = [np.flatnonzero(density > 0) for _, _, density in curves]
    last = max((int(u[-1]) for u in used if len(u)), default=len(edges) - 2)
    axis.set_xlim(100 * edges[0], 100 * edges[last + 1])
    axis.set_ylim(bottom=0)
    axis.legend(frameon=False, fontsize=8.5, loc="upper right")
    axis.set_xlabel("damage degree, % of the particle's volume")
    axis.set_ylabel("relative probability, 1 / %")
    save(figure, folder, "damage_distribution")
    return Item("damage_distribution", TITLE, sentences(analysis), tables=[table(analysis)], leads=2, source="Fig. 1B",
                caption="Probability density of the damage degree; dashed: medians.")
