"""The way through a folder that was handed in: whose is what lies there, down to each student's own files."""

import contextlib
from collections import defaultdict
from dataclasses import replace

from sparsity_kit.grading.intake.entry import Unopenable
from sparsity_kit.grading.intake.own_files import DEEPEST, OwnFiles
from sparsity_kit.grading.intake.people import NOBODY
from sparsity_kit.grading.intake.platform_lists import gradescope_owners
from sparsity_kit.grading.intake.spelling import folded, words_of
from sparsity_kit.grading.intake.tree import children
from sparsity_kit.grading.intake.unclear import Unclear
from sparsity_kit.grading.terminal import UserError

MOST = 200_000  # entries that are looked at, without those of students
GROUPS = {
    "submitted", "submission", "submissions", "collected", "section", "sections", "group", "groups", "class", "export",
    "assignment", "assignments", "download", "downloads", "upload", "uploads", "late", "time", "extension",
    "extensions", "tutorial", "lab",
}  # fmt: skip
HANDED_OUT = {"release", "released", "source", "autograded", "feedback", "graded"}  # of nbgrader's course, and of ours


class Walk:
    """Goes through a folder: `own` are the OwnFiles of the students, and what cannot be told is in `unclear`."""

    def __init__(self, folder, names, recogniser):
        self.folder, self.names, self.recogniser = folder, names, recogniser
        self.unclear = Unclear(recogniser)
        self.own = OwnFiles(self.unclear)
        self.sections = {folded(each.section) for each in names.students if each.section}
        self._count = 0

    def look_into(self, entry, stranger=""):
        """Find the owner of each entry in a folder or zip; what has none may be a section's folder, with owners in it.

        In what is a `stranger`'s, who is not in the roster, nothing is anybody's.
        """
        entries = [each for each in self._open(entry) if not self._was_handed_out(each)]
        known = gradescope_owners(self.names, entries)
        owners = _with_hidden_names([(each, known.get(each.name) or self._owner(each)) for each in entries])
        anybody = any(owner.students for _, owner in owners)
        for each, owner in owners:
            if owner.students and not stranger:
                self._give(each, owner)
            elif owner is not NOBODY and not _are_its_owners(named := self._named_in(each, owner), owner):
                perhaps = replace(owner, perhaps=(*owner.perhaps, *named))
                self.unclear.note(each, perhaps, owner.reason or f"{stranger!r} is not in the roster")
            elif each.kind == "link" and not each.name.lower().endswith(".ipynb"):
                self.unclear.is_link(each)
            elif each.opens and not each.name.lower().endswith(".ipynb"):
                closed = stranger or ("" if not anybody or self._is_group(each.name) else each.stem)
                self.look_into(each, closed)
            elif each.is_called_notebook:
                self.unclear.note(each, owner, self._nobodys(each, stranger))

    def _open(self, entry):
        """The entries in a folder or zip; none, with a notice, where it cannot be opened."""
        try:
            if len(entry.parts) >= DEEPEST:
                raise Unopenable("is not looked into: it is too deep")
            entries = children(entry)
        except Unopenable as reason:
            self.unclear.may_be_anybodys(entry, str(reason))
            return []
        self._count += len(entries)
        if self._count > MOST:
            raise UserError(f"{self.folder} has more than {MOST} files and folders; give the folder of one assignment")
        return [each for each in entries if not each.is_hidden]

    def _give(self, entry, owner):
        """An entry is for its owners; for whom it may be too, and who did it together, is said."""
        for student in owner.students:
            self.own.keep(student.student, entry, replace(owner, known_by=entry.shown))
        for student in owner.perhaps:
            self.unclear.may_be_of(student.student, entry, f"{entry.shown} names {student.student} too")
        if len(owner.students) > 1:
            together = ", ".join(each.student for each in owner.students)
            self.unclear.notices.append(f"{entry.shown} is of {together} together")

    def _owner(self, entry):
        return self.names.owner(entry.stem, entry.kind == "folder")

    def _was_handed_out(self, entry):
        """Whether a folder has what the instructor made, in which everybody has a notebook; that is said."""
        if entry.kind == "folder" and folded(entry.name) in HANDED_OUT and not self._owner(entry).students:
            self.unclear.notices.append(f"{entry.shown} is not looked into: nothing was handed in there")
            return True
        return False

    def _named_in(self, entry, owner):
        """Whom work names in a folder that may be a student's by a part of its name, or a tutor's."""
        if owner.platform or owner.anonymous or not entry.opens:
            return {}
        with contextlib.suppress(Unopenable):
            return dict.fromkeys(each for entry in children(entry) for each in self._owner(entry).students)
        return {}

    def _is_group(self, name):
        """Whether a name beside those of students may be that of a section, or of a download."""
        words = {word.rstrip("0123456789") for word in words_of(name)}
        return folded(name) in self.sections or self.recogniser.says(name) is not None or bool(words & GROUPS)

    def _nobodys(self, entry, stranger):
        """Why a file without an owner has none."""
        head = stranger or self.recogniser.named.without(entry.stem.removesuffix(".ipynb"))
        if not head and len(entry.parts) > 1:
            head = entry.parts[-2]
        if head:
            return f"{head!r} is not in the roster"
        return "no name says whose it is; put it into a folder that is called by the student's login"


def _are_its_owners(named, owner):
    """Whether these are several, as in a tutor's folder, or one whose folder it may be by its name too."""
    return len(named) > 1 or (bool(named) and named.keys() <= {*owner.perhaps})


def _with_hidden_names(owners):
    """(Entry, Owner) pairs, where one name of nobody's stands with several numbers: by that word Moodle hides names."""
    hidden = defaultdict(list)
    for entry, owner in owners:
        if owner.platform == "moodle" and not (owner.students or owner.perhaps):
            hidden[entry.name.partition("_")[0]].append(entry)
    several = {entry for entries in hidden.values() if len(entries) > 1 for entry in entries}
    return [(entry, replace(owner, anonymous=True) if entry in several else owner) for entry, owner in owners]
