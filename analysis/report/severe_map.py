# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""Where the severely damaged particles lie, and how far one is from its three nearest: Fig. 2, A and B, of Li et al., Science
376, 517 (2022), doi:10.1126/science.abm8962. All particles, seen along the shortest edge of the volume."""
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.collections import EllipseCollection
from matplotlib.colors import LinearSegmentedColormap, Normalize

from figure_form import DAMAGE, FAINT, INK, save
from number_text import count, fixed, listing, micrometres, number, percent, quoted
from page_item import Item, Missing, Table

TITLE = "Where the severely damaged particles lie"
SEVERE = LinearSegmentedColormap.from_list("severe", DAMAGE(np.linspace(0.5, 1, 64)))
MANY = 300  # circles that are drawn as a picture, not one by one


class Places:
    """Particles of a set in µm, seen along the axis `along`: by default that in which they spread least."""

    def __init__(self, analysis, name, along=None):
        places = [analysis.column(name, axis) for axis in "XYZ"]
        self.damage = analysis.column(name, "Damage")
        self.severe = analysis.column(name, "severe")
        volume = analysis.column(name, "Volume")
        self.id = analysis.array(f"sets/{name}/particles/id")
        self.whole = not any(one is None for one in (*places, self.damage, self.severe, volume, self.id))
        if not self.whole:
            return
        self.severe = self.severe > 0
        self.place = 1e6 * np.stack(places, 1)
        self.radius = 1e6 * np.cbrt(3 * np.maximum(volume, 0) / (4 * np.pi))
        along = int(np.argmin(np.ptp(self.place, axis=0))) if along is None else along
        self.along = along
        across = [axis for axis in (0, 1, 2) if axis != along]
        self.right, self.up = across
        self.seen_along = "xyz"[along]
        self.flat = self.place[:, across]
        self.rows = {int(identity): row for row, identity in enumerate(self.id)}
        self.severe_id = analysis.array(f"sets/{name}/severe/id")
        self.neighbour = analysis.array(f"sets/{name}/severe/neighbour")
        self.distance = analysis.array(f"sets/{name}/severe/distance")

    def row(self, identity):
        return self.rows.get(int(identity))

    def example(self):
        """Rows of a severely damaged particle whose three nearest are about as far as is usual (the median), of these three, and
        their distances in µm; among those that are, one whose neighbours are well seen apart. None where none has three."""
        if self.severe_id is None or self.neighbour is None or self.distance is None or not len(self.distance):
            return None
        mean = self.distance.mean(axis=1)
        if not np.isfinite(mean).any():
            return None
        usual = np.argsort(np.abs(mean - np.nanmedian(mean)))[:max(1, min(40, int(np.isfinite(mean).sum()) // 3))]
        best, chosen = -1.0, None
        for one in usual:
            rows = [self.row(identity) for identity in (self.severe_id[one], *self.neighbour[one])]
            if None in rows:
                continue
            arms = self.flat[rows[1:]] - self.flat[rows[0]]
            length = np.linalg.norm(arms, axis=1)
            turns = np.diff(np.sort(np.arctan2(arms[:, 1], arms[:, 0])), append=np.inf)[:2]
            clear = min((length / (1e6 * self.distance[one])).min(), min(turns.min(), 2 * np.pi - turns.sum()))
            if clear > best:
                best, chosen = clear, (rows[0], rows[1:], 1e6 * self.distance[one])
        return chosen


def circles(axis, places, chosen, colours, raster, **more):
    size = 2 * places.radius[chosen]
    drawn = EllipseCollection(size, size, np.zeros(len(size)), units="xy", offsets=places.flat[chosen],
                              offset_transform=axis.transData, facecolors=colours, **more)
    drawn.set_rasterized(raster)
    axis.add_collection(drawn)


def draw_places(axis, places, norm, low, high, shown=None):
    shown = np.ones(len(places.id), bool) if shown is None else shown
    raster = int(shown.sum()) > MANY
    intact = np.flatnonzero(shown & ~places.severe)
    severe = np.flatnonzero(shown & places.severe)
    circles(axis, places, intact, [FAINT], raster, alpha=0.22, linewidths=0)
    severe = severe[np.argsort(places.damage[severe])]
    circles(axis, places, severe, SEVERE(norm(100 * places.damage[severe])), raster, edgecolors=INK, linewidths=0.4)
    axis.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]), aspect="equal")


def draw_example(axis, places, example, norm):
    """The region around one particle, with the distances to its three nearest."""
    centre, others, distances = example
    around = np.array([centre, *others])
    reach = 1.12 * max(np.abs(places.flat[around] - places.flat[centre]).max() + places.radius[around].max(),
                       2 * places.radius[centre])
    low, high = places.flat[centre] - reach, places.flat[centre] + reach
    depth = 3 - places.right - places.up
    near = np.abs(places.place[:, depth] - places.place[centre, depth]) < reach
    near &= (np.abs(places.flat - places.flat[centre]) < reach + places.radius[:, None]).all(axis=1)
    draw_places(axis, places, norm, low, high, near)
    taken = []
    for other, distance in zip(others, distances):
        ends = places.flat[[centre, other]]
        axis.plot(*ends.T, color=INK, lw=1.1, marker=".", ms=4)
        free = [ends[0] + part * (ends[1] - ends[0]) for part in (0.55, 0.4, 0.7, 0.85, 1.0)]
        # Labels are wider than high.
        room = [min((np.linalg.norm((at - one) * (0.6, 1.4)) for one in taken), default=2 * reach) for at in free]
        taken.append(free[int(np.argmax(np.minimum(room, 0.32 * reach)))])
        axis.text(*taken[-1], f"{number(distance)} µm", ha="center", va="center", fontsize=8.5, color=INK,
                  bbox={"boxstyle": "round,pad=0.2", "fc": "#ffffff", "ec": "none", "alpha": 0.85})
    axis.set(xticks=[], yticks=[])
    for spine in axis.spines.values():
        spine.set_visible(True)
    return low, high


def sentences(analysis, sets):
    said = []
    for name in sets:
        one = analysis.get("severe", name)
        said.append(f"{count(one['count'], 'particle')} of {number(analysis.get('particles', name, 'count'))} in {quoted(name)} "
                    f"({percent(one['share'])})")
    threshold = analysis.get("severe", sets[0], "threshold")
    return [f"Severely damaged, that is above {fixed(100 * threshold, 1)} %, are {listing(said)}."]


def table(everything):
    """The most damaged of all sets."""
    found = []
    for name, places in everything:
        for k, identity in enumerate(places.severe_id if places.severe_id is not None else []):
            row = places.row(identity)
            if row is not None:
                found.append((name, places, k, row))
    rows = []
    for name, places, k, row in sorted(found, key=lambda one: -one[1].damage[one[3]])[:100]:
        near = [float(d) for d in places.distance[k]] if places.distance is not None else []
        rows.append([name, (str(int(places.id[row])), int(places.id[row])),
                     (fixed(100 * places.damage[row], 1), float(places.damage[row])), *((number(v), float(v)) for v in places.place[row]),
                     *((number(1e6 * d), d) if np.isfinite(d) else "–" for d in (near + [np.nan] * 3)[:3])])
    more = f" The {len(rows)} most damaged of {len(found)}." if len(found) > len(rows) else ""
    return Table(["set", "id", "damage, %", "x, µm", "y, µm", "z, µm", "nearest, µm", "second, µm", "third, µm"], rows,
                 "Severely damaged particles and how far the next three are." + more)


def item(analysis, folder):
    everything = []
    for name in analysis.sets:
        places = Places(analysis, name, everything[0][1].along if everything else None)
        if places.whole and analysis.get("severe", name, "threshold") is not None:
            everything.append((name, places))
    if not everything:
        return Missing(TITLE, analysis.why("sever") or "The analysis does not say which particles are severely damaged.")
    damage = np.concatenate([100 * places.damage[places.severe] for _, places in everything])
    if not len(damage):
        return Missing(TITLE, "No particle is severely damaged. " + analysis.why("sever"))
    norm = Normalize(float(damage.min()), max(float(np.quantile(damage, 0.95)), float(damage.min()) + 1e-9))
    figure, axes = plt.subplots(len(everything), 2, figsize=(7.6, 3.5 * len(everything) + 0.4), squeeze=False,
                                gridspec_kw={"width_ratios": [1.32, 1], "wspace": 0.08, "hspace": 0.3})
    examples = []
    for (name, places), (left, right) in zip(everything, axes):
        edge = places.radius.max()
        draw_places(left, places, norm, places.flat.min(axis=0) - edge, places.flat.max(axis=0) + edge)
        left.set(xlabel=f"{'xyz'[places.right]}, µm", ylabel=f"{'xyz'[places.up]}, µm")
        left.set_title(f"{name}, seen along {places.seen_along}", loc="left", fontweight="bold")
        example = places.example()
        if example is None:
            right.set_axis_off()
            right.text(0.5, 0.5, "fewer than four severely\ndamaged particles", ha="center", va="center", color=FAINT)
            continue
        low, high = draw_example(right, places, example, norm)
        left.add_patch(plt.Rectangle(low, *(high - low), fill=False, ec=INK, lw=0.9))
        right.set_title(f"around particle {int(places.id[example[0]])}", loc="left")
        examples.append(f"of particle {int(places.id[example[0]])} of {quoted(name)}, which is a usual one, the three nearest are "
                        f"{listing(micrometres(1e-6 * d) for d in example[2])} away")
    bar = figure.colorbar(plt.cm.ScalarMappable(norm, SEVERE), ax=axes, orientation="horizontal", fraction=0.035, shrink=0.6, pad=0.11 / len(everything) ** 0.5,
                          aspect=40, extend="max")
    bar.outline.set_visible(False)
    bar.set_label("damage degree of the severely damaged, %")
    save(figure, folder, "severe_map")
    said = sentences(analysis, [name for name, _ in everything])
    if examples:
        said.append(listing(examples)[0].upper() + listing(examples)[1:] + ".")
    return Item("severe_map", TITLE, said, tables=[table(everything)], source="Fig. 2, A and B",
                caption="Particles as balls of their volume; grey: not severely damaged. The distances are those in space, "
                        "between centroids.")
