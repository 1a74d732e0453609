"""The two files that an instructor brings: a secret that nobody guesses, a roster that can be trusted."""

import io
import os
import re

import pytest

from sparsity_kit.grading.intake.roster import Student, check_known, read_roster
from sparsity_kit.grading.release.secret import make_secret, read_secret, readable_by_others, tag
from sparsity_kit.grading.tables import table_text
from sparsity_kit.grading.terminal import UserError, one_line, say


def written(path, text):
    path.write_text(text, encoding="utf-8")
    return path


def test_a_secret_is_random_private_and_never_overwritten(tmp_path):
    first, second = tmp_path / "term.key", tmp_path / "other.key"
    tags = {make_secret(first), make_secret(second)}
    assert len(tags) == 2 and tag(read_secret(first)) in tags
    assert re.fullmatch(r"[0-9a-f]{64}\n", first.read_text())
    assert os.name != "posix" or first.stat().st_mode & 0o777 == 0o600
    kept = first.read_text()
    with pytest.raises(UserError, match="exists already and is left alone"):
        make_secret(first)
    assert first.read_text() == kept
    with pytest.raises(UserError, match="cannot be written"):
        make_secret(tmp_path / "no" / "folder")


def test_a_tag_gives_nothing_of_the_secret_away(tmp_path):
    make_secret(tmp_path / "term.key")
    secret = read_secret(tmp_path / "term.key")
    assert tag(secret) not in secret.decode() and tag(secret) == tag(secret) != tag(secret + b"0")


def test_a_guessable_secret_is_refused(tmp_path):
    with pytest.raises(UserError, match="has 6 characters, too few"):
        read_secret(written(tmp_path / "short", "hunter\n"))
    with pytest.raises(UserError, match="has 31 characters, too few"):
        read_secret(written(tmp_path / "short", "x" * 31))
    assert read_secret(written(tmp_path / "long", "x" * 32)) == b"x" * 32
    edited = written(tmp_path / "edited", f"\ufeff{'x' * 32}\r\n")
    assert read_secret(edited) == b"x" * 32, "an editor's mark is no part of it, and cannot be seen"
    with pytest.raises(UserError, match="or make one for a new term: sparsity-kit homework secret"):
        read_secret(tmp_path / "missing")


def test_a_roster_is_no_secret(tmp_path):
    with pytest.raises(UserError, match="has 4 lines, and a secret is one; give the file that was made with"):
        read_secret(written(tmp_path / "class.csv", "student,name\nann,Ann Smith\nbob,Bob Jones\ncleo,Cleo Wu\n"))


@pytest.mark.parametrize("make", [make_secret, lambda path: written(path, "a-secret-of-my-own/with+signs=in-it\n")])
def test_a_secret_in_the_place_of_a_table_is_not_shown(tmp_path, make):
    make(path := tmp_path / "term.key")
    with pytest.raises(UserError, match="it has one long word, as a secret has; give a CSV file") as said:
        read_roster(path)
    assert path.read_text().strip() not in str(said.value)
    with pytest.raises(UserError, match="no template can be read"):
        table_text(path, "template")


@pytest.mark.skipif(os.name != "posix", reason="Windows has other permissions")
def test_a_secret_that_others_can_read_is_noticed(tmp_path):
    path = written(tmp_path / "key", "x" * 40)
    for mode in (0o644, 0o640, 0o604):
        path.chmod(mode)
        assert readable_by_others(path)
    path.chmod(0o600)
    assert not readable_by_others(path)


def test_a_roster(tmp_path):
    path = written(tmp_path / "a.csv", '\ufeffStudent, name, canvas_id, hobby\nann,"Smith,  Ann",77,chess\n\nbob,,,\n')
    assert read_roster(path) == [Student("ann", "Smith, Ann", canvas_id="77"), Student("bob")]


def test_a_roster_as_nbgrader_writes_it(tmp_path):
    path = written(tmp_path / "a.csv", "id,last_name,first_name,email\n7001,Smith,Ann,a@x.org\n")
    assert read_roster(path) == [Student("7001", "Smith, Ann", "a@x.org")]


