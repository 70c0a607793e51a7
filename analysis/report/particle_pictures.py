# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""The electrode's particles coloured by concentration and by damage, from the VTU files of `simulate`."""
import os
import re
import xml.etree.ElementTree

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
from figure_form import save
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.colors import LinearSegmentedColormap, Normalize
from mpl_toolkits.mplot3d.art3d import Poly3DCollection

CONCENTRATION = matplotlib.colormaps["viridis"] if hasattr(matplotlib, "colormaps") else plt.get_cmap("viridis")
DAMAGE = LinearSegmentedColormap.from_list("damage", ["#d9e2e8", "#ffd23f", "#ff8a1f", "#ee1f3f", "#6d0f24"])
VTK_TYPES = {"Float32": "<f4", "Float64": "<f8", "Int64": "<i8", "UInt8": "u1"}


def limit(values, room=0.06):
    low, high = float(np.min(values)), float(np.max(values))
    edge = room * (high - low or 1.0)
    return low - edge, high + edge


def read_vtu(path):
    """Points, corners of each cell, and the arrays of one of our VTU files."""
    with open(path, "rb") as file:
        whole = file.read()
    start = whole.index(b"<AppendedData")
    body = whole.index(b"_", whole.index(b">", start)) + 1
    tree = xml.etree.ElementTree.fromstring(whole[:start] + b"</VTKFile>")
    arrays = {}
    for array in tree.iter("DataArray"):
        offset = body + int(array.get("offset"))
        length = int(np.frombuffer(whole, "<u8", 1, offset)[0])
        values = np.frombuffer(whole[offset + 8:offset + 8 + length], VTK_TYPES[array.get("type")])
        components = int(array.get("NumberOfComponents"))
        arrays[array.get("Name")] = values.reshape(-1, components) if components > 1 else values
    ends = arrays["offsets"]
    starts = np.concatenate([[0], ends[:-1]]) if len(ends) else ends
    cells = [arrays["connectivity"][a:b] for a, b in zip(starts, ends)]
    return arrays["Points"], cells, arrays


def pieces(folder, grid, frame):
    """All ranks' files of a grid at a frame."""
    tree = xml.etree.ElementTree.parse(os.path.join(folder, f"{grid}_{frame:04d}.pvtu"))
    return [read_vtu(os.path.join(folder, piece.get("Source"))) for piece in tree.iter("Piece")]


def frames(folder):
    """(number, time) of the pictures."""
    tree = xml.etree.ElementTree.parse(os.path.join(folder, "solution.pvd"))
    times = {}
    for entry in tree.iter("DataSet"):
        number = int(re.search(r"_(\d+)\.", entry.get("file")).group(1))
        times[number] = float(entry.get("timestep"))
    return sorted(times.items())


def surface_axes(figure, place):
    axis = figure.add_subplot(*place, projection="3d", proj_type="ortho")
    axis.set_axis_off()
    axis.view_init(elev=22, azim=-62)
    return axis


def moments(series, fields):
    """(number, words) of two pictures to compare: the first and the last end of charge, or what there is."""
    named = []
    for number, time in frames(fields):
        at = int(np.argmin(np.abs(series["time"] - time)))
        phase = {1: "charge", 2: "discharge"}.get(int(series["phase"][at]))
        words = f"end of {phase} {series['cycle'][at]}" if phase and time > 0 else f"t = {time:.4g} s"
        named.append((number, words))
    if not named:
        raise ValueError("there are no pictures")
    shown = [moment for moment in named if "end of charge" in moment[1]] or named[1:] or named
    return shown[:1] if len(shown) == 1 else [shown[0], shown[-1]]


def particles_figure(series, fields, folder, name="particles"):
    """Concentration and damage in two of the pictures; returns what they show, in words."""
    shown = moments(series, fields)
    surfaces = [pieces(fields, "interface", number) for number, _ in shown]
    with_damage = "damage" in surfaces[0][0][2]
    names = ["concentration", "damage"] if with_damage else ["concentration"]
    titles = {"concentration": "$C/C_{max}$ at the surface", "damage": "damage $d$"}
    flat = max(len(cell) for _, cells, _ in surfaces[0] for cell in cells[:1]) == 2
    values = {field: np.concatenate([arrays[field] for parts in surfaces for _, _, arrays in parts]) for field in names}
    norms = {"damage": Normalize(0, 1), "concentration": Normalize(*limit(values["concentration"], 0.01))}
    maps = {"damage": DAMAGE, "concentration": CONCENTRATION}
    if flat:
        insides = [pieces(fields, "particles", number) for number, _ in shown]
        inner = np.concatenate([arrays["concentration"] for parts in insides for _, _, arrays in parts])
        norms["concentration"] = Normalize(*limit(inner, 0.01))
    figure = plt.figure(figsize=(4.6 * len(names), (2.6 if flat else 3.4) * len(shown) + 0.4))
    for row, (number, words) in enumerate(shown):
        for column, field in enumerate(names):
            place = (len(shown), len(names), row * len(names) + column + 1)
            axis = figure.add_subplot(*place) if flat else surface_axes(figure, place)
            everything = []
            for part, (points, cells, arrays) in enumerate(surfaces[row]):
                corners = [points[cell] * 1e6 for cell in cells]
                if not corners:
                    continue
                everything.append(points * 1e6)
                if not flat:
                    axis.add_collection3d(Poly3DCollection(corners, facecolors=maps[field](norms[field](arrays[field])),
                                                           edgecolors="none", linewidths=0))
                    continue
                if field == "concentration":
                    inside_points, inside_cells, inside = insides[row][part]
                    mean = [inside["concentration"][cell].mean() for cell in inside_cells]
                    axis.add_collection(PolyCollection([inside_points[cell, :2] * 1e6 for cell in inside_cells],
                                                       facecolors=maps[field](norms[field](mean)), edgecolors="face", linewidths=0.2))
                else:
                    axis.add_collection(LineCollection([c[:, :2] for c in corners], colors=maps[field](norms[field](arrays[field])),
                                                       linewidths=4, capstyle="round"))
            span = np.concatenate(everything)
            low, high = span.min(axis=0), span.max(axis=0)
            if flat:
                axis.set(xlim=(low[0] - 1, high[0] + 1), ylim=(low[1] - 1, high[1] + 1), aspect="equal")
                axis.set_axis_off()
            else:
                axis.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]), zlim=(low[2], high[2]))
                axis.set_box_aspect(high - low)
            axis.set_title(f"{titles[field]}, {words}", fontsize=9, loc="left")
            figure.colorbar(plt.cm.ScalarMappable(norms[field], maps[field]), ax=axis, shrink=0.7, pad=0.02)
    save(figure, folder, name)
    return [words for _, words in shown]
