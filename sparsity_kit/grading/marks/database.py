"""The SQLite file of a folder of grades: its tables, what is read of two of them, and opening it."""

import sqlite3
from typing import NamedTuple

from sparsity_kit.grading.intake.roster import COLUMNS
from sparsity_kit.grading.terminal import UserError

FORM = 2  # raised when the tables change
MARK = ("question", "points", "full", "status", "message", "mistake", "answer", "key", "cell", "asked")  # of a Mark
ROSTER = f"CREATE TABLE roster ({', '.join(f'{column} TEXT NOT NULL' for column in COLUMNS)}, PRIMARY KEY (student));"
TABLES = """
CREATE TABLE submissions (
    assignment TEXT, student TEXT, hash TEXT NOT NULL, made_with TEXT NOT NULL, file TEXT NOT NULL,
    flags TEXT NOT NULL, graded_at TEXT NOT NULL, code TEXT NOT NULL, questions TEXT NOT NULL,
    PRIMARY KEY (assignment, student));
-- Every mark that the grader ever gave; the newest of a question counts.
CREATE TABLE marks (
    id INTEGER PRIMARY KEY, run INTEGER NOT NULL, assignment TEXT, student TEXT, question TEXT, points REAL,
    full REAL NOT NULL, status TEXT NOT NULL, message TEXT NOT NULL, mistake TEXT NOT NULL, answer TEXT NOT NULL,
    key TEXT NOT NULL, cell TEXT NOT NULL, asked TEXT NOT NULL, hash TEXT NOT NULL, made_with TEXT NOT NULL,
    graded_at TEXT NOT NULL, UNIQUE (assignment, student, question, run));
-- Every mark that a person ever gave, sheet by sheet; the newest that is not withdrawn counts.
CREATE TABLE by_hand (
    sheet INTEGER, assignment TEXT, student TEXT, question TEXT, hash TEXT NOT NULL, cell TEXT NOT NULL,
    points REAL NOT NULL, comment TEXT NOT NULL, marked_at TEXT NOT NULL, withdrawn_at TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (assignment, sheet, student, question));
-- What counts was changed: from which points to which, and why.
CREATE TABLE changes (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, assignment TEXT, student TEXT, question TEXT, before REAL, after REAL,
    why TEXT NOT NULL);
CREATE TABLE dropped (
    id INTEGER PRIMARY KEY, assignment TEXT, question TEXT, points_to_all INTEGER NOT NULL, at TEXT NOT NULL,
    withdrawn_at TEXT NOT NULL DEFAULT '');
-- What a person reads: the newest text and pictures of each student.
CREATE TABLE work (
    assignment TEXT, student TEXT, question TEXT, text TEXT NOT NULL, given TEXT NOT NULL,
    PRIMARY KEY (assignment, student, question));
CREATE TABLE pictures (
    assignment TEXT, student TEXT, question TEXT, number INTEGER, png BLOB NOT NULL,
    PRIMARY KEY (assignment, student, question, number));
CREATE TABLE intake (assignment TEXT PRIMARY KEY, flags TEXT NOT NULL, notices TEXT NOT NULL);
-- When work is due: student '' is the class, the others have an extension.
CREATE TABLE due (assignment TEXT, student TEXT, due TEXT NOT NULL, PRIMARY KEY (assignment, student));
"""


class Submission(NamedTuple):
    """What is known of a student's file: its hash, what it was graded with, and the student's anonymous code.

    `file` is the path that said whose it is; "" if nobody can tell.
    """

    hash: str
    made_with: str
    file: str
    flags: tuple
    code: str


class Change(NamedTuple):
    """What counts for a question was `before` and `after`, in points, and why.

    None is no mark: it waits for a person, or is not asked of this student.
    """

    at: str
    student: str
    question: str
    before: float | None
    after: float | None
    why: str

    def __str__(self):
        """In a line: ann, hw2-slope: 0 → 2 (a newer file)."""
        before, after = ("no mark" if each is None else f"{each:g}" for each in (self.before, self.after))
        return f"{self.student}, {self.question}: {before} → {after} ({self.why})"


def opened(path, make):
    """The connection to the file; with `make`, a file without tables gets them. Raises UserError for another file."""
    base = sqlite3.connect(path, timeout=60)
    try:
        base.execute("PRAGMA synchronous = FULL")
        _check_form(base, path, make)
    except sqlite3.OperationalError:  # there is nothing wrong with the file itself
        base.close()
        raise
    except sqlite3.DatabaseError as error:
        raise UserError(f"{path} cannot be used: {error}; move it away, and grade anew") from None
    return base


def _check_form(base, path, make):
    (form,) = base.execute("PRAGMA user_version").fetchone()
    if form == 0 and make:
        base.executescript(f"BEGIN IMMEDIATE;{ROSTER}{TABLES}PRAGMA user_version = {FORM};COMMIT;")
    elif form != FORM:
        raise UserError(
            f"the tables of {path} have the form {form}, and this version of the kit reads the form {FORM}; grade into "
            "another folder, with --out"
        )
