"""The guide for instructors is true: its command lines run, in their order, and lead to grades."""

import os
import re
import shlex
import subprocess
from pathlib import Path

import pytest
import toy_class
from toy_class import answered

from sparsity_kit.grading.box.trial import available
from sparsity_kit.grading.commands import main, parser
from sparsity_kit.grading.intake.collecting import collect
from sparsity_kit.grading.intake.recognising import Recogniser
from sparsity_kit.grading.intake.roster import read_roster
from sparsity_kit.grading.limits import LIMITS
from sparsity_kit.grading.marks.export import FORMATS

GUIDE = Path(__file__).parent.parent.parent / "lessons" / "homework" / "INSTRUCTORS.md"
TEXT = GUIDE.read_text(encoding="utf-8")
UNBOXED = ["--i-trust-these-submissions"] if available() else []


def typed():
    """The arguments of every `sparsity-kit` that stands in the guide, blocks and sentences."""
    blocks = "\n".join(re.findall(r"^```sh\n(.*?)^```", TEXT, flags=re.S | re.M))
    lines = re.findall(r"^sparsity-kit (.+)$", blocks, flags=re.M)
    return [shlex.split(line) for line in lines]


def test_all_that_can_be_typed_is_understood():
    inline = [shlex.split(line) for line in re.findall(r"`sparsity-kit (homework [^`]+)`", TEXT)]
    assert len(typed()) >= 13 and inline
    for arguments in typed() + inline:
        assert parser().parse_args(arguments).run


def test_every_way_to_export_is_shown():
    """In a line to be typed, or in a sentence."""
    missing = [name for name in (*FORMATS, "gradescope") if not re.search(rf"--to {name}\b", TEXT)]
    assert not missing, f"write --to {' and --to '.join(missing)} into the guide for instructors"


def test_it_can_be_read_in_ten_minutes():
    assert (words := len(TEXT.split())) < 2200, f"{words} words: whoever says more there says something else shorter"


def test_the_layouts_are_those_that_are_collected(tmp_path):
    table = TEXT[TEXT.index("| from | looks like |") :].split("\n\n")[0]
    paths = re.findall(r"`collected/([^`]+)`", table)
    assert len(paths) == 7
    (tmp_path / "class.csv").write_text(re.search(r"^```csv\n(.*?)^```", TEXT, flags=re.S | re.M)[1], encoding="utf-8")
    for number, path in enumerate(paths):
        file = tmp_path / str(number) / path
        file.parent.mkdir(parents=True)
        file.write_text("{}")
        (file.parent.parent / "submission_metadata.yml").write_text("submission_77: {':submitters': [{':sid': ann}]}")
        found = collect(tmp_path / str(number), Recogniser("hw2"), read_roster(tmp_path / "class.csv"))
        assert {name: each.entry.path for name, each in found.files.items()} == {"ann": file} and not found.files[
            "ann"
        ].fault


def test_from_a_secret_to_uploaded_grades(tmp_path, monkeypatch, capsys):
    """As the guide has it, with a small assignment for hw2; what needs a cluster or nbgrader is tested elsewhere."""
    monkeypatch.chdir(tmp_path)
    toy_class.install(tmp_path / "source", monkeypatch.setattr)
    Path("class.csv").write_text(re.search(r"^```csv\n(.*?)^```", TEXT, flags=re.S | re.M)[1], encoding="utf-8")
    Path("gradebook.csv").write_text("Student,ID,SIS Login ID,Section,Homework 2 (4711)\nAnn,101,ann,A,\n")
    Path("worksheet.csv").write_text("Identifier,Full name,Grade,Last modified (grade)\nParticipant 901,Ann,,-\n")
    for arguments in typed():
        arguments = [each.replace("hw2", "toy") for each in arguments]
        if "--dask" in arguments:
            continue
        if arguments[1] == "grade":
            Path("released").rename("collected")
            for student in ("ann", "bob"):
                answered(f"collected/{student}/toy.ipynb")
            Path("collected/cleo/toy.ipynb").unlink()
            arguments += ["--workers", "2", *UNBOXED]
        assert main(arguments) == 0, arguments
        if "--sheet" in arguments:
            text = Path("to_mark.csv").read_text(encoding="utf-8")
            Path("to_mark.csv").write_text(text.replace("toy-essay,,5", "toy-essay,5,5"), encoding="utf-8")
    assert "cleo: nothing handed in" in capsys.readouterr().out
    assert '\nann,"Smith, Ann",ann@example.org,A,2,3,5,10,10,final' in Path("graded/toy-csv.csv").read_text(
        encoding="utf-8"
    )
    assert "Ann,101,ann,A,10" in Path("graded/toy-canvas.csv").read_text(encoding="utf-8")
    assert "Participant 901,Ann,10,-" in Path("graded/toy-moodle.csv").read_text(encoding="utf-8")
    assert Path("graded/toy-gradescope.zip").is_file() and Path("graded/toy-report.html").is_file()


