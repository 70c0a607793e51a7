# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""What a page is made of: figures with a sentence and the numbers behind them, and what is missing."""
from dataclasses import dataclass, field


@dataclass
class Table:
    """Rows of cells; a cell is a text, or a pair (text, number to sort by)."""
    head: list
    rows: list
    caption: str = ""


@dataclass
class Item:
    """A figure, or where `figure` is empty a table alone."""
    name: str  # of the figure's files, and the place in the page
    title: str
    sentences: list  # what it shows for these data
    caption: str = ""  # how to read it
    tables: list = field(default_factory=list)
    warnings: list = field(default_factory=list)
    figure: bool = True
    leads: int = 0  # so many of the sentences stand at the top of the page
    source: str = ""  # the figure of Li et al. that it has the form of


@dataclass
class Missing:
    """What is not on the page, and why."""
    title: str
    reason: str
