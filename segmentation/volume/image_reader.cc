// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/volume/image_reader.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <sstream>
#include <vector>

#include "jobs/run/agreement.h"
#include "jobs/run/error.h"
#include "segmentation/volume/image_region.h"
#include "segmentation/volume/sample_conversion.h"

namespace catena {
namespace {

/// The first voxel that cannot be read as wanted.
struct BadVoxel {
  std::int64_t index = std::numeric_limits<std::int64_t>::max();  ///< z-y-x raster index in the file's image
  double value = 0;
};

/// Walks through a rank's block in boxes of a few megabytes: whole layers of the file's pieces, or, where
/// these are large, bands of rows of one layer.
class BlockReader {
 public:
  BlockReader(const ImageDescription& image, const Box& owned) : image_(image), owned_(owned) {}

  template <class T, class HostView>
  void read(const HostView& out, const Triple& halo) {
    const Triple step = box_step();
    for (std::int64_t z = owned_.begin[0], z_end; z < owned_.end[0]; z = z_end) {
      z_end = next(z, 0, step[0]);
      for (std::int64_t y = owned_.begin[1], y_end; y < owned_.end[1]; y = y_end) {
        y_end = next(y, 1, step[1]);
        const Box box{{z, y, owned_.begin[2]}, {z_end, y_end, owned_.end[2]}};
        read_box<T>(box, out, halo);
      }
    }
  }

  const BadVoxel& bad() const { return bad_; }

 private:
  static constexpr std::int64_t small_bytes = std::int64_t{4} << 20, large_bytes = std::int64_t{64} << 20;

  /// Voxels along z and y to be read at once, in the file's, as multiples of its pieces.
  Triple box_step() const {
    const Triple& piece = image_.source->piece();
    const Triple file = in_file(owned_).extents();
    const std::int64_t row = file[2] * static_cast<std::int64_t>(bytes_of(image_.sample));
    const auto rounded = [](std::int64_t wanted, std::int64_t unit) {
      return std::max(wanted / unit, std::int64_t{1}) * unit;
    };
    const std::int64_t rows = file[1] * row * piece[0] > large_bytes && piece[1] < file[1]
                                  ? rounded(large_bytes / (row * piece[0]), piece[1])
                                  : file[1];
    return {rounded(small_bytes / (row * rows), piece[0]), rows, file[2]};
  }

  /// Where the box ends that begins at binned voxel `from`: if it can be, where a step in the file ends.
  std::int64_t next(std::int64_t from, std::size_t axis, std::int64_t step) const {
    const std::int64_t bin = image_.bin[axis], origin = image_.crop.begin[axis];
    if (step >= in_file(owned_).extents()[axis]) return owned_.end[axis];
    const std::int64_t file_end = ((origin + from * bin) / step + 1) * step;
    return std::clamp((file_end - origin) / bin, from + 1, owned_.end[axis]);
  }

  Box in_file(const Box& box) const {
    Box file;
    for (std::size_t axis = 0; axis < 3; ++axis) {
      file.begin[axis] = image_.crop.begin[axis] + box.begin[axis] * image_.bin[axis];
      file.end[axis] = image_.crop.begin[axis] + box.end[axis] * image_.bin[axis];
    }
    return file;
  }

  template <class T, class HostView>
  void read_box(const Box& box, const HostView& out, const Triple& halo) {
    const Triple at{box.begin[0] - owned_.begin[0] + halo[0], box.begin[1] - owned_.begin[1] + halo[1],
                    halo[2]};
    const Triple size = box.extents();
    const bool binned = image_.bin != Triple{1, 1, 1};
    const bool dense =
        !binned && out.extent_int(2) == size[2] && (size[0] == 1 || out.extent_int(1) == size[1]);
    const Box file = in_file(box);
    if (dense) return read_samples(file, &out(at[0], at[1], at[2]));
    scratch_.resize(static_cast<std::size_t>(file.voxels()) * sizeof(T));
    T* const samples = reinterpret_cast<T*>(scratch_.data());
    read_samples(file, samples);
    const Triple in = file.extents(), &bin = image_.bin;
    const std::int64_t row = in[2], slice = in[1] * in[2];
    for (std::int64_t z = 0; z < size[0]; ++z)
      for (std::int64_t y = 0; y < size[1]; ++y) {
        const T* const first = samples + z * bin[0] * slice + y * bin[1] * row;
        T* const to = &out(at[0] + z, at[1] + y, at[2]);
        if (!binned)
          std::copy_n(first, size[2], to);
        else if (image_.binning == Binning::mean)
          bin_row_by_mean(first, row, slice, bin, size[2], to);
        else
          bin_row_by_majority(first, row, slice, bin, size[2], to);
      }
  }

  template <class T>
  void read_samples(const Box& file, T* out) {
    with_sample_type(image_.sample, [&](auto sample) {
      using S = decltype(sample);
      if constexpr (std::is_same<S, T>::value) {
        image_.source->read(file, out);
        check(file, out, convert_samples(out, file.voxels(), out));
      } else {
        as_stored_.resize(static_cast<std::size_t>(file.voxels()) * sizeof(S));
        const S* const stored = reinterpret_cast<const S*>(as_stored_.data());
        image_.source->read(file, as_stored_.data());
        check(file, stored, convert_samples(stored, file.voxels(), out));
      }
    });
  }

  template <class S>
  void check(const Box& file, const S* samples, std::int64_t wrong) {
    if (wrong < 0) return;
    const Triple size = file.extents(), &all = image_.source->extents();
    const std::int64_t z = file.begin[0] + wrong / (size[1] * size[2]),
                       y = file.begin[1] + wrong / size[2] % size[1], x = file.begin[2] + wrong % size[2];
    const std::int64_t index = (z * all[1] + y) * all[2] + x;
    if (index < bad_.index) bad_ = {index, static_cast<double>(samples[wrong])};
  }

