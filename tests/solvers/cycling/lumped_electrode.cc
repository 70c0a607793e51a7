// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/solvers/cycling/lumped_electrode.h"

#include <algorithm>

namespace catena {
namespace {

constexpr double pi = 3.14159265358979323846, faraday = 96485.33212, c_max = 49146,
                 thermal = 2 * 8.31446 * 298.15 / faraday;

/// Chen et al. 2020, doi:10.1149/1945-7111/ab9050.
double potential(double x) {
  return -0.8090 * x + 4.4875 - 0.0428 * std::tanh(18.5138 * (x - 0.5542)) -
         17.7326 * std::tanh(15.7890 * (x - 0.3117)) + 17.5842 * std::tanh(15.9308 * (x - 0.3120));
}
double exchange(double x) {
  x = std::clamp(x, 1e-6, 1 - 1e-6);
  return 5.028 * std::pow(x, 0.43) * std::pow(1 - x, 0.57);
}
double volume_change(double x) {
  return -(0.025 * (1 - x) + 0.2 * 0.04 * std::log1p(std::exp((0.38 - x) / 0.04)));
}

/// Gauss' elimination with pivots; the solution replaces b.
bool eliminate(std::vector<double>& a, std::vector<double>& b) {
  const std::size_t n = b.size();
  for (std::size_t c = 0; c < n; ++c) {
    std::size_t p = c;
    for (std::size_t r = c + 1; r < n; ++r)
      if (std::abs(a[r * n + c]) > std::abs(a[p * n + c])) p = r;
    if (!(std::abs(a[p * n + c]) > 0)) return false;
    for (std::size_t k = 0; k < n; ++k) std::swap(a[c * n + k], a[p * n + k]);
    std::swap(b[c], b[p]);
    for (std::size_t r = c + 1; r < n; ++r) {
      const double f = a[r * n + c] / a[c * n + c];
      if (f == 0) continue;
      for (std::size_t k = c; k < n; ++k) a[r * n + k] -= f * a[c * n + k];
      b[r] -= f * b[c];
    }
  }
  for (std::size_t c = n; c-- > 0;) {
    for (std::size_t k = c + 1; k < n; ++k) b[c] -= a[c * n + k] * b[k];
    b[c] /= a[c * n + c];
  }
  return true;
}

}  // namespace

LumpedElectrode::LumpedElectrode(const Properties& properties)
    : values_(properties),
      measure_(properties.coverage.size(), 0),
      base_(measure_),
      accepted_(properties.coverage.size()),
      before_(accepted_),
      trial_(accepted_),
      onset_(properties.strength / properties.stiffness),
      end_(2 * properties.toughness / properties.strength) {
  const double width = values_.radius / values_.shells;
  for (int j = 0; j < values_.shells; ++j) {
    const double inner = j * width, outer = inner + width;
    volumes_.push_back(4 * pi / 3 * (outer * outer * outer - inner * inner * inner));
    areas_.push_back(4 * pi * outer * outer);
  }
  for (std::size_t k = 0; k < particles(); ++k) {
    scale_.insert(scale_.end(), volumes_.size(), 1);
    scale_.insert(scale_.end(), 2, 0);
  }
  scale_.push_back(0);
  error_fields_.resize(1);
  for (std::size_t i = 0; i < scale_.size(); ++i)
    if (scale_[i] != 0) error_fields_[0].rows.push_back(i);
  error_fields_[0].weights.assign(error_fields_[0].rows.size(),
                                  1 / static_cast<double>(error_fields_[0].rows.size()));
}

double LumpedElectrode::capacity() const {
  return faraday * c_max * 4 * pi / 3 * std::pow(values_.radius, 3) * static_cast<double>(particles());
}

double LumpedElectrode::mean(const Values& u, std::size_t k) const {
  double sum = 0, volume = 0;
  for (std::size_t j = 0; j < volumes_.size(); ++j) {
    sum += volumes_[j] * u[k * stride() + j];
    volume += volumes_[j];
  }
  return sum / volume;
}

double LumpedElectrode::patch_current(const Values& u, std::size_t k) const {
  const std::size_t i = k * stride() + volumes_.size();
  return values_.coverage[k] * u[i] + (1 - values_.coverage[k]) * u[i + 1];
}

void LumpedElectrode::residual(double alpha, const Values& history, const Control& control,
                               const Values& frozen, const Values& u, Values& r) const {
  r.assign(u.size(), 0);
  const double width = values_.radius / values_.shells;
  double total = 0;
  for (std::size_t k = 0; k < particles(); ++k) {
    const std::size_t first = k * stride(), n = volumes_.size();
    const double out = patch_current(u, k);
    total += out * areas_[n - 1];
    for (std::size_t j = 0; j < n; ++j) {
      if (alpha == 0) {
        r[first + j] = u[first + j] - frozen[first + j];
        continue;
      }
      const auto face = [&](std::size_t a) {
        return a == n - 1 ? out * areas_[a] / (faraday * c_max)
                          : -values_.diffusivity * (u[first + a + 1] - u[first + a]) / width * areas_[a];
      };
      r[first + j] =
          alpha * u[first + j] + history[first + j] + (face(j) - (j > 0 ? face(j - 1) : 0)) / volumes_[j];
    }
    const double surface = u[first + n - 1] - out * width / 2 / (faraday * c_max * values_.diffusivity);
    for (std::size_t p = 0; p < 2; ++p) {
      const double i = u[first + n + p];
      const double ohmic = (p == 0 ? values_.resistance_high : values_.resistance_low) + values_.film +
                           values_.growth * measure_[k];
      r[first + n + p] =
          u.back() - potential(surface) - thermal * std::asinh(i / (2 * exchange(surface))) - i * ohmic;
    }
  }
  const double scale = areas_.back() * static_cast<double>(particles());
  r.back() =
      control.kind == Control::Kind::current ? (total - control.value) / scale : u.back() - control.value;
}

NewtonReport LumpedElectrode::newton(double alpha, const Values& history, const Control& control,
                                     const Values& frozen, Values& u) {
  NewtonReport report;
  report.converged = true;
  Values r, moved, matrix(u.size() * u.size());
  for (report.newton = 1; report.newton <= 30; ++report.newton) {
    residual(alpha, history, control, frozen, u, r);
    for (std::size_t c = 0; c < u.size(); ++c) {
      const double old = u[c], step = 1e-7 * std::max(1.0, std::abs(old));
      u[c] += step;
      residual(alpha, history, control, frozen, u, moved);
      u[c] = old;
      for (std::size_t i = 0; i < u.size(); ++i) matrix[i * u.size() + c] = (moved[i] - r[i]) / step;
    }
    if (!eliminate(matrix, r)) break;
    // Damped: concentrations by 0.1 at most, all else by 3.
    double largest = 0, factor = 1;
    for (std::size_t c = 0; c < u.size(); ++c) {
      largest = std::max(largest, std::abs(r[c]) / std::max(1.0, std::abs(u[c])));
      factor = std::min(factor, (scale_[c] != 0 ? 0.1 : 3.0) / std::max(1e-300, std::abs(r[c])));
    }
    if (!(largest < 1e6)) break;
    for (std::size_t c = 0; c < u.size(); ++c) u[c] -= factor * r[c];
    if (largest < 1e-9) return report;
  }
  report.converged = false;
  report.failure = "Newton's method of the lumped electrode";
  return report;
}

void LumpedElectrode::initialise(Values& u) {
  u.assign(scale_.size(), 0);
  for (std::size_t i = 0; i < u.size(); ++i)
    if (scale_[i] != 0) u[i] = values_.start;
  u.back() = potential(values_.start);
}

NewtonReport LumpedElectrode::start(const Control& control, Values& u) {
  const Values frozen = u;
  return newton(0, u, control, frozen, u);
}

NewtonReport LumpedElectrode::solve(double alpha, const Values& history, const Control& control, Values& u) {
  if (1 / alpha > longest_solvable || solves_until_failure-- <= 0)
    return {false, 1, 0, "a row that was told to fail"};
  const NewtonReport report = newton(alpha, history, control, u, u);
  if (report.converged) least_voltage = std::min(least_voltage, voltage(u));
  return report;
}

double LumpedElectrode::current(const Values& u) {
  double total = 0;
  for (std::size_t k = 0; k < particles(); ++k) total += patch_current(u, k) * areas_.back();
  return total;
}

double LumpedElectrode::mean_concentration(const Values& u) {
  double sum = 0;
  for (std::size_t k = 0; k < particles(); ++k) sum += mean(u, k);
  return sum / static_cast<double>(particles());
}

double LumpedElectrode::lithium(const Values& u) { return mean_concentration(u) * capacity(); }

ParticleReadings LumpedElectrode::readings(const Values& u) {
  ParticleReadings readings;
  for (std::size_t k = 0; k < particles(); ++k) {
    readings.concentration.push_back(mean(u, k));
    readings.surface_concentration.push_back(u[k * stride() + volumes_.size() - 1]);
    readings.current.push_back(patch_current(u, k) * areas_.back());
    readings.resistance.push_back(values_.film + values_.growth * measure_[k]);
  }
  return readings;
}

double LumpedElectrode::share(const Interface& state) const {
  return std::clamp((state.kappa - onset_) / (end_ - onset_), 0.0, 1.0);
}
double LumpedElectrode::loss(const Interface& state) const {
  return state.kappa <= onset_
             ? 0
             : std::min(1.0, end_ * (state.kappa - onset_) / (state.kappa * (end_ - onset_)));
}

void LumpedElectrode::foresee(double fraction, double, double share_of_step) {
  for (std::size_t k = 0; k < particles(); ++k) {
    const double last = share(accepted_[k]),
                 end = std::max(last + fraction * (last - share(before_[k])), last);
    measure_[k] = std::clamp(base_[k] + share_of_step * (end - base_[k]), 0.0, 1.0);
  }
}

DamageReport LumpedElectrode::solve_mechanics(const Values& u) {
  DamageReport report;
  report.solve.converged = true;
  const double shear = values_.matrix_young / (2 * (1 + values_.poisson)),
               bulk = values_.particle_young / (3 * (1 - 2 * values_.poisson));
  const double spring = 1 / (values_.radius / (4 * shear) + values_.radius / (3 * bulk));
  trial_ = accepted_;
  for (std::size_t k = 0; k < particles(); ++k) {
    double change = 0;
    for (std::size_t j = 0; j < volumes_.size(); ++j)
      change += volumes_[j] * (volume_change(u[k * stride() + j]) - volume_change(values_.start));
    const double demand = -change / (4 * pi * std::pow(values_.radius, 3)) * values_.radius;
    Interface& state = trial_[k];
    const auto opened = [&](double kappa) {
      Interface at{kappa, 0};
      return spring * demand / (spring + (1 - loss(at)) * values_.stiffness);
    };
    double opening = std::max(0.0, opened(state.kappa));
    if (opening > std::max(state.kappa, onset_)) {  // on the softening branch
      const double slope = values_.strength / (end_ - onset_);
      opening = (spring * demand - slope * end_) / (spring - slope);
      state.kappa = std::max(state.kappa, opening);
    }
    const double grown = opening - accepted_[k].opening;
    if (grown > 0 && opening > onset_) state.kappa += values_.fatigue * grown * (1 - share(state));
    state.opening = opening;
    report.margin = std::min(report.margin, 1 - std::min(1.0, opening / std::max(state.kappa, onset_)));
    report.moved = std::max(report.moved, share(state) - share(accepted_[k]));
    report.missed = std::max(report.missed, std::abs(share(state) - measure_[k]));
  }
  return report;
}

void LumpedElectrode::approach(double share_of_step) {
  for (std::size_t k = 0; k < particles(); ++k)
    measure_[k] = std::clamp(base_[k] + share_of_step * (share(kept_[k]) - base_[k]), 0.0, 1.0);
}

void LumpedElectrode::accept_mechanics() {
  before_ = accepted_;
  accepted_ = trial_;
}

void LumpedElectrode::restore(const Memory& memory) {
  trial_ = accepted_ = memory.accepted;
  before_ = memory.before;
  measure_ = memory.measure;
}

ElectrodeModel::Values LumpedElectrode::damage() {
  Values out;
  for (const Interface& state : trial_) out.push_back(loss(state));
  return out;
}

ElectrodeModel::Values LumpedElectrode::dissipation() {
  Values out;
  for (const Interface& state : trial_) out.push_back(share(state));
  return out;
}

}  // namespace catena
