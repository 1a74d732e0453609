"""All results in one SQLite file, grades.sqlite: nothing is forgotten, and each change is whole or not at all."""

import json
from dataclasses import asdict
from pathlib import Path

from sparsity_kit.grading.marks.changes import Noting, why_graded, why_marked
from sparsity_kit.grading.marks.database import MARK, ROSTER, opened
from sparsity_kit.grading.terminal import UserError

FILE = "grades.sqlite"


class Store(Noting):
    """The results in a folder. `made_with` names what a mark depends on beside the file: secret, pool and grader."""

    def __init__(self, folder, make=False):
        path = Path(folder) / FILE
        if not make and not path.is_file():
            raise UserError(f"{folder} has no {FILE}; first run: sparsity-kit homework grade … --out {folder}")
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path, self.base = path, opened(path, make)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.base.close()

    def put_roster(self, students):
        """The roster as it is now; who is no longer in it keeps the marks but is not exported."""
        with self.base:
            self.base.execute("BEGIN IMMEDIATE")
            self.base.execute("DROP TABLE roster")  # a kit with other columns may have made it
            self.base.execute(ROSTER)
            for student in students:
                self._insert("roster", **asdict(student))

    def put_intake(self, assignment, flags, notices):
        """What was found while the files were collected: {student: sentences} and sentences about other files."""
        flags, notices = json.dumps(flags), json.dumps(notices)
        with self.base:
            self._insert("intake", "REPLACE", assignment=assignment, flags=flags, notices=notices)

    def put_due(self, assignment, due):
        """When work is due, {student: moment}, in place of what was known; "" is the class."""
        with self.base:
            self.base.execute("DELETE FROM due WHERE assignment = ?", (assignment,))
            for student, moment in due.items():
                self._insert("due", assignment=assignment, student=student, due=moment.isoformat())

    def forget(self, assignment, students):
        """Take students back who had no file, only one that might have been theirs; not whom a person has marked."""
        whom = {*students} - {student for student, _ in self.by_hand(assignment)}
        with self._noting(assignment, sorted(whom), "no file may be this student's any more"):
            rows = [(assignment, student) for student in whom]
            for table in ("marks", "submissions", "work", "pictures"):
                self.base.executemany(f"DELETE FROM {table} WHERE assignment = ? AND student = ?", rows)

    def put(self, assignment, student, file_hash, made_with, file, graded, code="", only=()):
        """One graded submission; the marks before it stay in the history. `only` some questions, of the same file."""
        if only and {*self._points(assignment, student)} != {mark.question for mark in graded.marks}:
            only = ()  # there were other questions before: so that new ones count
        marks = [mark for mark in graded.marks if not only or mark.question in only]
        basis = {mark.question: (file_hash, mark.cell, mark.asked, made_with) for mark in marks}
        known, key = self.basis(assignment, student), {"assignment": assignment, "student": student}
        with self._noting(assignment, [student], lambda _, name: why_graded(known.get(name), basis.get(name))) as now:
            made = {"hash": file_hash, "made_with": made_with, "graded_at": now}
            if not only:
                questions = json.dumps([mark.question for mark in marks])
                said = {"flags": json.dumps(graded.flags), "questions": questions}
                self._insert("submissions", "REPLACE", **key, **made, **said, file=file, code=code)
            self._put_marks(key, made, marks)
            self._put_work(key, graded.work, only)

    def _put_marks(self, key, made, marks):
        query = "SELECT COALESCE(MAX(run), 0) + 1 FROM marks WHERE assignment = :assignment AND student = :student"
        (run,) = self.base.execute(query, key).fetchone()
        for mark in marks:
            self._insert("marks", run=run, **key, **made, **{column: getattr(mark, column) for column in MARK})

    def _put_work(self, key, work, only):
        some = f" AND question IN ({', '.join('?' * len(only))})" if only else ""
        for table in ("work", "pictures"):
            query = f"DELETE FROM {table} WHERE assignment = ? AND student = ?{some}"
            self.base.execute(query, (*key.values(), *only))
        for each in work:
            if not only or each.question in only:
                self._insert("work", **key, question=each.question, text=each.text, given=each.given)
                for number, png in enumerate(each.pictures):
                    self._insert("pictures", **key, question=each.question, number=number, png=png)

    def put_by_hand(self, assignment, rows):
        """Marks by a person, (student, question, points, comment) each: all of them, or none."""
        comments = {(student, question): comment for student, question, _, comment in rows}
        whom = (student for student, *_ in rows)
        with self._noting(assignment, whom, lambda *key: why_marked(comments.get(key, ""))) as now:
            query = "SELECT COALESCE(MAX(sheet), 0) + 1 FROM by_hand WHERE assignment = ?"
            (sheet,) = self.base.execute(query, (assignment,)).fetchone()
            for student, question, points, comment in rows:
                file_hash, cell, *_ = self.basis(assignment, student)[question]
                whose = {"assignment": assignment, "student": student, "question": question}
                mark = {"hash": file_hash, "cell": cell, "points": points, "comment": comment, "marked_at": now}
                self._insert("by_hand", sheet=sheet, **whose, **mark)

    def undo_sheet(self, assignment):
        """Withdraw the marks that a person gave last, in one go; the (student, question, points). Raises UserError."""
        query = "SELECT MAX(sheet) FROM by_hand WHERE assignment = ? AND withdrawn_at = ''"
        (sheet,) = self.base.execute(query, (assignment,)).fetchone()
        if sheet is None:
            raise UserError(f"there is no mark by a person to undo in {assignment}")
        query = "SELECT student, question, points FROM by_hand WHERE assignment = ? AND sheet = ?"
        rows = self.base.execute(query, (assignment, sheet)).fetchall()
        whom = (student for student, *_ in rows)
        with self._noting(assignment, whom, f"a person's marks of sheet {sheet} were undone") as now:
            query = "UPDATE by_hand SET withdrawn_at = ? WHERE assignment = ? AND sheet = ?"
            self.base.execute(query, (now, assignment, sheet))
        return rows

    def drop(self, assignment, question, points_to_all):
        """A question counts for nobody any more, or everybody who handed something in has its points."""
        why = "everybody got the points of the question" if points_to_all else "the question was dropped"
        with self._noting(assignment, [*self.marks(assignment)], why) as now:
            self._insert("dropped", assignment=assignment, question=question, points_to_all=points_to_all, at=now)

    def undo_drop(self, assignment, question):
        """A question counts again as it was marked."""
        with self._noting(assignment, [*self.marks(assignment)], "the question counts again") as now:
            query = "UPDATE dropped SET withdrawn_at = ? WHERE assignment = ? AND question = ? AND withdrawn_at = ''"
            self.base.execute(query, (now, assignment, question))
