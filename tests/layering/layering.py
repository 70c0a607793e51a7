#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""Checks that the tree is built as docs/developing.md says: which room may include which, what a file must look like.

layering.py ROOT prints a line for everything that is wrong and exits with their number (at most 100).
"""
import pathlib
import re
import sys

TOP_FOLDERS = {"solvers", "analysis", "segmentation", "inputs", "jobs", "tests", "cmake", "docs"}
TOP_FILES = {"CMakeLists.txt", "CMakePresets.json", "README.md", "LICENSE", "CITATION.cff", "mkdocs.yml", "spack.yaml"}
DRAWERS = {"utilities", "utils", "helpers", "helper", "common", "misc", "tools", "stuff"}

# Who may include whom; every room may include itself.
KOKKOS_ROOMS = {"segmentation/volume", "segmentation/kernels"}
ROOMS = {
    "jobs/run": set(),
    "segmentation/volume": {"jobs/run"},
    "segmentation/kernels": {"jobs/run", "segmentation/volume"},
    "segmentation/phantom": {"jobs/run"} | KOKKOS_ROOMS,
    "segmentation/instances": {"jobs/run"} | KOKKOS_ROOMS,
    "segmentation/star_convex": {"jobs/run", "segmentation/volume"},
    "segmentation/network": {"jobs/run", "segmentation/volume", "segmentation/star_convex"},
    "analysis/attributes": {"jobs/run"} | KOKKOS_ROOMS,
    "analysis/statistics": {"jobs/run", "segmentation/volume", "analysis/attributes"},
    "analysis/regression": {"jobs/run", "segmentation/volume", "analysis/statistics"},
    "analysis/latent": {"jobs/run", "segmentation/volume", "analysis/statistics"},
    "analysis/study": {"jobs/run", "segmentation/volume", "analysis/statistics", "analysis/regression", "analysis/latent"},
    "analysis/report": {"jobs/run"},
    "solvers/materials": {"jobs/run"},
    "solvers/geometry": {"jobs/run"} | KOKKOS_ROOMS,
    "solvers/cut_cells": {"jobs/run", "solvers/geometry"},
    "solvers/electrochemistry": {"jobs/run", "solvers/materials", "solvers/geometry", "solvers/cut_cells"},
    "solvers/mechanics": {"jobs/run", "solvers/materials", "solvers/geometry", "solvers/cut_cells"},
    "solvers/cycling": {"jobs/run", "solvers/materials", "solvers/geometry", "solvers/cut_cells",
                        "solvers/electrochemistry", "solvers/mechanics"},
    "solvers/network": {"jobs/run", "solvers/materials", "solvers/geometry"},
    "solvers/output": {"jobs/run", "segmentation/volume", "solvers/materials", "solvers/geometry", "solvers/cut_cells",
                       "solvers/electrochemistry", "solvers/mechanics", "solvers/cycling", "solvers/network"},
    "solvers/simulation": {"jobs/run", "segmentation/volume", "solvers/materials", "solvers/geometry", "solvers/cut_cells",
                           "solvers/electrochemistry", "solvers/mechanics", "solvers/cycling", "solvers/network",
                           "solvers/output"},
}
# Where headers of other projects may be included; a project that is not named may be included anywhere but in
# segmentation/kernels, which a device compiler must be able to build with Kokkos and MPI alone.
PROJECTS = {
    "deal.II": lambda room: room.startswith("solvers/"),
    "torch": lambda room: room in ("segmentation/network", "analysis/latent"),
    "xgboost": lambda room: room == "analysis/regression",
    "tiffio.h": lambda room: room == "segmentation/volume",
    "mpi.h": lambda room: room != "solvers/materials",
    "Kokkos": lambda room: room != "solvers/materials",
}
PROGRAM_LINES, FILE_LINES = 60, 500
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
DEFINE = re.compile(r"^\s*#\s*define\s+(\w+)")


def room_of(path):
    """"segmentation/kernels" for what lies in it, "segmentation" for what lies right in segmentation."""
    parts = pathlib.PurePosixPath(path).parts
    return "/".join(parts[:2]) if len(parts) > 2 else parts[0]


def project_of(header):
    first = header.split("/")[0]
    return "Kokkos" if first.startswith("Kokkos") else "torch" if first in ("ATen", "c10") else first


def may_include(room, other):
    if room == other or room.startswith("tests"):
        return True
    if "/" in room:
        return other in ROOMS.get(room, set())
    # A program at its folder's top level puts together what its folder, and those before it, have.
    before = {"segmentation": ("segmentation",), "analysis": ("analysis", "segmentation"),
              "solvers": ("solvers", "segmentation"), "jobs": ()}
    return other == "jobs/run" or other.split("/")[0] in before.get(room, ())


def check_includes(root, path, lines):
    room = room_of(path)
    for number, line in enumerate(lines, 1):
        found = INCLUDE.match(line)
        if not found:
            continue
        bracket, header = found.groups()
        place = f"{path}:{number}"
        if bracket == '"' and header == "catena_revision.h":
            continue
        if bracket == '"':
            if not (root / header).is_file():
                yield f'{place}: "{header}" is not a path from the root of the repository'
            elif not may_include(room, room_of(header)):
                yield f"{place}: {room} may not include {room_of(header)}"
            continue
        if room.startswith("tests"):
            continue
        project = project_of(header)
        standard = "/" not in header and "." not in header
        if project in PROJECTS and not PROJECTS[project](room):
            yield f"{place}: {room} may not include {project}"
        if room == "segmentation/kernels" and not standard and project not in ("Kokkos", "mpi.h"):
            yield f"{place}: segmentation/kernels is Kokkos, MPI and the standard library alone, not <{header}>"


def check_file(root, path):
    text = (root / path).read_text(errors="replace")
    lines = text.splitlines()
    suffix = path.suffix
    if path.stem.lower() in DRAWERS or any(part in DRAWERS for part in path.parts[:-1]):
        yield f"{path}: a drawer's name; name it after what it holds"
    if "SPDX-License-Identifier: BSD-3-Clause" not in "\n".join(lines[:4]):
        yield f"{path}: no SPDX header in its first lines"
    if len(lines) > FILE_LINES:
        yield f"{path}: {len(lines)} lines; at most {FILE_LINES}"
    if suffix in (".h", ".cc"):
        if len(path.parts) == 2 and suffix == ".cc" and path.parts[0] != "tests" and len(lines) > PROGRAM_LINES:
            yield f"{path}: a program of {len(lines)} lines; at most {PROGRAM_LINES}, the rest belongs into a room"
        if suffix == ".h" and "#pragma once" not in lines:
            yield f"{path}: no #pragma once"
        for number, line in enumerate(lines, 1):
            found = DEFINE.match(line)
            if found and not found.group(1).startswith(("BOOST_TEST_", "CATENA_CHECK")):
                yield f"{path}:{number}: a macro, {found.group(1)}; only checks are macros"
        yield from check_includes(root, path, lines)
    if path.name == "CMakeLists.txt" or suffix == ".cmake":
        for number, line in enumerate(lines, 1):
            if re.search(r"\bGLOB(_RECURSE)?\b", line):
                yield f"{path}:{number}: sources are listed by name, not by GLOB"


def check_tree(root):
    hidden = {name for name in root.iterdir() if name.name.startswith(".")}
    for entry in sorted(set(root.iterdir()) - hidden):
        name = entry.name
        if entry.is_dir() and name not in TOP_FOLDERS and not name.startswith("build") and name not in ("scratch", "site"):
            yield f"{name}/: the top level is fixed: {', '.join(sorted(TOP_FOLDERS))}"
        if entry.is_file() and name not in TOP_FILES:
            yield f"{name}: the top level's files are fixed: {', '.join(sorted(TOP_FILES))}"

    listed = {}
    sources = []
    for folder in sorted(TOP_FOLDERS):
        for full in sorted((root / folder).rglob("*")):
            path = full.relative_to(root)
            if not full.is_file() or "__pycache__" in path.parts:
                continue
            if path.name == "CMakeLists.txt":
                listed[path.parent] = full.read_text()
            if path.suffix in (".h", ".cc", ".py", ".cmake") or path.name == "CMakeLists.txt":
                yield from check_file(root, path)
            if path.suffix == ".cc":
                sources.append(path)
            if path.suffix in (".h", ".cc") and len(path.parts) > 2 and path.parts[0] != "tests" \
                    and room_of(path) not in ROOMS:
                yield f"{path}: there is no room {room_of(path)}"
    for source in sources:
        if not any(re.search(rf"(^|[\s(/]){re.escape(source.name)}\b", listed.get(folder, ""))
                   for folder in source.parents):
            yield f"{source}: no CMakeLists.txt above it names it"


def main():
    problems = list(check_tree(pathlib.Path(sys.argv[1]).resolve()))
    for problem in problems:
        print(problem)
    print(f"{len(problems)} violations" if problems else "the rooms are in order")
    return min(len(problems), 100)


if __name__ == "__main__":
    sys.exit(main())
