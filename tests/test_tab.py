"""What the tab is made of, without a network: our notebooks, a whole list of packages, files that are checked."""

import hashlib
import json
import re
import tomllib
import zipfile
from pathlib import Path

import pytest

from book import pyodide
from sparsity_kit.grading.release.sources import NOTEBOOKS
from tab import contents, jupyterlite, lock, wheels

ROOT = Path(__file__).parent.parent
PINS = (ROOT / "tab" / "wheels.txt").read_text(encoding="utf-8").splitlines()


def pinned():
    return {line.split("==")[0]: re.findall(r"==([\d.]+) --hash=sha256:[0-9a-f]{64}$", line) for line in PINS}


@pytest.fixture(scope="module")
def notebooks(tmp_path_factory):
    """The notebooks of the tab, {name: notebook}."""
    folder = tmp_path_factory.mktemp("tab") / "notebooks"
    contents.write(folder)
    return {
        path.relative_to(folder).as_posix(): json.loads(path.read_text(encoding="utf-8"))
        for path in folder.rglob("*.ipynb")
    }


def whole(text):
    return "".join(text)


@pytest.mark.parametrize("path", sorted((ROOT / "lessons").rglob("[!.]*.ipynb")), ids=lambda path: path.stem)
def test_a_lesson_is_cell_for_cell_what_it_is_elsewhere(notebooks, path):
    theirs = json.loads(path.read_text(encoding="utf-8"))
    ours = notebooks[path.relative_to(ROOT / "lessons").as_posix()]
    assert [whole(cell["source"]) for cell in theirs["cells"]] == [cell["source"] for cell in ours["cells"]]
    for our, their in zip(ours["cells"], theirs["cells"], strict=True):
        for after, before in zip(our.get("outputs", []), their.get("outputs", []), strict=True):
            assert after.get("text") == (whole(before["text"]) if "text" in before else None)
            shown = {
                kind: whole(value) if isinstance(value, list) else value
                for kind, value in before.get("data", {}).items()
            }
            assert after.get("data", {}) == shown


def test_homework_is_for_practice_and_has_no_solutions(notebooks):
    homework = {name: json.dumps(notebook) for name, notebook in notebooks.items() if name.startswith("hw")}
    assert {*homework} == {path.name for path in NOTEBOOKS.glob("hw*.ipynb")}
    assert all("BEGIN SOLUTION" not in text and "check(" in text for text in homework.values())


def test_an_edition_is_that_of_the_cells_alone(notebooks):
    notebook = notebooks["01_penalties_alone.ipynb"]
    ran = json.loads(json.dumps(notebook))
    for cell in ran["cells"]:
        cell |= {"outputs": [], "execution_count": 9} if cell["cell_type"] == "code" else {}
    assert contents.edition(ran) == notebook["metadata"][contents.EDITION]
    ran["cells"][-1]["source"] += "."
    assert contents.edition(ran) != notebook["metadata"][contents.EDITION]


def wheel(folder, name, needs=()):
    """A small wheel."""
    path = folder / f"{name}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{name}/__init__.py", "")
        lines = [
            "Metadata-Version: 2.1",
            f"Name: {name}",
            "Version: 1.0",
            *(f"Requires-Dist: {need}" for need in needs),
        ]
        archive.writestr(f"{name}-1.0.dist-info/METADATA", "\n".join(lines))
    return path


@pytest.fixture
def core(tmp_path, monkeypatch):
    """A core with a list of two packages, and a folder that has their files."""
    folder, lent = tmp_path / "core", tmp_path / "lent"
    folder.mkdir()
    lent.mkdir()
    entries = {}
    for name, depends in (("numpy", ["matplotlib_inline"]), ("matplotlib-inline", [])):
        (lent / f"{name}.whl").write_text(name)
        sha256 = hashlib.sha256(name.encode()).hexdigest()
        entries[name] = {
            "name": name,
            "file_name": f"{name}.whl",
            "sha256": sha256,
            "depends": depends,
            "imports": [name],
        }
    (folder / "pyodide-lock.json").write_text(json.dumps({"info": {"version": "1"}, "packages": entries}))
    monkeypatch.setattr(pyodide, "CORE", ("pyodide-lock.json",))
    monkeypatch.setattr(lock, "PYODIDES", ["numpy"])
    monkeypatch.setenv("PYODIDE_FILES", str(lent))
    return folder


@pytest.mark.parametrize("cdn", [False, True])
def test_the_list_of_packages_is_whole(core, tmp_path, cdn):
    ours = [wheel(tmp_path, "sparsity_kit", ["numpy>=2", "sympy", "matplotlib_inline", 'tqdm; extra == "course"'])]
    listed = lock.write(tmp_path / "site", core, ours, cdn)
    packages = json.loads(listed.read_text(encoding="utf-8"))["packages"]
    assert packages["sparsity-kit"]["depends"] == ["numpy", "matplotlib-inline"]  # SymPy comes with its import
    assert packages["numpy"]["depends"] == ["matplotlib-inline"] and packages["sparsity-kit"]["imports"] == [
        "sparsity_kit"
    ]
    for name, entry in packages.items():
        file = tmp_path / "site" / entry["file_name"]
        if cdn and name != "sparsity-kit":
            assert entry["file_name"] == f"{pyodide.RELEASE}{name}.whl"
        else:
            assert hashlib.sha256(file.read_bytes()).hexdigest() == entry["sha256"]


def test_a_file_that_is_not_what_the_list_says_is_refused(core, tmp_path):
    (tmp_path / "lent" / "numpy.whl").write_text("changed")
    with pytest.raises(pyodide.NotThere, match=r"numpy\.whl has the sha256 .*: it was removed; try again"):
        pyodide.fetch(["numpy"], core)
    assert not (core / "numpy.whl").exists()


def test_a_file_that_cannot_be_had_is_named_with_its_cure(core, tmp_path, monkeypatch):
    (tmp_path / "lent" / "numpy.whl").unlink()
    monkeypatch.setattr(pyodide, "RELEASE", "http://127.0.0.1:9/")
    with pytest.raises(pyodide.NotThere, match=r"127\.0\.0\.1:9/numpy\.whl cannot be had, .*PYODIDE_FILES"):
        pyodide.fetch(["numpy"], core)


def test_all_that_the_tab_needs_is_pinned_by_version_and_bytes():
    assert all(len(version) == 1 for version in pinned().values())
    assert {"ipywidgets", "anywidget", "comm", "sympy", "jupyterlite_pyodide_kernel"} <= pinned().keys()
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert re.findall(r'"jupyterlite-core==([\d.]+)"', project)[0].startswith("0.6.")
    assert pinned()["jupyterlite_pyodide_kernel"][0].startswith("0.6.")


def test_the_wheel_of_the_start_is_the_same_each_time(tmp_path):
    for name in ("one.whl", "two.whl"):
        wheels.start(tmp_path / name)
    assert (tmp_path / "one.whl").read_bytes() == (tmp_path / "two.whl").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.whl") as archive:
        (start,) = (name for name in archive.namelist() if name.endswith(".py"))
        assert archive.read(start) == (ROOT / "tab" / "start.py").read_bytes()
    assert start == f"{jupyterlite.IPYTHON.rpartition('/')[2]}/profile_default/startup/start.py"


def test_the_other_ways_lead_to_the_repository_of_the_project():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    ours = project["urls"]["Repository"].removeprefix("https://github.com/")
    assert len(jupyterlite.ways()) == 3
    assert all(ours in address for address in jupyterlite.ways().values())
