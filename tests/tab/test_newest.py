"""The kit on the newest Pyodide, before the tab moves on to it; and on the tab's own, so that what is asked can be met.

It is skipped while a file of NumPy or Matplotlib, or of what they need, as Pyodide's own list names it with its hash,
is neither in the folder PYODIDE_FILES nor to be had from Pyodide's release. SymPy is that of this machine. The newest
is asked for with NEWEST_PYODIDE=yes, as the weekly run does: somebody else's release must not block a change.
"""

import os
import shutil
import subprocess
import tarfile
from importlib.util import find_spec

import pytest
from conftest import ROOT

from book import pyodide
from tab import lock

RUN = """
const [core, kit, pure, code, ...packages] = process.argv.slice(1);
const { loadPyodide } = await import(`file://${core}/pyodide.mjs`);
const python = await loadPyodide({ indexURL: core, env: { MPLBACKEND: "agg" } });
await python.loadPackage(packages);
python.mountNodeFS("/kit", kit);
python.mountNodeFS("/pure", pure);
python.runPython(code);
"""
SMOKE = """
import sys

sys.path += ["/kit", "/pure"]
import numpy as np
import sympy as sp

from sparsity_kit import L1, SquaredError, figures, lasso_path, minimize
from sparsity_kit.derivations import stationarity
from sparsity_kit.homework import check

X, y = [[1, 0], [1, 1], [0, 1]], [3, 3, 1]
solution = minimize(SquaredError(X, y) + 2.0 * L1())
assert np.allclose(solution.theta, [7 / 3, 1 / 3]) and solution.converged
assert np.allclose(lasso_path(X, y).lams, [12, 4, 0])
theta = sp.Symbol("theta", real=True)
assert stationarity(L1(), (theta - 3) ** 2).negative.has(theta)
assert check("hitting-time", 4).correct and not check("hitting-time", 5).correct
figures.penalty_contours(L1())
print("all is well")
"""


@pytest.mark.parametrize("version", [pyodide.VERSION, "latest"])
def test_the_kit_runs_on_pyodide(tmp_path, monkeypatch, lent, version):
    if version == "latest" and os.environ.get("NEWEST_PYODIDE") != "yes":
        pytest.skip("the newest Pyodide is asked for with NEWEST_PYODIDE=yes")
    npm = shutil.which("npm")
    if not npm or subprocess.run([npm, "pack", "--silent", f"pyodide@{version}"], cwd=tmp_path).returncode:
        say = pytest.fail if os.environ.get("BROWSER_TESTS") == "required" else pytest.skip
        say("npm, which brings Pyodide, is not here or has no network")
    (archive,) = tmp_path.glob("*.tgz")
    with tarfile.open(archive) as opened:
        opened.extractall(tmp_path, filter="data")
    core, found = tmp_path / "package", archive.stem.removeprefix("pyodide-")
    monkeypatch.setattr(pyodide, "RELEASE", pyodide.RELEASE.replace(pyodide.VERSION, found))
    monkeypatch.setattr(lock, "UNUSED", set())
    monkeypatch.setenv("PYODIDE_FILES", str(lent))
    packages = lock.closure(["numpy", "matplotlib"], pyodide.lock(core)["packages"])
    try:
        pyodide.fetch(packages, core)
    except pyodide.NotThere as reason:
        if version == pyodide.VERSION:
            raise
        pytest.skip(f"Pyodide {found} is not here whole: {reason}")
    for name in ("sympy", "mpmath"):
        (place,) = find_spec(name).submodule_search_locations
        shutil.copytree(place, tmp_path / "pure" / name, ignore=shutil.ignore_patterns("tests", "__pycache__"))
    command = ["node", "--input-type=module", "--eval", RUN, str(core), str(ROOT), str(tmp_path / "pure"), SMOKE]
    ran = subprocess.run([*command, *packages], capture_output=True, text=True)
    assert "all is well" in ran.stdout, ran.stdout + ran.stderr
