#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""Every parameter of `segment` has its effect, and a run that was stopped ends as one that was not.
segment_stage.py CATENA-SEGMENT MPIEXEC..."""
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

import h5py
import numpy as np

PROGRAM, LAUNCHER = sys.argv[1], sys.argv[2:]
SHAPE = (40, 48, 56)
# Centre, radius, grey: two bright ones (the second hollow), a dim one, one cut by a face, a small one, and one in a
# corner of the slices.
BALLS = [((11, 20, 22), 7, 30000), ((11, 30, 42), 7, 30000), ((29, 16, 38), 7, 18000), ((36, 36, 20), 7, 30000),
         ((26, 34, 34), 2.2, 30000), ((24, 6, 5), 6, 30000)]
BRIGHT, HOLLOW, DIM, CUT, SMALL, CORNER = range(6)
# Little closing, so that balls stay apart, and the plain threshold.
PLAIN = ("Watershed/Closing radius = 1", "Watershed/Thin cracks = false")
FIXED = PLAIN + ("Threshold/Method = fixed", "Threshold/Value = 13000")


def distance(centre):
    return np.sqrt(sum((g - c)**2 for g, c in zip(np.indices(SHAPE), centre)))


def scene(noise=500):
    grey = np.full(SHAPE, 8000.0)
    for centre, radius, level in BALLS:
        grey[distance(centre) <= radius] = level
    grey[distance(BALLS[HOLLOW][0]) < 4] = 8000
    return np.clip(grey + np.random.default_rng(4).normal(0, noise, SHAPE), 0, 65535).astype(np.uint16)


def write(name, values, spacing=(1e-7, 1e-7, 1e-7)):
    with h5py.File(name, "w") as file:
        file["tomogram"] = values
        file["tomogram"].attrs["spacing"] = spacing


class Segment(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory()
        os.chdir(self.scratch.name)
        write("grey.h5", scene())

    def tearDown(self):
        os.chdir("/")
        self.scratch.cleanup()

    def run_stage(self, *settings, ranks=1, image="grey.h5", options=()):
        with open("case.prm", "w") as file:
            file.write(f"subsection Tomogram\n set File = {image}\nend\n")
        words = [word for setting in settings for word in ("--set", setting)]
        launcher = LAUNCHER + [str(ranks)] if ranks > 1 else []
        command = [*launcher, PROGRAM, "case.prm", "--output", "out", *words, *options]

        return subprocess.run(command, capture_output=True, text=True, timeout=120)

    def labels(self, *settings, name="labels", **more):
        done = self.run_stage(*settings, **more)
        self.assertEqual(done.returncode, 0, done.stderr)
        with h5py.File(f"out/{name}.h5") as file:
            labels = file["labels"][...]
        numbers = np.unique(labels)
        self.assertTrue(np.array_equal(numbers, np.arange(len(numbers))), "labels are consecutive")
        return labels

    def found(self, labels):
        """Which of the balls have a label, looked for off the centre, which may be hollow."""
        return {i for i, (centre, radius, _) in enumerate(BALLS)
                if labels[tuple(int(c) for c in np.add(centre, (0, 0, 0.7 * radius)))] > 0}

    def test_thresholds(self):
        self.assertEqual(self.found(self.labels(*FIXED)), {BRIGHT, HOLLOW, DIM, CUT, SMALL, CORNER})
        bright = PLAIN + ("Threshold/Method = fixed", "Threshold/Value = 24000")
        self.assertEqual(self.found(self.labels(*bright)), {BRIGHT, HOLLOW, CUT, CORNER})
        three = PLAIN + ("Threshold/Method = multi-otsu", "Threshold/Classes = 3")
        self.assertEqual(self.found(self.labels(*three)), {BRIGHT, HOLLOW, CUT, CORNER})
        low = self.labels(*FIXED) > 0
        both = self.labels(*PLAIN, "Threshold/Method = hysteresis", "Threshold/Value = 24000",
                           "Threshold/Low value = 13000") > 0
        self.assertTrue(np.array_equal(both, low & (distance(BALLS[DIM][0]) > 12)))

    def test_filters(self):
        write("noisy.h5", scene(2500))
        raw = self.labels(*FIXED, "Preprocessing/Filter = none", image="noisy.h5")
        for setting in ("Filter = median", "Filter = non-local means", "Gaussian width = 2"):
            labels = self.labels(*FIXED, f"Preprocessing/{setting}", image="noisy.h5")
            self.assertGreaterEqual(self.found(labels), {BRIGHT, HOLLOW, DIM, CUT, CORNER}, setting)
            self.assertFalse(np.array_equal(labels, raw), setting)
            divided = self.labels(*FIXED, f"Preprocessing/{setting}", "Blocks = 1, 3, 1", image="noisy.h5", ranks=3)
            self.assertTrue(np.array_equal(labels, divided), setting)

    def test_background_and_rings(self):
        outside = scene(0) == 8000
        write("slope.h5", (scene() * 0.5 + np.indices(SHAPE)[2] * 400.0).astype(np.uint16))
        even = self.labels(*PLAIN, "Preprocessing/Background width = 12", "Preprocessing/Ring correction = true",
                           image="slope.h5")
        self.assertGreaterEqual(self.found(even), {BRIGHT, HOLLOW, CUT, CORNER})
        sloping = self.labels(*PLAIN, image="slope.h5")
        self.assertLess(np.mean(even[outside] > 0), 0.6 * np.mean(sloping[outside] > 0))

    def test_field_of_view(self):
        z, y, x = np.indices(SHAPE)
        outside = np.hypot(y - (SHAPE[1] - 1) / 2, x - (SHAPE[2] - 1) / 2) > 24
        circle = self.labels(*FIXED, "Preprocessing/Field of view = circle")
        self.assertFalse(circle[outside].any())
        self.assertNotIn(CORNER, self.found(circle))
        image = scene()
        image[outside] = 20000
        write("round.h5", image)
        self.assertFalse(self.labels(*FIXED, "Preprocessing/Field of view = auto", image="round.h5")[outside].any())
        self.assertTrue(self.labels(*FIXED, image="round.h5")[outside].any())

    def test_holes(self):
        pore = distance(BALLS[HOLLOW][0]) < 2
        for settings, filled in (((), True), (("Watershed/Fill holes = false",), False),
                                 (("Watershed/Largest hole = 20",), False)):
            labels = self.labels(*FIXED, "Write filled labels = true", *settings, name="labels_filled")
            self.assertEqual(bool(labels[pore].all()), filled, settings)
            with h5py.File("out/labels.h5") as file:
                self.assertFalse(file["labels"][...][pore].any(), "pores are 0")

    def test_small_and_cut_particles(self):
        self.assertIn(SMALL, self.found(self.labels(*FIXED)))
        self.assertNotIn(SMALL, self.found(self.labels(*FIXED, "Watershed/Smallest particle = 200")))
        self.assertNotIn(CUT, self.found(self.labels(*FIXED, "Watershed/Border particles = remove")))

    def test_phases(self):
        write("phases.h5", np.where(scene(0) > 13000, 85, 170).astype(np.uint8))
        labels = self.labels(*PLAIN, "Method = instances", "Phase value = 85", image="phases.h5")
        self.assertGreaterEqual(self.found(labels), {BRIGHT, HOLLOW, DIM, CUT, CORNER})

    def test_slices_are_written(self):
        self.labels(*FIXED, "Write slices = true")
        with open("out/labels.tif", "rb") as file:
            self.assertEqual(file.read(4), b"II*\0")
        self.assertGreater(os.path.getsize("out/labels.tif"), 4 * np.prod(SHAPE))

    def test_results_appear_together_or_not_at_all(self):
        for name in ("labels.h5", "labels_filled.h5", "labels.tif"):
            os.makedirs(f"out/{name}.partial/in the way")
            for ranks in (1, 3):
                done = self.run_stage(*FIXED, "Write slices = true", "Write filled labels = true", ranks=ranks)
                self.assertEqual(done.returncode, 4, done.stderr)
                self.assertIn(name, done.stderr)
                self.assertEqual(os.listdir("out"), [f"{name}.partial"])
            shutil.rmtree("out")

    def test_the_thickness_of_a_lone_slice_is_no_length_in_it(self):
        slices = []
        for name, thickness in (("thick.h5", 3e-7), ("thin.h5", 2e-8), ("square.h5", 1e-7)):
            write(name, scene(4000)[11:12], (thickness, 1e-7, 1e-7))
            slices.append(self.labels(image=name))
        self.assertGreater(slices[0].max(), 0)
        for other in slices[1:]:
            self.assertTrue(np.array_equal(other, slices[0]))

    def test_what_is_refused_is_refused_by_check_too(self):
        hysteresis = ("Threshold/Method = hysteresis", "Threshold/Value = 3", "Threshold/Low value = 4")
        for settings, word in ((("Method = network",), "network"), (hysteresis, "Low value")):
            for options in ((), ("--check",)):
                done = self.run_stage(*settings, options=options)
                self.assertEqual((done.returncode, done.stderr.count("\n")), (2, 1), done.stderr)
                self.assertIn(word, done.stderr)
                self.assertFalse(os.path.exists("out"))

    def test_a_stopped_run_goes_on(self):
        # A crack too thin for the threshold, in a ball large enough that it is looked for.
        ball, crack = distance((20, 24, 28)) < 17, np.abs(np.indices(SHAPE)[1] - 24) < 1
        grey = np.where(ball, np.where(crack & (distance((20, 24, 28)) < 12), 22000, 30000), 8000)
        write("grey.h5", (grey + np.random.default_rng(1).normal(0, 300, SHAPE)).astype(np.uint16))
        plain = self.labels("Watershed/Thin cracks = false")
        whole = self.labels("Write filled labels = true")
        self.assertGreater(np.count_nonzero(plain), np.count_nonzero(whole) + 100)
        with h5py.File("out/labels_filled.h5") as file:
            whole_filled = file["labels"][...]
        for name in os.listdir("out"):
            os.remove(f"out/{name}")
        # Each start makes one step; every other one is on other blocks.
        limit, starts = "Run/Time limit = 0.001", 0
        done = self.run_stage("Write filled labels = true", limit)
        while done.returncode == 75 and starts < 5:
            starts += 1
            self.assertTrue(any(name.startswith("checkpoint") for name in os.listdir("out")))
            grid, ranks = ("Blocks = 1, 3, 1", 3) if starts % 2 else ("Blocks = 1, 1, 1", 1)
            done = self.run_stage("Write filled labels = true", limit, grid, ranks=ranks, options=["--restart"])
        self.assertEqual((done.returncode, starts), (0, 2), done.stderr)
        with h5py.File("out/labels.h5") as labels, h5py.File("out/labels_filled.h5") as filled:
            self.assertTrue(np.array_equal(labels["labels"][...], whole))
            self.assertTrue(np.array_equal(filled["labels"][...], whole_filled))

    def test_a_checkpoint_is_for_its_image_and_parameters_only(self):
        limit = "Run/Time limit = 0.001"
        self.assertEqual(self.run_stage(*FIXED, limit).returncode, 75)
        left = sorted(os.listdir("out"))
        parameters = open("out/parameters.prm").read()
        write("other.h5", scene(501))
        write("long.h5", scene(), (2e-7, 1e-7, 1e-7))
        changed = FIXED[:-1] + ("Threshold/Value = 24000",)
        for settings, image, word in ((changed, "grey.h5", "Threshold/Value = 13000"),
                                      (FIXED + ("Watershed/Persistence = 9",), "grey.h5", "Watershed/Persistence"),
                                      (FIXED + ("Tomogram/Crop = 0:30, :, :",), "grey.h5", "Tomogram/Crop"),
                                      (FIXED, "other.h5", "other.h5"), (FIXED, "long.h5", "long.h5")):
            for ranks in (1, 3):
                done = self.run_stage(*settings, image=image, ranks=ranks, options=["--restart"])
                lines = [line for line in done.stderr.splitlines() if line.startswith(("catena", "warning"))]
                self.assertEqual((done.returncode, len(lines)), (2, 1), done.stderr)
                self.assertIn(word, lines[0])
                self.assertIn("without --restart", lines[0])
                self.assertEqual((sorted(os.listdir("out")), open("out/parameters.prm").read()), (left, parameters))
        os.rename("grey.h5", "moved.h5")
        again = self.labels(*FIXED, "Write slices = true", image="moved.h5", options=["--restart"])
        self.assertTrue(np.array_equal(again, self.labels(*FIXED, image="moved.h5")))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