ANN_ZOE = [Student("00123", "Smith, Ann", "a@x.org"), Student("zoe", "Ångström, Zoë", "z@x.org")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize(
    "text",
    [
        'student,name,email\n00123,"Smith, Ann",a@x.org\nzoe,"Ångström, Zoë",z@x.org\n',
        "student;name;email\r\n00123;Smith, Ann;a@x.org\r\nzoe;Ångström, Zoë;z@x.org\r\n;;\r\n",
        "sep=;\r\nstudent;name;email\r\n00123;Smith, Ann;a@x.org\r\nzoe;Ångström, Zoë;z@x.org\r\n",
        "Student \tNAME\temail\n00123 \tSmith, Ann\ta@x.org\n\nzoe\t Ångström, Zoë\u00a0\tz@x.org\t\n",
    ],
    ids=["commas", "semicolons", "sep", "tabs"],
)
def test_a_roster_as_a_spreadsheet_writes_it(tmp_path, text, encoding):
    (tmp_path / "a.csv").write_bytes(text.encode(encoding))
    assert read_roster(tmp_path / "a.csv") == ANN_ZOE


def test_a_workbook_is_no_table(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"PK\3\4" + bytes(100))
    with pytest.raises(UserError, match="it is a workbook; save it as CSV UTF-8"):
        read_roster(tmp_path / "a.csv")
    (tmp_path / "a.csv").write_bytes(bytes(100))
    with pytest.raises(UserError, match="it must be a CSV file in UTF-8"):
        read_roster(tmp_path / "a.csv")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name\nAnn\n", "has no column student, it has name"),
        ("student\n", "has no students"),
        ("student\nann\n../../etc\n", r"line 3: the student '../../etc' cannot be used as a folder's name"),
        ("student\n-rf\n", "cannot be used"),
        ("student,name\nann,Ann\n,Bob\n", "line 3: the student '' cannot be used"),
        ("student\nann\x1b[2J\n", r"'ann\\\\x1b\[2J' cannot be used"),
        ("student\nann\nANN\n", "has the student ANN twice"),
        ("student,email\nann,a@x.org\nbob,A@x.org\n", "has the email A@x.org twice"),
        ("student,canvas_id\nann,7\nbob,\ncy,\ndora,7\n", "has the canvas_id 7 twice"),
        ("student,moodle_id\nann,7\nbob,7\n", "has the moodle_id 7 twice"),
        ('student,name\nann,"Smith\nbob,Jones\n', "line 3: unexpected end of data; look for a quotation mark"),
        ('student,name\nann,"Smith" Ann\n', "line 2: .* expected after .*; look for a quotation mark"),
        ("student,name,email\nann,Smith, Ann,a@x.org\n", "line 2 has 4 cells, and the first line names 3; put"),
        ("student,name,Name\nann,Ann,A\n", "has the column name twice; leave one of them"),
        ("student,name\n1.23E+08,Ann\n", "line 2: a spreadsheet has rewritten the number 1.23E.08; let it show"),
        ("student,name\n123.0,Ann\n", "has rewritten the number 123.0"),
        ("ann,Ann\nbob,Bob\n", "has the column ann twice; leave one of them, or write a first line that names"),
        ("student;canvas_id\nann;1,2E+11\n", "has rewritten the number 1,2E.11"),
    ],
)
def test_a_roster_that_is_not_in_order(tmp_path, text, said):
    with pytest.raises(UserError, match=said):
        read_roster(written(tmp_path / "a.csv", text))


@pytest.mark.parametrize(
    ("typed", "cure"),
    [
        ("ANN", "perhaps ann, annika is meant"),
        ("bbo", "perhaps bob is meant"),
        ("Smith, Ann", "give what stands in the column student"),
    ],
)
def test_a_name_that_is_no_login_is_told_which_it_may_mean(typed, cure):
    students = [Student("ann", "Smith, Ann"), Student("bob"), Student("annika")]
    check_known(["ann", "bob"], students, "class.csv")
    with pytest.raises(UserError) as said:
        check_known(["ann", typed], students, "class.csv")
    assert str(said.value) == f"{typed} is not in class.csv; {cure}"


def test_no_text_steers_the_terminal():
    assert one_line("a\x1b]0;x\x07b\u202ec\nd") == r"a\x1b]0;x\x07b\u202ec\nd"
    assert one_line("Zoë Ångström, 李") == "Zoë Ångström, 李"
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    say("λ\x1b[31m\nnext", stream)
    stream.seek(0)
    assert stream.read() == "lam\\x1b[31m\nnext\n"
