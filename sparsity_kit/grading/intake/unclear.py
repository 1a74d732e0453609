"""What lies in the folder and is nobody's for sure: kept, and said, so that it is never nothing."""

from sparsity_kit.grading.intake.entry import Unopenable
from sparsity_kit.grading.intake.submission_file import SubmissionFile
from sparsity_kit.grading.intake.tree import read

ANYBODY = ""  # in place of a student


class Unclear:
    """`notices` are sentences about all that is not graded; `of_others` are files of another assignment."""

    def __init__(self, recogniser):
        self.recogniser = recogniser
        self.notices: list[str] = []
        self.of_others: list = []  # (Entry, Owner, why) of files that another assignment's name and cells have
        self._unsure: dict = {}  # {student: (Entry, why)}

    def may_be_of(self, student, entry, why):
        """Keep the first thing that may be this student's, or ANYBODY's."""
        self._unsure.setdefault(student, (entry, why))

    def may_be_anybodys(self, entry, why):
        """Say why something is not looked into, in which there may be anybody's work."""
        self.notices.append(f"{entry.shown} {why}")
        self.may_be_of(ANYBODY, entry, self.notices[-1])

    def is_link(self, entry):
        """Say that it is not followed."""
        self.notices.append(f"{entry.shown} is a symbolic link: not followed")

    def note(self, entry, owner, reason):
        """Something whose owner cannot be told; for whom it may be, it is not nothing."""
        if self._is_anothers(entry):
            self.of_others.append((entry, owner, reason))
        else:
            self.keep_in_mind(entry, owner, reason)

    def keep_in_mind(self, entry, owner, reason):
        """Say that something is not graded, and for whom it may be."""
        self.notices.append(f"{entry.shown} is not graded: {reason}")
        for student in (*owner.perhaps, *owner.students):
            self.may_be_of(student.student, entry, f"{entry.shown}: {reason}")
        if owner.anonymous:
            self.may_be_of(ANYBODY, entry, f"{entry.shown}: {reason}")

    def perhaps(self, student):
        """In place of a file, the fault that something may be this student's and nobody can tell; None if not."""
        found = self._unsure.get(student) or self._unsure.get(ANYBODY)
        if found is None:
            return None
        entry, why = found
        return SubmissionFile(entry, fault=f"it may be this student's, and nobody can tell: {why}", perhaps=True)

    def _is_anothers(self, entry):
        """Whether a file is another assignment's, by its name and its cells."""
        if entry.kind != "file" or self.recogniser.says(entry.name) is not False:
            return False
        try:
            return not self.recogniser.looks(read(entry)).ours
        except Unopenable:
            return False
