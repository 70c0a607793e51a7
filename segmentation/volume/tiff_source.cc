// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/volume/tiff_source.h"

#include <algorithm>
#include <cctype>
#include <filesystem>

#include "jobs/run/error.h"
#include "segmentation/volume/broadcast.h"
#include "segmentation/volume/natural_sort.h"
#include "segmentation/volume/tiff_description.h"

namespace catena {
namespace {

bool is_tiff_name(const std::string& name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string::npos || name[0] == '.') return false;
  std::string ending = name.substr(dot + 1);
  for (char& letter : ending) letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  return ending == "tif" || ending == "tiff";
}

std::string text(const TiffFormat& format) {
  return std::to_string(format.height) + " x " + std::to_string(format.width) + " " +
         (format.bits == 1 ? "1-bit" : name_of(format.sample)) + (format.inverted ? " white-is-zero" : "");
}

void check_equal(const TiffFormat& a, const std::string& a_name, const TiffFormat& b,
                 const std::string& b_name) {
  if (a != b)
    throw InputError("slices must be equal in size and type: " + a_name + " is " + text(a) + ", but " +
                     b_name + " is " + text(b));
}

}  // namespace

TiffSource::TiffSource(const std::string& path) : path_(path) {
  if (std::filesystem::is_directory(path))
    open_folder();
  else
    open_stack();
}

void TiffSource::open_folder() {
  std::error_code error;
  for (std::filesystem::directory_iterator entry(path_, error), end; !error && entry != end;
       entry.increment(error)) {
    std::error_code ignored;
    if (is_tiff_name(entry->path().filename().string()) && !entry->is_directory(ignored))
      files_.push_back(entry->path().filename().string());
  }
  if (error) throw FileError("cannot read the folder '" + path_ + "': " + error.message());
  if (files_.empty()) throw FileError("the folder '" + path_ + "' holds no TIFF file (*.tif, *.tiff)");
  std::sort(files_.begin(), files_.end(), natural_less);
  TiffFormat first;
  for (const std::string& file : files_) {
    TiffFile slice(path_ + "/" + file);
    const TiffFormat format = slice.format();
    if (&file == &files_.front()) {
      first = format;
      keep(format, slice, static_cast<std::int64_t>(files_.size()));
    }
    check_equal(first, "'" + path_ + "/" + files_.front() + "'", format, "'" + slice.path() + "'");
    while (slice.next_page())
      if (!slice.is_auxiliary())
        throw InputError("'" + slice.path() +
                         "' has several pages; a folder of slices must have one in each file");
  }
}

void TiffSource::open_stack() {
  TiffFile file(path_);
  TiffFormat first;
  do {
    if (file.is_auxiliary()) continue;
    const TiffFormat format = file.format();
    if (pages_.empty()) {
      first = format;
      keep(format, file, 1);
      if (const auto samples = file.plain_samples(format)) samples_ = *samples;
    }
    check_equal(first, "page 1 of '" + path_ + "'", format, "page " + std::to_string(pages_.size() + 1));
    pages_.push_back(file.directory());
  } while (file.next_page());
  if (pages_.empty()) throw InputError("'" + path_ + "' has no page of full size");
  layout_.extents[0] = static_cast<std::int64_t>(pages_.size());

  // Beyond 4 GB ImageJ writes one directory and all slices behind it.
  file.go_to(pages_.front());
  const std::int64_t images =
      parse_tiff_description(file.description(), file.x_resolution(), file.y_resolution()).images;
  if (pages_.size() > 1 || images <= 1 || samples_ == 0) return;
  const double page = static_cast<double>(first.height) * static_cast<double>(first.width) * first.bits / 8;
  const double behind = static_cast<double>(file.file_bytes()) - static_cast<double>(samples_);
  if (behind < 2 * page) return;  // one slice that was cut out of such a stack, with its description
  if (behind < static_cast<double>(images) * page)
    throw FileError("cannot read '" + path_ + "': it is truncated: " + std::to_string(images) +
                    " slices are announced, " + std::to_string(static_cast<std::int64_t>(behind / page)) +
                    " are there");
  plain_slices_ = true;
  layout_.extents[0] = images;
}

void TiffSource::keep(const TiffFormat& format, const TiffFile& first, std::int64_t slices) {
  const TiffDescription description =
      parse_tiff_description(first.description(), first.x_resolution(), first.y_resolution());
  if (description.channels > 1)
    throw InputError("'" + first.path() + "' is a stack of " + std::to_string(description.channels) +
                     " channels or times; save one of them");
  format_ = format;
  layout_.extents = {slices, format.height, format.width};
  layout_.piece = {1, format.height, format.width};
  layout_.sample = format.sample;
  layout_.has_spacing = description.spacing.has_value();
  if (description.spacing) layout_.spacing = *description.spacing;
}

void TiffSource::share(MPI_Comm comm) {
  broadcast(comm, layout_);
  broadcast(comm, path_);
  broadcast(comm, format_);
  broadcast(comm, files_);
  broadcast(comm, pages_);
  broadcast(comm, plain_slices_);
  broadcast(comm, samples_);
}

void TiffSource::read(const Box& box, void* dense) {
  auto* out = static_cast<std::uint8_t*>(dense);
  const Triple size = box.extents();
  const std::int64_t slice_bytes = size[1] * size[2] * static_cast<std::int64_t>(bytes_of(layout_.sample));
  for (std::int64_t z = box.begin[0]; z < box.end[0]; ++z, out += slice_bytes) {
    const auto index = static_cast<std::size_t>(z);
    if (!files_.empty()) {
      TiffFile slice(path_ + "/" + files_[index]);
      check_equal(format_, "the stack '" + path_ + "'", slice.format(), "'" + slice.path() + "'");
      slice.read(format_, box.begin[1], box.end[1], box.begin[2], box.end[2], out);
      continue;
    }
    if (!stack_) stack_ = std::make_unique<TiffFile>(path_);
    if (plain_slices_) {
      const std::int64_t page = format_.height * format_.width * format_.bits / 8;
      stack_->read_plain(format_, samples_ + static_cast<std::uint64_t>(z * page), box.begin[1], box.end[1],
                         box.begin[2], box.end[2], out);
      continue;
    }
    stack_->go_to(pages_[index]);
    check_equal(format_, "the stack '" + path_ + "'", stack_->format(), "page " + std::to_string(z + 1));
    stack_->read(format_, box.begin[1], box.end[1], box.begin[2], box.end[2], out);
  }
}

}  // namespace catena
