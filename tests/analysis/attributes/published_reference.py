#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""The published definitions of the 24 attributes, in plain numpy and scipy, written apart from the program and as
short as the definitions themselves. Each follows the text word by word; nothing is made fast.

measure(labels, grey, edge) takes (nz, ny, nx) arrays and the edge of the cubic voxels in m (one slice: its squares'
edge and the thickness) and gives a list of rows in the order of COLUMNS."""
import numpy as np
from scipy import ndimage

COLUMNS = ("id,X,Y,Z,Yaw,Pitch,Roll,EDensity,Homogeneity,SurfaceInner,SurfaceOuter,Volume,Damage,Elongation,Sphericity,"
           "VSratio,RoughInner,RoughOuter,Contact,PDensity,DistNearest,ElongStd,VolumeStd,SphericityStd,OrienIso,"
           "boundary").split(",")
RADIUS = 10


def dilated(mask):
    """By the ball of integer offsets x^2 + y^2 + z^2 <= 10^2: all voxels that near to one of the mask."""
    return ndimage.distance_transform_edt(~mask)**2 < RADIUS**2 + 0.5


def faces(planar):
    """The voxel and its face neighbours."""
    cross = ndimage.generate_binary_structure(3, 1)
    return cross[1:2] if planar else cross


def surface_count(mask, planar):
    """Voxels of the mask with a face neighbour outside."""
    return int((mask & ~ndimage.binary_erosion(mask, faces(planar))).sum())


def median(mask, planar):
    return ndimage.median_filter(mask.astype(np.uint8), size=(1 if planar else 3, 3, 3), mode="constant", cval=0) > 0


def neighbourhood(mask, margin, planar):
    """The slices of the mask's bounding box grown by a margin, cut to the image."""
    grow = [0 if planar else margin, margin, margin]
    return tuple(slice(max(0, p.min() - g), p.max() + 1 + g) for p, g in zip(np.nonzero(mask), grow))


def filled(mask, planar):
    """Closing by the ball, away from any border, then holes filled whose outside is connected through faces."""
    margin = RADIUS + 2
    pad = [(0, 0) if planar else (margin, margin), (margin, margin), (margin, margin)]
    box = neighbourhood(mask, 0, planar)
    padded = np.pad(mask[box], pad)
    closed = ~dilated(~dilated(padded))
    closed = ndimage.binary_fill_holes(closed, faces(planar))
    full = np.zeros_like(mask)
    full[box] = closed[tuple(slice(p[0], n - p[1]) for p, n in zip(pad, closed.shape))]
    return full


def axes_of(points, planar):
    """Centroid and covariance of the voxels' blocks (1/12 each), then axes, longest first, in x, y, z; signs: the
    longest to positive x, the shortest to positive z, right-handed."""
    centre = points.mean(0)
    offset = points - centre
    covariance = offset.T @ offset / len(points) + np.eye(3) / 12
    if planar:
        values, vectors = np.linalg.eigh(covariance[:2, :2])
        longest = np.array([*vectors[:, 1], 0.0])
        shortest = np.array([0.0, 0.0, 1.0])
        ratio = values[1] / values[0]
    else:
        values, vectors = np.linalg.eigh(covariance)
        longest, shortest = vectors[:, 2], vectors[:, 0]
        ratio = values[2] / values[0]
    longest = longest * np.sign([c for c in longest if abs(c) > 1e-12][0])
    shortest = shortest * np.sign([c for c in shortest[::-1] if abs(c) > 1e-12][0])
    middle = np.cross(shortest, longest)
    yaw = np.degrees(np.arctan2(longest[1], longest[0]))
    pitch = np.degrees(-np.arcsin(longest[2]))
    roll = np.degrees(np.arctan2(middle[2], shortest[2]))
    return centre, (yaw, pitch, roll), np.sqrt(ratio)


def own_row(labels, grey, label, edge, thickness):
    planar = labels.shape[0] == 1
    mask = labels == label
    full = filled(mask, planar)
    points = np.argwhere(mask)[:, ::-1].astype(float)  # x, y, z
    centre, angles, elongation = axes_of(points, planar)
    n_mask, n_full = int(mask.sum()), int(full.sum())
    outer, total = surface_count(full, planar), surface_count(mask, planar)
    inner = total - outer
    outer_after = surface_count(median(full, planar), planar)
    inner_after = surface_count(median(mask, planar), planar) - outer_after
    face = edge * thickness
    volume = n_full * edge * edge * thickness
    if planar:
        area, perimeter = n_full * edge**2, total * edge
        sphericity, ratio = 4 * np.pi * area / perimeter**2, np.sqrt(area) / perimeter
    else:
        sphericity, ratio = 36 * np.pi * volume**2 / (total * face)**3, volume**(1 / 3) / np.sqrt(total * face)
    near = neighbourhood(mask, RADIUS, planar)
    shell = dilated(full[near]) & ~full[near]
    taken = shell & (labels[near] != 0) & ~mask[near]
    packing = neighbourhood(mask, round(1e-5 / edge), planar)
    at_edge = any(p.min() == 0 or p.max() == n - 1
                  for p, n, axis in zip(np.nonzero(mask), labels.shape, range(3)) if not (planar and axis == 0))
    values = grey[full].astype(float)
    return {
        "id": label,
        "X": (centre[0] + 0.5) * edge, "Y": (centre[1] + 0.5) * edge, "Z": (centre[2] + 0.5) * thickness,
        "Yaw": angles[0], "Pitch": angles[1], "Roll": angles[2],
        "EDensity": values.mean(), "Homogeneity": values.std(ddof=1) if len(values) > 1 else 0.0,
        "SurfaceInner": inner * face, "SurfaceOuter": outer * face, "Volume": volume,
        "Damage": (n_full - n_mask) / n_full, "Elongation": elongation, "Sphericity": sphericity, "VSratio": ratio,
        "RoughInner": inner_after / inner if inner > 0 else 1.0,
        "RoughOuter": outer_after / outer if outer > 0 else 1.0,
        "Contact": taken.sum() / shell.sum() if shell.any() else 0.0,
        "PDensity": (labels[packing] != 0).mean(),
        "boundary": int(at_edge),
    }


def measure(labels, grey, edge, thickness=None):
    thickness = edge if thickness is None else thickness
    rows = [own_row(labels, grey, int(label), edge, thickness) for label in np.unique(labels) if label]
    centres = np.array([[r["X"], r["Y"], r["Z"]] for r in rows])
    for i, row in enumerate(rows):
        distance = np.linalg.norm(centres - centres[i], axis=1)
        nearest = [j for j in np.argsort(distance, kind="stable") if j != i][:6]
        row["DistNearest"] = distance[nearest].mean() if nearest else 0.0

        def deviation(name):
            return np.std([rows[j][name] for j in nearest], ddof=1) if len(nearest) > 1 else 0.0

        row["ElongStd"], row["VolumeStd"] = deviation("Elongation"), deviation("Volume")
        row["SphericityStd"] = deviation("Sphericity")
        row["OrienIso"] = max(deviation("Yaw"), deviation("Pitch"), deviation("Roll"))
    return [[row[name] for name in COLUMNS] for row in rows]
