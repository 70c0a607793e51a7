# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""How far a severely damaged particle is from the nearest other ones, against as many drawn at random from the same particles:
Fig. 2C of Li et al., Science 376, 517 (2022), doi:10.1126/science.abm8962, with the band that chance leaves."""
import matplotlib.pyplot as plt
import numpy as np

from figure_form import FAINT, colour_of, save
from number_text import micrometres, number, p_text, quoted
from page_item import Item, Missing, Table

TITLE = "Whether the severely damaged lie together"


def verdict(one, alpha):
    """"clustered", "regular" or ""."""
    if one["p_value"] is not None and one["p_value"] < alpha:
        return "clustered"
    if one.get("p_value_regular") is not None and one["p_value_regular"] < alpha:
        return "regular"
    return ""


def sentence(analysis, name):
    one = analysis.get("severe", name, "nearest")
    drawn = (f"the same number drawn at random gives {micrometres(one['relabelled_mean'])} "
             f"({micrometres(one['relabelled_low'])} to {micrometres(one['relabelled_high'])})")
    found = f"in {quoted(name)} the nearest severely damaged particle is {micrometres(one['mean'])} away on average, {drawn}"
    told = {"clustered": f"they are clustered ({p_text(one['p_value'])})",
            "regular": f"they keep apart ({p_text(one.get('p_value_regular'))})",
            "": f"no clustering can be told from chance ({p_text(one['p_value'])})"}[verdict(one, analysis.alpha)]
    return found[0].upper() + found[1:] + f": {told}{three_nearest(analysis, name)}."


def three_nearest(analysis, name):
    """Where the three nearest tell another thing than the nearest."""
    one, three = (analysis.get("severe", name, kind) for kind in ("nearest", "three_nearest"))
    if not three or verdict(three, analysis.alpha) == verdict(one, analysis.alpha):
        return ""
    told = {"clustered": "clustered", "regular": "apart", "": "as at random"}[verdict(three, analysis.alpha)]
    p = three.get("p_value_regular") if told == "apart" else three["p_value"]
    return f"; by their three nearest they are {told} ({p_text(p)})"


def shift_sentence(analysis, sets):
    first, last = sets[0], sets[-1]
    a, b = (analysis.get("severe", name, "nearest", "corrected_mean") for name in (first, last))
    if a is None or b is None:
        return ""
    counts = [analysis.get("severe", name, "count") or 0 for name in (first, last)]
    more = " There are more of them, which alone brings them closer; the test allows for that." if b < a and counts[1] > counts[0] else ""
    way = "closer" if b < a else "farther"
    return (f"From {quoted(first)} to {quoted(last)} the nearest severely damaged particle comes {way}, from {micrometres(a)} to "
            f"{micrometres(b)} (edges corrected).{more}")


def panel(axis, analysis, name, place, edges):
    colour, at = colour_of(place), f"sets/{name}/nearest/"
    band, density = analysis.array(at + "relabelled"), analysis.array(at + "plain_density")
    if band is not None:
        axis.stairs(band[2] * 1e-6, edges, baseline=band[0] * 1e-6, fill=True, color=FAINT, alpha=0.4, label="drawn at random")
        axis.stairs(band[1] * 1e-6, edges, color=FAINT, lw=1)
    if density is not None:
        axis.stairs(density * 1e-6, edges, color=colour, lw=1.6, label="severely damaged")
    one = analysis.get("severe", name, "nearest")
    axis.axvline(1e6 * one["mean"], color=colour, lw=1, ls=(0, (4, 2)))
    axis.set_title(f"{name}: {verdict(one, analysis.alpha) or 'as at random'}, {p_text(one['p_value'])}", loc="left", fontweight="bold",
                   fontsize=8.5)
    axis.legend(frameon=False, fontsize=8)


def draw(analysis, sets, folder):
    edges = {kind: 1e6 * analysis.array(f"{kind}/edges") for kind in ("nearest", "three_nearest")}
    count = len(sets) + 2
    figure, axes = plt.subplots((count + 1) // 2, 2, figsize=(7.8, 2.7 * ((count + 1) // 2)), squeeze=False)
    flat = axes.ravel()
    for axis, (place, name) in zip(flat, sets):
        panel(axis, analysis, name, place, edges["nearest"])
    used = [0]
    for axis, (kind, title) in zip(flat[len(sets):], (("nearest", "Nearest"), ("three_nearest", "Mean of the three nearest"))):
        # Of a few particles all may be nearer to the edge than to each other.
        corrected = all(analysis.get("severe", name, kind, "corrected_mean") is not None for _, name in sets)
        for place, name in sets:
            density = analysis.array(f"sets/{name}/{kind}/{'density' if corrected else 'plain_density'}")
            band = analysis.array(f"sets/{name}/{kind}/relabelled")
            used += [int(np.flatnonzero(values > 0)[-1]) + 1 for values in (density, None if band is None else band[1])
                     if values is not None and (values > 0).any()]
            if density is not None:
                axis.stairs(density * 1e-6, edges[kind], color=colour_of(place), lw=1.5, label=name)
                axis.stairs(density * 1e-6, edges[kind], color=colour_of(place), fill=True, alpha=0.14)
        axis.set_title(title + (", edges corrected" if corrected else ""), loc="left", fontweight="bold", fontsize=8.5)
        axis.legend(frameon=False, fontsize=8)
    for axis in flat[count:]:
        axis.set_axis_off()
    for axis in flat[:count]:
        axis.set(xlabel="distance, µm", ylabel="probability, 1/µm", xlim=(0, edges["nearest"][min(max(used) + 2, len(edges["nearest"]) - 1)]))
        axis.set_ylim(bottom=0)
    figure.tight_layout(h_pad=1.4, w_pad=1.6)
    save(figure, folder, "severe_distance")


def table(analysis, sets):
    rows = []
    for _, name in sets:
        for kind, title in (("nearest", "nearest"), ("three_nearest", "mean of three")):
            one = analysis.get("severe", name, kind)
            if one:
                keys = ("mean", "corrected_mean", "corrected_median", "relabelled_mean", "relabelled_low", "relabelled_high")
                rows.append([name, title, *((number(1e6 * one[key]), one[key]) if one.get(key) is not None else "–" for key in keys),
                             *((number(one[key]), one[key]) if one.get(key) is not None else "–" for key in ("p_value", "p_value_regular")),
                             (number(one.get("relabellings")), one.get("relabellings") or 0)])
    return Table(["set", "distance to", "mean, µm", "edges corrected, µm", "median, µm", "at random, µm", "from, µm", "to, µm",
                  "p clustered", "p apart", "drawn"], rows, "Median: with edge correction.")


def why_left_out(analysis, name):
    return " ".join(text for about, text in analysis.warnings() if about == name and "severely damaged" in text)


def item(analysis, folder):
    sets = [(k, name) for k, name in enumerate(analysis.sets) if analysis.get("severe", name, "nearest", "mean") is not None]
    if not sets or any(analysis.array(f"{kind}/edges") is None for kind in ("nearest", "three_nearest")):
        return Missing(TITLE, analysis.why("sever", "nearest") or "The analysis has no distances of severely damaged particles.")
    draw(analysis, sets, folder)
    names = [name for _, name in sets]
    said = [sentence(analysis, name) for name in names]
    if len(names) > 1:
        said.append(shift_sentence(analysis, names))
    left_out = [name for name in analysis.sets if name not in names]
    return Item("severe_distance", TITLE, [s for s in said if s], tables=[table(analysis, sets)], leads=len(names), source="Fig. 2C",
                warnings=[f"{name}: no distances between severely damaged particles. " + why_left_out(analysis, name) for name in left_out],
                caption="Grey: where the same number of particles is drawn at random from all, the middle "
                        f"{number(100 * (1 - analysis.alpha))} % of such draws; "
                        "dashed: the mean. p: share of such draws whose mean is as small.")
