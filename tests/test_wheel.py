"""What is handed to an index is whole and right, and works without a clone: built, checked, installed and used."""

import os
import re
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from email import message_from_bytes
from pathlib import Path

import pytest
from twine.commands.check import check

from sparsity_kit.homework.register import ASSIGNMENTS

ROOT = Path(__file__).parent.parent
LESSONS = sorted(path.name for path in (ROOT / "lessons").glob("*.ipynb"))
BESIDE = sorted(f"beside/{path.name}" for path in (ROOT / "lessons" / "beside").glob("[!.]*.*"))
SOLUTION = b"BEGIN SOLUTION"
HOMEWORK = "sparsity_kit/homework/notebooks/"  # for instructors: the command `sparsity-kit homework` reads them


def run(*command, folder, **more):
    """Run a command that has to succeed; what it printed."""
    ran = subprocess.run([*map(str, command)], cwd=folder, capture_output=True, text=True, encoding="utf-8", **more)
    assert ran.returncode == 0, ran.stdout[-2000:] + ran.stderr[-2000:]
    return ran.stdout


@pytest.fixture(scope="module")
def dist(tmp_path_factory):
    """A folder with the wheel and the sdist of this clone."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "-d", folder, folder=ROOT)
    return folder


@pytest.fixture(scope="module")
def wheel(dist):
    """{name: bytes} of the wheel's files."""
    (path,) = dist.glob("*.whl")
    return read_wheel(path)


@pytest.fixture(scope="module")
def sdist(dist):
    """{name: bytes} of the sdist's files."""
    (path,) = dist.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        return {each.name.partition("/")[2]: archive.extractfile(each).read() for each in archive if each.isfile()}


def read_wheel(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def metadata(wheel):
    (name,) = [name for name in wheel if name.endswith(".dist-info/METADATA")]
    return message_from_bytes(wheel[name])


def test_an_index_takes_both(dist):
    assert not check([str(path) for path in dist.iterdir()], strict=True)


def test_the_wheel_has_the_lessons_and_no_tool_of_their_makers(wheel):
    inside = {name for name in wheel if name.startswith("sparsity_kit/lessons/")}
    assert inside == {f"sparsity_kit/lessons/{name}" for name in [*LESSONS, *BESIDE, "LICENSE"]} and len(LESSONS) == 11
    shipped = [*LESSONS, *BESIDE]
    assert all(wheel[f"sparsity_kit/lessons/{name}"] == (ROOT / "lessons" / name).read_bytes() for name in shipped)
    assert "sparsity_kit/py.typed" in wheel
    assert {name.partition("/")[0] for name in wheel if ".dist-info/" not in name} == {"sparsity_kit"}


@pytest.mark.parametrize("kind", ["wheel", "sdist"])
def test_solutions_stand_apart_from_what_students_get(kind, request):
    files = request.getfixturevalue(kind)
    notebooks = {name for name in files if name.endswith(".ipynb")}
    assert {name for name in notebooks if SOLUTION in files[name]} == {
        f"{HOMEWORK}{name}.ipynb" for name in ASSIGNMENTS
    }


def test_the_wheel_says_whose_law_is_on_what(wheel):
    said = metadata(wheel)
    assert said["License-Expression"] == "BSD-3-Clause AND CC-BY-4.0"
    (folder,) = {name.partition("/")[0] for name in wheel if ".dist-info/" in name}
    for name in said.get_all("License-File"):
        assert wheel[f"{folder}/licenses/{name}"] == (ROOT / name).read_bytes()
    assert set(said.get_all("License-File")) == {"LICENSE", "lessons/LICENSE", "sparsity_kit/diabetes/LICENSE"}
    assert {"LICENSE", "SOURCE.md", "diabetes.csv"} == {name.split("/")[-1] for name in wheel if "/diabetes/" in name}


def test_the_wheel_brings_the_diabetes_data_also_as_it_is_and_without_scikit_learn(dist, tmp_path):
    """A program in a browser puts the wheel itself, a zip file, on its path."""
    (wheel,) = dist.glob("*.whl")
    code = "import sys; sys.path.insert(0, sys.argv[1]); sys.modules |= dict.fromkeys(['sklearn', 'scipy', 'pandas'])\n"
    code += "from sparsity_kit import data; print(data.__file__, data.diabetes().X.shape)"
    said = run(sys.executable, "-c", code, wheel, folder=tmp_path)
    assert str(wheel) in said and "(442, 10)" in said


def test_the_readme_of_an_index_page_leads_into_the_repository(wheel):
    said = metadata(wheel)
    (repository,) = [url.split(", ")[1] for url in said.get_all("Project-URL") if url.startswith("Repository, ")]
    targets = re.findall(r"\]\(([^)]+)\)", said.get_payload(decode=True).decode("utf-8"))
    assert all(re.match("https?://", target) for target in targets)
    ours = [target.removeprefix(repository) for target in targets if target.startswith(repository)]
    files = [match[1] for match in map(re.compile("/(?:blob|raw)/HEAD/(.+)").fullmatch, ours) if match]
    assert all((ROOT / name).is_file() for name in files) and len(files) == len(ours) > 8


def test_the_sdist_builds_the_same_wheel(dist, wheel, sdist, tmp_path):
    (path,) = dist.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        archive.extractall(tmp_path, filter="data")
    (source,) = tmp_path.iterdir()
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path / "again", folder=source)
    (again,) = (tmp_path / "again").iterdir()
    assert read_wheel(again) == wheel


@pytest.fixture(scope="module")
def clean(dist, tmp_path_factory):
    """The folder of the programs of an environment with the wheel in it; the rest is lent, but not this clone."""
    folder = tmp_path_factory.mktemp("clean environment")
    run(sys.executable, "-m", "venv", "--without-pip", folder, folder=ROOT)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    (wheel,) = dist.glob("*.whl")
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        programs / "python",
        "install",
        "--quiet",
        "--no-index",
        "--no-deps",
    ]
    run(*pip, wheel, folder=ROOT)
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = Path(run(programs / "python", "-c", ask, folder=folder).strip())
    (site / "lent.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return programs


def test_a_student_with_the_wheel_alone_starts_and_runs_lesson_0(clean, tmp_path):
    where = run(clean / "python", "-c", "import sparsity_kit; print(sparsity_kit.__file__)", folder=tmp_path)
    assert Path(where.strip()).is_relative_to(clean.parent)
    assert "0. Start here (15 minutes)" in run(clean / "sparsity-kit", "lessons", folder=tmp_path)
    run(clean / "sparsity-kit", "start", "my lessons", "--copy-only", folder=tmp_path)
    mine = tmp_path / "my lessons"
    assert sorted(path.name for path in mine.glob("*.ipynb")) == LESSONS
    again = [
        clean / "python",
        "-m",
        "pytest",
        "--nbval",
        "--nbval-current-env",
        "--rootdir=.",
        "-p",
        "no:cacheprovider",
    ]
    assert " passed" in run(*again, LESSONS[0], folder=mine)


def test_an_instructor_with_the_wheel_alone_releases_homework(clean, tmp_path):
    (tmp_path / "class.csv").write_text("student\nann\n")
    (tmp_path / "term.key").write_text("5" * 64)
    name = next(iter(ASSIGNMENTS))
    command = ["homework", "release", name, "--secret", "term.key", "--roster", "class.csv"]
    run(clean / "sparsity-kit", *command, folder=tmp_path)
    released = (tmp_path / "released" / "ann" / f"{name}.ipynb").read_bytes()
    assert b"grade_id" in released and SOLUTION not in released
