# SPDX-License-Identifier: BSD-3-Clause
# catena_library(NAME SOURCES ... LINK ...)    a room's library
# catena_stage(NAME SOURCES ... LINK ...)      a stage's program, catena-NAME
# catena_test(NAME SOURCES ... LINK ... RANKS 1 2 3)   a Boost.Test program run on each rank count
find_package(Boost 1.74 QUIET COMPONENTS unit_test_framework)

# More ranks than cores, also as root in a container; one thread a rank. A rank that waits yields its
# core: else, on a busy machine, those it waits for get none.
set(CATENA_TEST_ENVIRONMENT OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
  OMPI_MCA_rmaps_base_oversubscribe=1 OMPI_MCA_mpi_yield_when_idle=1 OMPI_MCA_btl_vader_single_copy_mechanism=none
  OMP_NUM_THREADS=1)
if(CATENA_SANITIZE)  # what MPI itself never frees is none of our business
  list(APPEND CATENA_TEST_ENVIRONMENT ASAN_OPTIONS=detect_leaks=0 UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1)
endif()

function(catena_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_link_libraries(${name} PUBLIC catena_options ${ARG_LINK})
endfunction()

function(catena_stage name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
  add_executable(catena-${name} ${ARG_SOURCES})
  target_link_libraries(catena-${name} PRIVATE catena_options ${ARG_LINK})
endfunction()

function(catena_test name)
  cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;LINK;RANKS" ${ARGN})
  if(NOT ARG_RANKS)
    set(ARG_RANKS 1)
  endif()
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 300)
  endif()
  add_executable(test_${name} ${ARG_SOURCES})
  target_link_libraries(test_${name} PRIVATE catena_test_main catena_options ${ARG_LINK})
  set_target_properties(test_${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests)
  foreach(ranks IN LISTS ARG_RANKS)
    add_test(NAME ${name}.${ranks}
             COMMAND ${MPIEXEC_EXECUTABLE} ${MPIEXEC_NUMPROC_FLAG} ${ranks} $<TARGET_FILE:test_${name}>)
    set_tests_properties(${name}.${ranks} PROPERTIES PROCESSORS ${ranks} TIMEOUT ${ARG_TIMEOUT}
      ENVIRONMENT "${CATENA_TEST_ENVIRONMENT}")
  endforeach()
endfunction()
