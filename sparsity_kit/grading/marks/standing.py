"""Where each student stands: the marks of the grader with those of a person in their place."""

from dataclasses import dataclass

from sparsity_kit.grading.intake.roster import Student
from sparsity_kit.grading.judge.mark import UNREAD
from sparsity_kit.grading.terminal import UserError, some


@dataclass(frozen=True)
class Standing:
    """One student of the roster: `marks` is empty if nothing was handed in. `flags` are for the instructor.

    `file` names the version that was graded, by the first digits of its hash, and `code` the student, for who must not
    know the name.
    """

    student: Student
    marks: tuple = ()
    flags: tuple = ()
    file: str = ""
    code: str = ""

    def called(self, anonymous=False):
        """The student's login and name, or the code alone."""
        if anonymous:
            return self.code or "somebody without a code"
        return f"{self.student.student} {self.student.name}".strip()

    @property
    def missing(self):
        """Whether nothing was handed in."""
        return not self.marks

    @property
    def waiting(self):
        """The names of the questions that need a person."""
        return [mark.question for mark in self.marks if mark.points is None]

    @property
    def unread(self):
        """Whether something was handed in that could not be read, and nobody has marked any of it."""
        return bool(self.waiting) and all(UNREAD in mark.message for mark in self.marks)

    @property
    def total(self):
        """The sum of the points; None as long as a question needs a person, or if nothing was handed in."""
        return None if self.missing or self.waiting else sum(mark.points for mark in self.marks)

    @property
    def so_far(self):
        """The sum of the points that there are."""
        return sum(mark.points for mark in self.marks if mark.points is not None)

    @property
    def full(self):
        """The full mark."""
        return sum(mark.full for mark in self.marks)


def standings(store, assignment):
    """A Standing for each student of the roster. Raises UserError if the assignment was never graded."""
    if assignment not in store.assignments():
        graded = ", ".join(store.assignments()) or "none"
        raise UserError(f"{store.path} has no assignment {assignment!r}, it has {graded}; first run: homework grade")
    files, marked, found = store.submissions(assignment), store.marked(assignment), store.intake(assignment)[0]

    def standing(student):
        login = student.student
        if login not in files:
            return Standing(student, flags=tuple(found.get(login, ())))
        file = files[login]
        flags = (*found.get(login, ()), *file.flags, *_of_a_person(marked[login]))
        shown = f"#{file.hash[:12]}"  # with # a spreadsheet takes it for text
        return Standing(student, tuple(each.counts for each in marked[login]), flags, shown, file.code)

    return [standing(student) for student in store.roster()]


def check_full_marks(found, assignment):
    """Raises UserError with the students whose marks are for other questions, or of other points, than it has now."""
    asked = {question.name: question.points for question in assignment.questions}
    older = [each for each in found if not each.missing and {mark.question: mark.full for mark in each.marks} != asked]
    if older:
        raise UserError(
            f"{assignment.name} has other questions or points now, {assignment.points:g} in all, than when "
            f"{some(each.student.student for each in older)} had been graded; first run: homework grade"
        )


def _of_a_person(marked):
    """What became of marks that a person gave for an earlier file, or for a question since mended, in sentences."""
    given = [each for each in marked if each.given]
    if stay := [each.mark.question for each in given if each.survives and each.given.hash != each.hash]:
        yield f"a person's mark of {', '.join(stay)} is for an earlier file and stays: the cell is the same"
    for each in given:
        if each.survives and (each.mark.points or 0) > each.given.points:
            gives = f"a person gave {each.given.points:g} for {each.mark.question}, the grader now {each.mark.points:g}"
            yield f"{gives}: the person's counts"
        if not each.survives:
            gave = f"a person gave {each.given.points:g} for {each.mark.question} in an earlier file"
            said = f" ({each.given.comment})" if each.given.comment else ""
            yield f"{gave}{said}; its cell has changed: look again"


def chosen(store, assignment):
    """The assignment's name, which may be left out if there is but one. Raises UserError."""
    names = store.assignments()
    if assignment is None and len(names) == 1:
        return names[0]
    if assignment is None and not names:
        raise UserError(f"{store.path} has no assignment yet; first run: sparsity-kit homework grade")
    if assignment is None:
        raise UserError(f"{store.path} has {', '.join(names)}; say which: --assignment NAME")
    return assignment
