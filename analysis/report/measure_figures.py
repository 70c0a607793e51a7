#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""Figures of the stage `measure`, from the files in its output folder alone.

usage: measure_figures.py FOLDER
reads  FOLDER/attributes.h5 and FOLDER/slices.h5
writes FOLDER/figures/{slices,damage,attributes}.{png,svg}
The last line printed says what was made or, with exit status 1, why nothing could be."""
import os
import sys

try:
    from attribute_names import SHOWN
    from figure_form import DAMAGE, FAINT, INK, run, save
    import h5py
    import matplotlib.pyplot as plt
    import matplotlib.ticker
    import numpy as np
    from number_text import number
    from matplotlib import patheffects as effects
    from matplotlib.colors import Normalize
except ImportError as missing:
    print(f"{missing}; install python3-matplotlib and python3-h5py")
    sys.exit(1)

INNER, EDGE = "#2b6f9e", "#b9d3e3"


def read_table(path):
    with h5py.File(path, "r") as file:
        return {name: values[...] for name, values in file["particles"].items()}


def outlined(grey, labels, ids, colours, limits):
    """The grey slice as RGB, finer than its voxels, with a thin line in each particle's colour along its rim."""
    fine = max(1, int(np.ceil(1100 / max(grey.shape))))
    step = max(1, int(np.ceil(max(grey.shape) / 2200)))
    grey, labels = grey[::step, ::step], labels[::step, ::step]
    shade = np.clip((grey.astype(float) - limits[0]) / max(limits[1] - limits[0], 1e-30), 0, 1)
    rgb = np.repeat(np.repeat(shade, fine, 0), fine, 1)[..., None].repeat(3, -1) * 0.74
    big = np.repeat(np.repeat(labels, fine, 0), fine, 1)
    rim = np.zeros(big.shape, bool)
    width = max(1, round(big.shape[1] / 420))
    for axis in (0, 1):
        for shift in range(1, width + 1):
            for sign in (shift, -shift):
                other = np.roll(big, sign, axis)
                edge = [slice(None)] * 2
                edge[axis] = slice(0, sign) if sign > 0 else slice(sign, None)
                other[tuple(edge)] = big[tuple(edge)]
                rim |= big != other
    rim &= big > 0
    place = np.searchsorted(ids, big[rim])
    rgb[rim] = colours[np.clip(place, 0, len(ids) - 1)]
    return rgb


def nice_length(extent):
    """A round length for a scale bar, about a fifth of the picture."""
    target = extent / 5
    decade = 10.0 ** np.floor(np.log10(target))
    return max(f * decade for f in (1, 2, 5) if f * decade <= target) if target >= decade else decade


def slices_figure(table, path, folder, name="slices"):
    names = {"xy": ("x", "y", "z"), "xz": ("x", "z", "y"), "yz": ("y", "z", "x")}
    with h5py.File(path, "r") as file:
        planes = [(p, file[p]["tomogram"][...], file[p]["labels"][...], file[p].attrs["edges"], float(file[p].attrs["position"]))
                  for p in names if p in file]
    ids, damage = table["id"], table["Damage"]
    norm = Normalize(0, 100 * max(0.05, float(np.quantile(damage, 0.98))))
    colours = DAMAGE(norm(100 * damage))[:, :3]
    values = np.concatenate([p[1][::4, ::4].ravel() for p in planes])
    limits = np.quantile(values, [0.005, 0.995])
    shapes = [(p[1].shape[0] * p[3][0], p[1].shape[1] * p[3][1]) for p in planes]
    # All planes to the same scale, in one row.
    widths = [s[1] for s in shapes]
    height = max(s[0] for s in shapes)
    wide = 11.0
    tall = min(6.5, wide * height / sum(widths)) if len(planes) > 1 else min(8.0, 8.0 * height / widths[0])
    figure, axes = plt.subplots(1, len(planes), figsize=(wide if len(planes) > 1 else 8.0, tall + 1.1), squeeze=False,
                                gridspec_kw={"width_ratios": widths, "wspace": 0.05})
    for axis, (plane, grey, labels, edges, position), shape in zip(axes[0], planes, shapes):
        axis.imshow(outlined(grey, labels, ids, colours, limits), extent=(0, shape[1] * 1e6, shape[0] * 1e6, 0),
                    interpolation="nearest", aspect="equal")
        right, down, across = names[plane]
        axis.set_title(f"{right}{down} plane, {across} = {number(position * 1e6)} µm", loc="left", pad=5)
        axis.set_xticks([])
        axis.set_yticks([])
        axis.set_anchor("N")
        for spine in axis.spines.values():
            spine.set_visible(False)
        if axis is not axes[0][0]:
            continue
        length = nice_length(shape[1] * 1e6)
        x0, y0 = 0.045 * shape[1] * 1e6, shape[0] * 1e6 * (1 - 0.05)
        halo = [effects.withStroke(linewidth=2.5, foreground="black")]
        axis.plot([x0, x0 + length], [y0, y0], color="white", lw=3, solid_capstyle="butt",
                  path_effects=[effects.withStroke(linewidth=5, foreground="black")])
        axis.text(x0 + length / 2, y0 - 0.025 * shape[0] * 1e6, f"{number(length)} µm", color="white", ha="center",
                  va="bottom", fontsize=8.5, fontweight="bold", path_effects=halo)
    figure.canvas.draw()
    left, right = axes[0][0].get_position(), axes[0][-1].get_position()
    low = min(a.get_position().y0 for a in axes[0])
    inch = figure.get_size_inches()[1]
    bar_axis = figure.add_axes([left.x0, low - 0.30 / inch, min(0.36, right.x1 - left.x0), 0.11 / inch])
    bar = figure.colorbar(matplotlib.cm.ScalarMappable(norm, DAMAGE), cax=bar_axis, orientation="horizontal", extend="max")
    bar.outline.set_visible(False)
    bar.locator = matplotlib.ticker.MaxNLocator(6)
    bar.update_ticks()
    bar.ax.tick_params(length=2, labelsize=8)
    bar.set_label("damage degree of the outlined particle, %", fontsize=8.5)
    save(figure, folder, name)