  const ImageDescription& image_;
  Box owned_;
  std::vector<std::byte> scratch_, as_stored_;
  BadVoxel bad_;
};

/// All ranks throw the same if any of them found a bad voxel.
void agree_on_voxels(MPI_Comm comm, const ImageDescription& image, const BadVoxel& mine, SampleType wanted) {
  int rank = 0, size = 1;
  MPI_Comm_rank(comm, &rank);
  MPI_Comm_size(comm, &size);
  std::int64_t first = 0;
  MPI_Allreduce(&mine.index, &first, 1, MPI_INT64_T, MPI_MIN, comm);
  if (first == std::numeric_limits<std::int64_t>::max()) return;
  const int candidate = mine.index == first ? rank : size;
  int finder = 0;
  MPI_Allreduce(&candidate, &finder, 1, MPI_INT, MPI_MIN, comm);
  double value = mine.value;
  MPI_Bcast(&value, 1, MPI_DOUBLE, finder, comm);
  const Triple& all = image.source->extents();
  std::ostringstream text;
  text.precision(15);
  text << "'" << image.source->name() << "' holds " << value << " at voxel (" << first / (all[1] * all[2])
       << ", " << first / all[2] % all[1] << ", " << first % all[2] << ") (z, y, x); ";
  if (wanted == SampleType::float32)
    text << "all values must be finite";
  else
    text << (image.section == "Labels" ? "labels" : "values") << " must be whole numbers from 0 to "
         << (std::uint64_t{1} << 8 * bytes_of(wanted)) - 1;
  text << "; correct the file or leave the voxel out by " << image.section << "/Crop";
  throw InputError(text.str());
}

template <class T>
SampleType sample_type_of() {
  if (std::is_floating_point<T>::value) return SampleType::float32;
  return sizeof(T) == 1 ? SampleType::uint8 : sizeof(T) == 2 ? SampleType::uint16 : SampleType::uint32;
}

Spacing checked_spacing(const ImageDescription& image, const std::optional<Spacing>& given) {
  if (given) return *given;
  const auto found = image.source->spacing();
  if (!found)
    throw InputError("'" + image.source->name() + "' does not say how large its voxels are; set " +
                     image.section + "/Spacing = dz, dy, dx in m");
  for (const double edge : *found)
    if (!std::isfinite(edge) || edge <= 0) {
      std::ostringstream text;
      text << "'" << image.source->name() << "' says that its voxels are " << (*found)[0] << ", "
           << (*found)[1] << ", " << (*found)[2] << " m large (dz, dy, dx); all must be positive; set "
           << image.section << "/Spacing";
      throw InputError(text.str());
    }
  return *found;
}

}  // namespace

ImageDescription open_image(MPI_Comm comm, const ImageParameters& parameters) {
  ImageDescription image;
  image.section = parameters.section;
  const bool labels = parameters.section == "Labels";
  if (parameters.file.empty())
    throw InputError(parameters.section + "/File is empty; name a file or a folder of TIFF slices");
  const auto spacing = parse_spacing(parameters.spacing, parameters.section + "/Spacing");
  image.source =
      open_image_source(comm, parameters.file, parameters.dataset, labels ? "/labels" : "/tomogram");
  image.sample = image.source->sample();
  image.grey = grey_type(image.sample);
  image.binning = labels ? Binning::majority : Binning::mean;
  image.crop = parse_crop(parameters.crop, image.source->extents(), parameters.section + "/Crop");
  image.bin = parse_bin(parameters.bin, image.crop.extents(), parameters.section + "/Bin");
  image.spacing = checked_spacing(image, spacing);
  for (std::size_t axis = 0; axis < 3; ++axis) {
    image.extents[axis] = image.crop.extents()[axis] / image.bin[axis];
    image.spacing[axis] *= static_cast<double>(image.bin[axis]);
  }
  return image;
}

template <class T>
Volume<T> read_image(const ImageDescription& image, std::shared_ptr<const Decomposition> decomposition,
                     const Triple& halo, const std::string& label) {
  Kokkos::Profiling::pushRegion("catena::read_image");
  const MPI_Comm comm = decomposition->comm();
  Volume<T> volume;
  BadVoxel bad;
  agree(comm, [&] {
    if (decomposition->extents() != image.extents)
      throw InputError("the blocks of '" + label + "' are not those of '" + image.source->name() + "'");
    volume = Volume<T>(decomposition, image.spacing, halo, label);
    const auto host = Kokkos::create_mirror_view(volume.data());
    BlockReader reader(image, decomposition->owned());
    reader.template read<T>(host, halo);
    bad = reader.bad();
    if (host.data() != volume.data().data()) Kokkos::deep_copy(volume.data(), host);
  });
  agree_on_voxels(comm, image, bad, sample_type_of<T>());
  Kokkos::Profiling::popRegion();
  return volume;
}

template Volume<std::uint8_t> read_image(const ImageDescription&, std::shared_ptr<const Decomposition>,
                                         const Triple&, const std::string&);
template Volume<std::uint16_t> read_image(const ImageDescription&, std::shared_ptr<const Decomposition>,
                                          const Triple&, const std::string&);
template Volume<std::uint32_t> read_image(const ImageDescription&, std::shared_ptr<const Decomposition>,
                                          const Triple&, const std::string&);
template Volume<float> read_image(const ImageDescription&, std::shared_ptr<const Decomposition>,
                                  const Triple&, const std::string&);

}  // namespace catena
