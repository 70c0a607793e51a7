# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""Whether ours and the peers' results are the same thing, so that their times may be compared."""
import numpy as np


def gaussian(volume, results):
    ours, peer = volume.read("ours.gaussian.raw", np.uint16), volume.read("scipy.gaussian.raw", np.float32)
    worst = float(np.abs(ours - peer).max())
    return worst <= 0.51, f"largest difference from SciPy's floats {worst:.3f} grey levels"


def median(volume, results):
    ours, peer = volume.read("ours.median.raw", np.uint16), volume.read("itk.median.raw", np.uint16)
    inside = (slice(1, -1), ) * 3
    different = int((ours[inside] != peer[inside]).sum())
    return different == 0, f"{different} inner voxels differ from ITK's"


def distance(volume, results):
    ours, peer = volume.read("ours.distance.raw", np.int32), volume.read("scipy.distance.raw", np.float32)
    different = int((ours != np.rint(peer.astype(np.float64)**2)).sum())
    return different == 0, f"{different} squared distances differ from SciPy's"


def components(volume, results):
    counts = {name: int(outcomes[0].figures["count"]) for name, outcomes in results.items()}
    return len(set(counts.values())) == 1, "components: " + ", ".join(f"{n} {c}" for n, c in counts.items())


def labels(volume, results):
    figures = {name: outcomes[0].figures for name, outcomes in results.items()}
    same = len({(f["count"], f["volume"]) for f in figures.values()}) == 1
    areas = ", ".join(f"{name} {f['area']:.4g}" for name, f in figures.items())
    return same, f"numbers and volumes {'agree' if same else 'differ'}; areas in voxel faces: {areas}"


def closing(volume, results):
    ours, peer = results["ours"][0].figures, results["scipy"][0].figures
    sample = [key for key in peer if key.startswith("volume_of_")]
    different = [key for key in sample if ours.get(key) != peer[key]]
    return not different, f"{len(sample) - len(different)} of {len(sample)} sampled closed volumes equal SciPy's"


CHECKS = {
    "gaussian": gaussian,
    "median": median,
    "distance": distance,
    "components6": components,
    "components26": components,
    "labels": labels,
    "closing": closing,
}
