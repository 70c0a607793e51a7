#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""The page of the stage `report` and its figures, from the folders of the other stages alone.

usage: make_report.py [--title T] [--made-by VERSION] [--set NAME FOLDER]... [--analysis FOLDER] [--simulation FOLDER]
                      (--check | --page report.html --figures FOLDER)
Lines that begin with "warning: " are warnings. Exit status 0: done; 2: the input is wrong; 4: a file cannot be read or
written; the last line then says what was found and what is allowed."""
import argparse
import os
import sys

try:
    import jinja2  # noqa: F401
    import matplotlib.pyplot as plt
    import h5py  # noqa: F401
    from figure_form import STYLE
except ImportError as missing:
    print(f"{missing}; install python3-matplotlib, python3-h5py and python3-jinja2")
    sys.exit(4)

import attribute_distributions
import contributions
import correlations
import damage_distribution
import forest_fit
import latent_links
import measured_sets
import pair_correlations
import severe_distance
import severe_map
import simulated_damage
import simulation_course
import truth_found
from analysis_files import Analysis
from number_text import quoted
from page import page
from page_item import Missing
from provenance import run_warnings
from stage_folders import UnusableFile, WrongInput, folder_of, folders_of_set

# In the order of the page.
OF_ANALYSIS = (damage_distribution, severe_map, severe_distance, pair_correlations, contributions, forest_fit, latent_links, correlations,
               attribute_distributions, simulated_damage)


class Material:
    """Everything that a report is made from, read and checked."""

    def __init__(self, options):
        self.folders = [folder for name, path in options.set for folder in folders_of_set(name, path)]
        if options.simulation:
            self.folders.append(folder_of("simulate", options.simulation, "Simulation"))
        self.analysis = None
        if options.analysis:
            self.folders.append(folder_of("analyze", options.analysis, "Analysis"))
            self.analysis = Analysis(options.analysis)
        if not self.folders:
            raise WrongInput("no folder is given to report on")
        for folder in self.of("measure"):
            measured_sets.table_of(folder)

    def of(self, stage):
        return [folder for folder in self.folders if folder.stage == stage]


def generated_and_measured(material):
    """(place, set, folder of generate, folder of measure) of the sets that have both."""
    names = list(dict.fromkeys([*(material.analysis.sets if material.analysis else []), *(folder.set for folder in material.folders)]))
    measured = {folder.set: folder for folder in material.of("measure")}
    return [(names.index(folder.set), folder.set, folder, measured[folder.set]) for folder in material.of("generate")
            if folder.set in measured]


def make_items(material, figures):
    """Items and what is missing, in the order of the page."""
    found = []
    if material.analysis:
        found += [module.item(material.analysis, figures) for module in OF_ANALYSIS]
    else:
        found.append(Missing("; ".join(module.TITLE for module in OF_ANALYSIS),
                             "There is no analysis: give the folder of analyze as 'Analysis'."))
    simulations = material.of("simulate")
    for simulation in simulations:
        found += simulation_course.items(simulation, figures, len(simulations) == 1)
    if not simulations:
        found.append(Missing(simulation_course.TITLE, "There is no simulation: give the folder of simulate as 'Simulation', or in a set."))
    measured = material.of("measure")
    found += measured_sets.items(measured, material.analysis is not None, figures)
    if material.of("generate"):
        found.append(truth_found.item(generated_and_measured(material), figures))
    if not measured:
        found.append(Missing(measured_sets.SLICES, "No set has a folder of measure: give it in 'Sets'."))
    return [one for one in found if not isinstance(one, Missing)], [one for one in found if isinstance(one, Missing)]


def all_warnings(material, items):
    """Of the analysis, of the figures and of the runs, each once."""
    found = [sentence for item in items for sentence in item.warnings]
    if material.analysis:
        said = any(item.name == "contributions" for item in items)
        found += [quoted(about) + sentence[len(about):] if about else sentence for about, sentence in material.analysis.warnings()
                  if not (said and about and "nothing is explained" in sentence)]
        sets = {name for name in material.analysis.sets}
        known = [folder.set for folder in material.of("measure")]
        found += [f"The set {name} of 'Sets' is not in the analysis, which has {', '.join(material.analysis.sets)}."
                  for name in known if name not in sets]
    return list(dict.fromkeys(found + run_warnings(material.folders)))


def make(options):
    material = Material(options)
    if options.check:
        return
    os.makedirs(options.figures, exist_ok=True)
    with plt.rc_context(STYLE):
        items, missing = make_items(material, options.figures)
    warnings = all_warnings(material, items)
    text = page(options.title, material.analysis, items, missing, material.folders, warnings, options.figures,
                options.made_by)
    with open(options.page, "w", encoding="utf-8") as file:
        file.write(text)
    for item in items:
        for sentence in item.warnings:
            print(f"warning: {sentence}")
    print(f"{len(items)} figures, {len(missing)} missing")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--title", default="What broke the particles")
    parser.add_argument("--set", nargs=2, action="append", default=[], metavar=("NAME", "FOLDER"))
    parser.add_argument("--analysis", default="")
    parser.add_argument("--simulation", default="")
    parser.add_argument("--made-by", default="", metavar="VERSION")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--page", default="report.html")
    parser.add_argument("--figures", default="figures")
    try:
        make(parser.parse_args())
    except WrongInput as error:
        print(" ".join(str(error).split()))
        return 2
    except UnusableFile as error:
        print(" ".join(str(error).split()))
        return 4
    except OSError as error:
        name = f"'{error.filename}': " if error.filename else ""
        print(f"{name}{error.strerror or error}")
        return 4
    return 0


if __name__ == "__main__":
    sys.exit(main())
