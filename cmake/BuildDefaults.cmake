# SPDX-License-Identifier: BSD-3-Clause
# Build type, language level, warnings, sanitizers, compiler cache.
if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
endif()

option(CATENA_TESTS "Build the tests" ON)
option(CATENA_NATIVE "Use every instruction of the processor that compiles" ON)
option(CATENA_WERROR "Treat warnings as errors" OFF)
option(CATENA_SANITIZE "AddressSanitizer and UndefinedBehaviorSanitizer" OFF)

set(CMAKE_CXX_STANDARD 17)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)

find_program(CATENA_CCACHE ccache)
if(CATENA_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CATENA_CCACHE})
endif()

# Results must not depend on how a loop was vectorised, hence no contraction to fused multiply-adds:
# the kernels are bound by memory, so it costs nothing.
add_library(catena_options INTERFACE)
target_compile_options(catena_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -ffp-contract=off)
target_compile_definitions(catena_options INTERFACE OMPI_SKIP_MPICXX MPICH_SKIP_MPICXX)
target_include_directories(catena_options INTERFACE ${PROJECT_SOURCE_DIR})
if(CATENA_NATIVE)
  target_compile_options(catena_options INTERFACE -march=native)
endif()
if(CATENA_WERROR)
  target_compile_options(catena_options INTERFACE -Werror)
endif()
if(CATENA_SANITIZE)
  target_compile_options(catena_options INTERFACE -fsanitize=address,undefined -fno-omit-frame-pointer)
  target_link_options(catena_options INTERFACE -fsanitize=address,undefined)
endif()
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  target_compile_options(catena_options INTERFACE -O3)
endif()
