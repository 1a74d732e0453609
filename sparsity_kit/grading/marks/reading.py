"""What can be read of the store."""

import json
import sqlite3
from datetime import datetime

from sparsity_kit.grading.intake.roster import COLUMNS, Student
from sparsity_kit.grading.judge.mark import Mark, Work
from sparsity_kit.grading.marks.database import MARK, Change, Submission
from sparsity_kit.grading.marks.what_counts import Given, Marked


def _of(student):
    """The condition for an assignment of one student, or of all where ?2 is None; SQLite uses its index for it."""
    return f"assignment = ?1 AND {'?2 IS NULL' if student is None else 'student = ?2'}"


class Reading:
    """The questions that can be asked of an open store, `base`."""

    base: sqlite3.Connection

    def roster(self):
        """The students, in the roster's order. What a kit with other columns has stored is read as far as it goes."""
        rows = self.base.execute("SELECT * FROM roster ORDER BY rowid")
        stored = [column for column, *_ in rows.description]
        lines = (zip(stored, row, strict=True) for row in rows)
        return [Student(**{column: text for column, text in line if column in COLUMNS}) for line in lines]

    def assignments(self):
        """The names of the assignments that were graded."""
        return [name for (name,) in self.base.execute("SELECT assignment FROM intake ORDER BY assignment")]

    def intake(self, assignment):
        """({student: sentences}, notices) as `put_intake` got them."""
        row = self.base.execute("SELECT flags, notices FROM intake WHERE assignment = ?", (assignment,)).fetchone()
        return (json.loads(row[0]), json.loads(row[1])) if row else ({}, [])

    def due(self, assignment):
        """{student: moment} when work is due, by this machine's clock; "" is the class."""
        rows = self.base.execute("SELECT student, due FROM due WHERE assignment = ?", (assignment,))
        return {student: datetime.fromisoformat(due).astimezone() for student, due in rows}

    def submissions(self, assignment, student=None):
        """{student: Submission}."""
        query = f"SELECT student, hash, made_with, file, flags, code FROM submissions WHERE {_of(student)}"
        return {
            login: Submission(file_hash, made_with, file, tuple(json.loads(flags)), code)
            for login, file_hash, made_with, file, flags, code in self.base.execute(query, (assignment, student))
        }

    def done(self, assignment):
        """{student: (hash of the file, made_with)} of what was graded."""
        return {student: each[:2] for student, each in self.submissions(assignment).items()}

    def marks(self, assignment, student=None):
        """{student: Marks} that the grader gave last, in the order of the questions."""
        query = f"""
            SELECT marks.student, {", ".join(MARK)} FROM marks
            JOIN (SELECT MAX(id) AS last FROM marks WHERE {_of(student)}
                  GROUP BY student, question) ON id = last"""
        found: dict[str, dict] = {}
        for login, *row in self.base.execute(query, (assignment, student)):
            found.setdefault(login, {})[row[0]] = Mark(**dict(zip(MARK, row, strict=True)))
        query = f"SELECT student, questions FROM submissions WHERE {_of(student)}"
        return {
            login: [found[login][name] for name in json.loads(names)]
            for login, names in self.base.execute(query, (assignment, student))
        }

    def by_hand(self, assignment, student=None):
        """{(student, question): Given} of what a person gave last, and did not withdraw."""
        query = f"""
            SELECT student, question, hash, cell, points, comment FROM by_hand
            WHERE {_of(student)} AND withdrawn_at = '' ORDER BY sheet"""
        rows = self.base.execute(query, (assignment, student))
        return {(login, question): Given(*rest) for login, question, *rest in rows}

    def dropped(self, assignment):
        """{question: whether everybody has its points} of those that are dropped."""
        query = "SELECT question, points_to_all FROM dropped WHERE assignment = ? AND withdrawn_at = '' ORDER BY id"
        return {question: bool(to_all) for question, to_all in self.base.execute(query, (assignment,))}

    def marked(self, assignment, student=None):
        """{student: [Marked]}: the grader's marks, with those of a person, and what was dropped."""
        given, dropped = self.by_hand(assignment, student), self.dropped(assignment)
        hashes = self.submissions(assignment, student)
        return {
            login: [
                Marked(mark, given.get((login, mark.question)), hashes[login].hash, dropped.get(mark.question))
                for mark in marks
            ]
            for login, marks in self.marks(assignment, student).items()
        }

    def basis(self, assignment, student):
        """{question: (hash, cell, asked, made_with)} of what the grader's newest marks depend on."""
        query = """
            SELECT question, hash, cell, asked, made_with FROM marks WHERE assignment = ? AND student = ? ORDER BY id"""
        return {name: tuple(rest) for name, *rest in self.base.execute(query, (assignment, student))}

    def changes(self, assignment):
        """Every Change of what counts, in the order of time."""
        query = "SELECT at, student, question, before, after, why FROM changes WHERE assignment = ? ORDER BY id"
        return [Change(*row) for row in self.base.execute(query, (assignment,))]

    def work(self, assignment):
        """{(student, question): Work} that a person reads."""
        pictures: dict[tuple, list] = {}
        query = "SELECT student, question, png FROM pictures WHERE assignment = ? ORDER BY number"
        for student, question, png in self.base.execute(query, (assignment,)):
            pictures.setdefault((student, question), []).append(png)
        query = "SELECT student, question, text, given FROM work WHERE assignment = ?"
        return {
            (student, question): Work(question, text, tuple(pictures.get((student, question), ())), given)
            for student, question, text, given in self.base.execute(query, (assignment,))
        }

    def every_mark(self, assignment, student):
        """(time, question, points, who, what it depends on, message) of all marks of a student, the oldest first."""
        query = """
            SELECT graded_at AS at, question, points, 'the grader', 'file #' || substr(hash, 1, 12) || ', cell ' || cell
                || ', question ' || asked || ', ' || made_with, message
            FROM marks WHERE assignment = ?1 AND student = ?2
            UNION ALL
            SELECT marked_at, question, points, 'a person, sheet ' || sheet, 'file #' || substr(hash, 1, 12)
                || ', cell ' || cell || CASE withdrawn_at WHEN '' THEN '' ELSE ', undone ' || withdrawn_at END, comment
            FROM by_hand WHERE assignment = ?1 AND student = ?2 ORDER BY at"""
        return [*self.base.execute(query, (assignment, student))]
