# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""Every rule of layering.py finds its violation in a small tree, and nothing in a good one."""
import pathlib
import sys
import tempfile
import unittest

import layering

HEADER = "// SPDX-FileCopyrightText: 2026 The Catena developers\n// SPDX-License-Identifier: BSD-3-Clause\n"


class Layering(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory()
        self.root = pathlib.Path(self.scratch.name)
        for folder in layering.TOP_FOLDERS:
            (self.root / folder).mkdir()
        self.write("segmentation/CMakeLists.txt", "# SPDX-License-Identifier: BSD-3-Clause\nvolume/volume.cc kernels/gaussian.cc\n")
        self.write("jobs/run/error.h", HEADER + "#pragma once\n")
        self.write("segmentation/volume/volume.h", HEADER + "#pragma once\n#include <hdf5.h>\n")
        self.write("segmentation/volume/volume.cc", HEADER + '#include "jobs/run/error.h"\n#include <tiffio.h>\n')
        self.write("segmentation/kernels/gaussian.h", HEADER + "#pragma once\n")
        self.write("segmentation/kernels/gaussian.cc",
                   HEADER + '#include <mpi.h>\n#include <Kokkos_Core.hpp>\n#include <vector>\n'
                   '#include "segmentation/volume/volume.h"\n')

    def tearDown(self):
        self.scratch.cleanup()

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def append(self, name, text):
        self.write(name, (self.root / name).read_text() + text)

    def expect(self, *words):
        problems = list(layering.check_tree(self.root))
        self.assertEqual(len(problems), 1, problems)
        for word in words:
            self.assertIn(word, problems[0])

    def test_good(self):
        self.assertEqual(list(layering.check_tree(self.root)), [])

    def test_upward_include(self):
        self.append("segmentation/volume/volume.cc", '#include "segmentation/kernels/gaussian.h"\n')
        self.expect("volume.cc:5", "segmentation/volume may not include segmentation/kernels")

    def test_relative_include(self):
        self.append("segmentation/volume/volume.cc", '#include "volume.h"\n')
        self.expect("not a path from the root")

    def test_other_projects(self):
        for name, header in (("segmentation/volume/volume.cc", "deal.II/base/point.h"),
                             ("segmentation/volume/volume.cc", "torch/torch.h"),
                             ("segmentation/kernels/gaussian.cc", "hdf5.h"),
                             ("jobs/run/error.h", "tiffio.h")):
            old = (self.root / name).read_text()
            self.append(name, f"#include <{header}>\n")
            self.expect(name, "alone" if "kernels" in name else "may not include")
            self.write(name, old)

    def test_drawer(self):
        self.write("segmentation/volume/utils.h", HEADER + "#pragma once\n")
        self.expect("drawer")

    def test_header_and_guard(self):
        self.write("segmentation/volume/a.h", "#pragma once\n")
        self.expect("SPDX")
        self.write("segmentation/volume/a.h", HEADER)
        self.expect("#pragma once")

    def test_sizes(self):
        self.append("segmentation/kernels/gaussian.h", "\n" * 600)
        self.expect("at most 500")

    def test_program_size(self):
        self.append("segmentation/CMakeLists.txt", "segment.cc\n")
        self.write("segmentation/segment.cc", HEADER + "\n" * 60)
        self.expect("program of 62 lines")

    def test_macro(self):
        self.append("segmentation/kernels/gaussian.h", "#define FOR(i) for (;;)\n")
        self.expect("macro, FOR")

    def test_top_level(self):
        (self.root / "src").mkdir()
        self.expect("src/")

    def test_unknown_room(self):
        self.write("segmentation/attic/a.h", HEADER + "#pragma once\n")
        self.expect("no room segmentation/attic")

    def test_orphan(self):
        self.write("segmentation/kernels/orphan.cc", HEADER)
        self.expect("orphan.cc", "no CMakeLists.txt")

    def test_glob(self):
        self.append("segmentation/CMakeLists.txt", "file(GLOB sources *.cc)\n")
        self.expect("GLOB")


if __name__ == "__main__":
    sys.exit(unittest.main())
