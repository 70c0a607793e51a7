# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""Every stage on wrong inputs and unusable files: status 2 or 4, one clear line, nothing left behind. (Images that are
broken in all ways have a test of their own, tests/cases/bad_input.py.)

check_wrong_input.py CATENA RANKS [MPIRUN...]: 1 rank is started without a launcher.
"""
import os
import resource
import subprocess
import sys
import tempfile
import unittest

import h5py
import numpy

CATENA, RANKS, MPIRUN = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
LAUNCHER = [] if RANKS == 1 else MPIRUN + [str(RANKS)]
N = 24


def balls(n=N):
    """Bright balls in a dark box, with noise."""
    z, y, x = numpy.indices((n, n, n))
    image = numpy.random.default_rng(1).normal(60, 5, (n, n, n))
    for centre in ((7, 7, 7), (16, 16, 16)):
        image[(z - centre[0]) ** 2 + (y - centre[1]) ** 2 + (x - centre[2]) ** 2 < 30] += 120
    return image.clip(0, 255).astype(numpy.uint8)


def write_hdf5(name, array, dataset="tomogram", spacing=(1e-6, 1e-6, 1e-6)):
    with h5py.File(name, "w") as file:
        file[dataset] = array
        if spacing:
            file[dataset].attrs["spacing"] = spacing


class BadInput(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory()
        os.chdir(self.scratch.name)
        write_hdf5("good.h5", balls())
        labels = (balls() > 120).astype(numpy.uint32)
        write_hdf5("labels.h5", labels, "labels")

    def tearDown(self):
        os.chdir("/")
        self.scratch.cleanup()

    def run_stage(self, stage, text, *options, limit=None):
        with open("case.prm", "w") as file:
            file.write(text)

        def limit_files():
            if limit:
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

        done = subprocess.run(LAUNCHER + [CATENA, stage, "case.prm", *options], stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, universal_newlines=True, timeout=120, preexec_fn=limit_files)
        return done.returncode, [line for line in done.stderr.splitlines() if line.startswith(("catena", "warning"))]

    def fails(self, status, words, stage, text, *options, limit=None):
        before = sorted(os.listdir("."))
        code, lines = self.run_stage(stage, text, *options, limit=limit)
        self.assertEqual((code, len(lines)), (status, 1), lines)
        for word in words:
            self.assertIn(word, lines[0])
        after = sorted(set(os.listdir(".")) - {"case.prm"})
        self.assertEqual(after, sorted(set(before) - {"case.prm"}))

    def segment_fails(self, status, words, file, more="", *options, limit=None):
        self.fails(status, words, "segment", f"subsection Tomogram\n set File = {file}\n{more}end\n", *options, limit=limit)

    def test_good_input_is_good(self):
        code, lines = self.run_stage("segment", "subsection Tomogram\n set File = good.h5\nend\n", "--output", "out")
        self.assertEqual((code, lines), (0, []))
        with h5py.File("out/labels.h5", "r") as file:
            self.assertEqual(file["labels"][...].max(), 2)

    def test_all_background(self):
        text = "subsection Tomogram\n set File = good.h5\nend\nset Method = instances\nset Phase value = 254\n"
        self.fails(2, ["254"], "segment", text)
        write_hdf5("none.h5", numpy.zeros((N, N, N), numpy.uint32), "labels")
        text = "subsection Tomogram\n set File = good.h5\nend\nsubsection Labels\n set File = none.h5\nend\n"
        self.fails(2, ["Labels/File"], "measure", text)

    def test_missing(self):
        self.segment_fails(4, ["absent.h5"], "absent.h5")
        self.fails(2, ["Tomogram/File"], "segment", "")
        self.fails(4, ["absent.h5"], "measure",
                   "subsection Tomogram\n set File = good.h5\nend\nsubsection Labels\n set File = absent.h5\nend\n")
        self.fails(2, ["Labels/File"], "measure", "subsection Tomogram\n set File = good.h5\nend\n")

    def test_crop_and_bin(self):
        for crop in ("0:99, :, :", "5:5, :, :", "a:b", "::, :, :", "-3:5, :, :"):
            self.segment_fails(2, ["Crop"], "good.h5", f" set Crop = {crop}\n")
        for factor in ("0", "99", "1, 2", "x"):
            self.segment_fails(2, ["Bin"], "good.h5", f" set Bin = {factor}\n")

    def test_labels_that_do_not_fit(self):
        write_hdf5("short.h5", numpy.ones((N - 1, N, N), numpy.uint32), "labels")
        text = "subsection Tomogram\n set File = good.h5\nend\nsubsection Labels\n set File = short.h5\nend\n"
        self.fails(2, ["23", "24"], "measure", text)
        write_hdf5("real.h5", numpy.ones((N, N, N), numpy.float32) / 2, "labels")
        self.fails(2, ["real.h5"], "measure", text.replace("short", "real"))

    def test_recipes(self):
        self.fails(2, ["'Size'", "from 1 to"], "generate", "set Size = 0, 5, 5\n")
        self.fails(2, ["'Packing/Fraction'", "0.6"], "generate", "", "--set", "Packing/Fraction = 0.9")
        self.fails(2, ["'Particels'", "'Particles'"], "generate", "set Particels = 3\n")

    def test_unwritable(self):
        self.segment_fails(4, ["good.h5"], "good.h5", "", "--output", "good.h5")
        self.segment_fails(4, ["/proc/nowhere"], "good.h5", "", "--output", "/proc/nowhere")

    def test_full_disk(self):
        write_hdf5("large.h5", numpy.tile(balls(), (7, 7, 7)))
        self.segment_fails(4, ["labels.h5"], "large.h5", "", limit=12_000_000)
        self.fails(4, ["tomogram.h5"], "generate", "set Size = 200, 200, 200\n set Particles = 5\n", limit=12_000_000)



if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
