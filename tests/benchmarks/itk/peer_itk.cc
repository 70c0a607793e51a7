// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// The Insight Toolkit as a peer, on one thread: peer_itk FOLDER NZ NY NX (see timed_steps.h and compare.py).
#include <itkBinaryBallStructuringElement.h>
#include <itkBinaryMorphologicalClosingImageFilter.h>
#include <itkConnectedComponentImageFilter.h>
#include <itkHMaximaImageFilter.h>
#include <itkImage.h>
#include <itkLabelImageToShapeLabelMapFilter.h>
#include <itkMedianImageFilter.h>
#include <itkMorphologicalWatershedFromMarkersImageFilter.h>
#include <itkMultiThreaderBase.h>
#include <itkOtsuThresholdImageFilter.h>
#include <itkSignedMaurerDistanceMapImageFilter.h>
#include <itkSmoothingRecursiveGaussianImageFilter.h>

#include <algorithm>
#include <cstdint>
#include <iostream>

#include "tests/benchmarks/timed_steps.h"

using namespace catena::benchmarks;

namespace {

template <class T>
using Image = itk::Image<T, 3>;
using Grey = Image<std::uint16_t>;
using Mask = Image<std::uint8_t>;
using Labels = Image<std::int32_t>;
using Real = Image<float>;

class Peer {
 public:
  Peer(std::string folder, size_t nz, size_t ny, size_t nx) : folder_(std::move(folder)), size_{nx, ny, nz} {}

  Steps steps() {
    return {{"gaussian", [this] { return gaussian(); }},
            {"median", [this] { return median(); }},
            {"otsu", [this] { return otsu(); }},
            {"distance", [this] { return distance(); }},
            {"components6", [this] { return components(false); }},
            {"components26", [this] { return components(true); }},
            {"watershed", [this] { return watershed(); }},
            {"labels", [this] { return labels(); }},
            {"closing", [this] { return closing(); }}};
  }

 private:
  std::string folder_;
  size_t size_[3];

  size_t voxels() const { return size_[0] * size_[1] * size_[2]; }

  template <class T>
  typename Image<T>::Pointer empty() const {
    auto image = Image<T>::New();
    typename Image<T>::SizeType size;
    std::copy(size_, size_ + 3, size.begin());
    image->SetRegions(size);
    image->Allocate();
    return image;
  }

  template <class T>
  typename Image<T>::Pointer read(const std::string& name) const {
    auto image = empty<T>();
    const auto values = raw_file<T>(folder_ + "/" + name, voxels());
    std::copy(values.begin(), values.end(), image->GetBufferPointer());
    return image;
  }

  template <class ImageType>
  Outcome outcome(const Times& times, typename ImageType::Pointer image) const {
    const size_t n = voxels();
    return {
        times, {}, [image, n](const std::string& path) { write_raw(path, image->GetBufferPointer(), n); }};
  }

  Outcome gaussian() const {
    const auto grey = read<std::uint16_t>("grey.u16.raw");
    auto real = empty<float>();
    std::copy(grey->GetBufferPointer(), grey->GetBufferPointer() + voxels(), real->GetBufferPointer());
    auto filter = itk::SmoothingRecursiveGaussianImageFilter<Real, Real>::New();
    filter->SetInput(real);
    filter->SetSigma(1);
    return outcome<Real>(timed([&] { filter->Update(); }), filter->GetOutput());
  }

  Outcome median() const {
    auto filter = itk::MedianImageFilter<Grey, Grey>::New();
    filter->SetInput(read<std::uint16_t>("grey.u16.raw"));
    filter->SetRadius(1);
    return outcome<Grey>(timed([&] { filter->Update(); }), filter->GetOutput());
  }

  Outcome otsu() const {
    auto filter = itk::OtsuThresholdImageFilter<Grey, Mask>::New();
    filter->SetInput(read<std::uint16_t>("grey.u16.raw"));
    filter->SetNumberOfHistogramBins(256);
    auto result = outcome<Mask>(timed([&] { filter->Update(); }), filter->GetOutput());
    result.figures["threshold"] = filter->GetThreshold();
    return result;
  }

