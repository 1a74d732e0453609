"""All results in one SQLite file, grades.sqlite. A submission is written in one transaction: whole, or not at all."""

import json
from dataclasses import astuple
from datetime import UTC, datetime
from pathlib import Path

from sparsity_kit.grading.intake.roster import COLUMNS, Student
from sparsity_kit.grading.judge.mark import Mark
from sparsity_kit.grading.marks.database import opened
from sparsity_kit.grading.terminal import UserError

FILE = "grades.sqlite"


class Store:
    """The results in a folder. `made_with` names what a mark depends on beside the file: secret, pool and grader."""

    def __init__(self, folder, make=False):
        path = Path(folder) / FILE
        if not make and not path.is_file():
            raise UserError(f"{folder} has no {FILE}; first run: sparsity-kit homework grade … --out {folder}")
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self.base = opened(path, make)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.base.close()

    # Writing

    def put_roster(self, students):
        """The roster as it is now; who is no longer in it keeps the marks but is not exported."""
        with self.base:
            self.base.execute("DELETE FROM roster")
            marks = ", ".join("?" * len(COLUMNS))
            rows = [*map(astuple, students)]
            self.base.executemany(f"INSERT INTO roster VALUES ({marks})", rows)

    def put_intake(self, assignment, flags, notices):
        """What was found while the files were collected: {student: sentences} and sentences about other files."""
        with self.base:
            row = (assignment, json.dumps(flags), json.dumps(notices))
            self.base.execute("REPLACE INTO intake VALUES (?, ?, ?)", row)

    def put_due(self, assignment, due):
        """The moment that is due, so that late files are still known when it is not given again; None for none."""
        with self.base:
            self.base.execute("DELETE FROM due WHERE assignment = ?", (assignment,))
            if due:
                self.base.execute("INSERT INTO due VALUES (?, ?)", (assignment, due.isoformat()))

    def due(self, assignment):
        """The moment that is due, of a store that was opened to write; None if none was given."""
        row = self.base.execute("SELECT moment FROM due WHERE assignment = ?", (assignment,)).fetchone()
        return datetime.fromisoformat(row[0]) if row else None

    def forget(self, assignment, students):
        """Take students back who had no file, only one that might have been theirs."""
        with self.base:
            for table in ("marks", "submissions"):
                rows = [(assignment, student) for student in students]
                self.base.executemany(f"DELETE FROM {table} WHERE assignment = ? AND student = ?", rows)

    def put(self, assignment, student, file_hash, made_with, file, graded):
        """One graded submission, in place of an earlier one of this student."""
        key, now = (assignment, student), datetime.now(UTC).isoformat(timespec="seconds")
        with self.base:
            self.base.execute("DELETE FROM marks WHERE assignment = ? AND student = ?", key)
            row = (*key, file_hash, made_with, file, json.dumps(list(graded.flags)), now)
            self.base.execute("REPLACE INTO submissions VALUES (?, ?, ?, ?, ?, ?, ?)", row)
            rows = [
                (*key, mark.question, place, mark.points, mark.full, mark.status, mark.message, mark.mistake)
                for place, mark in enumerate(graded.marks)
            ]
            self.base.executemany("INSERT INTO marks VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def put_by_hand(self, assignment, rows):
        """Marks by a person, (student, question, points, comment) each: all of them, or none."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with self.base:
            for student, question, points, comment in rows:
                (file_hash,) = self.base.execute(
                    "SELECT hash FROM submissions WHERE assignment = ? AND student = ?", (assignment, student)
                ).fetchone()
                row = (assignment, student, question, file_hash, points, comment, now)
                self.base.execute("REPLACE INTO by_hand VALUES (?, ?, ?, ?, ?, ?, ?)", row)

    # Reading

    def done(self, assignment):
        """{student: (hash of the file, made_with)} of what was graded."""
        rows = self.base.execute("SELECT student, hash, made_with FROM submissions WHERE assignment = ?", (assignment,))
        return {student: (file_hash, made_with) for student, file_hash, made_with in rows}

    def roster(self):
        """The students, in the roster's order."""
        return [Student(*row) for row in self.base.execute("SELECT * FROM roster ORDER BY rowid")]

    def assignments(self):
        """The names of the assignments that were graded."""
        return [name for (name,) in self.base.execute("SELECT assignment FROM intake ORDER BY assignment")]

    def intake(self, assignment):
        """({student: sentences}, notices) as `put_intake` got them."""
        row = self.base.execute("SELECT flags, notices FROM intake WHERE assignment = ?", (assignment,)).fetchone()
        return (json.loads(row[0]), json.loads(row[1])) if row else ({}, [])

    def flags(self, assignment):
        """{student: sentences} that grading itself gave."""
        rows = self.base.execute("SELECT student, flags FROM submissions WHERE assignment = ?", (assignment,))
        return {student: json.loads(flags) for student, flags in rows}

    def marks(self, assignment):
        """{student: Marks} in the order of the questions."""
        columns = "student, question, points, full, status, message, mistake"
        query = f"SELECT {columns} FROM marks WHERE assignment = ? ORDER BY place"
        marks: dict[str, list] = {}
        for student, *row in self.base.execute(query, (assignment,)):
            marks.setdefault(student, []).append(Mark(*row))
        return marks

    def by_hand(self, assignment):
        """{(student, question): (hash of the file that was marked, points, comment)}."""
        query = "SELECT student, question, hash, points, comment FROM by_hand WHERE assignment = ?"
        rows = self.base.execute(query, (assignment,))
        return {(student, question): tuple(rest) for student, question, *rest in rows}
