// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/solvers/materials/single_particle.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "solvers/materials/physical_constants.h"

namespace catena_test {

using catena::faraday_constant;
using catena::gas_constant;

SingleParticle::SingleParticle(const catena::Material& material, int dim, double radius, int shells)
    : material_(material),
      dim_(dim),
      face_(shells + 1),
      middle_(shells),
      area_(shells + 1),
      volume_(shells),
      x_(shells) {
  const double stretch = 2;  // the outermost shell is about a quarter as thick as the mean one
  for (int k = 0; k <= shells; ++k) {
    const double s = double(k) / shells;
    face_[k] = radius * std::tanh(stretch * s) / std::tanh(stretch);
    area_[k] = std::pow(face_[k], dim - 1);
  }
  for (int k = 0; k < shells; ++k) {
    volume_[k] = (std::pow(face_[k + 1], dim) - std::pow(face_[k], dim)) / dim;
    middle_[k] = 0.5 * (face_[k] + face_[k + 1]);
  }
}

void SingleParticle::set_uniform(double x) { std::fill(x_.begin(), x_.end(), x); }

void SingleParticle::rate(const std::vector<double>& x, double i, std::vector<double>& result,
                          std::vector<double>* tangent) const {
  const int n = int(x.size());
  result.assign(n, 0.0);
  if (tangent) tangent->assign(3 * n, 0.0);
  for (int k = 1; k < n; ++k) {
    const double mean = 0.5 * (x[k - 1] + x[k]), distance = middle_[k] - middle_[k - 1];
    double D, dD;
    material_.diffusivity->evaluate(1, &mean, &D, &dD);
    const double gradient = (x[k] - x[k - 1]) / distance, flow = area_[k] * D * gradient;  // inwards
    result[k - 1] += flow / volume_[k - 1];
    result[k] -= flow / volume_[k];
    if (!tangent) continue;
    const double by_left = area_[k] * (0.5 * dD * gradient - D / distance);
    const double by_right = area_[k] * (0.5 * dD * gradient + D / distance);
    (*tangent)[3 * (k - 1) + 1] += by_left / volume_[k - 1];
    (*tangent)[3 * (k - 1) + 2] += by_right / volume_[k - 1];
    (*tangent)[3 * k] -= by_left / volume_[k];
    (*tangent)[3 * k + 1] -= by_right / volume_[k];
  }
  result[n - 1] -= area_[n] * i / (faraday_constant * material_.maximum_concentration) / volume_[n - 1];
}

std::vector<double> SingleParticle::stage(const std::vector<double>& x, double step, double i) const {
  const int n = int(x.size());
  std::vector<double> k(n, 0.0), moved(n), f, tangent, right(n), upper(n);
  for (int iteration = 0; iteration < 30; ++iteration) {
    for (int j = 0; j < n; ++j) moved[j] = x[j] + step * k[j];
    rate(moved, i, f, &tangent);
    // (1 - step f') dk = f - k, by elimination in a tridiagonal matrix.
    double largest = 0;
    for (int j = 0; j < n; ++j) {
      const double lower = -step * tangent[3 * j];
      const double pivot = 1 - step * tangent[3 * j + 1] - (j ? lower * upper[j - 1] : 0);
      upper[j] = -step * tangent[3 * j + 2] / pivot;
      right[j] = (f[j] - k[j] - (j ? lower * right[j - 1] : 0)) / pivot;
    }
    for (int j = n - 1; j >= 0; --j) {
      if (j < n - 1) right[j] -= upper[j] * right[j + 1];
      k[j] += right[j];
      largest = std::max(largest, std::fabs(step * right[j]));
    }
    if (largest < 1e-14) return k;
  }
  throw std::runtime_error("the single particle's Newton iteration did not converge");
}

void SingleParticle::advance(double i, double duration, int steps) {
  const double h = duration / steps, gamma = 1 - std::sqrt(0.5);
  for (int step = 0; step < steps; ++step) {
    const std::vector<double> first = stage(x_, gamma * h, i);
    std::vector<double> between = x_;
    for (std::size_t j = 0; j < x_.size(); ++j) between[j] += (1 - gamma) * h * first[j];
    const std::vector<double> second = stage(between, gamma * h, i);
    for (std::size_t j = 0; j < x_.size(); ++j) x_[j] += h * ((1 - gamma) * first[j] + gamma * second[j]);
  }
}

double SingleParticle::mean() const {
  double sum = 0, volume = 0;
  for (std::size_t k = 0; k < x_.size(); ++k) {
    sum += volume_[k] * x_[k];
    volume += volume_[k];
  }
  return sum / volume;
}

double SingleParticle::surface(double i) const {
  // A parabola through the two outermost middles with the slope that the flux demands, D taken at its own
  // end.
  const std::size_t n = x_.size();
  const double a = face_[n] - middle_[n - 1], b = face_[n] - middle_[n - 2];
  double x = x_[n - 1];
  for (int iteration = 0; iteration < 50; ++iteration) {
    double D, dD;
    material_.diffusivity->evaluate(1, &x, &D, &dD);
    const double slope = i / (faraday_constant * material_.maximum_concentration * D);  // dx/ds, s = depth
    // x(s) = x_s + slope s + q s^2 at s = a and b.
    const double next = (b * b * (x_[n - 1] - slope * a) - a * a * (x_[n - 2] - slope * b)) / (b * b - a * a);
    const double change = std::fabs(next - x);
    x = next;
    if (change < 1e-15) break;
  }
  return x;
}

double SingleParticle::at(double radius) const {
  const std::size_t last = x_.size() - 1;
  std::size_t k = std::lower_bound(middle_.begin(), middle_.end(), radius) - middle_.begin();
  k = std::min(std::max<std::size_t>(k, 1), last);
  const double t = (radius - middle_[k - 1]) / (middle_[k] - middle_[k - 1]);
  return (1 - t) * x_[k - 1] + t * x_[k];
}

double SingleParticle::voltage(double i, double resistance) const {
  const double x = surface(i), c_e = material_.electrolyte->values().concentration;
  double U, dU, i0, by_x, by_c;
  material_.open_circuit_potential->evaluate(1, &x, &U, &dU);
  material_.exchange_current_density->evaluate(1, &x, &c_e, &i0, &by_x, &by_c);
  const double thermal = gas_constant * material_.temperature / faraday_constant;
  return U + 2 * thermal * std::asinh(i / (2 * i0)) + i * resistance;
}

}  // namespace catena_test
