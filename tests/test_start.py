"""`sparsity-kit start` copies the lessons and never writes over a student's work; `sparsity-kit lessons` lists them."""

import asyncio
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from ipykernel.ipkernel import IPythonKernel

from sparsity_kit.grading.commands import lessons, main, parser, start
from sparsity_kit.grading.commands.opened_as_saved import OpenedAsSaved

ROOT = Path(__file__).parent.parent
FIRST = "00_start_here.ipynb"
NEWER = f"00_start_here.newer-{start.VERSION}.ipynb"


@pytest.fixture
def kit(tmp_path, monkeypatch):
    """The folder that the kit copies from, here a copy on which no file can be written; the current folder is new."""
    place = tmp_path / "kit" / "lessons"
    shutil.copytree(ROOT / "lessons", place, ignore=shutil.ignore_patterns("*.py", "homework", ".*", "__pycache__"))
    shutil.copy(ROOT / "README.md", place.parent)
    for path in filter(Path.is_file, place.rglob("*")):
        path.chmod(0o444)
    monkeypatch.setattr(start, "PLACE", place)
    monkeypatch.setattr(lessons, "PLACE", place)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return place


def renew(kit, text):
    """Give the kit another version of lesson 0."""
    (kit / FIRST).unlink()
    (kit / FIRST).write_text(text)


def copied(folder="sparsity-lessons"):
    assert main(["start", folder, "--copy-only"]) == 0
    return Path(folder)


