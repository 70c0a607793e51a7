# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""What the stage `measure` has found in each set: slices with the particles outlined and, where there is no analysis, the
distributions of their damage and attributes."""
import h5py
import numpy as np

from measure_figures import attributes_figure, damage_figure, read_table, slices_figure
from number_text import count, number, percent, quoted
from page_item import Item, Missing, Table
from simulation_course import file_name
from stage_folders import UnusableFile

SLICES = "Slices"


def table_of(folder):
    try:
        table = read_table(folder.file("attributes.h5"))
        if not len(table["id"]) or "Damage" not in table or "Volume" not in table:
            raise KeyError("id, Damage, Volume")
        return table
    except (OSError, KeyError) as error:
        raise UnusableFile(f"'{folder.file('attributes.h5')}' cannot be read: {error}") from error


def has_slices(folder):
    try:
        with h5py.File(folder.file("slices.h5"), "r") as file:
            return any(plane in file for plane in ("xy", "xz", "yz"))
    except OSError:
        return False


def sentence(name, table):
    damage, volume, cut = table["Damage"], table["Volume"], int((table["boundary"] != 0).sum()) if "boundary" in table else 0
    share = (damage * volume).sum() / volume.sum() if volume.sum() > 0 else np.nan
    return (f"{quoted(name)} has {count(len(damage), 'particle')}, {number(cut)} of them cut by the image's edge; "
            f"{percent(float(share))} of their volume is cracks and pores.")


def numbers(name, table):
    rows = [[key, *((number(float(v)), float(v)) for v in (values.mean(), np.median(values), values.min(), values.max()))]
            for key, values in table.items() if key not in ("id", "boundary")]
    return Table(["column", "mean", "median", "least", "largest"], rows, f"{name}, in SI units.")


def items(folders, analysed, figures):
    """Of all sets that have been measured; `analysed`: distributions stand elsewhere on the page."""
    found = []
    for folder in folders:
        table = table_of(folder)
        end = "_" + file_name(folder.set)
        if has_slices(folder):
            slices_figure(table, folder.file("slices.h5"), figures, "slices" + end)
            found.append(Item("slices" + end, f"{SLICES} of {folder.set}", [sentence(folder.set, table)],
                              caption="Planes through the middle, each particle outlined in the colour of its damage.",
                              tables=[numbers(folder.set, table)], source="Fig. 1"))
        else:
            found.append(Missing(f"{SLICES} of {folder.set}", f"'{folder.file('slices.h5')}' is not there: measured with 'Figures = false'."))
        if not analysed and len(table["id"]) > 1:
            damage_figure(table, figures, "damage" + end)
            middle = float(np.median(table["Damage"]))
            found.append(Item("damage" + end, f"Damage in {folder.set}", [f"Half of the particles of {quoted(folder.set)} have a damage degree above "
                                                                           f"{percent(middle)}."]))
            attributes_figure(table, figures, "attributes" + end)
            found.append(Item("attributes" + end, f"Attributes in {folder.set}", [sentence(folder.set, table)],
                              tables=[numbers(folder.set, table)]))
    return found
