# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""The folders that a report is made from: which stage left each, and what its run.json tells."""
import json
import os
from dataclasses import dataclass, field

# A folder is that of the first stage all of whose files it has.
FILES = {"analyze": ("analysis.json",), "simulate": ("series.h5",), "measure": ("attributes.h5",),
         "generate": ("truth.csv",), "segment": ("labels.h5",)}


class WrongInput(Exception):
    """Exit status 2."""


class UnusableFile(Exception):
    """Exit status 4."""


@dataclass
class StageFolder:
    stage: str
    path: str
    set: str = ""  # the set of particles it belongs to
    run: dict = field(default_factory=dict)  # run.json
    trouble: str = ""  # why there is no run.json

    def file(self, name):
        return os.path.join(self.path, name)


def stage_of(path):
    """The stage that left the files in a folder, or ""."""
    return next((stage for stage, names in FILES.items() if all(os.path.isfile(os.path.join(path, n)) for n in names)), "")


def read_folder(stage, path, of_set=""):
    folder = StageFolder(stage, path, of_set)
    try:
        with open(folder.file("run.json"), encoding="utf-8") as file:
            folder.run = json.load(file)
        if not isinstance(folder.run, dict):
            raise ValueError("no object")
    except (OSError, ValueError) as error:
        folder.run, folder.trouble = {}, f"run.json cannot be read: {getattr(error, 'strerror', None) or error}"
    return folder


def folders_of_set(name, path):
    """The folders of a set: `path` itself where it is that of a stage, or those in it."""
    stage = stage_of(path)
    if stage:
        return [read_folder(stage, path, name)]
    found = []
    for entry in sorted(os.listdir(path)):
        inner = os.path.join(path, entry)
        stage = stage_of(inner) if os.path.isdir(inner) else ""
        if stage and stage != "analyze":
            found.append(read_folder(stage, inner, name))
    if not found:
        raise WrongInput(f"'{path}' (set '{name}' of 'Sets') is the folder of no stage and has none in it; allowed are "
                         "those of generate, segment, measure and simulate")
    order = ["generate", "segment", "measure", "simulate"]
    return sorted(found, key=lambda folder: order.index(folder.stage))


def folder_of(stage, path, parameter):
    """The folder of a parameter that takes only one stage's."""
    needed = FILES[stage][0]
    if not os.path.isfile(os.path.join(path, needed)):
        raise UnusableFile(f"'{os.path.join(path, needed)}' is not there; {parameter} takes the folder of {stage}")
    return read_folder(stage, path)
