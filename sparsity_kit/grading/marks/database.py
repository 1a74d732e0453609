"""The SQLite file of a folder of grades: its tables, and opening it."""

import sqlite3
from contextlib import closing

from sparsity_kit.grading.intake.roster import COLUMNS
from sparsity_kit.grading.terminal import UserError

FORM = 1  # raised when the tables change
TABLES = f"""
CREATE TABLE roster ({", ".join(f"{column} TEXT NOT NULL" for column in COLUMNS)}, PRIMARY KEY (student));
CREATE TABLE submissions (
    assignment TEXT, student TEXT, hash TEXT NOT NULL, made_with TEXT NOT NULL, file TEXT NOT NULL,
    flags TEXT NOT NULL, graded_at TEXT NOT NULL, PRIMARY KEY (assignment, student));
CREATE TABLE marks (
    assignment TEXT, student TEXT, question TEXT, place INTEGER, points REAL, full REAL NOT NULL, status TEXT NOT NULL,
    message TEXT NOT NULL, mistake TEXT NOT NULL, PRIMARY KEY (assignment, student, question));
CREATE TABLE by_hand (
    assignment TEXT, student TEXT, question TEXT, hash TEXT NOT NULL, points REAL NOT NULL, comment TEXT NOT NULL,
    marked_at TEXT NOT NULL, PRIMARY KEY (assignment, student, question));
CREATE TABLE intake (assignment TEXT PRIMARY KEY, flags TEXT NOT NULL, notices TEXT NOT NULL);
PRAGMA user_version = {FORM};
"""
LATER = (
    "CREATE TABLE IF NOT EXISTS due (assignment TEXT PRIMARY KEY, moment TEXT NOT NULL)"  # a file of FORM may lack it
)


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
    with closing(base.cursor()) as cursor:
        form = cursor.execute("PRAGMA user_version").fetchone()[0]
        if form == 0 and make:
            cursor.executescript(f"BEGIN IMMEDIATE;{TABLES}COMMIT;")
        elif form != FORM:
            raise UserError(f"{path} has the form {form}, this version reads {FORM}; grade into another folder")
        if make:
            cursor.execute(LATER)