  Outcome distance() const {
    auto filter = itk::SignedMaurerDistanceMapImageFilter<Mask, Real>::New();
    filter->SetInput(read<std::uint8_t>("mask.u8.raw"));
    filter->SetSquaredDistance(false);
    filter->SetUseImageSpacing(false);
    filter->SetInsideIsPositive(true);
    return outcome<Real>(timed([&] { filter->Update(); }), filter->GetOutput());
  }

  Outcome components(bool fully) const {
    auto filter = itk::ConnectedComponentImageFilter<Mask, Labels>::New();
    filter->SetInput(read<std::uint8_t>("mask.u8.raw"));
    filter->SetFullyConnected(fully);
    auto result = outcome<Labels>(timed([&] { filter->Update(); }), filter->GetOutput());
    result.figures["count"] = static_cast<double>(filter->GetObjectCount());
    return result;
  }

  /// The maxima of the distance map and its flooding. Finding the markers in the h-maxima image is not timed:
  /// the comparison then is in this peer's favour. Everything outside the mask is one more marker, since the
  /// filter floods the whole image.
  Outcome watershed() const {
    const auto distance = read<float>("distance.f32.raw");
    auto maxima = itk::HMaximaImageFilter<Real, Real>::New();
    maxima->SetInput(distance);
    maxima->SetHeight(1);
    maxima->SetFullyConnected(true);
    Times times = timed([&] { maxima->Update(); });
    auto heights = empty<float>();
    std::transform(distance->GetBufferPointer(), distance->GetBufferPointer() + voxels(),
                   heights->GetBufferPointer(), [](float d) { return -d; });
    auto flood = itk::MorphologicalWatershedFromMarkersImageFilter<Real, Labels>::New();
    flood->SetInput1(heights);
    flood->SetInput2(read<std::int32_t>("markers.i32.raw"));
    flood->SetMarkWatershedLine(false);
    flood->SetFullyConnected(false);
    const Times flooding = timed([&] { flood->Update(); });
    times.cpu += flooding.cpu;
    times.wall += flooding.wall;
    return outcome<Labels>(times, flood->GetOutput());
  }

  Outcome labels() const {
    auto filter = itk::LabelImageToShapeLabelMapFilter<Labels>::New();
    filter->SetInput(read<std::int32_t>("labels.u32.raw"));
    filter->SetBackgroundValue(0);
    filter->ComputePerimeterOn();
    filter->ComputeFeretDiameterOff();
    Outcome result;
    result.times = timed([&] { filter->Update(); });
    const auto* map = filter->GetOutput();
    double volume = 0, area = 0;
    for (size_t i = 0; i < map->GetNumberOfLabelObjects(); ++i) {
      volume += map->GetNthLabelObject(i)->GetPhysicalSize();
      area += map->GetNthLabelObject(i)->GetPerimeter();
    }
    result.figures = {
        {"count", static_cast<double>(map->GetNumberOfLabelObjects())}, {"volume", volume}, {"area", area}};
    return result;
  }

  /// Of the whole volume at once: that touching particles grow together makes it the easier task.
  Outcome closing() const {
    using Ball = itk::BinaryBallStructuringElement<std::uint8_t, 3>;
    Ball ball;
    ball.SetRadius(10);
    ball.CreateStructuringElement();
    auto filter = itk::BinaryMorphologicalClosingImageFilter<Mask, Mask, Ball>::New();
    filter->SetInput(read<std::uint8_t>("mask.u8.raw"));
    filter->SetKernel(ball);
    filter->SetForegroundValue(1);
    return outcome<Mask>(timed([&] { filter->Update(); }), filter->GetOutput());
  }
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) {
    std::cerr << "usage: peer_itk FOLDER NZ NY NX\n";
    return 2;
  }
  itk::MultiThreaderBase::SetGlobalMaximumNumberOfThreads(1);
  itk::MultiThreaderBase::SetGlobalDefaultNumberOfThreads(1);
  Peer peer(argv[1], std::stoul(argv[2]), std::stoul(argv[3]), std::stoul(argv[4]));
  const Steps steps = peer.steps();
  for (std::string line; std::getline(std::cin, line);) {
    const auto [name, path] = split(line);
    const auto step = steps.find(name);
    if (step == steps.end()) {
      std::cerr << "no step called '" << name << "'\n";
      return 2;
    }
    const Outcome outcome = step->second();
    if (!path.empty() && outcome.save) outcome.save(path);
    print(name, outcome);
  }
  return 0;
}
