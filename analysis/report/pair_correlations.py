# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""How particles, their damage and the severely damaged are arranged at a distance: pair correlation and mark correlation, with
the band that chance leaves where the marks are dealt anew."""
import matplotlib.pyplot as plt
import numpy as np

from figure_form import FAINT, colour_of, save
from number_text import micrometres, number, p_text, quoted
from page_item import Item, Missing, Table

TITLE = "How far damage reaches"
KINDS = (("damage", "Mark correlation of the damage"), ("severe", "Severely damaged, over all particles"))


def outside(distance, values, band):
    """Ends of the longest range of distances, of two bins at least, in which the curve stays above the band."""
    above = np.concatenate([[0], (values > band[2]).astype(int), [0]])
    starts, ends = np.flatnonzero(np.diff(above) > 0), np.flatnonzero(np.diff(above) < 0) - 1
    if not len(starts) or (ends - starts).max() < 1:
        return None
    longest = int(np.argmax(ends - starts))
    return distance[starts[longest]], distance[ends[longest]]


def sentence(analysis, name):
    at = f"sets/{name}/pairs/"
    distance, values, band = (analysis.array(at + one) for one in ("distance", "damage", "damage_relabelled"))
    p = analysis.get("pairs", name, "damage", "p_value")
    if distance is None or values is None or p is None:
        return ""
    if p >= analysis.alpha:
        return f"In {quoted(name)} a particle's damage tells nothing of that of its neighbours ({p_text(p)})."
    reach = outside(distance, values, band) if band is not None else None
    if reach is None:
        return f"In {quoted(name)} the damage of neighbours differs from chance ({p_text(p)}), but at no distance are they clearly damaged together."
    top = int(np.nanargmax(np.where((distance >= reach[0]) & (distance <= reach[1]), values, -np.inf)))
    return (f"In {quoted(name)} particles {micrometres(reach[0])} to {micrometres(reach[1])} apart are damaged together ({p_text(p)}): the product of their damages "
            f"is up to {number(values[top])} times that of any two.")


def item(analysis, folder):
    sets = [(k, name) for k, name in enumerate(analysis.sets) if analysis.array(f"sets/{name}/pairs/distance") is not None]
    if not sets:
        return Missing(TITLE, analysis.why("pair") or "The analysis has no pair correlations.")
    figure, axes = plt.subplots(1, 3, figsize=(9.2, 2.9))
    for place, name in sets:
        at, colour = f"sets/{name}/pairs/", colour_of(place)
        distance = 1e6 * analysis.array(at + "distance")
        all_pairs = analysis.array(at + "correlation")
        if all_pairs is not None:
            axes[0].plot(distance, all_pairs, color=colour, lw=1.4, label=name)
        for axis, (kind, _) in zip(axes[1:], KINDS):
            values, band = analysis.array(at + kind), analysis.array(at + kind + "_relabelled")
            if band is not None:
                axis.fill_between(distance, band[0], band[2], color=colour, alpha=0.2, lw=0)
            if values is not None:
                axis.plot(distance, values, color=colour, lw=1.4,
                          label=f"{name}, {p_text(analysis.get('pairs', name, kind, 'p_value'))}")
    for axis, title in zip(axes, ("Pair correlation of all", *(title for _, title in KINDS))):
        axis.axhline(1, color=FAINT, lw=0.8, ls="--")
        axis.set_title(title, loc="left", fontweight="bold", fontsize=8.5)
        axis.set_xlabel("distance, µm")
        axis.legend(frameon=False, fontsize=7.5)
    axes[0].set_ylabel("g(r)")
    axes[1].set_ylabel("k(r)")
    axes[2].set_ylabel("g(r) / g(r) of all")
    figure.tight_layout(w_pad=1.4)
    save(figure, folder, "pair_correlations")
    rows = []
    for _, name in sets:
        at = f"sets/{name}/pairs/"
        columns = [analysis.array(at + one) for one in ("distance", "correlation", "damage", "severe")]
        bands = [analysis.array(at + one + "_relabelled") for one, _ in KINDS]
        for i, r in enumerate(columns[0]):
            row = [name, (number(1e6 * r), float(r))]
            for k, values in enumerate(columns[1:]):
                row.append((number(values[i]), float(values[i])) if values is not None and np.isfinite(values[i]) else "–")
                if k > 0:
                    band = bands[k - 1]
                    row.append(f"{number(band[0, i])} to {number(band[2, i])}" if band is not None else "–")
            rows.append(row)
    table = Table(["set", "distance, µm", "g(r)", "k(r) of damage", "by chance", "severe", "by chance"], rows)
    said = [one for one in (sentence(analysis, name) for _, name in sets) if one]
    return Item("pair_correlations", TITLE, said or ["Nothing can be told from chance."], tables=[table],
                caption=f"Bands: the middle {number(100 * (1 - analysis.alpha))} % where the damage is dealt anew to the same particles; 1: no relation.")
