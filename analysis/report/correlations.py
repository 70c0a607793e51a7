# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""Pearson's correlation of all attributes and the damage, by set: fig. S11 of Li et al., Science 376, 517 (2022),
doi:10.1126/science.abm8962."""
from statistics import NormalDist

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.collections import PatchCollection

from figure_form import INK, NEGATIVE, PALE, POSITIVE, save
from number_text import correlation, fixed, listing, number, quoted
from page_item import Item, Missing, Table

TITLE = "Which attributes go together"


def matrix_of(analysis, name, kind="pearson"):
    rows = analysis.get("correlation", kind, name)
    if rows is None:
        return None
    return np.array([[np.nan if value is None else value for value in row] for row in rows], float)


def draw_matrix(axis, matrix, names, title):
    """A square a pair, its area the strength, its colour the sign."""
    count = len(names)
    squares, colours = [], []
    for i in range(count):
        for j in range(count):
            if i != j and np.isfinite(matrix[i, j]):
                edge = np.sqrt(min(abs(matrix[i, j]), 1))
                squares.append(plt.Rectangle((j - edge / 2, i - edge / 2), edge, edge))
                colours.append(POSITIVE if matrix[i, j] > 0 else NEGATIVE)
            if i != j and not np.isfinite(matrix[i, j]):
                axis.plot(j, i, marker="x", ms=3, color=INK, mew=0.6)
    axis.add_collection(PatchCollection(squares, facecolors=colours, linewidths=0))
    axis.set_xticks(range(count), names, rotation=90, fontsize=7)
    axis.set_yticks(range(count), names, fontsize=7)
    axis.set(xlim=(-0.6, count - 0.4), ylim=(count - 0.4, -0.6), aspect="equal")
    axis.tick_params(length=0)
    for spine in axis.spines.values():
        spine.set_visible(False)
    for k in range(count + 1):
        axis.axhline(k - 0.5, color=PALE, lw=0.5, zorder=-1)
        axis.axvline(k - 0.5, color=PALE, lw=0.5, zorder=-1)
    axis.axhline(count - 1.5, color=INK, lw=0.7)
    axis.set_title(title, loc="left", fontweight="bold")


def draw(analysis, matrices, names, folder):
    columns = min(2, len(matrices))
    rows = -(-len(matrices) // columns)
    figure, axes = plt.subplots(rows, columns, figsize=(4.6 * columns, 4.75 * rows + 0.2), squeeze=False)
    for axis, (name, matrix) in zip(axes.ravel(), matrices):
        draw_matrix(axis, matrix, names, name)
    for axis in axes.ravel()[len(matrices):]:
        axis.set_axis_off()
    figure.tight_layout(w_pad=1.5)
    marks = [plt.Rectangle((0, 0), 1, 1, color=colour) for colour in (POSITIVE, NEGATIVE)]
    figure.legend(marks, ["positive", "negative; area: |r|"], loc="upper right", ncol=2, frameon=False, fontsize=8.5, handlelength=1)
    save(figure, folder, "correlations")


def beyond_chance(r, analysis, name, tests):
    """Whether a correlation stands out of so many, by Fisher's z and Bonferroni's bound."""
    count = analysis.get("particles", name, "count") or 0
    if count < 4 or abs(r) >= 1:
        return abs(r) >= 1
    return abs(np.arctanh(r)) * (count - 3) ** 0.5 > NormalDist().inv_cdf(1 - analysis.alpha / (2 * max(tests, 1)))


def sentences(analysis, matrices, names):
    said = []
    for name, matrix in matrices:
        last = matrix[-1, :-1]
        if np.isfinite(last).any():
            best = int(np.nanargmax(np.abs(last)))
            low, high = (analysis.array(f"sets/{name}/correlation/pearson_{end}") for end in ("low", "high"))
            ends = f" ({correlation(low[-1, best])} to {correlation(high[-1, best])})" if low is not None and high is not None else ""
            lost = "" if beyond_chance(last[best], analysis, name, len(names) - 1) else ", no more than the largest of as many by chance"
            said.append(f"In {quoted(name)} {analysis.target} goes most with {names[best]}, r = {correlation(last[best])}{ends}{lost}.")
    above = analysis.get("correlation", "above") or 0.9
    for name, matrix in matrices:
        tied = [(abs(matrix[i, j]), f"{names[i]} and {names[j]}") for i in range(len(names) - 1) for j in range(i)
                if np.isfinite(matrix[i, j]) and abs(matrix[i, j]) > above]
        tied.sort(reverse=True)
        if tied:
            said.append(f"In {quoted(name)} {len(tied)} pairs of attributes are tied by |r| > {fixed(above, 1)}, first {listing(t for _, t in tied[:2])}."
                        if len(tied) > 1 else f"In {quoted(name)} |r| > {fixed(above, 1)} ties {tied[0][1]}.")
    return said


def table(analysis, matrices, names):
    rows = []
    ranks = {name: matrix_of(analysis, name, "spearman") for name, _ in matrices}
    ends = {name: [analysis.array(f"sets/{name}/correlation/pearson_{end}") for end in ("low", "high")] for name, _ in matrices}
    for i in range(len(names)):
        for j in range(i):
            row = [names[i], names[j]]
            for name, matrix in matrices:
                low, high = (None if one is None else one[i, j] for one in ends[name])
                value, rank = matrix[i, j], ranks[name][i, j] if ranks[name] is not None else np.nan
                row += [(correlation(value), value) if np.isfinite(value) else "–",
                        f"{correlation(low)} to {correlation(high)}" if low is not None and high is not None else "–",
                        (correlation(rank), rank) if np.isfinite(rank) else "–"]
            rows.append(row)
    def strength(row):
        return max([abs(cell[1]) for cell in row[2::3] if isinstance(cell, tuple)], default=-1)
    rows.sort(key=lambda row: -strength(row))
    head = ["", "with"]
    for name, _ in matrices:
        head += [f"{name}: r", "interval", "ranks"]
    return Table(head, rows, f"Pearson's r with its {number(100 * (1 - analysis.alpha))} % interval, and Spearman's of the ranks.")


def item(analysis, folder):
    names = analysis.get("correlation", "names")
    matrices = [(name, matrix_of(analysis, name)) for name in analysis.sets]
    matrices = [(name, matrix) for name, matrix in matrices if matrix is not None and names and matrix.shape == (len(names),) * 2]
    if not matrices:
        return Missing(TITLE, analysis.why("correlation") or "The analysis has no correlations.")
    draw(analysis, matrices, names, folder)
    constant = sorted({names[i] for _, matrix in matrices for i in range(len(names)) if not np.isfinite(np.delete(matrix[i], i)).any()})
    warnings = [f"{listing(constant)} {'is' if len(constant) == 1 else 'are'} constant in a set: no correlation."] if constant else []
    return Item("correlations", TITLE, sentences(analysis, matrices, names), tables=[table(analysis, matrices, names)],
                warnings=warnings, source="fig. S11", caption="The last row and column are the damage; × where there is none.")
