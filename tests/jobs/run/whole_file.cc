// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "jobs/run/whole_file.h"

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <string>

#include "jobs/run/agreement.h"
#include "jobs/run/error.h"

using namespace catena;
namespace fs = std::filesystem;

namespace {

/// An empty folder that all ranks see, gone at the end.
struct Folder {
  fs::path path = fs::temp_directory_path() / "catena_test_whole_file";
  Folder() {
    agree_on_root(MPI_COMM_WORLD, [&] {
      fs::remove_all(path);
      fs::create_directory(path);
    });
  }
  ~Folder() {
    MPI_Barrier(MPI_COMM_WORLD);
    agree_on_root(MPI_COMM_WORLD, [&] { fs::remove_all(path); });
  }
};

}  // namespace

BOOST_AUTO_TEST_CASE(appears_only_with_the_commit) {
  Folder folder;
  const fs::path name = folder.path / "a.txt";
  {
    WholeFile file(name, MPI_COMM_WORLD);
    agree_on_root(MPI_COMM_WORLD, [&] { write_whole(file.temporary(), "new"); });
    BOOST_TEST(!fs::exists(name));
    MPI_Barrier(MPI_COMM_WORLD);
    file.commit();
    BOOST_TEST(fs::exists(name));
    BOOST_TEST(!fs::exists(file.temporary()));
  }
  BOOST_TEST(read_whole(name) == "new");
}

BOOST_AUTO_TEST_CASE(files_of_one_result_appear_together_or_not_at_all) {
  Folder folder;
  const fs::path names[2] = {folder.path / "a.txt", folder.path / "b.txt"};
  for (const bool second_is_there : {false, true}) {
    {
      WholeFile a(names[0], MPI_COMM_WORLD), b(names[1], MPI_COMM_WORLD);
      agree_on_root(MPI_COMM_WORLD, [&] {
        write_whole(a.temporary(), "one");
        if (second_is_there) write_whole(b.temporary(), "two");
      });
      if (second_is_there)
        commit_together({&a, &b});
      else
        BOOST_CHECK_THROW(commit_together({&a, &b}), Error);
    }
    MPI_Barrier(MPI_COMM_WORLD);
    for (const fs::path& name : names) {
      BOOST_TEST(fs::exists(name) == second_is_there);
      BOOST_TEST(!fs::exists(name.string() + ".partial"));
    }
    MPI_Barrier(MPI_COMM_WORLD);
  }
}

BOOST_AUTO_TEST_CASE(without_commit_the_old_file_stays) {
  Folder folder;
  const fs::path name = folder.path / "a.txt";
  agree_on_root(MPI_COMM_WORLD, [&] { write_whole(name, "old"); });
  fs::path temporary;
  {
    WholeFile file(name, MPI_COMM_WORLD);
    temporary = file.temporary();
    agree_on_root(MPI_COMM_WORLD, [&] { write_whole(temporary, "half"); });
  }
  MPI_Barrier(MPI_COMM_WORLD);
  BOOST_TEST(read_whole(name) == "old");
  BOOST_TEST(!fs::exists(temporary));
}

BOOST_AUTO_TEST_CASE(all_bytes_survive) {
  Folder folder;
  std::string bytes(300000, '\0');
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(i * 31 >> 3);
  agree_on_root(MPI_COMM_WORLD, [&] { write_whole(folder.path / "b", bytes); });
  BOOST_TEST((read_whole(folder.path / "b") == bytes));
}

BOOST_AUTO_TEST_CASE(failures_are_file_errors_of_all_ranks) {
  Folder folder;
  WholeFile absent(folder.path / "never written", MPI_COMM_WORLD);
  BOOST_CHECK_THROW(absent.commit(), Error);
  BOOST_CHECK_THROW(write_whole(folder.path / "no such folder" / "c", "x"), FileError);
  BOOST_CHECK_THROW(read_whole(folder.path), FileError);
  BOOST_CHECK_THROW(read_whole(folder.path / "absent"), FileError);
}
