# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""A figure's SVG as part of a page: its colours those of the page's theme, its names its own among all figures, its pictures
small."""
import base64
import html
import io
import os
import re

from figure_form import FAINT, INK, PALE
from latent_links import ADDED, PLAIN

# What a page shows in other colours where it is dark.
THEMED = {INK: "ink", FAINT: "faint", PALE: "pale", "#ffffff": "card", "#000000": "ink", "#808080": "faint", "#cccccc": "faint",
          PLAIN[True]: "plain-up", PLAIN[False]: "plain-down", ADDED[True]: "added-up", ADDED[False]: "added-down"}
LARGEST_SVG, LARGEST_PICTURE = 1_500_000, 60_000  # bytes
PNG = re.compile(r'data:image/png;base64,([A-Za-z0-9+/=\s]+)')


def smaller(match):
    """An opaque picture of many colours as JPEG."""
    encoded = re.sub(r"\s", "", match.group(1))
    if len(encoded) < LARGEST_PICTURE:
        return "data:image/png;base64," + encoded
    try:
        from PIL import Image
        image = Image.open(io.BytesIO(base64.b64decode(encoded)))
        if image.mode in ("RGBA", "LA", "P") and image.convert("RGBA").getextrema()[3][0] < 255:
            return "data:image/png;base64," + encoded
        image = image.convert("RGB")
        image.thumbnail((1400, 1400))
        out = io.BytesIO()
        image.save(out, "JPEG", quality=86)
    except (ImportError, OSError):
        return "data:image/png;base64," + encoded
    return "data:image/jpeg;base64," + base64.b64encode(out.getvalue()).decode()


def own_names(svg, prefix):
    """Every id, and what refers to it, with the figure's name before it."""
    svg = re.sub(r'\bid="([^"]+)"', rf'id="{prefix}-\1"', svg)
    svg = re.sub(r'xlink:href="#', f'xlink:href="#{prefix}-', svg)
    return re.sub(r"url\(#", f"url(#{prefix}-", svg)


def themed(svg):
    for colour, name in THEMED.items():
        svg = re.sub(colour + r"\b", f"var(--{name})", svg, flags=re.IGNORECASE)
    # Text without a colour of its own is black.
    svg = re.sub(r'(<text [^>]*style=")(?![^"]*fill)', r"\1fill: var(--ink); ", svg)
    return svg.replace("'DejaVu Sans'", "var(--figure-font)")


def picture(path, title):
    with open(path, "rb") as file:
        data = base64.b64encode(file.read()).decode()
    shown = smaller(re.match(PNG, "data:image/png;base64," + data))
    return f'<img class="picture" src="{shown}" alt="{html.escape(title, quote=True)}">'


def inline_figure(folder, name, title):
    """HTML of the figure `name` in `folder`, and its width in px."""
    path = os.path.join(folder, name + ".svg")
    with open(path, encoding="utf-8") as file:
        svg = file.read()
    width = float(re.search(r'<svg [^>]*\bwidth="([\d.]+)pt"', svg, re.S).group(1)) * 4 / 3
    svg = PNG.sub(smaller, svg)
    if len(svg) > LARGEST_SVG:
        return picture(os.path.join(folder, name + ".png"), title), width
    svg = svg[svg.index("<svg"):]
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.S)
    svg = re.sub(r"<!--.*?-->", "", svg, flags=re.S)
    svg = themed(own_names(svg, name))
    svg = re.sub(r'(<svg [^>]*?)\bheight="[^"]*"', r"\1", svg, count=1, flags=re.S)
    svg = re.sub(r'(<svg [^>]*?)\bwidth="[^"]*"', rf'\1 role="img" aria-label="{html.escape(title, quote=True)}"', svg, count=1, flags=re.S)
    return svg, width
