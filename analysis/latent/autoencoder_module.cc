// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// The only file that knows LibTorch; built as a module of its own.
#include "analysis/latent/autoencoder_module.h"

#include <torch/torch.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

namespace catena {
namespace {

using torch::Tensor;

/// One thread while it lives, whatever was before: sums have one order.
class OneThread {
 public:
  OneThread() : before_(at::get_num_threads()) { at::set_num_threads(1); }
  ~OneThread() { at::set_num_threads(before_); }
  OneThread(const OneThread&) = delete;
  OneThread& operator=(const OneThread&) = delete;

 private:
  int before_;
};

Tensor copy_of(const std::vector<double>& values, std::vector<std::int64_t> shape) {
  return torch::from_blob(const_cast<double*>(values.data()), shape, torch::kFloat64).clone();
}

Tensor rows_of(const std::vector<std::size_t>& rows) {
  Tensor index = torch::empty({static_cast<std::int64_t>(rows.size())}, torch::kInt64);
  std::copy(rows.begin(), rows.end(), index.data_ptr<std::int64_t>());
  return index;
}

std::vector<double> values_of(const Tensor& tensor) {
  const Tensor whole = tensor.contiguous();
  const double* const begin = whole.data_ptr<double>();
  return {begin, begin + whole.numel()};
}

/// Layers of tanh units and a linear one that begins at zero.
class Layers {
 public:
  Layers(std::int64_t in, std::int64_t out, const AutoencoderTask& task, at::Generator& random) {
    for (std::int64_t l = 0; l < task.depth; ++l) {
      const std::int64_t from = l == 0 ? in : task.width;
      weights.push_back(torch::randn({from, task.width}, random, torch::kFloat64) /
                        std::sqrt(static_cast<double>(from)));
      offsets.push_back(torch::zeros({task.width}, torch::kFloat64));
    }
    weights.push_back(torch::zeros({task.width, out}, torch::kFloat64));
    offsets.push_back(torch::zeros({out}, torch::kFloat64));
    for (auto* list : {&weights, &offsets})
      for (Tensor& t : *list) t.requires_grad_(true);
  }

  Tensor operator()(Tensor x) const {
    for (std::size_t l = 0; l + 1 < weights.size(); ++l)
      x = torch::tanh(torch::addmm(offsets[l], x, weights[l]));
    return torch::addmm(offsets.back(), x, weights.back());
  }

  std::vector<Tensor> weights, offsets;
};

class Network {
 public:
  Network(const AutoencoderTask& task, at::Generator& random)
      : mean_(copy_of(task.mean, {static_cast<std::int64_t>(task.columns)})),
        axes_(copy_of(task.axes,
                      {static_cast<std::int64_t>(task.size), static_cast<std::int64_t>(task.columns)})),
        scale_(copy_of(task.scale, {static_cast<std::int64_t>(task.size)})),
        encoder_(static_cast<std::int64_t>(task.columns), static_cast<std::int64_t>(task.size), task, random),
        decoder_(static_cast<std::int64_t>(task.size), static_cast<std::int64_t>(task.columns), task,
                 random) {}

  Tensor encode(const Tensor& x) const { return torch::matmul(x - mean_, axes_.t()) / scale_ + encoder_(x); }
  Tensor decode(const Tensor& z) const { return torch::addmm(mean_, z * scale_, axes_) + decoder_(z); }

  std::vector<Tensor> weights() const { return both(encoder_.weights, decoder_.weights); }
  std::vector<Tensor> all() const { return both(weights(), both(encoder_.offsets, decoder_.offsets)); }

 private:
  static std::vector<Tensor> both(std::vector<Tensor> a, const std::vector<Tensor>& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
  }

  Tensor mean_, axes_, scale_;
  Layers encoder_, decoder_;
};

torch::optim::AdamW optimiser_of(const Network& network, const AutoencoderTask& task) {
  // Offsets are not shrunk: they only place the units.
  std::vector<Tensor> weights = network.weights(), all = network.all();
  const std::vector<Tensor> offsets(all.begin() + static_cast<std::ptrdiff_t>(weights.size()), all.end());
  auto shrunk = std::make_unique<torch::optim::AdamWOptions>(task.learning_rate);
  auto free = std::make_unique<torch::optim::AdamWOptions>(task.learning_rate);
  shrunk->weight_decay(task.weight_decay);
  free->weight_decay(0);
  std::vector<torch::optim::OptimizerParamGroup> groups;
  groups.emplace_back(weights, std::move(shrunk));
  groups.emplace_back(offsets, std::move(free));
  return torch::optim::AdamW(groups, torch::optim::AdamWOptions(task.learning_rate));
}

Tensor loss_of(const Network& network, const Tensor& x, double sparsity) {
  const Tensor z = network.encode(x);
  Tensor loss = (network.decode(z) - x).square().mean();
  if (sparsity > 0) loss = loss + sparsity * (z.abs().mean(0) / (z.square().mean(0) + 1e-12).sqrt()).mean();
  return loss;
}

AutoencoderResult fit(const AutoencoderTask& task) {
  const OneThread one_thread;
  at::Generator random = at::make_generator<at::CPUGeneratorImpl>(task.seed);
  const auto columns = static_cast<std::int64_t>(task.columns);
  const Tensor table = copy_of(task.table, {static_cast<std::int64_t>(task.table.size()) / columns, columns});
  const Tensor training = table.index_select(0, rows_of(task.training)),
               stopping = table.index_select(0, rows_of(task.stopping));
  const Network network(task, random);
  torch::optim::AdamW optimiser = optimiser_of(network, task);
  const std::vector<Tensor> parameters = network.all();

  AutoencoderResult result;
  std::vector<Tensor> best;
  double least = INFINITY;
  const auto judge = [&](std::int64_t epoch) {
    const torch::NoGradGuard no_gradients;
    const double error = (network.decode(network.encode(stopping)) - stopping).square().mean().item<double>();
    result.stopping_error.push_back(error);
    if (!(error < least)) return;
    least = error;
    result.best = epoch;
    best.clear();
    for (const Tensor& p : parameters) best.push_back(p.detach().clone());
  };
  judge(0);
  for (std::int64_t epoch = 1; epoch <= task.epochs && epoch - result.best <= task.patience; ++epoch) {
    const Tensor order = torch::randperm(training.size(0), random, torch::kInt64);
    for (std::int64_t at = 0; at < training.size(0); at += task.batch) {
      const Tensor x =
          training.index_select(0, order.narrow(0, at, std::min(task.batch, training.size(0) - at)));
      optimiser.zero_grad();
      loss_of(network, x, task.sparsity).backward();
      optimiser.step();
    }
    judge(epoch);
  }

  const torch::NoGradGuard no_gradients;
  for (std::size_t i = 0; i < best.size(); ++i) parameters[i].copy_(best[i]);
  const Tensor latent = network.encode(table);
  result.latent = values_of(latent);
  result.reconstruction = values_of(network.decode(latent));
  return result;
}

bool finite(const std::vector<double>& values) {
  return std::all_of(values.begin(), values.end(), [](double v) { return std::isfinite(v); });
}

}  // namespace

extern "C" __attribute__((visibility("default"))) void catena_fit_autoencoder(const AutoencoderTask& task,
                                                                              AutoencoderResult& result,
                                                                              std::string& failure) {
  try {
    result = fit(task);
    if (!finite(result.latent) || !finite(result.reconstruction)) failure = "its values are not finite";
  } catch (const std::exception& error) {
    const std::string text = error.what();
    failure = text.substr(0, text.find('\n'));
  }
}

}  // namespace catena
