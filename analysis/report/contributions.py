# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""What each attribute contributes to the damage, by set, and what changes from set to set: Fig. 4 of Li et al., Science 376, 517
(2022), doi:10.1126/science.abm8962. Contribution: mean |SHAP| over the particles; bars: all repeats, squares: random seeds,
triangles: random subsamples, on top: mean and standard deviation of the difference."""
import matplotlib.pyplot as plt

from attribute_names import grouped, shown
from contribution_sentences import contribution_sentences
from figure_form import FAINT, INK, PALE, colour_of, save
from number_text import number, plus_minus, signed
from page_item import Item, Missing, Table

TITLE = "What explains the damage"


def scale_of(analysis):
    """(factor, unit) of contributions: damage is shown in percent."""
    if analysis.target == "Damage":
        return 100, "%"
    _, factor, unit = shown(analysis.target, analysis.units.get(analysis.target, "1"))
    return factor, unit


def columns_of(analysis):
    """[(group's title, attributes)] and the attributes in a row."""
    groups = grouped(analysis.get("attribute_groups") or {"": analysis.attributes})
    return groups, [name for _, names in groups for name in names]


def there(found):
    """Those of the attributes that have a mean."""
    return {attribute: one for attribute, one in found.items() if one and one.get("mean") is not None}


def draw_bars(axis, analysis, sets, names, factor):
    width = 0.8 / len(sets)
    for k, (place, name) in enumerate(sets):
        shap, colour = there(analysis.get("shap", name)), colour_of(place)
        shift = (k - (len(sets) - 1) / 2) * width
        at = [i + shift for i, attribute in enumerate(names) if attribute in shap]
        known = [shap[attribute] for attribute in names if attribute in shap]
        told = analysis.explained(name) is not False
        axis.bar(at, [factor * one["mean"] for one in known], width * 0.94, color=colour if told else "none",
                 edgecolor=colour, lw=0 if told else 0.9, ls="-" if told else (0, (3, 2)), alpha=0.85 if told else 0.8,
                 label=name if told else f"{name} (nothing explained)")
        for kind, marker, slip in (("subsamples", "^", -0.2), ("seeds", "s", 0.2)):
            marks = [(x, one[kind]) for x, one in zip(at, known) if (one.get(kind) or {}).get("mean") is not None]
            axis.errorbar([x + slip * width for x, _ in marks], [factor * one["mean"] for _, one in marks],
                          [factor * (one["std"] or 0) for _, one in marks], fmt=marker, ms=3, color=INK, mfc="#ffffff", mew=0.7,
                          elinewidth=0.6, lw=0)


def draw_differences(axis, analysis, sets, names, factor):
    later = [(place, name) for place, name in sets[1:] if analysis.get("differences", name)]
    for k, (place, name) in enumerate(later):
        difference = there(analysis.get("differences", name))
        known = [(i, difference[attribute]) for i, attribute in enumerate(names) if attribute in difference]
        shift = 0.0 if len(later) == 1 else 0.5 * (k / (len(later) - 1) - 0.5)
        at = [i + shift for i, _ in known]
        mean = [factor * one["mean"] for _, one in known]
        spread = [factor * (one["std"] or 0) for _, one in known]
        colour = INK if len(later) == 1 else colour_of(place)
        axis.errorbar(at, mean, spread, fmt="o", ms=3.5, color=colour, elinewidth=1, capsize=2,
                      label=f"{name} less {sets[0][1]}")
        axis.vlines(at, 0, mean, color=colour, lw=1, alpha=0.5)
    axis.axhline(0, color=FAINT, lw=0.8)
    if len(later) > 1:
        axis.legend(frameon=False, fontsize=8, ncol=len(later), loc="best")


def draw(analysis, sets, folder):
    factor, unit = scale_of(analysis)
    groups, names = columns_of(analysis)
    two = any(analysis.get("differences", name) for _, name in sets[1:])
    figure, axes = plt.subplots(1 + two, 1, figsize=(9.2, 5.4 if two else 4.0), sharex=True, squeeze=False,
                                gridspec_kw={"height_ratios": [1, 2.1] if two else [1], "hspace": 0.1})
    bars = axes[-1][0]
    draw_bars(bars, analysis, sets, names, factor)
    bars.set_ylabel(f"contribution, mean |SHAP|, {unit}" if unit else "contribution, mean |SHAP|")
    if two:
        draw_differences(axes[0][0], analysis, sets, names, factor)
        axes[0][0].set_ylabel(("difference" if len(sets) > 2 else f"{sets[1][1]} less {sets[0][1]}") + (f", {unit}" if unit else ""))
        axes[0][0].tick_params(axis="x", length=0)
    bars.set_xticks(range(len(names)), names, rotation=55, ha="right", rotation_mode="anchor")
    bars.set_xlim(-0.6, len(names) - 0.4)
    bars.set_ylim(0, 1.2 * bars.get_ylim()[1])
    start = 0
    for k, (title, members) in enumerate(groups):
        for row in axes.ravel():
            if k % 2 == 0:
                row.axvspan(start - 0.5, start + len(members) - 0.5, color=PALE, alpha=0.55, lw=0, zorder=-5)
        axes[0][0].text(start + len(members) / 2 - 0.5, 1.02, title, transform=axes[0][0].get_xaxis_transform(), ha="center",
                        va="bottom", fontsize=9, fontweight="bold")
        start += len(members)
    handles, labels = bars.get_legend_handles_labels()
    for marker, label in (("s", "random seeds"), ("^", "random subsamples")):
        handles.append(plt.Line2D([], [], marker=marker, ms=4, color=INK, mfc="#ffffff", mew=0.7, lw=0))
        labels.append(label)
    bars.legend(handles, labels, frameon=False, fontsize=8.5, loc="upper right", ncol=2)
    save(figure, folder, "contributions")


def cell(one, factor):
    if not one or one.get("mean") is None:
        return "–"
    return (plus_minus(factor * one["mean"], factor * (one["std"] or 0)), one["mean"])


def table(analysis, sets):
    factor, unit = scale_of(analysis)
    groups, names = columns_of(analysis)
    group_of = {name: title for title, members in groups for name in members}
    rows = []
    for attribute in names:
        row = [attribute, group_of[attribute]]
        for _, name in sets:
            one = analysis.get("shap", name, attribute) or {}
            way = one.get("direction")
            row += [cell(one, factor), (signed(way, 2), way) if way is not None else "–", cell(one.get("permutation"), 1)]
        for _, name in sets[1:]:
            row.append(cell(analysis.get("differences", name, attribute), factor))
        rows.append(row)
    head = ["attribute", "group"]
    for _, name in sets:
        head += [f"{name}: contribution" + (f", {unit}" if unit else ""), f"{name}: direction", f"{name}: r² lost"]
    head += [f"{name} less {sets[0][1]}" for _, name in sets[1:]]
    return Table(head, rows, "Mean ± standard deviation over the repeats. Direction: above 0 where more of the attribute means more "
                             "damage. r² lost: on held-out particles where the attribute is shuffled.")


def group_tables(analysis, sets):
    factor, unit = scale_of(analysis)
    tables = []
    tied = analysis.get("groups")
    if tied:
        rows = [[", ".join(group["attributes"]), *(cell((group.get("shap") or {}).get(name), factor) for _, name in sets)]
                for group in tied]
        tables.append(Table(["tied attributes", *(name for _, name in sets)], rows,
                            f"Attributes that correlate above {number(analysis.get('correlation', 'above'))} share their contribution "
                            f"between them as chance has it: what they contribute together, {unit}."))
    pairs = [[name, f"{one['first']} × {one['second']}", (number(factor * one["mean"]), one["mean"])]
             for _, name in sets for one in (analysis.get("interactions", name, "strongest") or [])[:8]]
    if pairs:
        tables.append(Table(["set", "pair", f"mean |SHAP interaction|, {unit}"], pairs, "Strongest interactions."))
    return tables


def item(analysis, folder):
    sets = [(k, name) for k, name in enumerate(analysis.sets) if analysis.get("shap", name)]
    if not sets:
        return Missing(TITLE, analysis.why("forest", "particles", "damage") or "The analysis has no forest.")
    draw(analysis, sets, folder)
    said, warnings, leading = contribution_sentences(analysis, sets)
    return Item("contributions", TITLE, said, tables=[table(analysis, sets), *group_tables(analysis, sets)], leads=leading,
                warnings=warnings, source="Fig. 4",
                caption="Bars: all repeats; squares: random seeds; triangles: random subsamples, with standard deviations. "
                        + ("On top: mean and standard deviation of the difference over the repeats." if len(sets) > 1 else ""))
