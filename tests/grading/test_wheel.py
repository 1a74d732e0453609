"""Installed without a clone, the command finds the source notebooks: they are in the wheel."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from sparsity_kit.homework.assignments import ASSIGNMENTS

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """A folder with what the wheel holds."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(folder / "site")
    return folder / "site"


def test_a_wheel_has_every_source_notebook_and_the_command(installed):
    assert {path.stem for path in installed.glob("sparsity_kit/homework/notebooks/*.ipynb")} >= set(ASSIGNMENTS)
    (entry,) = installed.glob("*.dist-info/entry_points.txt")
    assert "sparsity-kit = sparsity_kit.grading.commands:main" in entry.read_text()


def test_it_releases_without_a_clone(installed, tmp_path):
    (tmp_path / "class.csv").write_text("student\nann\n")
    (tmp_path / "term.key").write_text("5" * 64)
    name = next(iter(ASSIGNMENTS))
    command = [sys.executable, "-P", "-m", "sparsity_kit.grading", "homework", "release", name]
    command += ["--secret", "term.key", "--roster", "class.csv"]
    environment = os.environ | {"PYTHONPATH": str(installed)}
    subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True, text=True)
    assert (tmp_path / "released" / "ann" / f"{name}.ipynb").is_file()
