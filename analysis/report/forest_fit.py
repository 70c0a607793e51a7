# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""How far the forest can be trusted: what it predicts for particles that it has not seen, against what was measured."""
import matplotlib.pyplot as plt
import numpy as np

from attribute_names import shown
from figure_form import FAINT, INK, colour_of, save
from number_text import count, fixed, number, quoted
from page_item import Item, Missing, Table

TITLE = "Whether the explanation can be trusted"


def sentence(analysis, name):
    r2, bag = analysis.get("forest", "r2", name), analysis.get("forest", "out_of_bag_r2", name) or {}
    if not r2:
        return ""
    scatter = f"; over {count(len((r2.get('seeds') or [])) + len(r2.get('subsamples') or []), 'repeat')} {fixed(r2['mean'], 2)} ± {fixed(r2['std'], 2)}" \
        if r2.get("mean") is not None else ""
    out = f", out of the bag {fixed(bag['mean'], 2)}" if bag.get("mean") is not None else ""
    word = {False: "explains nothing of", True: "explains", None: "has an r² for"}[analysis.explained(name)]
    value = analysis.held_out(name)
    share = f"{fixed(100 * value, 0)} % of the variance of " if analysis.explained(name) and value is not None else ""
    return f"In {quoted(name)} the forest {word} {share}{analysis.target} on held-out particles (r² {fixed(value, 2)}{scatter}{out})."


def item(analysis, folder):
    sets = [(k, name) for k, name in enumerate(analysis.sets) if analysis.get("forest", "r2", name)]
    if not sets:
        return Missing(TITLE, analysis.why("forest") or "The analysis has no forest.")
    factor, unit = (100, "%") if analysis.target == "Damage" else shown(analysis.target, analysis.units.get(analysis.target, "1"))[1:]
    pairs = [(k, name, analysis.column(name, analysis.target), analysis.column(name, "out_of_bag")) for k, name in sets]
    pairs = [(k, name, factor * a, factor * b) for k, name, a, b in pairs if a is not None and b is not None]
    figure, axes = plt.subplots(1, max(len(pairs), 1), figsize=(3.3 * max(len(pairs), 1) + 0.4, 3.3), squeeze=False, sharex=True, sharey=True)
    values = [np.concatenate([a, b]) for _, _, a, b in pairs]
    top = max([1.02 * float(np.nanmax(one)) for one in values], default=1.0) or 1.0
    low = min([0.0, *(float(np.nanmin(one)) for one in values)])
    for axis, (k, name, measured, predicted) in zip(axes[0], pairs):
        axis.plot([low, top], [low, top], color=FAINT, lw=1, ls="--")
        axis.scatter(measured, predicted, s=7, color=colour_of(k), alpha=0.6, lw=0, rasterized=True)
        axis.set_title(f"{name}: r² {fixed(analysis.held_out(name), 2)}", loc="left", fontweight="bold")
        axis.set(xlabel=f"measured {analysis.target}" + (f", {unit}" if unit else ""), xlim=(low, top), ylim=(low, top), aspect="equal")
    axes[0][0].set_ylabel("predicted, out of the bag")
    if not pairs:
        axes[0][0].text(0.5, 0.5, "no predictions", ha="center", color=INK)
    figure.tight_layout(w_pad=1.4)
    save(figure, folder, "forest_fit")
    rows = []
    for _, name in sets:
        r2, bag = analysis.get("forest", "r2", name), analysis.get("forest", "out_of_bag_r2", name) or {}
        error = analysis.get("forest", "additivity_error", name)
        rows.append([name, *((fixed(v, 3), v) if v is not None else "–" for v in
                             (r2.get("pooled"), r2.get("mean"), r2.get("std"), bag.get("mean"))),
                     {True: "yes", False: "no", None: "–"}[analysis.explained(name)], (number(error), error) if error is not None else "–"])
    table = Table(["set", "held-out r²", "mean of repeats", "std", "out of the bag", "explained", "additivity error"], rows,
                  f"{number(analysis.get('forest', 'trees'))} trees of at most {number(analysis.get('forest', 'leaves'))} leaves, "
                  f"{number(analysis.get('forest', 'features_per_split'))} attributes a split. Additivity: largest difference between the "
                  "prediction and the sum of its SHAP values, over the range of the predictions.")
    return Item("forest_fit", TITLE, [one for one in (sentence(analysis, name) for _, name in sets) if one], tables=[table],
                caption="A point a particle, predicted by the trees that have not seen it; dashed: as measured.")
