// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/electrochemistry/charge_transfer.h"

#include <algorithm>

namespace catena {

template <int dim>
ChargeTransfer<dim>::ChargeTransfer(const InterfacePoints<dim>& points, const ElectrodeFields<dim>& fields,
                                    const CarbonBinder<dim>& carbon_binder, const Material& material,
                                    const LocalValues& layout)
    : material_(material), fields_(fields.numbering().fields()) {
  using Fields = ElectrodeFields<dim>;
  const auto field = [&](typename Fields::Name name) {
    return fields.has(name) ? static_cast<int>(fields.index(name)) : -1;
  };
  const bool contact = fields.has(Fields::particle_potential);
  x_field_ = field(Fields::concentration);
  electron_field_ = field(contact ? Fields::particle_potential : Fields::electron_potential);
  contact_field_ = contact ? field(Fields::electron_potential) : -1;
  ion_field_ = field(Fields::electrolyte_potential);
  salt_field_ = field(Fields::salt);
  migrated_ = 1 - material.electrolyte->values().transference;
  combine();

  const auto& numbering = fields.numbering();
  const auto& mesh = points.mesh();
  for (const auto& cell : points.cells()) {
    Cell own{cell.first, numbering.field(0).cell_of(cell.parts[0]), cell.table, {}, {}};
    for (unsigned int f = 0; f < fields_; ++f) {
      const auto& space = numbering.field(f);
      const auto of_field = space.cell_of(cell.parts[static_cast<int>(space.phase())]);
      const auto numbers = numbering.numbers(f, space.cells()[of_field].unknowns);
      const auto places = layout.places(numbers);
      own.places.insert(own.places.end(), places.begin(), places.end());
      own.numbers.insert(own.numbers.end(), numbers.begin(), numbers.end());
    }
    cells_.push_back(std::move(own));
    for (const auto& unit : cell.table->unit_points)
      initial_resistance_.push_back(material.resistance->initial(
          carbon_binder.high(mesh.place(mesh.cells()[cell.index], unit)) ? 1. : 0.));
  }
  const std::size_t n = points.size();
  for (auto* list : {&resistance_, &share_, &voltage_, &other_, &potential_, &dpotential_, &exchange_,
                     &dexchange_dx_, &dexchange_dce_, &current_, &contact_, &no_resistance_})
    list->assign(n, 0.);
  x_.assign(n, material.initial_stoichiometry);
  salt_.assign(n, material.electrolyte->values().concentration);
  for (auto& slope : slopes_) slope.assign(n, 0.);
  set_damage(std::vector<double>(n, 0.));
}

template <int dim>
void ChargeTransfer<dim>::combine() {
  enum Kind { by_x, by_voltage, by_salt, by_contact };
  rows_.assign(fields_, {0., 0.});
  rows_[x_field_] = {1, 0};
  rows_[electron_field_][0] = 1;
  if (contact_field_ >= 0) {
    rows_[contact_field_] = {0, 1};
    rows_[electron_field_][1] = -1;
  }
  if (ion_field_ >= 0) rows_[ion_field_] = {-1, 0};
  if (salt_field_ >= 0) rows_[salt_field_] = {-migrated_, 0};

  blocks_.assign(fields_ * fields_, {});
  for (unsigned int f = 0; f < fields_; ++f) {
    const auto block = [&](int g) -> std::array<double, kinds>& { return blocks_[f * fields_ + g]; };
    block(x_field_)[by_x] += rows_[f][0];
    block(electron_field_)[by_voltage] += rows_[f][0];
    if (ion_field_ >= 0) block(ion_field_)[by_voltage] -= rows_[f][0];
    if (salt_field_ >= 0) block(salt_field_)[by_salt] += rows_[f][0];
    if (contact_field_ >= 0) {
      block(contact_field_)[by_contact] += rows_[f][1];
      block(electron_field_)[by_contact] -= rows_[f][1];
    }
  }
  for (const auto& block : blocks_)
    for (unsigned int k = 0; k < kinds; ++k) used_[k] = used_[k] || block[k] != 0;
}

template <int dim>
void ChargeTransfer<dim>::set_damage(const std::vector<double>& measure) {
  std::vector<double> slope(measure.size());
  material_.resistance->evaluate(measure.size(), initial_resistance_.data(), measure.data(),
                                 resistance_.data(), slope.data(), share_.data(), nullptr);
}

template <int dim>
void ChargeTransfer<dim>::set_hydrostatic_stress(const std::vector<double>& at_cells) {
  stress_.assign(x_.size(), 0.);
  for (const Cell& cell : cells_)
    for (unsigned int q = 0; q < cell.table->points; ++q)
      for (unsigned int i = 0; i < cell.table->shapes; ++i)
        stress_[cell.first + q] +=
            cell.table->values(q)[i] * at_cells[cell.particle_cell * cell.table->shapes + i];
}

template <int dim>
void ChargeTransfer<dim>::interpolate(const double* values, unsigned int f,
                                      std::vector<double>& at_points) const {
  for (const Cell& cell : cells_) {
    const unsigned int shapes = cell.table->shapes;
    const unsigned int* places = cell.places.data() + static_cast<std::size_t>(f) * shapes;
    for (unsigned int q = 0; q < cell.table->points; ++q) {
      const double* shape = cell.table->values(q);
      double sum = 0;
      for (unsigned int i = 0; i < shapes; ++i) sum += shape[i] * values[places[i]];
      at_points[cell.first + q] = sum;
    }
  }
}

template <int dim>
void ChargeTransfer<dim>::shift_by_stress() {
  const std::size_t n = x_.size();
  // Omega' is not at hand: a central difference, right to 1e-9 for these smooth laws.
  constexpr double step = 1e-5;
  std::vector<double> moved(x_), low(n), high(n);
  shift_.resize(n);
  dshift_.resize(n);
  const auto& law = *material_.volume_change;
  law.partial_molar_volume(n, x_.data(), material_.maximum_concentration, shift_.data());
  for (double& x : moved) x -= step;
  law.partial_molar_volume(n, moved.data(), material_.maximum_concentration, low.data());
  for (double& x : moved) x += 2 * step;
  law.partial_molar_volume(n, moved.data(), material_.maximum_concentration, high.data());
  for (std::size_t q = 0; q < n; ++q) {
    shift_[q] *= stress_[q] / faraday_constant;
    dshift_[q] = (high[q] - low[q]) / (2 * step) * stress_[q] / faraday_constant;
  }
}

template <int dim>
void ChargeTransfer<dim>::evaluate(const double* values) {
  const std::size_t n = x_.size();
  interpolate(values, x_field_, x_);
  interpolate(values, electron_field_, voltage_);
  const bool contact = contact_field_ >= 0;
  if (contact) {
    interpolate(values, contact_field_, other_);
    for (std::size_t q = 0; q < n; ++q) {
      slopes_[3][q] = share_[q] / resistance_[q];
      contact_[q] = slopes_[3][q] * (other_[q] - voltage_[q]);
    }
  }
  if (ion_field_ >= 0) {
    interpolate(values, ion_field_, other_);
    for (std::size_t q = 0; q < n; ++q) voltage_[q] -= other_[q];
  }
  const double initial_salt = material_.electrolyte->values().concentration;
  if (salt_field_ >= 0) {
    interpolate(values, salt_field_, salt_);
    for (double& c : salt_) c *= initial_salt;
  }
  material_.open_circuit_potential->evaluate(n, x_.data(), potential_.data(), dpotential_.data());
  material_.exchange_current_density->evaluate(n, x_.data(), salt_.data(), exchange_.data(),
                                               dexchange_dx_.data(), dexchange_dce_.data());
  const bool shifted = material_.stress_in_kinetics && !stress_.empty();
  if (shifted) shift_by_stress();

  ButlerVolmer::Input input{};
  input.voltage = voltage_.data();
  input.potential = potential_.data();
  input.dpotential_dx = dpotential_.data();
  input.exchange = exchange_.data();
  input.dexchange_dx = dexchange_dx_.data();
  input.dexchange_dce = dexchange_dce_.data();
  // Through the particle the resistance hinders the electrons that enter it, not the reaction.
  input.resistance = contact ? no_resistance_.data() : resistance_.data();
  input.share = contact ? nullptr : share_.data();
  input.shift = shifted ? shift_.data() : nullptr;
  ButlerVolmer::Output output;
  output.current = current_.data();
  output.di_dx = slopes_[0].data();
  output.di_dvoltage = slopes_[1].data();
  if (salt_field_ >= 0) output.di_dce = slopes_[2].data();
  material_.butler_volmer.evaluate(n, input, output);
  if (salt_field_ >= 0)
    for (double& slope : slopes_[2]) slope *= initial_salt;
  if (shifted)
    for (std::size_t q = 0; q < n; ++q) slopes_[0][q] -= slopes_[1][q] * dshift_[q];
}

template <int dim>
double ChargeTransfer<dim>::longest_step(const double* update) const {
  std::vector<double> change(x_.size());
  interpolate(update, x_field_, change);
  double step = 1;
  for (std::size_t q = 0; q < x_.size(); ++q) {
    // A point beyond the ends already, from an extrapolated start, is left to the laws.
    if (x_[q] > 0 && x_[q] - step * change[q] <= 0) step = 0.9 * x_[q] / change[q];
    if (x_[q] < 1 && x_[q] - step * change[q] >= 1) step = 0.9 * (x_[q] - 1) / change[q];
  }
  return step;
}

template class ChargeTransfer<2>;
template class ChargeTransfer<3>;

}  // namespace catena
