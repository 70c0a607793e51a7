# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""Files as the stage `analyze` leaves them, docs/analysis_files.md, from drawn particles: what a report is tested on without
the programs that make them. The numbers are right in shape and order; they are drawn, not computed, where that takes long."""
import json
import os

import h5py
import numpy as np

GROUPS = {"position": ["Z", "Roll", "Pitch", "Yaw"], "chemical": ["EDensity", "Homogeneity"],
          "structure": ["SurfaceInner", "SurfaceOuter", "Volume", "Elongation", "Sphericity", "VSratio", "RoughInner",
                        "RoughOuter"],
          "local": ["Contact", "PDensity", "DistNearest", "VolumeStd", "OrienIso", "ElongStd", "SphericityStd"],
          "simulated": []}
INPUTS = [name for names in GROUPS.values() for name in names]
COLUMNS = ["X", "Y", *INPUTS, "Damage"]
UNITS = {"X": "m", "Y": "m", "Z": "m", "DistNearest": "m", "SurfaceInner": "m²", "SurfaceOuter": "m²", "Volume": "m³",
         "VolumeStd": "m³", "Yaw": "degree", "Pitch": "degree", "Roll": "degree"}
DIMENSIONS, SEEDS, SUBSAMPLES, RELABELLINGS = 8, 10, 10, 199
FIRST = {"Z": 0.020, "Sphericity": 0.016, "Elongation": 0.014, "Volume": 0.012}
LATER = {"Contact": 0.022, "DistNearest": 0.015, "OrienIso": 0.012, "PDensity": 0.017}


def table(random, n, later):
    box = np.array([60e-6, 60e-6, 40e-6])
    columns = dict(zip(("X", "Y", "Z"), (random.uniform(0, 1, (n, 3)) * box).T))
    for name in COLUMNS[3:-1] if COLUMNS[2] == "Z" else COLUMNS:
        if name not in columns:
            columns[name] = random.gamma(9, 1 / 9, n) * {"m": 4e-6, "m²": 4e-11, "m³": 4e-17, "degree": 40}.get(UNITS.get(name), 1)
    wave = np.sin(columns["X"] / 5e-6) * np.sin(columns["Y"] / 5e-6) if later else 0
    columns["Damage"] = random.beta(2, 18, n) * (1.6 if later else 1) * (1 + 0.8 * (wave > 0.4))
    return {name: columns[name] for name in COLUMNS}


def three_nearest(places):
    apart = np.linalg.norm(places[:, None] - places[None], axis=2)
    np.fill_diagonal(apart, np.inf)
    order = np.argsort(apart, axis=1)[:, :3]
    found = np.full((len(places), 3), np.nan)
    near = np.take_along_axis(apart, order, 1)
    found[:, :near.shape[1]] = near
    return order, found


def density(values, edges):
    return np.histogram(values, edges)[0] / max(len(values), 1) / np.diff(edges)


def summary(values):
    low, *middle, high = np.quantile(values, [0, .05, .25, .5, .75, .95, 1])
    names = ["q05", "q25", "median", "q75", "q95"]
    return {"mean": values.mean(), "std": values.std(ddof=1), "min": low, **dict(zip(names, middle)), "max": high}


def contributions(random, later, nothing):
    strong = {} if nothing else LATER if later else FIRST
    mean = np.array([strong.get(name, 0.002) for name in INPUTS])
    return np.abs(mean * random.normal(1, 0.05, (SEEDS + SUBSAMPLES, len(INPUTS))))


def spread(values):
    return {"mean": float(np.mean(values)), "std": float(np.std(values, ddof=1))}


def links(matrix, threshold):
    return [{"first": i + 1, "second": j + 1, "r": float(matrix[i, j])} for i in range(len(matrix))
            for j in range(i) if abs(matrix[i, j]) > threshold]


def make(folder, sets=("fresh", "aged"), particles=400, nothing=(), latent=True, clustered=("aged",), severe=True,
         constant=None, simulated=(), seed=1):
    """Writes both files; returns the tree of analysis.json."""
    os.makedirs(folder, exist_ok=True)
    random = np.random.default_rng(seed)
    columns = COLUMNS + (["damage_simulated"] if simulated else [])
    tree = {"sets": list(sets), "attributes": INPUTS, "attribute_groups": GROUPS, "columns": columns,
            "units": {name: UNITS.get(name, "1") for name in columns}, "target": "Damage", "seed": seed, "confidence": 0.95,
            "warnings": [f"{s}: nothing is explained: held-out r2 is 0.01" for s in nothing]}
    for key in ("particles", "distribution", "shift", "severe", "pairs", "shap", "difference", "differences", "interactions",
                "comparison"):
        tree[key] = {}
    tree["correlation"] = {"names": [*INPUTS, "Damage"], "pearson": {}, "spearman": {}, "above": 0.9}
    tree["forest"] = {"trees": 40, "leaves": 30, "features_per_split": 5, "held_out": 0.05, "r2": {}, "out_of_bag_r2": {},
                      "explained": {}, "additivity_error": {}}
    tree["groups"] = [{"attributes": ["SurfaceOuter", "Volume"], "shap": {s: {"mean": 0.004, "std": 0.001} for s in sets},
                       "difference": {t: {"mean": 0.0, "std": 0.001} for t in sets[1:]}}]
    tree["latent"] = {} if latent else None
    tables = {s: table(random, particles, k > 0) for k, s in enumerate(sets)}
    every = np.concatenate([tables[s]["Damage"] for s in sets])
    threshold = float(np.quantile(every, 0.75)) if severe else float(every.max())
    with h5py.File(os.path.join(folder, "analysis.h5"), "w") as file:
        def put(path, values, unit="1", names=None):
            file[path] = values
            file[path].attrs.update({"unit": unit, "description": path, **({"names": ",".join(names)} if names else {})})

        edges = np.linspace(0, every.max(), 41)
        reach = np.linspace(0, 20e-6, 31)
        put("damage/edges", edges)
        put("nearest/edges", reach, "m")
        put("three_nearest/edges", reach, "m")
        bins = np.array([np.linspace(min(tables[s][c].min() for s in sets), max(tables[s][c].max() for s in sets), 41)
                         for c in COLUMNS])
        put("distributions/edges", bins, names=COLUMNS)
        shap = {}
        for k, s in enumerate(sets):
            columns_of, at = tables[s], f"sets/{s}/"
            n = particles
            bad = columns_of["Damage"] > threshold
            tree["particles"][s] = {"file": f"{s}/attributes.csv", "simulation": None, "count": n, "boundary": n // 10,
                                    "matched": n if s in simulated else None}
            put(at + "particles/id", np.arange(1, n + 1))
            for name, values in columns_of.items():
                put(at + f"particles/{name}", values, UNITS.get(name, "1"))
            if s in simulated:
                values = 0.5 * columns_of["Damage"] + random.normal(0, 0.03, n)
                put(at + "particles/damage_simulated", np.where(random.random(n) < 0.9, values, np.nan))
                tree["comparison"][s] = {"damage_simulated": {kind: {"value": 0.61, "low": 0.54, "high": 0.67}
                                                              for kind in ("pearson", "spearman")}}
            elif simulated:
                put(at + "particles/damage_simulated", np.full(n, np.nan))
            put(at + "particles/severe", bad.astype(np.int64))
            guess = columns_of["Damage"].mean() + 0.8 * (columns_of["Damage"] - columns_of["Damage"].mean())
            put(at + "particles/prediction", guess)
            put(at + "particles/out_of_bag", guess + random.normal(0, 0.01, n))
            put(at + "damage/density", density(columns_of["Damage"], edges))
            put(at + "distributions/density", np.array([density(columns_of[c], e) for c, e in zip(COLUMNS, bins)]),
                names=COLUMNS)
            tree["distribution"][s] = {name: summary(values) for name, values in columns_of.items()}
            if k:
                tree["shift"][s] = {name: {"distance": 0.35 if name == "Damage" else 0.05, "p_value": 1e-9 if name == "Damage" else 0.4}
                                    for name in COLUMNS}
            place = np.stack([columns_of[c] for c in "XYZ"], 1)
            ids = np.flatnonzero(bad)
            mine = {"threshold": threshold, "count": int(bad.sum()), "share": float(bad.mean()), "nearest": None,
                    "three_nearest": None}
            put(at + "severe/id", ids + 1)
            if len(ids) > 3:
                order, near = three_nearest(place[ids])
                put(at + "severe/neighbour", ids[order] + 1)
                put(at + "severe/distance", near, "m")
                drawn = [three_nearest(place[random.choice(n, len(ids), False)])[1] for _ in range(RELABELLINGS)]
                for name, of in (("nearest", lambda d: d[:, 0]), ("three_nearest", lambda d: d.mean(1))):
                    means = np.array([of(d).mean() for d in drawn])
                    curves = np.array([density(of(d), reach) for d in drawn])
                    low, middle, high = np.quantile(curves, [0.025, 0.5, 0.975], axis=0)
                    put(at + f"{name}/density", density(of(near), reach), "1/m")
                    put(at + f"{name}/plain_density", density(of(near), reach), "1/m")
                    put(at + f"{name}/relabelled", np.array([low, middle, high]), "1/m")
                    put(at + f"{name}/relabelled_mean", means, "m")
                    ends = np.quantile(means, [0.025, 0.975])
                    mine[name] = {"mean": float(of(near).mean()), "corrected_mean": float(of(near).mean()),
                                  "corrected_median": float(np.median(of(near))), "relabelled_mean": float(means.mean()),
                                  "relabelled_low": ends[0], "relabelled_high": ends[1],
                                  "p_value": 0.005 if s in clustered else 0.42, "p_value_regular": 0.58,
                                  "relabellings": RELABELLINGS}
            tree["severe"][s] = mine
            r = np.linspace(2e-6, 24e-6, 23)
            put(at + "pairs/distance", r, "m")
            put(at + "pairs/correlation", 1 - np.exp(-(r / 4e-6) ** 2))
            for name, strength in (("damage", 0.15), ("severe", 0.9)):
                rise = strength * np.exp(-r / 5e-6) if s in clustered else 0 * r
                put(at + f"pairs/{name}", 1 + rise + random.normal(0, 0.01, len(r)))
                put(at + f"pairs/{name}_relabelled", np.array([np.full(len(r), v) for v in (0.97, 1, 1.03)]))
            tree["pairs"][s] = {kind: {"p_value": 0.005 if s in clustered else 0.37} for kind in ("damage", "severe")}
            every_column = np.stack([columns_of[c] for c in [*INPUTS, "Damage"]])
            pearson = np.corrcoef(every_column)
            pearson[6, 8] = pearson[8, 6] = 0.93
            if constant in INPUTS:
                place = INPUTS.index(constant)
                pearson[place] = pearson[:, place] = np.nan
            for kind in ("pearson", "spearman"):
                put(at + f"correlation/{kind}", pearson)
                put(at + f"correlation/{kind}_low", np.clip(pearson - 0.09, -1, 1))
                put(at + f"correlation/{kind}_high", np.clip(pearson + 0.09, -1, 1))
                tree["correlation"][kind][s] = [[None if np.isnan(v) else float(v) for v in row] for row in pearson]
            value = 0.01 if s in nothing else 0.66
            kinds = np.repeat([0, 1], [SEEDS, SUBSAMPLES])
            r2 = value + random.normal(0, 0.01, SEEDS + SUBSAMPLES)
            shap[s] = contributions(random, k > 0, s in nothing)
            put(at + "forest/subsample", kinds)
            put(at + "forest/r2", r2)
            put(at + "forest/out_of_bag_r2", r2)
            put(at + "forest/contribution", shap[s], names=INPUTS)
            put(at + "forest/permutation", shap[s] * 9, names=INPUTS)
            kept = {"mean": value, "std": 0.02, "seeds": r2[:SEEDS].tolist(), "subsamples": r2[SEEDS:].tolist()}
            tree["forest"]["r2"][s] = {"pooled": value, **kept}
            tree["forest"]["out_of_bag_r2"][s] = kept
            tree["forest"]["explained"][s] = s not in nothing
            tree["forest"]["additivity_error"][s] = 3e-7
            share = shap[s] / shap[s].sum(1, keepdims=True)
            tree["shap"][s] = {name: {**spread(shap[s][:, i]), "seeds": spread(shap[s][:SEEDS, i]),
                                      "subsamples": spread(shap[s][SEEDS:, i]), "share": spread(share[:, i]),
                                      "direction": 0.8, "permutation": spread(9 * shap[s][:, i])}
                               for i, name in enumerate(INPUTS)}
            tree["interactions"][s] = {"particles": n, "strongest": [{"first": "Z", "second": "Contact", "mean": 0.003}]}
            if latent:
                mixed = random.normal(size=(DIMENSIONS, DIMENSIONS)) * (0.35 if k else 0.2) + 1.5 * np.eye(DIMENSIONS)
                matrix = np.corrcoef(random.normal(size=(n, DIMENSIONS)) @ mixed, rowvar=False)
                found = links(matrix, 0.2)
                before = {(one["first"], one["second"]) for one in tree["latent"].get(sets[0], {}).get("link_list", [])}
                tree["latent"][s] = {
                    "dimensions": DIMENSIONS, "correlation": matrix.tolist(), "links": len(found), "threshold": 0.2,
                    "link_list": found, "epochs": 120,
                    "added_links": [[one["first"], one["second"]] for one in found
                                    if k and (one["first"], one["second"]) not in before],
                    "reconstruction": [{"size": q, "autoencoder": 0.8 / q, "principal_components": 1.0 / q} for q in (1, 2, 4, 8)]}
                put(at + "latent/correlation", matrix)
        for t in sets[1:]:
            difference = shap[t] - shap[sets[0]]
            put(f"differences/{t}/contribution", difference, names=INPUTS)
            tree["differences"][t] = {name: {**spread(difference[:, i]), "share": spread(difference[:, i] / 0.1)}
                                      for i, name in enumerate(INPUTS)}
        if len(sets) > 1:
            tree["difference"] = tree["differences"][sets[1]]
    with open(os.path.join(folder, "analysis.json"), "w", encoding="utf-8") as file:
        json.dump(tree, file, allow_nan=False)
    with open(os.path.join(folder, "run.json"), "w", encoding="utf-8") as file:
        json.dump({"stage": "analyze", "version": "0.0", "revision": "none", "libraries": {"HDF5": "1"}, "ranks": 1,
                   "command": ["catena-analyze", "case.prm"], "start": "2026-01-01T00:00:00Z", "status": "done",
                   "exit_status": 0, "seeds": {"Seed": seed}, "wall_time": {"name": "all", "seconds": 1.5, "calls": 1},
                   "peak_memory": {"all_ranks": 1e8}, "results": {}, "warnings": []}, file)
    return tree


if __name__ == "__main__":
    import sys
    make(sys.argv[1])
