# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""How numbers stand in the sentences and the tables of a report."""
import math

MINUS, THIN = "\u2212", "\u202f"


def number(value, digits=3):
    """Three digits, no exponent where it can be avoided; "–" for what does not exist."""
    if value is None or not math.isfinite(value):
        return "–"
    size = abs(value)
    # "g" has an exponent where its digits end before the point, as of 999.6, or of 120 with two digits.
    if float(f"{size:.{digits}g}") >= 100 and size < 1e7:
        text = f"{size:,.0f}".replace(",", THIN)
    elif size == 0 or 1e-3 <= size < 1e7:
        text = f"{size:.{digits}g}"
    else:
        base, exponent = f"{size:.{digits - 1}e}".split("e")
        raised = str(int(exponent)).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
        text = f"{base}{THIN}×{THIN}10{raised}"
    return (MINUS if value < 0 and text.strip("0.") else "") + text


def fixed(value, places):
    """So many places behind the point; "–" for what does not exist."""
    if value is None or not math.isfinite(value):
        return "–"
    text = f"{abs(value):.{places}f}"
    return (MINUS if value < 0 and text.strip("0.") else "") + text


def plus_minus(mean, spread):
    """"1.23 ± 0.04", as many places as the spread makes worth it."""
    if mean is None or not math.isfinite(mean):
        return "–"
    if not spread or not math.isfinite(spread):
        return number(mean)
    places = 1 - math.floor(math.log10(spread))
    if places > 5 or places < 0:
        return f"{number(mean)} ± {number(spread, 2)}"
    return f"{fixed(mean, places)} ± {fixed(spread, places)}"


def signed(value, digits=3):
    text = number(value, digits)
    return text if text[0] in MINUS + "–" or text.strip("0.") == "" else "+" + text


def correlation(r):
    """Two places and a sign."""
    text = fixed(r, 2)
    return text if text[0] in MINUS + "–" or text == "0.00" else "+" + text


def percent(value, digits=2):
    """A share: 0.123 is "12 %"."""
    if value is None or not math.isfinite(value):
        return "–"
    size = 100 * value
    places = 0 if abs(size) >= 10 or size == 0 else 1 if abs(size) >= 1 else digits
    return f"{fixed(size, places)}{THIN}%"


def p_text(p):
    """"p = 0.03", "p < 0.001", which no line break parts."""
    if p is None or not math.isfinite(p):
        return "p unknown"
    if p < 1e-3:
        return "p\u00a0<\u00a00.001"
    return f"p\u00a0=\u00a0{p:.2g}" if p < 0.995 else "p\u00a0=\u00a01"


def micrometres(value, digits=3):
    """A length in m, in µm."""
    return "–" if value is None or not math.isfinite(value) else f"{number(1e6 * value, digits)}{THIN}µm"


def quoted(name):
    """The name of a set in a sentence; the page shows it in the set's colour."""
    return f"“{name}”"


def listing(words):
    """"a, b and c"."""
    words = list(words)
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def count(amount, what, many=None):
    """"1 particle", "2 particles"."""
    return f"{number(amount)} {what if amount == 1 else many or what + 's'}"
