# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""Score of instances against hand-drawn ones, whose drawing is not complete."""
import numpy as np


def f1(truth, found, threshold):
    """F1 of the instances of `found` against those of `truth` (integer images of equal shape, 0 = none).

    A true instance is hit if one found instance has an intersection over union above `threshold` with it. Found instances
    that lie for the most part where nothing was drawn are left out: the drawing omits many particles.
    """
    truth, found = truth.astype(np.int64), found.astype(np.int64)
    overlap = np.zeros((truth.max() + 1, found.max() + 1), np.int64)
    np.add.at(overlap, (truth.ravel(), found.ravel()), 1)
    size_true, size_found = overlap.sum(1), overlap.sum(0)
    union = size_true[1:, None] + size_found[None, 1:] - overlap[1:, 1:]
    hits = int((overlap[1:, 1:] / np.maximum(union, 1) > threshold).sum())
    drawn = overlap[1:, 1:].sum(0)
    judged = max(int((drawn > 0.5 * size_found[1:])[size_found[1:] > 0].sum()), hits)
    present = int((size_true[1:] > 0).sum())
    return 2 * hits / max(present + judged, 1)
