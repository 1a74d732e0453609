"""All results in one SQLite file, grades.sqlite: nothing is forgotten, and each change is whole or not at all."""

import json
from dataclasses import astuple
from pathlib import Path

from sparsity_kit.grading.marks.changes import why_graded
from sparsity_kit.grading.marks.database import opened
from sparsity_kit.grading.marks.decisions import Decisions
from sparsity_kit.grading.terminal import UserError

FILE = "grades.sqlite"


class Store(Decisions):
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

    def put_roster(self, students):
        """The roster as it is now; who is no longer in it keeps the marks but is not exported."""
        with self.base:
            self.base.execute("DELETE FROM roster")
            self._insert("roster", [astuple(student) for student in students])

    def put_intake(self, assignment, flags, notices):
        """What was found while the files were collected: {student: sentences} and sentences about other files."""
        with self.base:
            row = (assignment, json.dumps(flags), json.dumps(notices))
            self.base.execute("REPLACE INTO intake VALUES (?, ?, ?)", row)

    def put_due(self, assignment, due):
        """When work is due, {student: moment}, in place of what was known; "" is the class."""
        with self.base:
            self.base.execute("DELETE FROM due WHERE assignment = ?", (assignment,))
            self._insert("due", [(assignment, student, moment.isoformat()) for student, moment in due.items()])

    def forget(self, assignment, students):
        """Take students back who had no file, only one that might have been theirs."""
        with self.base:
            for table in ("marks", "submissions", "work", "pictures"):
                rows = [(assignment, student) for student in students]
                self.base.executemany(f"DELETE FROM {table} WHERE assignment = ? AND student = ?", rows)

    def put(self, assignment, student, file_hash, made_with, file, graded, code="", only=()):
        """One graded submission; the marks before it stay in the history. `only` some questions, of the same file."""
        marks = [mark for mark in graded.marks if not only or mark.question in only]
        basis = {mark.question: (file_hash, mark.cell, mark.asked, made_with) for mark in marks}
        known = self.basis(assignment, student)
        with self._noting(assignment, [student], lambda _, name: why_graded(known.get(name), basis.get(name))) as now:
            if not only:
                names = json.dumps([mark.question for mark in marks])
                flags = json.dumps(list(graded.flags))
                row = (assignment, student, file_hash, made_with, file, flags, now, code, names)
                self.base.execute("REPLACE INTO submissions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
            self._put_marks(assignment, student, marks, file_hash, made_with, now)
            self._put_work(assignment, student, graded.work, only)

    def _put_marks(self, assignment, student, marks, file_hash, made_with, now):
        query = "SELECT COALESCE(MAX(run), 0) + 1 FROM marks WHERE assignment = ? AND student = ?"
        (run,) = self.base.execute(query, (assignment, student)).fetchone()
        rows = [
            (
                None, run, assignment, student, mark.question, mark.points, mark.full, mark.status, mark.message,
                mark.mistake, mark.answer, mark.key, mark.cell, mark.asked, file_hash, made_with, now,
            )
            for mark in marks
        ]  # fmt: skip
        self._insert("marks", rows)

    def _put_work(self, assignment, student, work, only):
        for table in ("work", "pictures"):
            query = f"DELETE FROM {table} WHERE assignment = ? AND student = ?"
            if not only:
                self.base.execute(query, (assignment, student))
            for name in only:
                self.base.execute(f"{query} AND question = ?", (assignment, student, name))
        for each in work:
            if not only or each.question in only:
                self._insert("work", [(assignment, student, each.question, each.text, each.given)])
                rows = [(assignment, student, each.question, *picture) for picture in enumerate(each.pictures)]
                self._insert("pictures", rows)
