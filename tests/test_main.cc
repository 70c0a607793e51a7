// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// Main of every test program: MPI and Kokkos are up while the tests run, and a failure on one rank fails all.
#define BOOST_TEST_NO_MAIN
#include <mpi.h>

#include <Kokkos_Core.hpp>
#include <boost/test/unit_test.hpp>

int main(int argc, char** argv) {
  MPI_Init(&argc, &argv);
  Kokkos::initialize(argc, argv);
  int status = boost::unit_test::unit_test_main([] { return true; }, argc, argv);
  int worst = 0;
  MPI_Allreduce(&status, &worst, 1, MPI_INT, MPI_MAX, MPI_COMM_WORLD);
  Kokkos::finalize();
  MPI_Finalize();
  return worst;
}
