// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/latent/latent_parameters.h"

#include <vector>

#include "jobs/run/parameters.h"

namespace catena {

void LatentParameters::declare(Parameters& p) {
  p.add("Latent/Dimensions", dimensions, "", {0, 64},
        "Latent dimensions of the autoencoder; every smaller number is tried too, to compare with principal "
        "components. 0 leaves them out.");
  p.add("Latent/Depth", depth, "", {1, 8}, "Hidden layers of the encoder, and of the decoder.");
  p.add("Latent/Width", width, "", {1, 1024}, "Units of a hidden layer.");
  p.add("Latent/Weight decay", weight_decay, "", {0, 1e3},
        "Shrinks the weights at every step by this times the learning rate.");
  p.add("Latent/Sparsity", sparsity, "", {0, 1e3},
        "Weight of the mean absolute latent value over its root mean square in what is minimised.");
  p.add("Latent/Learning rate", learning_rate, "", {1e-8, 1}, "Of the Adam optimiser.");
  p.add("Latent/Epochs", epochs, "", {0, 1000000}, "At most so many passes over the particles.");
  p.add("Latent/Patience", patience, "", {1, 1000000},
        "Stops after so many passes without a lower error of the held-out particles; the best is kept.");
  p.add("Latent/Held out", held_out, "", {0.05, 0.8},
        "Share of the particles that is not learned from: one half decides when to stop, the other gives the "
        "errors.");
  p.add("Latent/Particles", particles, "", {20, 1e9},
        "Learns from at most so many, drawn at random; all are given their latent dimensions.");
  p.add("Latent/Fitted on", fitted_on, std::vector<std::string>{"first", "all"},
        "first: one autoencoder learns from the first set, so links that another adds are departures from "
        "it; all: from all sets together.");
  p.add("Latent/Link threshold", link_threshold, "", {0, 1},
        "Two latent dimensions are linked where their Pearson correlation is at least this, of either sign.");
}

}  // namespace catena
