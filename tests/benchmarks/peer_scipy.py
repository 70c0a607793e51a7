#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""SciPy and scikit-image as a peer: peer_scipy.py FOLDER NZ NY NX

A server of named steps like the compiled ones (timed_steps.h): reads "STEP" or "STEP FILE", answers
"STEP cpu wall key=value ...".
"""
import sys
import time

import numpy as np
import skimage.filters
import skimage.measure
import skimage.morphology
import skimage.segmentation
from scipy import ndimage
from scipy.spatial import cKDTree

CLOSING_RADIUS = 10
CLOSING_SAMPLE = 5  # particles really closed; the time of the others is that of these, by number


class Clock:
    """CPU and wall time of the `with` blocks entered so far; `factor` scales a block that did a part of the work."""

    def __init__(self):
        self.cpu = self.wall = 0.0
        self.factor = 1.0

    def __call__(self, factor=1.0):
        self.factor = factor
        return self

    def __enter__(self):
        self.start = time.process_time(), time.perf_counter()

    def __exit__(self, *_):
        self.cpu += self.factor * (time.process_time() - self.start[0])
        self.wall += self.factor * (time.perf_counter() - self.start[1])


class Peer:
    def __init__(self, folder, shape):
        self.folder, self.shape = folder, shape

    def read(self, name, kind):
        return np.fromfile(f"{self.folder}/{name}", kind).reshape(self.shape)

    def grey(self):
        return self.read("grey.u16.raw", np.uint16)

    def mask(self):
        return self.read("mask.u8.raw", np.uint8) != 0

    def labels_image(self):
        return self.read("labels.u32.raw", np.uint32).astype(np.int32)

    def gaussian(self, clock):
        grey = self.grey().astype(np.float32)
        with clock():
            result = ndimage.gaussian_filter(grey, 1.0, mode="mirror")
        return result, {}

    def median(self, clock):
        grey = self.grey()
        with clock():
            result = ndimage.median_filter(grey, 3, mode="nearest")
        return result, {}

    def otsu(self, clock):
        grey = self.grey()
        with clock():
            threshold = skimage.filters.threshold_otsu(grey)
            result = grey > threshold
        return result, {"threshold": float(threshold)}

    def distance(self, clock):
        mask = self.mask()
        with clock():
            result = ndimage.distance_transform_edt(mask)
        return result.astype(np.float32), {}

    def components(self, clock, structure):
        mask = self.mask()
        with clock():
            result, count = ndimage.label(mask, structure)
        return result.astype(np.int32), {"count": count}

    def components6(self, clock):
        return self.components(clock, ndimage.generate_binary_structure(3, 1))

    def components26(self, clock):
        return self.components(clock, ndimage.generate_binary_structure(3, 3))

    def watershed(self, clock):
        mask, distance = self.mask(), self.read("distance.f32.raw", np.float32)
        with clock():
            result = watershed(distance, mask, height=1)
        return result.astype(np.int32), {"count": int(result.max())}

    def labels(self, clock):
        labels = self.labels_image()
        with clock():
            table = moments(labels)
            area = surfaces(labels)
            contacts(labels)
        return None, {"count": len(table["label"]), "volume": float(table["area"].sum()), "area": float(area.sum())}

    def closing(self, clock):
        labels = self.labels_image()
        ids, volumes, particles = close_sample(labels, clock, filled=False)
        return None, {"particles": particles, **{f"volume_of_{i}": v for i, v in zip(ids, volumes)}}

    def chain(self, clock):
        """Grey values to attributes, with the closing of every particle by extrapolation."""
        grey = self.grey()
        with clock():
            smooth = skimage.filters.gaussian(grey.astype(np.float32), 1.0, preserve_range=True)
            mask = ndimage.binary_fill_holes(smooth > skimage.filters.threshold_otsu(smooth))
            distance = ndimage.distance_transform_edt(mask).astype(np.float32)
            labels = watershed(distance, mask, height=2)
            table = moments(labels)
            surfaces(labels)
            contacts(labels)
            centres = np.stack([table[f"centroid-{axis}"] for axis in range(3)], 1)
            cKDTree(centres).query(centres, k=7)
        without = clock.cpu
        close_sample(labels, clock, filled=True)
        return None, {"count": int(labels.max()), "without_closing": without}


def watershed(distance, mask, height):
    rebuilt = skimage.morphology.reconstruction(np.maximum(distance - height, 0), distance)
    markers = skimage.measure.label((distance - rebuilt >= height - 1e-4) & mask, connectivity=3)
    return skimage.segmentation.watershed(-distance, markers, mask=mask)


def moments(labels):
    return skimage.measure.regionprops_table(
        labels, properties=("label", "area", "bbox", "centroid", "inertia_tensor", "inertia_tensor_eigvals"))


def surfaces(labels):
    areas = []
    for label, box in enumerate(ndimage.find_objects(labels), 1):
        if box is not None:
            particle = np.pad(labels[box] == label, 1).astype(np.float32)
            vertices, faces, _, _ = skimage.measure.marching_cubes(particle, 0.5)
            areas.append(skimage.measure.mesh_surface_area(vertices, faces))
    return np.array(areas)


def contacts(labels):
    pairs = []
    for axis in range(3):
        low = np.moveaxis(labels, axis, 0)[:-1]
        high = np.moveaxis(labels, axis, 0)[1:]
        touching = low != high
        pairs.append(low[touching] * np.int64(labels.max() + 1) + high[touching])
    return np.unique(np.concatenate(pairs), return_counts=True)


def close_sample(labels, clock, filled):
    """Closes some particles, padded so that no border interferes, and charges for all."""
    boxes = ndimage.find_objects(labels)
    present = [i for i, box in enumerate(boxes) if box is not None]
    picked = sorted(np.random.default_rng(0).choice(present, min(CLOSING_SAMPLE, len(present)), replace=False))
    ball = skimage.morphology.ball(CLOSING_RADIUS).astype(bool)
    volumes = []
    with clock(len(present) / len(picked)):
        for i in picked:
            particle = np.pad(labels[boxes[i]] == i + 1, CLOSING_RADIUS + 2)
            particle = ndimage.binary_closing(particle, ball)
            volumes.append(int((ndimage.binary_fill_holes(particle) if filled else particle).sum()))
    return [int(i) + 1 for i in picked], volumes, len(present)


def main():
    peer = Peer(sys.argv[1], tuple(int(n) for n in sys.argv[2:5]))
    for line in sys.stdin:
        name, _, path = line.strip().partition(" ")
        clock = Clock()
        result, figures = getattr(peer, name)(clock)
        if path and result is not None:
            result.tofile(path)
        print(name, f"{clock.cpu:.6f} {clock.wall:.6f}", *(f"{k}={v:.17g}" for k, v in figures.items()), flush=True)


if __name__ == "__main__":
    main()
