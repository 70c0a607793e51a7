# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""The stage analyze as a user runs it: what its files hold, that ranks do not matter, and what it says of bad input.

analyze_stage.py CATENA_ANALYZE MPIRUN...
"""
import json
import os
import subprocess
import sys
import tempfile
import unittest

import h5py
import numpy as np

from tables import CAUSES, COLUMNS, table, write

PROGRAM, MPIRUN = sys.argv[1], sys.argv[2:]
ATTRIBUTES = ("Z,Roll,Pitch,Yaw,EDensity,Homogeneity,SurfaceInner,SurfaceOuter,Volume,Elongation,Sphericity,VSratio,RoughInner,"
              "RoughOuter,Contact,PDensity,DistNearest,VolumeStd,OrienIso,ElongStd,SphericityStd").split(",")
QUICK = {"Forest/Trees": "10", "Forest/Seeds": "3", "Forest/Subsamples": "2", "Forest/Subsample size": "100",
         "Forest/Interactions": "20", "Severe/Relabellings": "99", "Pairs/Relabellings": "19", "Latent/Dimensions": "0"}


def datasets(path):
    found = {}
    with h5py.File(path, "r") as file:
        file.visititems(lambda name, item: found.update({name: (item[...], dict(item.attrs))})
                        if isinstance(item, h5py.Dataset) else None)
    return found


class Analyze(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory()
        os.chdir(self.scratch.name)
        open("empty.prm", "w", encoding="utf-8").close()

    def tearDown(self):
        os.chdir("/")
        self.scratch.cleanup()

    def start(self, sets, ranks=1, output="out", **settings):
        settings = {**QUICK, "Sets": sets, **{name.replace("__", "/").replace("_", " "): value for name, value in settings.items()}}
        launcher = [] if ranks == 1 else [*MPIRUN, str(ranks)]
        words = [word for name, value in settings.items() for word in ("--set", f"{name} = {value}")]
        return subprocess.run([*launcher, PROGRAM, "empty.prm", "--output", output, *words], capture_output=True, text=True,
                              timeout=250, check=False)

    def run_stage(self, sets, ranks=1, output="out", **settings):
        done = self.start(sets, ranks, output, **settings)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        with open(f"{output}/analysis.json", encoding="utf-8") as file:
            return json.load(file), datasets(f"{output}/analysis.h5")

    def fails(self, status, words, sets, ranks=1, **settings):
        done = self.start(sets, ranks, "bad", **settings)
        lines = [line for line in done.stderr.splitlines() if line.startswith("catena")]
        self.assertEqual((done.returncode, len(lines)), (status, 1), done.stderr)
        for word in words:
            self.assertIn(word, lines[0])
        self.assertFalse(os.path.exists("bad"))

    def two_sets(self, count=300):
        return "; ".join(f"{name} = {write(name + '.csv', table(count, causes, seed))}"
                         for seed, (name, causes) in enumerate(zip(("ten", "fifty"), CAUSES)))

    def test_ranks_do_not_matter_and_files_hold_what_they_promise(self):
        sets = self.two_sets()
        first, numbers = self.run_stage(sets)
        for ranks in (2, 3):
            other, others = self.run_stage(sets, ranks, f"out{ranks}")
            self.assertEqual(first, other)
            self.assertEqual(numbers.keys(), others.keys())
            for name, (values, _) in numbers.items():
                np.testing.assert_array_equal(values, others[name][0], name)
        self.assertEqual(first["sets"], ["ten", "fifty"])
        self.assertEqual(first["attributes"], ATTRIBUTES)
        self.assertEqual(set(first["difference"]), set(ATTRIBUTES))
        for name in first["sets"]:
            self.assertEqual(set(first["shap"][name]), set(ATTRIBUTES))
            shap, attributes = numbers[f"sets/{name}/forest/shap"]
            np.testing.assert_allclose(shap.sum(1) + attributes["base"], numbers[f"sets/{name}/particles/prediction"][0], atol=1e-6)
            contribution = numbers[f"sets/{name}/forest/contribution"][0]
            self.assertEqual(contribution.shape, (5, 21))
            self.assertAlmostEqual(first["shap"][name]["Z"]["mean"], contribution[:, 0].mean(), 12)
            self.assertAlmostEqual(first["shap"][name]["Z"]["seeds"]["std"], contribution[:3, 0].std(ddof=1), 12)
            pearson = np.array(first["correlation"]["pearson"][name])
            columns = [numbers[f"sets/{name}/particles/{c}"][0] for c in first["correlation"]["names"]]
            np.testing.assert_allclose(pearson, np.corrcoef(columns), atol=1e-10)
        difference = numbers["sets/fifty/forest/contribution"][0] - numbers["sets/ten/forest/contribution"][0]
        np.testing.assert_allclose(numbers["differences/fifty/contribution"][0], difference)
        self.assertAlmostEqual(first["difference"]["Contact"]["mean"], difference[:, ATTRIBUTES.index("Contact")].mean(), 12)
        for name, (values, attributes) in numbers.items():
            self.assertIn("unit", attributes, name)
            self.assertIn("description", attributes, name)
        np.testing.assert_allclose((numbers["sets/ten/damage/density"][0] * np.diff(numbers["damage/edges"][0])).sum(), 1)

    def test_a_set_against_itself_differs_in_nothing(self):
        path = write("a.csv", table(200, CAUSES[0]))
        found, _ = self.run_stage(f"one = {path}; other = {path}")
        for name in ATTRIBUTES:
            self.assertEqual(found["difference"][name]["mean"], 0)
        self.assertEqual(found["shift"]["other"]["Damage"]["distance"], 0)
        self.assertTrue(found["forest"]["explained"]["one"])

    def test_noise_is_told_from_causes(self):
        found, _ = self.run_stage("a = " + write("a.csv", table(400, (), 3)))
        self.assertFalse(found["forest"]["explained"]["a"])
        self.assertTrue(any("nothing is explained" in line for line in found["warnings"]), found["warnings"])
        self.assertEqual(found["difference"], {})

    def test_other_seeds_and_columns(self):
        path = write("a.csv", table(200, CAUSES[0]))
        first, _ = self.run_stage(f"a = {path}")
        second, _ = self.run_stage(f"a = {path}", output="again", Seed="2")
        self.assertNotEqual(first["shap"], second["shap"])
        few, numbers = self.run_stage(f"a = {path}", output="few", Attributes="Volume, Sphericity", Target="Contact")
        self.assertEqual((few["attributes"], few["target"]), (["Volume", "Sphericity"], "Contact"))
        self.assertEqual(numbers["sets/a/forest/shap"][0].shape, (200, 2))
        inner, _ = self.run_stage(f"a = {path}", output="inner", Boundary_particles="false")
        self.assertEqual(inner["particles"]["a"]["count"], 200 - first["particles"]["a"]["boundary"])

    def test_groups_and_bootstrap(self):
        columns = table(200, CAUSES[0])
        columns["RoughInner"] = columns["Volume"] ** 1.01
        found, _ = self.run_stage("a = " + write("a.csv", columns), Correlation__Resamples="50")
        self.assertIn("RoughInner", found["groups"][0]["attributes"])
        self.assertIn("Volume", found["groups"][0]["attributes"])

    def test_latent_dimensions_of_two_sets(self):
        found, numbers = self.run_stage(self.two_sets(120), Latent__Dimensions="2", Latent__Epochs="5", Latent__Link_threshold="0.001")
        if found["latent"]["ten"] is None:
            self.assertTrue(any("LibTorch" in line for line in found["warnings"]), found["warnings"])
            self.skipTest("built without LibTorch")
        for name in ("ten", "fifty"):
            latent = found["latent"][name]
            values = numbers[f"sets/{name}/latent/values"][0]
            self.assertEqual((latent["dimensions"], latent["threshold"], values.shape), (2, 0.001, (120, 2)))
            np.testing.assert_allclose(latent["correlation"], np.corrcoef(values.T), atol=1e-10)
            self.assertEqual(latent["links"], len(latent["link_list"]))
            for link in latent["link_list"]:
                self.assertEqual((link["first"], link["second"]), (1, 2))
                self.assertAlmostEqual(link["r"], latent["correlation"][0][1], 12)
            self.assertEqual([one["size"] for one in latent["reconstruction"]], [1, 2])
            for one, kind in (("autoencoder", "autoencoder_error"), ("principal_components", "principal_component_error")):
                self.assertEqual([row[one] for row in latent["reconstruction"]], list(numbers[f"sets/{name}/latent/{kind}"][0]))
        self.assertEqual(found["latent"]["ten"]["added_links"], [])
        sign = {name: [link["r"] > 0 for link in found["latent"][name]["link_list"]] for name in ("ten", "fifty")}
        self.assertEqual(found["latent"]["fifty"]["added_links"], [[1, 2]] if sign["fifty"] and sign["fifty"] != sign["ten"] else [])

    def test_clusters_and_severe_by_threshold(self):
        columns = table(600)
        near = np.argsort(sum((columns[axis] - columns[axis][5]) ** 2 for axis in "XYZ"))[:40]
        columns["Damage"] = np.full(600, 0.1)
        columns["Damage"][near] = 0.9
        found, numbers = self.run_stage("a = " + write("a.csv", columns), Severe__Threshold="0.5", Severe__Relabellings="999")
        severe = found["severe"]["a"]
        self.assertEqual((severe["count"], severe["threshold"]), (40, 0.5))
        self.assertLess(severe["nearest"]["p_value"], 0.01)
        self.assertLess(found["pairs"]["a"]["damage"]["p_value"], 0.06)
        self.assertEqual(set(numbers["sets/a/severe/id"][0]), set(near + 1))

    def test_what_cannot_be_computed_is_told(self):
        for name, columns in (("one", {c: v[:1] for c, v in table(5).items()}), ("zero", {**table(60), "Damage": np.zeros(60)}),
                              ("same", {**table(60, CAUSES[0]), "Contact": np.full(60, 0.25)})):
            found, _ = self.run_stage(f"a = {write(name + '.csv', columns)}", output=name)
            self.assertTrue(found["warnings"], name)
            if name == "same":
                self.assertIn("Contact", " ".join(found["warnings"]))
                self.assertEqual(found["shap"]["a"]["Contact"]["mean"], 0)
                self.assertIsNone(found["correlation"]["pearson"]["a"][ATTRIBUTES.index("Contact")][0])
            else:
                self.assertIsNone(found["shap"]["a"])
                self.assertIsNone(found["severe"]["a"]["nearest"])

    def test_bad_input(self):
        good = table(40)
        write("good.csv", good)
        for ranks in (2,):
            write("short.csv", {c: v for c, v in good.items() if c not in ("Volume", "Contact")})
            self.fails(2, ["Volume, Contact"], "a = short.csv", ranks)
            write("text.csv", {**good, "Z": [*good["Z"][:7], "wide", *good["Z"][8:]]})
            self.fails(2, ["text.csv:9", "column Z", "wide"], "a = text.csv", ranks)
            write("nan.csv", {**good, "Volume": [*good["Volume"][:3], float("nan"), *good["Volume"][4:]]})
            self.fails(2, ["nan.csv:5", "Volume"], "a = nan.csv", ranks)
            write("more.csv", {**good, "Extra": good["Z"]})
            self.fails(2, ["Extra", "more.csv", "good.csv"], "a = good.csv; b = more.csv", ranks)
            for taken in ("severe", "Z/radius"):
                write("taken.csv", {**good, taken: good["Z"]})
                self.fails(2, ["taken.csv", f"'{taken}'"], "a = taken.csv", ranks)
            self.fails(4, ["absent.csv"], "a = absent.csv", ranks)
            self.fails(2, ["'Sets'"], "", ranks)
            self.fails(2, ["'a' is there twice"], "a = good.csv; a = good.csv", ranks)
            self.fails(2, ["name = path"], "good.csv", ranks)
            self.fails(2, ["Target", "Z"], "a = good.csv", ranks, Target="Z")
            self.fails(2, ["Wight"], "a = good.csv", ranks, Attributes="Wight, Z")

    def simulation(self, ids, damage):
        os.makedirs("run", exist_ok=True)
        with h5py.File("run/series.h5", "w") as file:
            file["particles/id"] = ids
            file["particles/coverage"] = np.linspace(0, 1, len(ids))
            for name in ("damage", "dissipation", "resistance", "concentration"):
                file[name] = np.stack([0 * damage, damage / 2, damage])

    def test_a_simulation_joins_by_particle(self):
        columns = table(120, CAUSES[0])
        write("a.csv", columns)
        random = np.random.default_rng(3)
        ids = random.permutation(np.arange(1, 116))
        self.simulation(ids, columns["Damage"][ids - 1])
        found, numbers = self.run_stage("a = a.csv", Simulations="a = run")
        self.assertEqual(found["particles"]["a"]["matched"], 115)
        self.assertAlmostEqual(found["comparison"]["a"]["SimulatedDamage"]["pearson"]["value"], 1, 9)
        simulated = numbers["sets/a/particles/SimulatedDamage"][0]
        np.testing.assert_allclose(simulated[:115], columns["Damage"][:115])
        self.assertTrue(np.isnan(simulated[115:]).all())
        np.testing.assert_allclose(numbers["sets/a/particles/SimulatedConcentration"][0][:115], columns["Damage"][:115] / 2)
        inner, _ = self.run_stage("a = a.csv", output="inner", Simulations="a = run", Boundary_particles="false")
        self.assertEqual(inner["particles"]["a"]["matched"], int((np.asarray(columns["boundary"])[:115] == 0).sum()))
        target, _ = self.run_stage("a = a.csv", output="target", Simulations="a = run", Target="SimulatedDamage",
                                   Attributes="Z, Volume, SimulatedCoverage")
        self.assertEqual(target["particles"]["a"]["count"], 115)
        self.assertEqual(target["attribute_groups"]["simulated"], ["SimulatedCoverage"])
        self.fails(2, ["no simulation", "SimulatedDamage"], "a = a.csv", Target="SimulatedDamage")
        self.simulation(np.arange(500, 510), np.ones(10))
        self.fails(2, ["no particle", "ids"], "a = a.csv", Simulations="a = run")
        self.fails(2, ["Simulations", "'b'"], "a = a.csv", Simulations="b = run")


if __name__ == "__main__":
    assert len(COLUMNS) == 26
    unittest.main(argv=sys.argv[:1])
