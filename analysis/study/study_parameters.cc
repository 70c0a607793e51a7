// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/study/study_parameters.h"

#include "jobs/run/parameters.h"

namespace catena {

void StudyParameters::declare(Parameters& parameters) {
  parameters.add("Sets", sets,
                 "The sets of particles, 'name = path; name = path': each path is an attributes.csv or the "
                 "folder that holds one. Later sets are compared with the first.");
  parameters.add(
      "Simulations", simulations,
      "Simulations of these sets, 'name = folder; ...': their series.h5 gives, by particle id, the "
      "columns SimulatedDamage, SimulatedDissipation, SimulatedResistance (at the end), "
      "SimulatedConcentration (mean over time) and SimulatedCoverage.");
  parameters.add("Target", target, "The column that the forest explains.");
  parameters.add("Attributes", attributes,
                 "The columns that the forest explains it by; those of a simulation may be among them.");
  parameters.add("Seed", seed, "1", {0, 9e15}, "Seed of everything that is drawn.");
  parameters.add("Confidence", confidence, "1", {0.5, 0.9999}, "Of all intervals.");
  parameters.add(
      "Boundary particles", boundary_particles,
      "Whether particles that the image's edge cuts count, though their attributes are those of a part.");
  parameters.add("Bins", bins, "1", {2, 1000}, "Bins of a distribution.");
  parameters.add("Severe/Threshold", severe_threshold, "1", {0, 1},
                 "Damage above which a particle is severely damaged; 0: the quantile below.");
  parameters.add("Severe/Quantile", severe_quantile, "1", {0, 1},
                 "Share of the particles of all sets together that are not severely damaged.");
  parameters.add("Severe/Relabellings", relabellings, "1", {19, 1e6},
                 "Random draws with which the distances between severely damaged particles are compared.");
  parameters.add("Pairs/Longest distance", longest_pair, "1", {0.5, 20},
                 "To which pair and mark correlations reach, in mean spacings of the particles.");
  parameters.add("Pairs/Bins", pair_bins, "1", {2, 1000}, "Bins of that distance.");
  parameters.add("Pairs/Relabellings", pair_relabellings, "1", {19, 1e5},
                 "Shuffles of the damage with which they are compared.");
  parameters.add("Correlation/Resamples", resamples, "1", {0, 1e5},
                 "Bootstrap draws for the intervals of correlations; 0: Fisher's z.");
  parameters.add("Correlation/Group above", group_above, "1", {0, 1},
                 "Attributes are one group where their Pearson correlation is above it, in any of the sets.");
  parameters.add("Forest/Trees", repeats.forest.trees, "1", {1, 10000}, "Trees of a forest.");
  parameters.add("Forest/Leaves", repeats.forest.leaves, "1", {2, 100000}, "Most leaves of a tree.");
  parameters.add("Forest/Features", repeats.forest.features, "1", {0, 10000},
                 "Attributes tried at each split; 0: a third of them. The published forest tries the root of "
                 "their number.");
  parameters.add("Forest/Minimum gain", repeats.forest.minimum_gain, "1", {0, 1},
                 "Share of the target's variance that a split must explain.");
  parameters.add("Forest/Seeds", repeats.seeds, "1", {1, 1000},
                 "Forests on all particles but those held out.");
  parameters.add("Forest/Held out", repeats.held_out, "1", {0, 0.5},
                 "Share of the particles that each of them does not see and is judged by.");
  parameters.add("Forest/Subsamples", repeats.subsamples, "1", {0, 1000},
                 "Forests on random draws of particles.");
  parameters.add("Forest/Subsample size", repeats.subsample_size, "1", {20, 1e9},
                 "Particles of such a draw; at most four fifths of all.");
  parameters.add("Forest/Shuffles", repeats.shuffles, "1", {1, 1000},
                 "Of each attribute, for its permutation importance.");
  parameters.add("Forest/Explained particles", repeats.explained, "1", {10, 1e9},
                 "Most particles of a forest over which contributions are averaged.");
  parameters.add("Forest/Interactions", interactions, "1", {0, 1e6},
                 "Particles over which SHAP interactions are averaged; 0: none are computed.");
  latent.declare(parameters);
}

}  // namespace catena
