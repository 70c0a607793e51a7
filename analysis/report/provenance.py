# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""How the files of every folder came about, from its run.json."""
import json
import shlex

from number_text import number
from page_item import Table


def run_row(folder):
    run = folder.run
    if not run:
        return [folder.stage, folder.set or "–", folder.path, folder.trouble, "–", "–", "–", "–", "–"]
    seconds = (run.get("wall_time") or {}).get("seconds")
    memory = (run.get("peak_memory") or {}).get("all_ranks")
    seeds = ", ".join(f"{name} {value}" for name, value in (run.get("seeds") or {}).items())
    return [folder.stage, folder.set or "–", folder.path, f"{run.get('version', '–')} ({run.get('revision', '–')})", run.get("start", "–"),
            (str(run.get("ranks", "–")), run.get("ranks") or 0), (number(seconds), seconds) if seconds is not None else "–",
            (number(memory / 1e6), memory) if memory is not None else "–", seeds or "–"]


def runs_table(folders):
    return Table(["stage", "set", "folder", "version", "start", "ranks", "time, s", "memory, MB", "seeds"],
                 [run_row(folder) for folder in folders])


def results_table(folders):
    """What the runs have recorded of their results."""
    rows = [[folder.stage, folder.set or "–", name, (number(value), value) if isinstance(value, (int, float)) else "–" if value is None else str(value)]
            for folder in folders for name, value in (folder.run.get("results") or {}).items()]
    return Table(["stage", "set", "result", "value"], rows, "What the runs recorded.")


def run_texts(folders):
    """Title and text of every run.json, its command first."""
    found = []
    for folder in folders:
        command = folder.run.get("command")
        line = "$ " + shlex.join(map(str, command)) + "\n\n" if isinstance(command, list) else ""
        text = json.dumps(folder.run, indent=2, ensure_ascii=False) if folder.run else folder.trouble
        found.append({"title": f"{folder.stage}: {folder.path}", "text": line + text})
    return found


def run_warnings(folders):
    """What the runs themselves have warned of, and runs that did not end well."""
    found = []
    for folder in folders:
        about = f"{folder.stage}, {folder.path}: "
        if folder.stage != "analyze":  # its warnings stand in analysis.json
            found += [about + str(one) for one in folder.run.get("warnings") or []]
        if folder.run and folder.run.get("status") not in (None, "done"):
            found.append(f"{about}the run is '{folder.run['status']}'" + (f": {folder.run['error']}" if folder.run.get("error") else ""))
        if folder.trouble:
            found.append(about + folder.trouble)
    return found
