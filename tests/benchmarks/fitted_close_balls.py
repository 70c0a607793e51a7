#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""The close_balls problem of ball_conduction.h by fitted tetrahedra of second order: gmsh, dolfinx 0.5 and BoomerAMG.

    fitted_close_balls.py --h H [--gap-h H] [--degree 1|2]

prints one line of JSON: unknowns, CPU seconds by part (compiling of forms left out) and the currents round the points of
contact.
"""
import argparse
import json
import os
import time

os.environ.setdefault("OMP_NUM_THREADS", "1")
import gmsh
import numpy as np
import scipy.sparse as sp
import ufl
from dolfinx import fem
from dolfinx import mesh as dm
from dolfinx.io import gmshio
from mpi4py import MPI
from petsc4py import PETSc
from scipy.spatial import cKDTree

PITCH, RESISTANCE, INNER, OUTER = 2.1, 0.1, 5.0, 1.0
WALL, BOX = PITCH / 48, 76 * PITCH / 24
CENTRES = np.array([[x, y, z] for z in range(3) for y in range(3) for x in range(3)]) * PITCH + PITCH / 2 + WALL
JIT = {"cffi_extra_compile_args": ["-O3", "-march=native", "-ffast-math"], "cffi_libraries": ["m"]}
HYPRE = {"ksp_type": "cg", "pc_type": "hypre", "pc_hypre_type": "boomeramg", "pc_hypre_boomeramg_strong_threshold": 0.5,
         "pc_hypre_boomeramg_coarsen_type": "HMIS", "pc_hypre_boomeramg_interp_type": "ext+i",
         "pc_hypre_boomeramg_agg_nl": 1, "pc_hypre_boomeramg_P_max": 4}


def make_mesh(h, gap_h, order):
    """Cells tagged 1 (balls) and 2 (matrix); those of the matrix own copies of the nodes at the balls."""
    gmsh.initialize()
    gmsh.option.setNumber("General.Terminal", 0)
    gmsh.option.setNumber("General.NumThreads", 1)
    occ = gmsh.model.occ
    balls = [(3, occ.addSphere(*centre, 1)) for centre in CENTRES]
    box = occ.addBox(0, 0, 0, BOX, BOX, BOX)
    _, pieces = occ.fragment([(3, box)], balls)
    inner = [piece[0][1] for piece in pieces[1:]]
    outer = [tag for _, tag in pieces[0] if tag not in inner]
    contacts = [occ.addPoint(*((a + b) / 2)) for a in CENTRES for b in CENTRES
                if tuple(a) < tuple(b) and np.linalg.norm(a - b) < 1.1 * PITCH]
    occ.synchronize()
    surfaces = [tag for _, tag in gmsh.model.getBoundary([(3, b) for b in inner], combined=False, oriented=False)]
    gmsh.model.addPhysicalGroup(3, inner, 1)
    gmsh.model.addPhysicalGroup(3, outer, 2)
    gmsh.model.addPhysicalGroup(2, surfaces, 10)
    for option in ("FromPoints", "ExtendFromBoundary", "FromCurvature"):
        gmsh.option.setNumber("Mesh.MeshSize" + option, 0)
    field = gmsh.model.mesh.field
    distance, size = field.add("Distance"), field.add("Threshold")
    field.setNumbers(distance, "PointsList", contacts)
    for name, value in (("InField", distance), ("SizeMin", gap_h), ("SizeMax", h), ("DistMin", 0.2), ("DistMax", 0.6)):
        field.setNumber(size, name, value)
    field.setAsBackgroundMesh(size)
    gmsh.model.mesh.generate(3)
    gmsh.model.mesh.setOrder(order)
    x = gmshio.extract_geometry(gmsh.model)
    topology = gmshio.extract_topology_and_markers(gmsh.model)
    dims = {i: gmsh.model.mesh.getElementProperties(i)[1] for i in topology}
    tetrahedra, triangles = ([i for i in topology if dims[i] == d][0] for d in (3, 2))
    cells = np.asarray(topology[tetrahedra]["topology"], dtype=np.int64)
    tags = np.asarray(topology[tetrahedra]["cell_data"])
    face = np.unique(topology[triangles]["topology"])
    new = np.arange(len(x))
    new[face] = len(x) + np.arange(len(face))
    cells[tags == 2] = new[cells[tags == 2]]
    used, cells = np.unique(cells, return_inverse=True)
    cells = cells.reshape(len(tags), -1)
    x = np.vstack([x, x[face]])[used]
    permutation = gmshio.cell_perm_array(dm.CellType.tetrahedron, cells.shape[1])
    mesh = dm.create_mesh(MPI.COMM_SELF, cells[:, permutation], x, gmshio.ufl_mesh(tetrahedra, 3))
    gmsh.finalize()
    return mesh, tags[mesh.topology.original_cell_index].astype(np.int32)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--h", type=float, required=True, help="size of the tetrahedra")
    parser.add_argument("--gap-h", type=float, help="that near the points of contact (default: h)")
    parser.add_argument("--degree", type=int, default=2)
    given = parser.parse_args()
    degree, cpu, start = given.degree, {}, time.process_time()

    def stop(part):
        nonlocal start
        cpu[part] = time.process_time() - start
        start = time.process_time()

    mesh, tags = make_mesh(given.h, given.gap_h or given.h, degree)
    stop("mesh")
    space = fem.FunctionSpace(mesh, ("CG", degree))
    mesh.topology.create_connectivity(2, 3)
    exterior = dm.exterior_facet_indices(mesh.topology)
    of_facet = mesh.topology.connectivity(2, 3)
    owner = np.array([of_facet.links(f)[0] for f in exterior])
    places = space.tabulate_dof_coordinates()
    at_ball = cKDTree(CENTRES).query(dm.compute_midpoints(mesh, 2, exterior))[0] < 1.02
    inside, outside = exterior[at_ball & (tags[owner] == 1)], exterior[at_ball & (tags[owner] == 2)]
    facets = np.concatenate([inside, outside])
    values = np.repeat(np.array([1, 2], dtype=np.int32), [len(inside), len(outside)])
    order = np.argsort(facets)
    stop("space")

    facet_tags = dm.meshtags(mesh, 2, facets[order].astype(np.int32), values[order])
    cell_tags = dm.meshtags(mesh, 3, np.arange(len(tags), dtype=np.int32), tags)
    rule = {"quadrature_degree": 2 * degree}
    dx = ufl.Measure("dx", mesh, subdomain_data=cell_tags, metadata=rule)
    ds = ufl.Measure("ds", mesh, subdomain_data=facet_tags, metadata=rule)
    u, v = ufl.TrialFunction(space), ufl.TestFunction(space)
    stiffness = ufl.inner(ufl.grad(u), ufl.grad(v))
    compiled = [fem.form(form, jit_params=JIT) for form in (
        INNER * stiffness * dx(1) + OUTER * stiffness * dx(2) + u * v / RESISTANCE * (ds(1) + ds(2)),
        u * v / RESISTANCE * ds(1), fem.Constant(mesh, 0.0) * v * dx(1))]
    stop("compiling")
    held = np.flatnonzero((places[:, 2] < 1e-9) | (places[:, 2] > BOX - 1e-9)).astype(np.int32)
    boundary = fem.Function(space)
    boundary.x.array[held] = places[held, 2] > BOX / 2
    condition = fem.dirichletbc(boundary, held)
    bulk = fem.petsc.assemble_matrix(compiled[0], [condition])
    bulk.assemble()
    resisting = fem.petsc.assemble_matrix(compiled[1])
    resisting.assemble()
    load = fem.petsc.assemble_vector(compiled[2])
    fem.petsc.apply_lifting(load, [compiled[0]], [[condition]])
    fem.petsc.set_bc(load, [condition])
    left, right = (fem.locate_dofs_topological(space, 2, side) for side in (inside, outside))
    # Nodes of two balls never coincide, so neighbours in space are the two sides of one ball's surface.
    gaps, nearest = cKDTree(places[right]).query(places[left])
    if len(left) != len(right) or gaps.max() > 1e-9:
        raise SystemExit("the two sides of the balls' surfaces do not match")
    other = np.full(len(places), -1)
    other[left] = right[nearest]
    begin, columns, entries = resisting.getValuesCSR()
    coupling = sp.csr_matrix((entries, columns, begin), shape=[len(places)] * 2).tocoo()
    kept = (other[coupling.row] >= 0) & (other[coupling.col] >= 0) & (coupling.data != 0)
    row, column, entry = coupling.row[kept], coupling.col[kept], -coupling.data[kept]
    begin, columns, entries = bulk.getValuesCSR()
    whole = (sp.csr_matrix((entries, columns, begin), shape=[len(places)] * 2) +
             sp.csr_matrix((np.r_[entry, entry], (np.r_[row, other[row]], np.r_[other[column], column])),
                           shape=[len(places)] * 2)).tocsr()
    matrix = PETSc.Mat().createAIJ(whole.shape, csr=(whole.indptr.astype(PETSc.IntType),
                                                     whole.indices.astype(PETSc.IntType), whole.data), comm=mesh.comm)
    matrix.assemble()
    stop("matrices")
    for key, value in HYPRE.items():
        PETSc.Options()["c_" + key] = value
    solver = PETSc.KSP().create(mesh.comm)
    solver.setOptionsPrefix("c_")
    solver.setTolerances(rtol=1e-8, max_it=1000)
    solver.setOperators(matrix)
    solver.setFromOptions()
    solution = fem.Function(space)
    solver.solve(load, solution.vector)
    stop("solve")

    jump = (solution.x.array[other[left]] - solution.x.array[left]) / RESISTANCE
    ball = cKDTree(CENTRES).query(places[left])[1]
    x = ufl.SpatialCoordinate(mesh)
    local = [x[a] - WALL - PITCH * ufl.conditional(ufl.lt(x[a], WALL + PITCH), 0.5, ufl.conditional(
        ufl.lt(x[a], WALL + 2 * PITCH), 1.5, 2.5)) for a in range(3)]
    radius = ufl.sqrt(sum(y * y for y in local))
    fine = ds(1, metadata={"quadrature_degree": 2 * degree + 6})
    moments = np.zeros((27, 6))
    for k in range(6):
        weight = ufl.exp(((1 if k % 2 else -1) * local[k // 2] / radius - 1) / 0.05)
        along = fem.petsc.assemble_vector(fem.form(weight * v * fine, jit_params=JIT)).array
        moments[:, k] = np.bincount(ball, along[left] * jump, 27)
    del cpu["compiling"]
    print(json.dumps({"problem": "close_balls", "degree": degree, "h": given.h, "gap_h": given.gap_h,
                      "unknowns": len(places), "counts": {"linear": solver.getIterationNumber()}, "cpu": cpu,
                      "total": sum(cpu.values()), "moments": moments.ravel().tolist()}))


if __name__ == "__main__":
    main()
