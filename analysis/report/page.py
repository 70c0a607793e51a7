# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""report.html: one file that needs no other."""
import html
import os

import jinja2
from markupsafe import Markup

from figure_form import colour_of
from inline_figure import inline_figure
from number_text import fixed, listing, number, p_text, percent, quoted
from page_item import Table
from provenance import results_table, run_texts, runs_table
from severe_distance import verdict

HERE = os.path.dirname(os.path.abspath(__file__))


def overview(analysis):
    """The sets at a glance."""
    if analysis is None:
        return Table([], [])
    rows = []
    for name in analysis.sets:
        particles, damage = analysis.get("particles", name) or {}, analysis.get("distribution", name, "Damage") or {}
        severe, r2 = analysis.get("severe", name) or {}, analysis.held_out(name)
        near = severe.get("nearest")
        lie = f"{verdict(near, analysis.alpha) or 'as at random'}, {p_text(near['p_value'])}" if near else "–"
        rows.append([name, (number(particles.get("count")), particles.get("count") or 0),
                     (number(particles.get("boundary")), particles.get("boundary") or 0),
                     (percent(damage.get("median")), damage.get("median") or 0), (percent(damage.get("mean")), damage.get("mean") or 0),
                     (f"{number(severe.get('count'))} ({percent(severe.get('share'))})", severe.get("share") or 0), lie,
                     (fixed(r2, 2), r2) if r2 is not None else "–",
                     {True: "yes", False: "no", None: "–"}[analysis.explained(name)]])
    return Table(["set", "particles", "cut by the edge", "median damage", "mean damage", "severely damaged", "they lie",
                  "held-out r²", "explained"], rows)


def named(sentence, sets):
    """A sentence as HTML, the names of the sets in their colours."""
    result = html.escape(sentence, quote=False)
    for k, name in enumerate(sets):
        mark = html.escape(quoted(name), quote=False)
        result = result.replace(mark, f'<span class="set" style="color:{colour_of(k)}">{html.escape(name, quote=False)}</span>')
    return Markup(result)


def text(name):
    with open(os.path.join(HERE, name), encoding="utf-8") as file:
        return file.read()


def page(title, analysis, items, missing, folders, warnings, figures, version):
    """The page as text."""
    shown = []
    for item in items:
        drawing, width = inline_figure(figures, item.name, item.title) if item.figure else ("", 0)
        shown.append({**vars(item), "html": drawing, "width": width})
    leading = [(item.name, sentence) for item in items for sentence in item.sentences[:item.leads]]
    sets = analysis.sets if analysis else list(dict.fromkeys(folder.set for folder in folders if folder.set))
    stages = list(dict.fromkeys(folder.stage for folder in folders))
    subtitle = (f"{listing(sets)}; " if sets else "") + "from the folders of " + listing(stages)
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    # All is escaped but what is HTML, style or script of our own making.
    environment.filters["named"] = lambda sentence: named(sentence, sets)
    template = environment.from_string(text("page.html"))
    return template.render(title=title, subtitle=subtitle, style=Markup(text("page.css")),
                           script=Markup(text("page.js")), items=shown, missing=missing, warnings=warnings,
                           leading=leading, overview=overview(analysis), runs=runs_table(folders), results=results_table(folders), folders=run_texts(folders),
                           version=version)
