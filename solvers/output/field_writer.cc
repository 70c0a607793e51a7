// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/output/field_writer.h"

#include <cstdio>

#include "jobs/run/agreement.h"
#include "jobs/run/whole_file.h"

namespace catena {
namespace {

std::string frame_name(const std::string& grid, std::size_t frame) {
  char number[32];
  std::snprintf(number, sizeof number, "_%04zu", frame);
  return grid + number;
}

}  // namespace

template <int dim>
FieldWriter<dim>::FieldWriter(std::filesystem::path folder, const ElectrodeGeometry<dim>& geometry,
                              const Material& material, const InterfacePoints<dim>& points,
                              const Electrochemistry<dim>& electrochemistry, const Mechanics<dim>* mechanics)
    : folder_(std::move(folder)),
      geometry_(geometry),
      material_(material),
      points_(points),
      mesh_(points.mesh()),
      electrochemistry_(electrochemistry),
      mechanics_(mechanics),
      clipped_(mesh_.degree()) {}

template <int dim>
void FieldWriter<dim>::write_piece(const std::string& name, const VtuPiece& piece) {
  int rank = 0, size = 1;
  MPI_Comm_rank(mesh_.communicator(), &rank);
  MPI_Comm_size(mesh_.communicator(), &size);
  const auto file = [&](int r) { return name + "." + std::to_string(r) + ".vtu"; };
  agree(mesh_.communicator(), [&] { write_vtu(folder_ / file(rank), piece); });
  // On one rank too, so that a restart on another number finds its older pictures.
  agree_on_root(mesh_.communicator(), [&] {
    std::vector<std::string> names;
    for (int r = 0; r < size; ++r) names.push_back(file(r));
    write_whole(folder_ / (name + ".pvtu"), pvtu_text(piece, names));
  });
}

template <int dim>
void FieldWriter<dim>::write(double time, const Vector& u) {
  agree_on_root(mesh_.communicator(), [&] { std::filesystem::create_directories(folder_); });
  const std::size_t frame = times_.size();
  write_piece(frame_name("particles", frame), phase_piece(Phase::particles, u));
  write_piece(frame_name("matrix", frame), phase_piece(Phase::matrix, u));
  write_piece(frame_name("interface", frame), interface_piece(u));
  times_.push_back(time);
  std::vector<PvdEntry> entries;
  for (std::size_t k = 0; k < times_.size(); ++k)
    for (unsigned int part = 0; part < 3; ++part) {
      const std::string name = part == 0 ? "particles" : part == 1 ? "matrix" : "interface";
      entries.push_back({times_[k], part, name, frame_name(name, k) + ".pvtu"});
    }
  agree_on_root(mesh_.communicator(), [&] { write_whole(folder_ / "solution.pvd", pvd_text(entries)); });
}

template class FieldWriter<2>;
template class FieldWriter<3>;

}  // namespace catena
