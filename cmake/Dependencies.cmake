# SPDX-License-Identifier: BSD-3-Clause
# Third-party packages, each as one imported target.
option(CATENA_KERNELS_ONLY
  "Build only the volumes, the kernels and their tests: no deal.II, no stage programs; for a Kokkos with a device" OFF)
set(HDF5_PREFER_PARALLEL TRUE)
find_package(MPI REQUIRED COMPONENTS C CXX)
find_package(HDF5 REQUIRED COMPONENTS C)
find_package(TIFF REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(Kokkos REQUIRED)
if(NOT CATENA_KERNELS_ONLY)
  # The simulator is built where it is found with PETSc and p4est; all else is built without.
  find_package(deal.II 9.4 QUIET HINTS ${DEAL_II_DIR} $ENV{DEAL_II_DIR})
  if(deal.II_FOUND AND NOT (DEAL_II_WITH_PETSC AND DEAL_II_WITH_P4EST))
    message(WARNING "This deal.II has no PETSc or no p4est: 'catena simulate' is left out.")
    set(deal.II_FOUND FALSE)
  elseif(NOT deal.II_FOUND)
    message(STATUS "No deal.II found: 'catena simulate' is left out.")
  endif()
endif()

if(NOT HDF5_IS_PARALLEL)
  message(FATAL_ERROR "Catena needs an HDF5 built with MPI; found ${HDF5_INCLUDE_DIRS} without.")
endif()

# Debian's Kokkos exports an include folder that does not exist.
get_target_property(_kokkos_includes Kokkos::kokkos INTERFACE_INCLUDE_DIRECTORIES)
foreach(_folder IN LISTS _kokkos_includes)
  if(NOT EXISTS "${_folder}" AND NOT _folder MATCHES "^\\$<")
    set_target_properties(Kokkos::kokkos PROPERTIES INTERFACE_INCLUDE_DIRECTORIES "${Kokkos_INCLUDE_DIRS}")
  endif()
endforeach()

# CMAKE_CXX_COMPILER is then Kokkos' nvcc_wrapper, which a compiler cache takes for a plain g++; and fused
# multiply-adds are left out on the device as on the host. std::array is read on the device: constexpr functions are
# let in.
if("CUDA" IN_LIST Kokkos_DEVICES)
  unset(CMAKE_CXX_COMPILER_LAUNCHER)
  target_compile_options(catena_options INTERFACE --fmad=false --expt-relaxed-constexpr)
endif()

add_library(catena_hdf5 INTERFACE)
target_include_directories(catena_hdf5 SYSTEM INTERFACE ${HDF5_INCLUDE_DIRS})
target_link_libraries(catena_hdf5 INTERFACE ${HDF5_LIBRARIES} MPI::MPI_C)

# deal.II's own flags are left out: only its headers and libraries are wanted.
if(deal.II_FOUND)
  add_library(catena_dealii INTERFACE)
  target_include_directories(catena_dealii SYSTEM INTERFACE ${DEAL_II_INCLUDE_DIRS})
  target_link_libraries(catena_dealii INTERFACE ${DEAL_II_LIBRARIES_RELEASE})
  # With the hundred libraries behind deal.II a program takes the usual linker ten times as long.
  include(CheckLinkerFlag)
  foreach(_linker lld gold)
    check_linker_flag(CXX "-fuse-ld=${_linker}" CATENA_LINKER_${_linker})
    if(CATENA_LINKER_${_linker})
      target_link_options(catena_dealii INTERFACE "-fuse-ld=${_linker}")
      break()
    endif()
  endforeach()
endif()

# Forest and SHAP of 'catena analyze'; Debian's own package file names a library that it does not install.
if(NOT CATENA_KERNELS_ONLY)
  find_path(CATENA_XGBOOST_INCLUDE xgboost/c_api.h HINTS ${xgboost_DIR}/../../.. PATH_SUFFIXES include)
  find_library(CATENA_XGBOOST_LIBRARY xgboost HINTS ${xgboost_DIR}/../..)
  if(NOT CATENA_XGBOOST_INCLUDE OR NOT CATENA_XGBOOST_LIBRARY)
    message(FATAL_ERROR "XGBoost 1.7 or newer is missing: install libxgboost-dev, or set CMAKE_PREFIX_PATH to it.")
  endif()
  add_library(catena_xgboost INTERFACE)
  target_include_directories(catena_xgboost SYSTEM INTERFACE ${CATENA_XGBOOST_INCLUDE})
  target_link_libraries(catena_xgboost INTERFACE ${CATENA_XGBOOST_LIBRARY})
endif()

# LibTorch is taken by its headers and libraries: its own package sets flags and wants the packages of everything that it
# was built with. One module is linked with it (analysis/latent).
if(CATENA_KERNELS_ONLY)
  set(_torch OFF)
else()
  set(_torch ON)
endif()
option(CATENA_TORCH "Build what needs LibTorch: the autoencoder of 'catena analyze'" ${_torch})
if(CATENA_TORCH)
  find_path(CATENA_TORCH_INCLUDE torch/csrc/api/include/torch/torch.h HINTS ${Torch_DIR}/../../.. PATH_SUFFIXES include)
  set(_torch_missing "")
  foreach(_library torch torch_cpu c10)
    find_library(CATENA_TORCH_${_library} ${_library} HINTS ${Torch_DIR}/../../../lib)
    if(NOT CATENA_TORCH_${_library})
      list(APPEND _torch_missing lib${_library})
    endif()
  endforeach()
  if(NOT CATENA_TORCH_INCLUDE OR _torch_missing)
    message(FATAL_ERROR "LibTorch is missing (torch/torch.h: ${CATENA_TORCH_INCLUDE}; not found: ${_torch_missing}). Install "
      "libtorch-dev, or set Torch_DIR, or configure with -DCATENA_TORCH=OFF: 'catena analyze' then computes no latent dimensions.")
  endif()
  add_library(catena_torch INTERFACE)
  target_include_directories(catena_torch SYSTEM INTERFACE
    ${CATENA_TORCH_INCLUDE} ${CATENA_TORCH_INCLUDE}/torch/csrc/api/include)
  target_link_libraries(catena_torch INTERFACE ${CATENA_TORCH_torch} ${CATENA_TORCH_torch_cpu} ${CATENA_TORCH_c10})
endif()

# Tests and figures want a Python that has these packages: the first in the path, or else the system's own.
if(NOT CATENA_PYTHON)
  foreach(_python python3 /usr/bin/python3)
    execute_process(COMMAND ${_python} -c "import h5py, matplotlib, numpy; import sys; print(sys.executable)"
      OUTPUT_VARIABLE _found RESULT_VARIABLE _failed ERROR_QUIET OUTPUT_STRIP_TRAILING_WHITESPACE)
    if(NOT _failed AND NOT CATENA_PYTHON)
      set(CATENA_PYTHON ${_found} CACHE FILEPATH "Python with h5py, matplotlib and numpy")
    endif()
  endforeach()
endif()
if(CATENA_PYTHON)
  set(Python3_EXECUTABLE ${CATENA_PYTHON})
endif()
find_package(Python3 REQUIRED COMPONENTS Interpreter)
