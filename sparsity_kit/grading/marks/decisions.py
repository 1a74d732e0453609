"""What a person decides: marks by hand, questions that are dropped, and both undone."""

from sparsity_kit.grading.marks.changes import Noting, why_marked
from sparsity_kit.grading.terminal import UserError


class Decisions(Noting):
    """An open store in which a person's decisions are kept."""

    def put_by_hand(self, assignment, rows):
        """Marks by a person, (student, question, points, comment) each: all of them, or none."""
        comments = {(student, question): comment for student, question, _, comment in rows}
        whom = [*dict.fromkeys(student for student, *_ in rows)]
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
        key = (assignment, sheet)
        query = "SELECT student, question, points FROM by_hand WHERE assignment = ? AND sheet = ?"
        rows = self.base.execute(query, key).fetchall()
        whom = [*dict.fromkeys(student for student, *_ in rows)]
        with self._noting(assignment, whom, lambda *_: f"a person's marks of sheet {sheet} were undone") as now:
            query = "UPDATE by_hand SET withdrawn_at = ? WHERE assignment = ? AND sheet = ?"
            self.base.execute(query, (now, *key))
        return rows

    def drop(self, assignment, question, points_to_all):
        """A question counts for nobody any more, or everybody who handed something in has its points."""
        why = "everybody got the points of the question" if points_to_all else "the question was dropped"
        with self._noting(assignment, [*self.marks(assignment)], lambda *_: why) as now:
            self._insert("dropped", assignment=assignment, question=question, points_to_all=points_to_all, at=now)

    def undo_drop(self, assignment, question):
        """A question counts again as it was marked."""
        with self._noting(assignment, [*self.marks(assignment)], lambda *_: "the question counts again") as now:
            query = "UPDATE dropped SET withdrawn_at = ? WHERE assignment = ? AND question = ? AND withdrawn_at = ''"
            self.base.execute(query, (now, assignment, question))
