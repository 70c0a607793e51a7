# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""analysis.json and analysis.h5 of the stage `analyze`, as docs/analysis_files.md describes them."""
import json
import math
import os

import h5py
import numpy as np

from stage_folders import UnusableFile, WrongInput


class Analysis:
    """Both files of an analysis. What is null, NaN or left out is None."""

    def __init__(self, folder):
        self.folder = folder
        path = os.path.join(folder, "analysis.json")
        try:
            with open(path, encoding="utf-8") as file:
                self.json = json.load(file, parse_constant=lambda name: None)
        except OSError as error:
            raise UnusableFile(f"'{path}' cannot be read: {error.strerror} (Analysis)") from error
        except ValueError as error:
            raise UnusableFile(f"'{path}' is not whole: {error} (Analysis)") from error
        sets = self.json.get("sets") if isinstance(self.json, dict) else None
        if not isinstance(sets, list) or not sets or not all(isinstance(name, str) for name in sets):
            raise WrongInput(f"'{path}' names no sets; allowed is what the stage analyze has written (Analysis)")
        self.sets = sets
        try:
            self.file = h5py.File(os.path.join(folder, "analysis.h5"), "r")
        except OSError as error:
            raise UnusableFile(f"'{os.path.join(folder, 'analysis.h5')}' cannot be read: {error} (Analysis)") from error
        self.target = self.json.get("target") or "Damage"
        self.alpha = 1 - (self.json.get("confidence") or 0.95)
        self.attributes = self.json.get("attributes") or []
        self.units = self.json.get("units") or {}

    def get(self, *keys):
        """What stands in analysis.json under the keys, one in the other; None where there is nothing."""
        value = self.json
        for key in keys:
            value = value.get(key) if isinstance(value, dict) else None
        return None if isinstance(value, float) and not math.isfinite(value) else value

    def array(self, path):
        """A dataset of analysis.h5 in memory; None where it was left out."""
        found = self.file.get(path)
        return found[...] if isinstance(found, h5py.Dataset) else None

    def names(self, path):
        found = self.file.get(path)
        text = found.attrs.get("names", "") if found is not None else ""
        text = text.decode() if isinstance(text, bytes) else str(text)
        return [name.strip() for name in text.split(",") if name.strip()]

    def column(self, name, column):
        """A column of a set's table, as floating-point numbers."""
        values = self.array(f"sets/{name}/particles/{column}")
        return None if values is None else values.astype(float)

    def explained(self, name):
        """Whether the forest of a set explains anything; None where there is none."""
        return self.get("forest", "explained", name)

    def held_out(self, name):
        """r² on particles that the forest has not seen."""
        pooled = self.get("forest", "r2", name, "pooled")
        return self.get("forest", "r2", name, "mean") if pooled is None else pooled

    def warnings(self):
        """(set or "", sentence) of every warning."""
        found = []
        for sentence in self.json.get("warnings") or []:
            about = next((name for name in self.sets if sentence.startswith(name + ":")), "")
            found.append((about, sentence))
        return found

    def why(self, *words):
        """The analysis' own reasons for what is missing: its warnings with one of the words."""
        found = [text for _, text in self.warnings() if any(word.lower() in text.lower() for word in words)]
        return " ".join(text if text.endswith(".") else text + "." for text in found)


def finite(values):
    return values[np.isfinite(values)]
