# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""Tables of particles as `measure` leaves them, with damage that has known causes.

tables.py FOLDER COUNT   writes FOLDER/first.csv and FOLDER/second.csv, whose damage has the causes of CAUSES
"""
import sys

import numpy as np

COLUMNS = ("id,X,Y,Z,Yaw,Pitch,Roll,EDensity,Homogeneity,SurfaceInner,SurfaceOuter,Volume,Damage,Elongation,Sphericity,VSratio,"
           "RoughInner,RoughOuter,Contact,PDensity,DistNearest,ElongStd,VolumeStd,SphericityStd,OrienIso,boundary").split(",")
CAUSES = (("Z", "Sphericity", "Elongation", "Volume"), ("Contact", "DistNearest", "OrienIso", "PDensity"))


def table(count, causes=(), seed=1, attainable=0.7):
    """A dictionary of columns; the causes explain the share `attainable` of the damage's variance."""
    random = np.random.default_rng(seed)
    size, shape, crowd, grey = random.standard_normal((4, count))

    def noise():
        return random.standard_normal(count)

    edge = 1e-5 * count ** (1 / 3)
    columns = {name: noise() for name in COLUMNS}
    columns["id"] = np.arange(1, count + 1)
    columns["boundary"] = (random.random(count) < 0.1).astype(int)
    for axis in "XYZ":
        columns[axis] = edge * random.random(count)
    for angle in ("Yaw", "Pitch", "Roll"):
        columns[angle] = 180 * random.random(count) - 90
    columns["EDensity"] = 0.6 + 0.05 * grey
    columns["Homogeneity"] = 0.04 * np.exp(0.2 * noise() - 0.1 * grey)
    columns["Volume"] = 4e-16 * np.exp(0.6 * size)
    columns["SurfaceOuter"] = 3e-10 * np.exp(0.4 * size + 0.15 * shape + 0.05 * noise())
    columns["SurfaceInner"] = 1e-11 * np.exp(0.3 * size + 0.5 * noise())
    columns["Sphericity"] = 0.75 - 0.07 * (0.9 * shape + 0.45 * noise())
    columns["VSratio"] = np.maximum(columns["Sphericity"], 0.1) ** (1 / 6) + 0.009 * noise()
    columns["Elongation"] = 1 + np.exp(-1 + 0.25 * shape + 0.4 * noise())
    columns["Contact"] = 1 / (1 + np.exp(1 - 0.5 * crowd - 0.85 * noise()))
    columns["PDensity"] = 0.5 + 0.04 * (crowd + noise())
    columns["DistNearest"] = 1e-5 * np.exp(-0.06 * crowd + 0.1 * noise())
    signal = np.zeros(count)
    for k, name in enumerate(causes):
        values = columns[name]
        effect = np.tanh((-1) ** k * 0.8 * (values - values.mean()) / max(values.std(), 1e-300))
        signal += (effect - effect.mean()) / effect.std()
    scale = np.sqrt(len(causes) * (1 - attainable) / attainable) if causes else 1
    columns["Damage"] = np.clip(0.3 + 0.04 * (signal + scale * noise()), 0, 1)
    return columns


def write(path, columns):
    with open(path, "w", encoding="utf-8") as file:
        file.write(",".join(columns) + "\n")
        for row in zip(*columns.values()):
            file.write(",".join(repr(value.item()) if hasattr(value, "item") else str(value) for value in row) + "\n")
    return path


if __name__ == "__main__":
    for which, (name, own) in enumerate(zip(("first", "second"), CAUSES)):
        write(f"{sys.argv[1]}/{name}.csv", table(int(sys.argv[2]), own, which + 1))
