#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""Wrong input ends segment with exit status 2 or 4, one clear line and no file, on 1, 2 and 3 ranks.

usage: bad_input.py BINARIES
"""
import os
import subprocess
import sys
import tempfile

import h5py
import numpy as np

from chain import Chain

rng = np.random.default_rng(5)
GREY = rng.integers(0, 60000, (12, 20, 24)).astype(np.uint16)


def write_h5(path, array, spacing=(1e-7, 1e-7, 1e-7), dataset="tomogram"):
    with h5py.File(path, "w") as file:
        node = file.create_dataset(dataset, data=array)
        if spacing:
            node.attrs["spacing"] = spacing
    return path


def write_tiff(path, image):
    """An uncompressed little-endian 16-bit TIFF of one page."""
    rows, columns = image.shape
    pixels = image.astype("<u2").tobytes()
    tags = [(256, 3, columns), (257, 3, rows), (258, 3, 16), (259, 3, 1), (262, 3, 1), (273, 4, 8 + 2 + 9 * 12 + 4),
            (277, 3, 1), (278, 3, rows), (279, 4, len(pixels))]
    body = b"II*\0" + (8).to_bytes(4, "little") + len(tags).to_bytes(2, "little")
    for tag, kind, value in tags:
        body += tag.to_bytes(2, "little") + kind.to_bytes(2, "little") + (1).to_bytes(4, "little")
        body += value.to_bytes(4, "little")
    with open(path, "wb") as file:
        file.write(body + (0).to_bytes(4, "little") + pixels)
    return path


def cut(path, size):
    with open(path, "r+b") as file:
        file.truncate(size)
    return path


def scramble(path):
    with open(path, "r+b") as file:
        file.write(bytes(rng.integers(0, 256, 600, dtype=np.uint8)))
    return path


def folder_of(path, slices):
    os.makedirs(path)
    for number, image in enumerate(slices):
        write_tiff(f"{path}/slice_{number}.tif", image)
    return path


def with_value(array, value):
    array = array.astype(np.float32)
    array[7, 3, 5] = value
    return array


def wrong_inputs(at):
    """(name, expected statuses, words that the line must hold, tomogram, settings)."""
    good = write_h5(at + "/good.h5", GREY)
    file = lambda name, *rest, **more: write_h5(f"{at}/{name}.h5", *rest, **more)
    os.makedirs(at + "/empty")
    thick = [GREY[0], GREY[1], GREY[2][:, :20]]
    occupied = at + "/occupied"
    open(occupied, "w", encoding="utf-8").close()
    return [
        ("missing file", {4}, ["absent.h5"], at + "/absent.h5", []),
        ("empty folder", {2, 4}, ["empty"], at + "/empty", []),
        ("slices of unequal size", {2}, ["slice_2"], folder_of(at + "/unequal", thick), []),
        ("truncated TIFF", {4}, ["slice_1"], [folder_of(at + "/short", GREY[:3]), cut(at + "/short/slice_1.tif", 300)][0], []),
        ("corrupt TIFF", {2, 4}, ["slice_1"], [folder_of(at + "/bent", GREY[:3]), scramble(at + "/bent/slice_1.tif")][0], []),
        ("truncated HDF5", {4}, ["cut.h5"], cut(file("cut", GREY), 4000), []),
        ("corrupt HDF5", {2, 4}, ["noise.h5"], scramble(file("noise", GREY)), []),
        ("no such dataset", {2}, ["/elsewhere"], good, [("Tomogram/Dataset", "/elsewhere")]),
        ("dataset not 3-D", {2}, ["/tomogram"], file("flat", GREY[0]), []),
        ("not a number", {2}, ["nan"], file("nan", with_value(GREY, np.nan)), []),
        ("infinity", {2}, ["inf"], file("inf", with_value(GREY, np.inf)), []),
        ("constant image", {2}, ["17"], file("constant", np.full_like(GREY, 17)), []),
        ("all background", {2}, [], good, [("Threshold/Method", "fixed"), ("Threshold/Value", "65000")]),
        ("phase that is not there", {2}, ["70000"], good, [("Method", "instances"), ("Phase value", "70000")]),
        ("zero spacing", {2}, ["Spacing"], good, [("Tomogram/Spacing", "0, 1e-7, 1e-7")]),
        ("negative spacing", {2}, ["pacing"], file("mirror", GREY, (-1e-7, 1e-7, 1e-7)), []),
        ("no spacing", {2}, ["Spacing"], file("bare", GREY, None), []),
        ("crop outside", {2}, ["Crop"], good, [("Tomogram/Crop", "0:13, 0:20, 0:24")]),
        ("unknown parameter", {2}, ["Watershed/Persistence"], good, [("Watershed/Persistance", "1")]),
        ("value out of range", {2}, ["Preprocessing/Gaussian width"], good, [("Preprocessing/Gaussian width", "-1")]),
        ("blocks that do not fit", {2}, ["Blocks"], good, [("Blocks", "1, 5, 1")]),
        ("output in the way", {4}, ["occupied"], good, [("output", occupied)]),
        ("output not writable", {4}, ["nowhere"], good, [("output", "/proc/nowhere/result")]),
    ]


def check(chain, name, statuses, words, tomogram, settings, folder):
    """Complaints about one wrong input."""
    output = dict(settings).get("output", f"{folder}/result")
    overrides = [("Tomogram/File", tomogram)] + [s for s in settings if s[0] != "output"]
    done = chain.attempt("segment", f"{folder}/empty.prm", output, overrides, timeout=60)
    lines = [line for line in done.stderr.splitlines() if line.startswith("catena")]
    complaints = []
    if done.returncode not in statuses:
        complaints.append(f"status {done.returncode}, not {sorted(statuses)}")
    if len(lines) != 1:
        complaints.append(f"{len(lines)} lines: {done.stderr.strip()[:600]}")
    complaints += [f"the line does not say '{word}': {lines}" for word in words if lines and word not in lines[0]]
    if os.path.isdir(output) and os.listdir(output):
        complaints.append(f"left behind: {os.listdir(output)}")
    if not complaints and chain.ranks == 1:
        print(f"  {done.returncode}  {lines[0].replace(folder + '/', '')}")
    return [f"{name} on {chain.ranks} ranks: {complaint}" for complaint in complaints]


def disk_full(chain, folder):
    """A file system of one megabyte, where this machine lets us make one."""
    small = f"{folder}/small"
    os.makedirs(small)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", small], capture_output=True, check=False).returncode:
        print("skipped: disk full (mounting a small file system is not allowed here)")
        return []
    try:
        large = write_h5(f"{folder}/large.h5", rng.integers(0, 60000, (64, 96, 96)).astype(np.uint16))
        return check(chain, "disk full", {4}, ["labels.h5"], large, [("output", small + "/result")], folder)
    finally:
        subprocess.run(["umount", small], check=False)
        os.rmdir(small)


def main():
    complaints = []
    with tempfile.TemporaryDirectory() as folder:
        open(f"{folder}/empty.prm", "w", encoding="utf-8").close()
        for case in wrong_inputs(folder):
            for ranks in (1, 2, 3):
                complaints += check(Chain(sys.argv[1], ranks), *case, folder)
        thin = write_h5(f"{folder}/thin.h5", GREY[:2])
        complaints += check(Chain(sys.argv[1], 3), "more ranks than slices", {2}, ["3 ranks"], thin, [], folder)
        for ranks in (1, 2):
            complaints += disk_full(Chain(sys.argv[1], ranks), folder)
    print("\n".join(complaints))
    sys.exit(1 if complaints else 0)


if __name__ == "__main__":
    main()