def plain(path):
    """A copy as it was in the kit, without the name of the Python that will run it."""
    content = path.read_bytes()
    if path.suffix == ".ipynb":
        notebook = json.loads(content)
        assert notebook["metadata"]["language_info"] == IPythonKernel.language_info
        notebook["metadata"]["language_info"] = {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"}
        content = (json.dumps(notebook, indent=1, ensure_ascii=False) + "\n").encode()
    return content


def names(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("folder", ["sparsity-lessons", "my lessons/of θ"])
def test_the_lessons_are_copied_whole_and_can_be_written(kit, folder):
    mine = copied(folder)
    shipped = {path.name: path.read_bytes() for path in (ROOT / "lessons").glob("*.ipynb")}
    assert {path.name: plain(path) for path in mine.glob("*.ipynb")} == shipped and len(shipped) == 12
    beside = {path.name: path.read_bytes() for path in (ROOT / "lessons" / "beside").glob("[!.]*.*")}
    assert {path.name: plain(path) for path in (mine / "beside").iterdir()} == beside and beside
    assert all(path.stat().st_mode & 0o200 and not path.is_symlink() for path in mine.rglob("*"))


def test_what_is_up_to_date_is_not_written_again(kit):
    def written():
        return {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in mine.rglob("*") if path.is_file()}

    mine = copied()
    before = written()
    copied()
    assert mine / start.RECORD in before and written() == before


def test_another_python_is_no_change_of_the_students(kit, monkeypatch, capsys):
    mine = copied()
    (mine / "01_penalties_alone.ipynb").write_text("mine")
    before = names(mine)
    monkeypatch.setitem(IPythonKernel.language_info, "version", "3.99.1")
    copied()
    assert plain(mine / FIRST) == (kit / FIRST).read_bytes() and names(mine) == before
    assert (mine / "01_penalties_alone.ipynb").read_text() == "mine"


def test_in_a_clone_a_notebook_is_opened_with_the_name_of_this_python_and_the_file_stays(tmp_path):
    """Jupyter asks for folders, for files without their content, and for notebooks in other languages as well."""
    for name, said in {"old": {"name": "python", "version": "3.0"}, "r": {"name": "R"}, "bare": None}.items():
        metadata = {} if said is None else {"language_info": said}
        notebook = {"cells": [], "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
        (tmp_path / f"{name}.ipynb").write_text(json.dumps(notebook))
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    manager = OpenedAsSaved(root_dir=str(tmp_path))

    def get(path, **options):
        return asyncio.run(manager.get(path, **options))

    assert get("old.ipynb")["content"]["metadata"]["language_info"] == IPythonKernel.language_info
    assert get("r.ipynb")["content"]["metadata"]["language_info"] == {"name": "R"}
    assert "language_info" not in get("bare.ipynb")["content"]["metadata"]
    assert get("old.ipynb", content=False)["content"] is None
    assert sorted(each["name"] for each in get("")["content"]) == ["bare.ipynb", "old.ipynb", "r.ipynb"]
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_students_get_no_homework_and_no_solution(kit):
    mine = copied()
    assert not [name for name in names(mine) if name.startswith("hw")]
    assert not [path for path in mine.rglob("*") if path.is_file() and "BEGIN SOLUTION" in path.read_text("utf-8")]


def test_what_a_student_changed_stays_and_is_not_spoken_of_again(kit, capsys):
    mine = copied()
    (mine / FIRST).write_text("mine")
    before = names(copied())
    assert (mine / FIRST).read_text() == "mine" and NEWER not in before
    assert capsys.readouterr().out.count("\n") == 2


def test_a_newer_version_is_put_beside_a_students_work_and_told_in_one_line(kit, capsys):
    mine = copied()
    (mine / FIRST).write_text("mine")
    renew(kit, "newer")
    capsys.readouterr()
    copied()
    assert (mine / FIRST).read_text() == "mine" and (mine / NEWER).read_text() == "newer"
    said = capsys.readouterr().out.splitlines()
    assert said[0] == f"{FIRST} is yours and stays; the newer version is beside it: {NEWER}" and len(said) == 2
    before = names(mine)
    assert names(copied()) == before and len(capsys.readouterr().out.splitlines()) == 1


def test_a_newer_version_that_the_student_changed_too_is_not_written_over(kit):
    mine = copied()
    for version in ("second", "third", "fourth"):
        (mine / FIRST).write_text(f"mine, while {version} came")
        renew(kit, version)
        copied()
    (mine / NEWER).write_text("mine as well")
    renew(kit, "fifth")
    copied()
    beside = {path.read_text() for path in mine.glob("00_start_here.newer*")}
    assert beside == {"mine as well", "third", "fourth", "fifth"}
    assert (mine / FIRST).read_text() == "mine, while fourth came"


def test_an_older_version_that_nobody_changed_is_replaced(kit, capsys):
    mine = copied()
    renew(kit, "newer")
    before = names(mine)
    assert names(copied()) == before and (mine / FIRST).read_text() == "newer"
    assert len(capsys.readouterr().out.splitlines()) == 2


@pytest.mark.parametrize("record", [None, "", "[1]", '{"00_start_here.ipynb": 7}', "\0"])
def test_without_a_record_all_that_differs_is_the_students(kit, record):
    mine = copied()
    (mine / FIRST).write_text("mine")
    if record is None:
        (mine / start.RECORD).unlink()
    else:
        (mine / start.RECORD).write_text(record)
    copied()
    assert (mine / FIRST).read_text() == "mine" and plain(mine / NEWER) == (kit / FIRST).read_bytes()
    shipped = {path.relative_to(kit).as_posix() for path in kit.rglob("*") if path.is_file()}
    assert set(json.loads((mine / start.RECORD).read_text())) == shipped


def test_a_lesson_that_was_deleted_comes_back(kit):
    mine = copied()
    (mine / FIRST).unlink()
    assert FIRST in names(copied())


@pytest.mark.parametrize("folder", ["a file", "a file/below"])
def test_a_folder_that_cannot_be_written_is_said_in_one_sentence(kit, folder, capsys):
    Path("a file").write_text("")
    assert main(["start", folder, "--copy-only"]) == 1
    error = capsys.readouterr().err
    assert error.startswith(f"sparsity-kit: the lessons cannot be copied to {folder}: ") and error.count("\n") == 1
    assert "name a folder that you can write to: sparsity-kit start FOLDER" in error


def test_without_jupyterlab_the_cure_is_said_and_nothing_is_copied(kit, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "jupyterlab.labapp", None)
    assert main(["start"]) == 1
    assert "JupyterLab is not installed: pip install 'sparsity-kit[course]', or --copy-only" in capsys.readouterr().err
    assert not Path("sparsity-lessons").exists()


@pytest.mark.parametrize("flags", [[], ["--no-browser"]])
def test_jupyterlab_opens_lesson_0_in_the_students_folder(kit, flags, monkeypatch):
    opened = []
    monkeypatch.setattr("jupyterlab.labapp.main", lambda arguments: opened.append((Path.cwd().name, arguments)))
    assert main(["start", "my lessons", *flags]) == 0
    ((folder, arguments),) = opened
    assert folder == "my lessons" and arguments[: 1 + len(flags)] == [f"--LabApp.default_url=/lab/tree/{FIRST}", *flags]
    assert set(arguments[1 + len(flags) :]) <= {"--allow-root"}


def test_the_list_is_what_notebooks_and_readme_say(kit, capsys):
    assert main(["lessons"]) == 0
    said = capsys.readouterr().out
    rows = re.findall(
        r"^\| \[(\d+\. .+?)\]\(.+?\) \| (.+?) \| (\d+)(?: \+ (\d+))? \|$", (ROOT / "README.md").read_text("utf-8"), re.M
    )
    more = {row[3]: f", and {row[3]} more at home" if row[3] else "" for row in rows}
    assert len(rows) == 12 and len(more) > 1
    assert said == "".join(
        f"{title} ({minutes} minutes{more[home]})\n   {question}\n" for title, question, minutes, home in rows
    )
    (kit / FIRST).chmod(0o644)
    (kit / FIRST).write_text((kit / FIRST).read_text("utf-8").replace("about 20 minutes", "about 21 minutes"), "utf-8")
    assert lessons.lessons()[0].minutes == 21


@pytest.mark.parametrize("command", ["start", "lessons"])
def test_the_help_has_examples_that_can_be_typed(command, capsys):
    with pytest.raises(SystemExit, match="0"):
        main([command, "--help"])
    examples = re.findall(r"^  sparsity-kit (.+)$", capsys.readouterr().out, flags=re.M)
    assert examples and all(parser().parse_args(shlex.split(example)).run for example in examples)


def test_a_reader_who_has_seen_enough_is_no_error():
    reader, writer = os.pipe()
    os.close(reader)
    code = "import sys; from sparsity_kit.grading.commands import main; sys.exit(main(['lessons']))"
    done = subprocess.run([sys.executable, "-c", code], stdout=writer, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writer)
    assert done.returncode == 1 and not done.stderr
