// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/phantom/electrode.h"

#include <algorithm>
#include <cmath>

#include "jobs/run/agreement.h"
#include "segmentation/phantom/counter_random.h"
#include "segmentation/phantom/draw_defects.h"
#include "segmentation/phantom/draw_shape.h"
#include "segmentation/phantom/packing.h"
#include "segmentation/volume/broadcast.h"

namespace catena {
Electrode make_electrode(const Recipe& recipe) {
  Electrode electrode;
  const auto seed = static_cast<std::uint64_t>(recipe.seed);
  electrode.particles.resize(static_cast<std::size_t>(recipe.particles));
  for (std::size_t i = 0; i < electrode.particles.size(); ++i) {
    Particle& p = electrode.particles[i];
    RandomSequence size(seed, Purpose::radius, i), form(seed, Purpose::shape, i),
        turn(seed, Purpose::orientation, i), grey(seed, Purpose::grey, i);
    p.radius = std::exp(recipe.packing.radius_spread * std::clamp(size.normal(), -2.2, 2.2));
    p.shape = draw_shape(form, recipe.shape);
    p.rotation = turn.rotation();
    p.grey = static_cast<float>(recipe.image.particle_grey +
                                recipe.image.particle_grey_spread * std::clamp(grey.normal(), -3.0, 3.0));
  }
  electrode.deepest_overlap = pack(recipe, electrode.particles);
  for (std::size_t i = 0; i < electrode.particles.size(); ++i) draw_defects(recipe, i, electrode);
  return electrode;
}

Electrode make_electrode(MPI_Comm comm, const Recipe& recipe) {
  Electrode electrode;
  agree_on_root(comm, [&] { electrode = make_electrode(recipe); });
  broadcast(comm, electrode.particles);
  broadcast(comm, electrode.defects);
  broadcast(comm, electrode.points);
  broadcast(comm, electrode.modulations);
  broadcast(comm, electrode.deepest_overlap);
  return electrode;
}

}  // namespace catena