@pytest.mark.parametrize(
    "word", ["bubblewrap", "term.key", "--missing-as-zero", "open source", "JupyterHub", "formgrader"]
)
def test_nothing_that_matters_was_left_out(word):
    assert word in TEXT


def test_it_can_be_read_in_twelve_minutes():
    assert len(re.findall(r"\w+", TEXT)) < 2640


def test_the_readme_leads_there():
    readme = (GUIDE.parent.parent.parent / "README.md").read_text(encoding="utf-8")
    assert "(lessons/homework/INSTRUCTORS.md)" in readme


# ---- the page for students


def test_the_students_page_says_the_limits_as_they_are():
    page = " ".join((GUIDE.parent / "STUDENTS.md").read_text(encoding="utf-8").split())
    seconds = f"A cell may take {LIMITS.cell_seconds} seconds, the whole notebook {LIMITS.notebook_seconds}, with"
    sizes = (
        f"{LIMITS.memory_bytes / 1e9:g} GB of memory and files of {LIMITS.file_bytes / 1e6:g} MB; {LIMITS.cells} cells"
    )
    assert f"{seconds} {sizes} and {LIMITS.notebook_bytes / 1e6:g} MB are read" in page


# ---- the lines for a hub


SUDO = '#!/bin/bash\nHOME="$PWD/home/$2" exec "${@:3}"\n'  # sudo -Hu STUDENT COMMAND …; the rights are not tried here


def on_a_hub(folder):
    """Run the guide's lines for a hub in a folder, with homes below it."""
    page = (GUIDE.parent / "HUB.md").read_text(encoding="utf-8")
    (lines,) = re.findall(r"^```sh\n(for student.*?)^```", page, flags=re.S | re.M)
    lines = lines.replace("timeout 10", "timeout 1")
    (folder / "sudo").write_text(SUDO)
    (folder / "sudo").chmod(0o755)
    environment = {"PATH": f"{folder}:/usr/bin:/bin"}
    subprocess.run(["bash", "-c", lines], cwd=folder, env=environment, timeout=60)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the lines are for a hub on Linux")
def test_the_lines_for_a_hub_hand_out_and_collect(tmp_path):
    students = ("ann", "bob", "cleo", "dan", "eva")
    for student in students:
        (tmp_path / "released" / student).mkdir(parents=True)
        (tmp_path / "released" / student / "hw2.ipynb").write_text(f"the numbers of {student}")
        (tmp_path / "home" / student).mkdir(parents=True)
    homework = {student: tmp_path / "home" / student / "homework" / "hw2.ipynb" for student in students}
    for student, path in homework.items():
        if student != "ann":
            path.parent.mkdir()
    homework["bob"].write_text("bob's work")
    os.utime(homework["bob"], (0, 1e9))
    homework["cleo"].symlink_to("/dev/zero")
    os.mkfifo(homework["dan"])
    homework["eva"].symlink_to("/nowhere")
    on_a_hub(tmp_path)
    collected = {path.parent.name: path for path in (tmp_path / "collected").rglob("hw2.ipynb")}
    assert collected["ann"].read_text() == "the numbers of ann"
    assert collected["bob"].read_text() == "bob's work" and collected["bob"].stat().st_mtime == 1e9
    assert collected["cleo"].stat().st_size == LIMITS.notebook_bytes + 1, "so that it is too large, and flagged"
    assert sorted(collected) == ["ann", "bob", "cleo"], "nothing is left of who handed nothing in"
