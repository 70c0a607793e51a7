# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""The benchmarks' volumes: cubes with particles of the same size whatever the cube's, as raw files that every program
reads, and as a tomogram for the stages."""
import os
import subprocess

import h5py
import numpy as np
from scipy import ndimage

from step_program import ENVIRONMENT

SPACING = 1e-7  # m


def particles(n):
    """About as many particles of the same radius as fill half of the cube."""
    return max(1, round(250 * (n / 256)**3))


class Volume:
    """The folder of one cube's files."""

    def __init__(self, folder, n):
        self.folder, self.n = f"{folder}/{n}", n
        os.makedirs(self.folder, exist_ok=True)

    def path(self, name):
        return f"{self.folder}/{name}"

    @property
    def voxels(self):
        return self.n**3

    def arguments(self):
        return [self.folder, str(self.n), str(self.n), str(self.n)]

    def read(self, name, kind):
        return np.fromfile(self.path(name), kind).reshape((self.n, ) * 3)

    def make(self, programs, given=None):
        """From vol_N.npy and truth_N.npy in the folder `given`, or by the generate stage."""
        if os.path.exists(self.path("complete")):
            return
        if given:
            grey, labels = np.load(f"{given}/vol_{self.n}.npy"), np.load(f"{given}/truth_{self.n}.npy")
            self.write_tomogram(grey)
        else:
            grey, labels = self.generate(programs)
        self.write_raw(grey.astype(np.uint16), labels.astype(np.uint32))
        open(self.path("complete"), "w").close()

    def generate(self, programs):
        recipe = self.path("generate.prm")
        with open(recipe, "w") as file:
            file.write(f"set Size = {self.n}, {self.n}, {self.n}\nset Particles = {particles(self.n)}\nset Seed = 1\n"
                       f"set Spacing = {SPACING}, {SPACING}, {SPACING}\n")
        subprocess.run([f"{programs}/catena-generate", recipe, "--output", self.folder], check=True, env=ENVIRONMENT)
        with h5py.File(self.path("tomogram.h5")) as file:
            grey = file["tomogram"][...]
        with h5py.File(self.path("labels.h5")) as file:
            return grey, file["labels"][...]

    def write_tomogram(self, grey):
        with h5py.File(self.path("tomogram.h5"), "w") as file:
            data = file.create_dataset("tomogram", data=grey)
            data.attrs["spacing"] = [SPACING] * 3
            data.attrs["unit"] = "1"
            data.attrs["description"] = "grey value"

    def write_raw(self, grey, labels):
        """Also the distances and markers that the peers' watersheds start from."""
        mask = labels > 0
        distance = ndimage.distance_transform_edt(mask).astype(np.float32)
        peaks = (distance == ndimage.maximum_filter(distance, 9)) & mask
        markers, count = ndimage.label(peaks)
        markers[~mask] = count + 1
        grey.tofile(self.path("grey.u16.raw"))
        labels.tofile(self.path("labels.u32.raw"))
        mask.astype(np.uint8).tofile(self.path("mask.u8.raw"))
        distance.tofile(self.path("distance.f32.raw"))
        markers.astype(np.int32).tofile(self.path("markers.i32.raw"))
