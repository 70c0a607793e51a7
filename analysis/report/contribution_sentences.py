# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""What the contributions of the attributes say in words: which leads and by how much, what the groups have together, what gains
and loses from set to set. Where a forest explains nothing, that is said and nothing is ranked."""
from attribute_names import grouped
from number_text import fixed, listing, percent, plus_minus, quoted

# What is measured on the particle with its cracks in it follows from damage as much as it may cause it.
OF_CRACKS = ("EDensity", "Homogeneity", "SurfaceInner", "Sphericity", "VSratio", "RoughInner")
LOCAL = "local"  # the group of a particle's surroundings; position, chemistry and structure are its own


def shares(analysis, name):
    """{attribute: its mean part of all contributions}."""
    return {attribute: one["share"]["mean"] for attribute, one in analysis.get("shap", name).items()
            if one and one.get("mean") is not None and (one.get("share") or {}).get("mean") is not None}


def r2_text(analysis, name):
    """r² of held-out particles, and where it is another, that out of the bag: few held-out ones make a rough estimate, all take
    part in this one, and what is explained must be so by both."""
    held, bag = analysis.held_out(name), analysis.get("forest", "out_of_bag_r2", name, "mean")
    out = f", out of the bag {fixed(bag, 2)}" if bag is not None and held is not None and abs(bag - held) > 0.05 else ""
    return fixed(held, 2) + out


def leader_sentence(analysis, name):
    shap, part = analysis.get("shap", name), shares(analysis, name)
    order = sorted(part, key=part.get, reverse=True)
    if len(order) < 2:
        return ""
    first, second = order[:2]
    a, b = shap[first], shap[second]
    apart = a["mean"] - b["mean"] > ((a["std"] or 0) ** 2 + (b["std"] or 0) ** 2) ** 0.5
    lead = (f"{fixed(a['mean'] / b['mean'], 2)} times as much as the next, {second}" if apart and b["mean"] > 0
            else f"by less than the repeats scatter ahead of {second}")
    ways = {True: "more of it, more damage", False: "less of it, more damage"}
    way = a.get("direction")
    how = f"; {ways[way > 0]}" if way is not None and abs(way) >= 0.3 else ""
    return (f"In {quoted(name)} {first} leads with {percent(part[first])} of all contributions, {lead}{how}; the first four, "
            f"{listing(order[:4])}, have {percent(sum(part[one] for one in order[:4]))}. "
            f"On particles that it has not seen, the forest's r² is {r2_text(analysis, name)}.")


def crack_warning(analysis, sets):
    """Where what leads is what cracks themselves change; not for tables of what particles were before, e.g. causes.csv."""
    found = []
    for name in sets:
        file = str(analysis.get("particles", name, "file") or "")
        part = shares(analysis, name)
        if analysis.target == "Damage" and not file.endswith("causes.csv"):
            found += [one for one in sorted(part, key=part.get, reverse=True)[:4] if one in OF_CRACKS and one not in found]
    if not found:
        return ""
    return (f"{listing(found)} {'leads' if len(found) == 1 else 'lead'}, but {'is' if len(found) == 1 else 'are'} measured on particles with "
            "their cracks in them: that damage goes with them need not mean that they caused it. 'Attributes' of analyze leaves them out.")


def local_share(analysis, name):
    members = (analysis.get("attribute_groups") or {}).get(LOCAL) or []
    part = shares(analysis, name)
    return sum(part.get(one, 0) for one in members) if members and part else None


def group_sentence(analysis, sets):
    """How much the surroundings have, against what a particle is by itself."""
    found = [(name, local_share(analysis, name)) for name in sets]
    found = [(name, share) for name, share in found if share is not None]
    if not found or not grouped(analysis.get("attribute_groups") or {}):
        return ""
    said = f"The attributes of a particle's surroundings have {listing(f'{percent(share)} in {quoted(name)}' for name, share in found)}"
    if len(found) < 2:
        return said + "; its own attributes have the rest."
    change = found[-1][1] - found[0][1]
    if abs(change) < 0.005:
        return f"{said}, no more and no less."
    way = "gains" if change > 0 else "loses"
    return f"{said}: from {quoted(found[0][0])} to {quoted(found[-1][0])} the neighbourhood {way} {fixed(100 * abs(change), 0)} points."


def difference_sentence(analysis, first, name, factor, unit):
    """Which attribute gains and which loses most; only those whose difference is larger than twice its scatter."""
    found = analysis.get("differences", name) or {}
    sure = {a: one for a, one in found.items() if one and one.get("mean") is not None and abs(one["mean"]) > 2 * (one["std"] or 0)}
    if not sure:
        return f"From {quoted(first)} to {quoted(name)} no contribution changes by more than twice what the repeats scatter." if found else ""
    def told(attribute):
        one = sure[attribute]
        sign = "+" if one["mean"] > 0 else ""
        return f"{attribute} ({sign}{plus_minus(factor * one['mean'], factor * (one['std'] or 0))} {unit}".rstrip() + ")"
    up = sorted((a for a in sure if sure[a]["mean"] > 0), key=lambda a: -sure[a]["mean"])[:4]
    down = sorted((a for a in sure if sure[a]["mean"] < 0), key=lambda a: sure[a]["mean"])[:4]
    said = [f"{word} {listing(map(told, names))}" for word, names in (("gain most:", up), ("lose most:", down)) if names]
    return f"From {quoted(first)} to {quoted(name)} " + "; ".join(said) + "."


def contribution_sentences(analysis, sets):
    """(sentences, warnings, how many of the sentences matter most) for the sets [(place, name)]."""
    said, warnings, told = [], [], []
    for _, name in sets:
        if analysis.explained(name) is False:
            warnings.append(f"In {quoted(name)} nothing is explained: on particles that it has not seen the forest's r² is "
                            f"{r2_text(analysis, name)}. Its contributions rank noise and are drawn as empty bars.")
        else:
            told.append(name)
    if not told:
        said.append("Nothing is explained: the attributes do not say which particles are damaged, and no ranking of them means "
                    "anything.")
        return said, warnings, 1
    said += [leader_sentence(analysis, name) for name in told]
    said = [sentence for sentence in [*said, group_sentence(analysis, told)] if sentence]
    leading = len(said)
    warnings += [one for one in [crack_warning(analysis, told)] if one]
    first = sets[0][1]
    if first in told:
        factor, unit = (100, "%") if analysis.target == "Damage" else (1, "")
        said += [difference_sentence(analysis, first, name, factor, unit) for _, name in sets[1:] if name in told]
    return [sentence for sentence in said if sentence], warnings, leading
