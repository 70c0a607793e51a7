# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""Circular plots of the latent dimensions: a node each, a chord where two correlate above a threshold, red where they rise
together and blue where one falls; dark: chords that the first set has not. Fig. S9 of Li et al., Science 376, 517 (2022),
doi:10.1126/science.abm8962."""
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from figure_form import INK, SETS, save
from number_text import correlation, count, fixed, listing, number, percent, quoted
from page_item import Item, Missing, Table

TITLE = "How intertwined the attributes are"
PLAIN, ADDED = {True: "#eba0a8", False: "#9fc3e6"}, {True: "#b3122e", False: "#154a8a"}


def places(dimensions):
    """Points on the unit circle, clockwise from the top."""
    angle = np.pi / 2 - 2 * np.pi * np.arange(dimensions) / dimensions
    return np.stack([np.cos(angle), np.sin(angle)], 1)


def draw_circle(axis, latent, title):
    at = places(latent["dimensions"])
    added = {tuple(sorted(pair)) for pair in latent.get("added_links") or []}
    for link in sorted(latent["link_list"], key=lambda one: tuple(sorted((one["first"], one["second"]))) in added):
        ends = at[[link["first"] - 1, link["second"] - 1]]
        new = tuple(sorted((link["first"], link["second"]))) in added
        chord = Path([ends[0], 0.25 * ends.sum(0), ends[1]], [Path.MOVETO, Path.CURVE3, Path.CURVE3])
        axis.add_patch(PathPatch(chord, fill=False, ec=(ADDED if new else PLAIN)[link["r"] > 0], lw=0.8 + 4 * abs(link["r"]),
                                 capstyle="round"))
    axis.scatter(*at.T, s=60 if len(at) <= 16 else 24, color=INK, zorder=3)
    for k, point in enumerate(at, 1):
        axis.text(*(1.22 * point), f"LD{k}" if len(at) <= 16 else str(k), ha="center", va="center", fontsize=8.5)
    axis.set(xlim=(-1.35, 1.35), ylim=(-1.35, 1.35), aspect="equal")
    axis.set_axis_off()
    axis.set_title(title, loc="left", fontweight="bold")


def draw(sets, folder):
    curves = any(latent.get("reconstruction") for _, latent in sets)
    panels = len(sets) + curves
    columns = min(3, panels) if panels != 4 else 2
    rows = -(-panels // columns)
    figure, axes = plt.subplots(rows, columns, figsize=(3.05 * columns, 3.2 * rows + 0.35), squeeze=False)
    flat = axes.ravel()
    for axis, (name, latent) in zip(flat, sets):
        draw_circle(axis, latent, f"{name}: {count(latent['links'], 'link')}")
    for axis in flat[panels:]:
        axis.set_axis_off()
    if curves:
        axis = flat[len(sets)]
        for k, (name, latent) in enumerate(sets):
            points = latent.get("reconstruction") or []
            for key, style in (("autoencoder", "-o"), ("principal_components", "--s")):
                known = [(one["size"], one[key]) for one in points if one.get(key) is not None]
                if known:
                    axis.plot(*zip(*known), style, color=SETS[k % len(SETS)], ms=3.5, lw=1.2,
                              mfc=None if key == "autoencoder" else "#ffffff",
                              label=f"{name}, {'autoencoder' if key == 'autoencoder' else 'principal comp.'}")
        axis.set(xlabel="size of the code", ylabel="what is lost of the variance")
        axis.set_ylim(bottom=0)
        axis.set_title("Reconstruction, held out", loc="left", fontweight="bold")
        axis.legend(frameon=False, fontsize=7)
        axis.set_box_aspect(0.85)
    figure.tight_layout(w_pad=1.2, rect=(0, 0.05, 1, 1))
    marks = [plt.Line2D([], [], color=colours[sign], lw=3) for colours in (PLAIN, ADDED) for sign in (True, False)]
    shown = 4 if any(latent.get("added_links") for _, latent in sets) else 2
    figure.legend(marks[:shown], ["r above 0", "r below 0", "added, above 0", "added, below 0"][:shown], loc="lower left", ncol=4,
                  frameon=False, fontsize=8.5, handlelength=1.4)
    save(figure, folder, "latent_links")


def sentences(sets):
    first_name, first = sets[0]
    pairs = first["dimensions"] * (first["dimensions"] - 1) // 2
    said = [listing(f"{number(latent['links'])} of {number(latent['dimensions'] * (latent['dimensions'] - 1) // 2)} pairs of latent "
                    f"dimensions are linked by |r| ≥ {fixed(first['threshold'], 2)} in {quoted(name)}" if k == 0
                    else f"{number(latent['links'])} in {quoted(name)}" for k, (name, latent) in enumerate(sets)) + "."]
    for name, latent in sets[1:]:
        change = latent["links"] - first["links"]
        added = len(latent.get("added_links") or [])
        how = ("more intertwined than" if change > 0 else "less intertwined than" if change < 0 else "as intertwined as")
        said.append(f"The attributes are {how} in {quoted(first_name)}: {quoted(name)} adds {count(added, 'link')} that {quoted(first_name)} has not.")
    for name, latent in sets:
        points = [one for one in latent.get("reconstruction") or [] if one.get("autoencoder") and one.get("principal_components")]
        at = next((one for one in points if one["size"] == latent["dimensions"]), points[-1] if points else None)
        if at:
            better = 1 - at["autoencoder"] / at["principal_components"]
            than = (f"{percent(abs(better))} {'less' if better > 0 else 'more'} than" if abs(better) >= 0.005 else "as much as")
            # One autoencoder serves all sets, and knows attributes as the first has them.
            of = "" if name == first_name or first.get("fitted_on") == "all" else f", in units of that in {quoted(first_name)},"
            said.append(f"With {at['size']} numbers a particle, the autoencoder loses {percent(at['autoencoder'])} of the variance{of} of the attributes "
                        f"of particles of {quoted(name)} it has not seen, {than} the same number of principal components.")
    return said if pairs else []


def item(analysis, folder):
    sets = [(name, analysis.get("latent", name)) for name in analysis.sets]
    sets = [(name, latent) for name, latent in sets if latent and all(latent.get(key) is not None for key in ("link_list", "dimensions", "links", "threshold"))]
    if not sets:
        return Missing(TITLE, analysis.why("latent", "autoencoder") or "The analysis was made without latent dimensions.")
    draw(sets, folder)
    rows = []
    for name, latent in sets:
        added = {tuple(sorted(pair)) for pair in latent.get("added_links") or []}
        for link in latent["link_list"]:
            new = tuple(sorted((link["first"], link["second"]))) in added
            rows.append([name, f"LD{link['first']}", f"LD{link['second']}", (correlation(link["r"]), link["r"]), "added" if new else ""])
    tables = [Table(["set", "", "with", "r", ""], rows, "Links.")]
    lost = [[name, (str(one["size"]), one["size"]), *((number(one[key]), one[key]) if one.get(key) is not None else "–"
                                                      for key in ("autoencoder", "principal_components"))]
            for name, latent in sets for one in latent.get("reconstruction") or []]
    if lost:
        tables.append(Table(["set", "size", "autoencoder", "principal components"], lost,
                            "Mean squared error of standardised attributes on held-out particles."))
    return Item("latent_links", TITLE, sentences(sets), tables=tables, source="figs. S8 and S9",
                caption="Latent dimensions (LD) of the autoencoder; a chord where two correlate, the stronger the wider.")
