"""What is said where a package, a file, a reader or a number is not there: the fact and the cure."""

import os
import subprocess
import sys
from dataclasses import replace
from types import SimpleNamespace

import pytest
from toy import VARIANTS
from toy_class import ASSIGNMENT

from sparsity_kit.grading.box.observed import Value
from sparsity_kit.grading.commands import class_options, export, main, mark
from sparsity_kit.grading.intake.entry import Entry
from sparsity_kit.grading.intake.people import People
from sparsity_kit.grading.intake.platform_lists import gradescope_owners
from sparsity_kit.grading.judge.basis import asked_digest
from sparsity_kit.grading.judge.judging import mark_value
from sparsity_kit.grading.limits import LIMITS
from sparsity_kit.grading.marks.gain import Gain
from sparsity_kit.grading.marks.gain_page import said
from sparsity_kit.grading.release import sources
from sparsity_kit.grading.release.nbgrader_course import formgrader_marks
from sparsity_kit.grading.tables import UTF_8
from sparsity_kit.grading.terminal import UserError, progress
from sparsity_kit.grading.workers import Workers, at_work
from sparsity_kit.questions import Question, Variant


def _grade(tmp_path):
    with at_work(Workers(), None):
        pass


def _of_gradescope(tmp_path):
    name = "submission_metadata.yml"
    gradescope_owners(People(()), [Entry((name,), tmp_path / name, "file")])


PACKAGES = {
    "joblib": (_grade, "grading needs joblib; install it: pip install 'sparsity-kit[grading]'"),
    "yaml": (_of_gradescope, "reading submission_metadata.yml needs PyYAML; install it: pip install pyyaml"),
    "nbgrader.api": (
        lambda path: formgrader_marks(path, ASSIGNMENT),
        "reading gradebook.db needs nbgrader; install it",
    ),
}


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_that_is_not_installed_is_named(package, tmp_path, monkeypatch):
    use, needs = PACKAGES[package]
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(UserError) as raised:
        use(tmp_path)
    assert str(raised.value).startswith(needs)


def test_without_tqdm_there_is_no_bar(monkeypatch):
    monkeypatch.setitem(sys.modules, "tqdm", None)
    steps = [1, 2]
    assert progress(steps, 2) is steps


def test_a_source_notebook_that_is_missing_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(sources, "NOTEBOOKS", tmp_path)
    with pytest.raises(UserError, match=r"the source notebook toy.ipynb is not in .*; reinstall the kit, or write it"):
        sources.source_notebook(ASSIGNMENT)


def test_a_word_too_many_is_named(capsys):
    with pytest.raises(SystemExit):
        main(["homework", "mark", "graded", "a.csv", "b.csv"])
    assert "this is not understood: b.csv; see the same command with --help" in capsys.readouterr().err


@pytest.mark.skipif(os.name != "posix", reason="files have no such permissions here")
@pytest.mark.parametrize(("mode", "warned"), [(0o644, True), (0o600, False)])
def test_a_secret_that_others_can_read_is_warned_about(mode, warned, tmp_path, capsys):
    secret, roster = tmp_path / "term.key", tmp_path / "class.csv"
    secret.write_text("s" * 32)
    secret.chmod(mode)
    roster.write_text("student\nann\n")
    class_options.read_class(SimpleNamespace(secret=secret, roster=roster, pool=None, assignment="hw1"))
    warning = f"{secret} can be read by others on this machine; mend it: chmod 600 {secret}\n"
    assert capsys.readouterr().err == (warning if warned else "")


@pytest.mark.skipif(os.name != "posix", reason="a pipe has no end that can be closed here")
def test_who_reads_no_further_hears_of_no_error():
    """As in `sparsity-kit lessons | head -n 1`."""
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "sparsity_kit.grading", "lessons"]
    ended = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (ended.returncode, ended.stderr) == (1, b"")


def test_of_a_gradebook_the_marks_are_taken_that_a_person_gives(tmp_path, monkeypatch):
    """nbgrader's formgrader lets points be given to any question."""
    gradebook = tmp_path / "gradebook.db"
    given = [("ann", "toy-essay", 4.0, "Says why."), ("ann", "toy-line", 1.0, "")]
    monkeypatch.setattr(mark, "formgrader_marks", lambda path, assignment: given)
    with pytest.raises(UserError, match=r"there is no file .*gradebook.db; give the path of nbgrader's gradebook.db"):
        mark._rows(str(gradebook), ASSIGNMENT)
    gradebook.write_bytes(b"")
    assert mark._rows(str(gradebook), ASSIGNMENT) == [("gradebook", "ann", "toy-essay", "4", "Says why.")]


@pytest.mark.parametrize("begins", ["", UTF_8])
def test_a_template_keeps_its_byte_order_mark_or_gets_none(begins, tmp_path):
    """By it Excel knows the file's encoding."""
    template, out = tmp_path / "gradebook.csv", tmp_path / "filled.csv"
    template.write_text(f"{begins}Student,SIS Login ID,toy\nAnn,ann,\n", encoding="utf-8")
    options = SimpleNamespace(to="canvas", template=template, column="toy")
    export._fill_in(options, [], ASSIGNMENT, None, out)
    assert out.read_text(encoding="utf-8").startswith(f"{begins}Student")


def test_where_no_question_counts_there_is_no_gain():
    assert said(Gain((), {"both": [None]}, ("zero",))) == "No question counts, so there is no gain to be seen."


class _Mute(type(VARIANTS["q-slope"].kind)):
    """A number that cannot be shown."""

    def shown(self, value):
        raise ValueError("no words for it")


def test_a_wrong_answer_that_cannot_be_shown_is_wrong():
    question = replace(VARIANTS["q-slope"].question, kind=_Mute())
    found = mark_value(Variant(question, VARIANTS["q-slope"].given), Value(2, {"type": "int", "value": -1}), LIMITS)
    assert (found.status, found.answer, found.key) == ("wrong", "it cannot be shown (ValueError)", "")


def test_a_question_without_a_key_is_still_told_from_another():
    """Its mark waits for a person, and what was asked must be known then as well."""

    def asked(text):
        broken = Question("q", text, VARIANTS["q-slope"].kind, key=lambda a: 1 / 0, numbers=lambda draw: {"a": 1})
        return asked_digest(Variant(broken, {"a": 1}))

    assert asked("one?") == asked("one?") != asked("another?")
