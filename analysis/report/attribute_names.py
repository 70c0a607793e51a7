# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""How the columns of a table of particles are shown: their names, their units and their groups, in the order of Fig. 4 of Li
et al., Science 376, 517 (2022), doi:10.1126/science.abm8962."""

# Column: name, factor from SI, unit.
SHOWN = {
    "X": ("X", 1e6, "µm"), "Y": ("Y", 1e6, "µm"), "Z": ("Z", 1e6, "µm"),
    "Yaw": ("Yaw", 1, "°"), "Pitch": ("Pitch", 1, "°"), "Roll": ("Roll", 1, "°"),
    "EDensity": ("Electron density (grey)", 1, ""), "Homogeneity": ("Homogeneity (grey)", 1, ""),
    "SurfaceInner": ("Inner surface", 1e12, "µm²"), "SurfaceOuter": ("Outer surface", 1e12, "µm²"),
    "Volume": ("Volume", 1e18, "µm³"), "Damage": ("Damage degree", 1, ""), "Elongation": ("Elongation", 1, ""),
    "Sphericity": ("Sphericity", 1, ""), "VSratio": ("Volume to surface", 1, ""),
    "RoughInner": ("Inner roughness", 1, ""), "RoughOuter": ("Outer roughness", 1, ""), "Contact": ("Contact", 1, ""),
    "PDensity": ("Packing density", 1, ""), "DistNearest": ("Distance of nearest", 1e6, "µm"),
    "ElongStd": ("Elongation, spread", 1, ""), "VolumeStd": ("Volume, spread", 1e18, "µm³"),
    "SphericityStd": ("Sphericity, spread", 1, ""), "OrienIso": ("Orientation isotropy", 1, ""),
}
GROUPS = {"position": "Position", "chemical": "Chemical", "structure": "Particle structure",
          "local": "Local morphology", "simulated": "Simulated"}
ORDER = ("Z", "Roll", "Pitch", "Yaw", "EDensity", "Homogeneity", "SurfaceInner", "SurfaceOuter", "Volume", "Elongation",
         "Sphericity", "VSratio", "RoughInner", "RoughOuter", "Contact", "PDensity", "DistNearest", "VolumeStd", "OrienIso",
         "ElongStd", "SphericityStd")
FACTORS = {"m": (1e6, "µm"), "m²": (1e12, "µm²"), "m³": (1e18, "µm³"), "m2": (1e12, "µm²"), "m3": (1e18, "µm³"),
           "degree": (1, "°"), "degrees": (1, "°"), "1": (1, "")}


def shown(column, unit="1"):
    """Name, factor and unit of any column, one that is not known by its SI unit."""
    return SHOWN.get(column) or (column, *FACTORS.get(unit, (1, unit)))


def grouped(groups):
    """[(title, columns)] of `attribute_groups`, in the order of the figure; what it does not know stands at the end."""
    rank = {name: place for place, name in enumerate(ORDER)}
    result = []
    for key in [*GROUPS, *(key for key in groups if key not in GROUPS)]:
        names = sorted(groups.get(key, []), key=lambda name: rank.get(name, len(rank)))
        if names:
            result.append((GROUPS.get(key, key), names))
    return result