def smooth_density(values, at, low, high):
    """Kernel density with mirrored ends, by Silverman's rule."""
    spread = min(values.std(ddof=1), (np.quantile(values, 0.75) - np.quantile(values, 0.25)) / 1.34)
    width = 0.9 * (spread if spread > 0 else values.std(ddof=1)) * len(values) ** -0.2
    if not width > 0:
        return None
    total = np.zeros_like(at)
    for points in (values, 2 * low - values, 2 * high - values):
        total += np.exp(-0.5 * ((at[:, None] - points[None, :]) / width) ** 2).sum(1)
    return total / (len(values) * width * np.sqrt(2 * np.pi))


def damage_figure(table, folder, name="damage"):
    damage, volume = 100 * table["Damage"], table["Volume"]
    figure, axis = plt.subplots(figsize=(5.4, 3.5))
    top = max(5.0, float(np.ceil(damage.max() / 5) * 5))
    bins = np.linspace(0, top, int(np.clip(np.sqrt(len(damage)) * 1.6, 8, 50)) + 1)
    counts, _ = np.histogram(damage, bins)
    share = 100 * counts / len(damage)
    middle = 0.5 * (bins[1:] + bins[:-1])
    norm = Normalize(0, max(5.0, float(np.quantile(damage, 0.98))))
    axis.bar(middle, share, width=np.diff(bins) * 0.9, color=DAMAGE(norm(middle)), linewidth=0)
    if len(damage) > 5:
        at = np.linspace(0, top, 400)
        density = smooth_density(damage, at, 0, 100)
        if density is not None:
            axis.plot(at, 100 * density * np.diff(bins)[0], color=INK, lw=1.3)
    median, mean = float(np.median(damage)), float(np.average(damage, weights=volume))
    axis.axvline(median, color=INK, lw=1, label=f"median {median:.1f} %")
    axis.axvline(mean, color=INK, lw=1, ls=(0, (4, 2)), label=f"mean by volume {mean:.1f} %")
    axis.legend(loc="upper right", frameon=False, title=f"{len(damage)} particles", alignment="left", fontsize=8.5,
                title_fontsize=9, handlelength=1.6)
    axis.set_xlim(0, top)
    axis.set_xlabel("damage degree, % of the particle's volume")
    axis.set_ylabel("particles, %")
    save(figure, folder, name)


def attributes_figure(table, folder, name="attributes"):
    inner, edge = table["boundary"] == 0, table["boundary"] != 0
    figure, axes = plt.subplots(6, 4, figsize=(10.5, 11.2))
    for axis, (column, (title, scale, unit)) in zip(axes.ravel(), SHOWN.items()):
        values = table[column] * scale
        low, high = np.quantile(values, [0.0, 1.0])
        if len(values) > 20:  # a few far ones would squeeze the rest into one bar
            q1, q3 = np.quantile(values, [0.25, 0.75])
            low, high = max(low, q1 - 4 * (q3 - q1)), min(high, q3 + 4 * (q3 - q1))
        if not high > low:
            low, high = low - 0.5 * (abs(low) or 1), high + 0.5 * (abs(high) or 1)
        bins = np.linspace(low, high, int(np.clip(np.sqrt(len(values)) * 1.5, 8, 32)) + 1)
        beyond = int(((values < low) | (values > high)).sum())
        axis.hist([values[inner], values[edge]], bins, stacked=True, color=[INNER, EDGE], rwidth=0.92, linewidth=0)
        median = float(np.median(values))
        axis.axvline(median, color="#c8253a", lw=1)
        axis.set_title(title + (f" ({unit})" if unit else ""), loc="left", pad=4, fontweight="bold", fontsize=8.5)
        axis.text(1, 1.02, number(median), transform=axis.transAxes, ha="right", va="bottom", fontsize=8, color="#c8253a")
        if beyond:
            axis.text(0.99, 0.96, f"{beyond} beyond", transform=axis.transAxes, ha="right", va="top", fontsize=7,
                      color=FAINT)
        axis.tick_params(labelsize=7.5)
        axis.locator_params(axis="x", nbins=5)
        axis.locator_params(axis="y", nbins=3, integer=True)
        axis.margins(x=0.02)
    figure.tight_layout(h_pad=1.4, w_pad=1.2, rect=(0, 0, 1, 0.968))
    marks = [plt.Rectangle((0, 0), 1, 1, color=INNER), plt.Rectangle((0, 0), 1, 1, color=EDGE),
             plt.Line2D([], [], color="#c8253a", lw=1)]
    figure.legend(marks, [f"{int(inner.sum())} whole particles", f"{int(edge.sum())} cut by the image's edge", "median"],
                  loc="upper left", bbox_to_anchor=(0.012, 1.0), ncol=3, frameon=False, fontsize=9, handlelength=1.2)
    save(figure, folder, name)


def draw(folder, figures):
    table = read_table(os.path.join(folder, "attributes.h5"))
    slices_figure(table, os.path.join(folder, "slices.h5"), figures)
    damage_figure(table, figures)
    attributes_figure(table, figures)
    return len(table["id"])


if __name__ == "__main__":
    sys.exit(run(__doc__, draw))
