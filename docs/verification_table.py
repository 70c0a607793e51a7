#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""The manual's table of what the simulator's tests have measured against closed forms.

verification_table.py BUILD                  runs those tests and writes the table into docs/verification.md
verification_table.py --check FOLDER         compares what the tests, run before, have left in FOLDER (NAME.tsv, see
                                             tests/verification_row.h) with the table, and exits with 1 if it differs;
                                             77 if none were run
"""
import math
import os
import pathlib
import subprocess
import sys
import tempfile

PAGE = pathlib.Path(__file__).resolve().parent / "verification.md"
BEGIN, END = "<!-- table: docs/verification_table.py -->\n", "<!-- end of table -->\n"
HEAD = ["problem", "quantity", "resolution", "error", "order", "test"]
TESTS = """cut_mesh cut_convergence bdf2 electrochemistry_crank electrochemistry_manufactured electrochemistry_lithium
electrochemistry_electrons electrochemistry_electrode electrochemistry_electrolyte mechanics_sphere mechanics_shell
mechanics_debonding mechanics_patch simulation_stress_diffusion simulation_second_law simulation_invariance""".split()
# Below it an error is rounding's or an iteration's, and another on another machine.
NOISE = 1e-6


def rows_of(test, file):
    """One list of strings a row, as in HEAD, as a test has left them."""
    rows = []
    for line in file.read_text(encoding="utf-8").splitlines():
        problem, quantity, resolution, error, order = line.split("\t")
        error = float(error)
        rows.append([problem, quantity, resolution, f"{error:.1e}" if error else "0",
                     f"{float(order):.1f}" if order and error > NOISE else "", f"`{test}`"])
    return rows


def measure(build):
    """Runs all tests."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for test in TESTS:
            file = pathlib.Path(folder) / (test + ".tsv")
            program = pathlib.Path(build) / "tests" / ("test_" + test)
            print(program, flush=True)
            if subprocess.run([program], env=dict(os.environ, CATENA_VERIFICATION=str(file)), check=False).returncode != 0:
                sys.exit(f"{program} fails: no table is written")
            rows += rows_of(test, file)
    return rows


def table(rows):
    return "".join("| " + " | ".join(row) + " |\n" for row in [HEAD, ["---"] * len(HEAD)] + rows)


def printed_rows():
    lines = PAGE.read_text(encoding="utf-8").split(BEGIN)[1].split(END)[0].splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def agree(printed, measured):
    """Whether an error and its order are what the table says, but for what another library or processor changes."""
    one, other = float(printed[3]), float(measured[3])
    if max(one, other) > NOISE and (min(one, other) == 0 or abs(math.log(one / other)) > math.log(2)):
        return False
    orders = printed[4], measured[4]
    return not all(orders) or abs(float(orders[0]) - float(orders[1])) < 0.35


def check(folder):
    left = [test for test in TESTS if (folder / (test + ".tsv")).exists()]
    if not left:
        sys.exit(77)
    printed, wrong = printed_rows(), []
    for test in left:
        here = [row for row in printed if row[5] == f"`{test}`"]
        measured = rows_of(test, folder / (test + ".tsv"))
        names, wanted = [row[:3] for row in here], [row[:3] for row in measured]
        if names != wanted:
            wrong.append(f"{test} measures other things than the table has from it")
            continue
        wrong += [f"{test}: {', '.join(one[:3])}: the table has {one[3]} {one[4]}, measured is {other[3]} {other[4]}"
                  for one, other in zip(here, measured) if not agree(one, other)]
    if wrong:
        sys.exit("\n".join(wrong) + f"\n{PAGE.name} is not up to date: run docs/verification_table.py BUILD")


def main():
    if len(sys.argv) == 3 and sys.argv[1] == "--check":
        check(pathlib.Path(sys.argv[2]))
    elif len(sys.argv) == 2:
        rows = measure(sys.argv[1])
        before, rest = PAGE.read_text(encoding="utf-8").split(BEGIN)
        PAGE.write_text(before + BEGIN + table(rows) + END + rest.split(END)[1], encoding="utf-8")
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
