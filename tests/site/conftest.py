"""The book, built once for the tests that read it."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def book(tmp_path_factory):
    """The folder of the built book; without Sphinx or MathJax a test is skipped, or fails if it must not be."""
    refuse = pytest.fail if os.environ.get("SITE_TESTS") == "required" else pytest.skip
    if missing := [name for name in ("sphinx", "myst_nb", "furo") if importlib.util.find_spec(name) is None]:
        refuse(f"needs {', '.join(missing)} to build the book: make .venv/site.done")
    folder = tmp_path_factory.mktemp("book")
    command = [sys.executable, str(ROOT / "book" / "make.py"), str(folder)]
    built = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    if "npm could not bring MathJax" in built.stderr:
        refuse(built.stderr.strip())
    assert (built.returncode, built.stderr) == (0, ""), built.stderr
    return folder / "html"
