#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""The manual's page of parameters, from what the stages themselves print.

parameters.py CATENA            writes docs/parameters.md
parameters.py CATENA --check    says whether that page is up to date, and exits with 1 if not
"""
import pathlib
import re
import subprocess
import sys

PAGE = pathlib.Path(__file__).resolve().parent / "parameters.md"
HEAD = """# Parameters

Every parameter of every stage, as `catena STAGE --print-parameters` prints them; this page is made by
`docs/parameters.py build/bin/catena`.
An input names only what differs from the default. Three numbers stand for z, y, x. Relative file names start at the
folder in which the program is run. On the command line, `--set "Section/Parameter = value"` has the last word.
"""


def output(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, universal_newlines=True, check=True).stdout


def stages(catena):
    listed = output(catena, "--help").split("stages:\n")[1].split("\n\n")[0]
    return dict(re.match(r"\s*(\S+)\s+(.*)", line).groups() for line in listed.splitlines())


def cell(text):
    return text.replace("|", "\\|").strip()


def tables(printed):
    """Markdown of a stage's parameters: a table for each section."""
    section, comment, rows, text = [], [], [], ""

    def flush():
        nonlocal rows, text
        if rows:
            text += f"\n### {' / '.join(section)}\n" if section else ""
            text += "\n| parameter | default | allowed | meaning |\n|---|---|---|---|\n" + "".join(rows)
        rows = []

    for line in map(str.strip, printed.splitlines()):
        if line.startswith("#"):
            comment.append(line[1:].strip())
        elif line.startswith("set "):
            name, _, default = line[4:].partition("=")
            meaning, allowed = " ".join(comment).rsplit("Allowed: ", 1)
            default = f"`{default.strip()}`" if default.strip() else ""
            rows.append(f"| `{name.strip()}` | {cell(default)} | {cell(allowed)} | {cell(meaning)} |\n")
            comment = []
        elif line.startswith("subsection "):
            flush()
            section.append(line[len("subsection "):])
        elif line == "end":
            flush()
            section.pop()
    flush()
    return text


def page(catena):
    text = HEAD
    for stage, summary in stages(catena).items():
        text += f"\n## {stage}\n\n{summary}\n" + tables(output(catena, stage, "--print-parameters"))
    return text


def main():
    now = page(sys.argv[1])
    if sys.argv[2:] != ["--check"]:
        PAGE.write_text(now)
    elif not PAGE.exists() or PAGE.read_text() != now:
        print(f"docs/parameters.md is stale; run docs/parameters.py {sys.argv[1]}")
        sys.exit(1)


if __name__ == "__main__":
    main()
