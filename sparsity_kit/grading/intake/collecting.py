"""What was handed in: one file per student of the roster, and a sentence about all that is not as it should be.

`tree` says what lies there, `names` whose it is, `recognising` for which assignment. Here these are put together. Of
whom anything is there, there is a file: one to grade, or one with a fault that says what to do. So nobody of whom
something came in counts as one who handed in nothing.
"""

import contextlib
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from pathlib import Path

from sparsity_kit.grading.intake import gradescope
from sparsity_kit.grading.intake.candidates import Candidate, chosen, of_another
from sparsity_kit.grading.intake.lateness import lateness
from sparsity_kit.grading.intake.names import Names
from sparsity_kit.grading.intake.owner import NOBODY, Owner
from sparsity_kit.grading.intake.platforms import GRADESCOPE, submitted
from sparsity_kit.grading.intake.recognising import Recogniser
from sparsity_kit.grading.intake.spelling import folded, words_of
from sparsity_kit.grading.intake.submission_file import SubmissionFile
from sparsity_kit.grading.intake.tree import MOST_IN_ZIP, Entry, Unopenable, children, read, unpacked
from sparsity_kit.grading.intake.worksheet import identifiers
from sparsity_kit.grading.terminal import UserError, one_line

DEEPEST = 8  # folders and zips in each other
SHARED = 5  # of so many students, more than one with another assignment's file: then it is no mistake
MOST = 200_000  # entries that are looked at, without those of students
MOST_OF_ONE = 20_000  # entries of one student
MOST_UNPACKED = 100 * 2**20  # bytes in all zips of one student
GROUPS = {
    "submitted", "submission", "submissions", "collected", "section", "sections", "group", "groups", "class", "export",
    "assignment", "assignments", "download", "downloads", "upload", "uploads", "late", "time", "extension",
    "extensions", "tutorial", "lab",
}  # fmt: skip
HANDED_OUT = {"release", "released", "source", "autograded", "feedback", "graded"}  # of nbgrader's course, and of ours


@dataclass(frozen=True)
class Intake:
    """`files`, {student: SubmissionFile} in the roster's order, and `notices` about all other files."""

    files: dict
    notices: tuple


def collect(folder, assignment, students, due=None, worksheet=None):
    """The Intake of a folder. Names are only compared with the roster; raises UserError.

    `assignment` is its name, or a Recogniser that knows its cells too. `due` is a moment, or a function that gives one
    (or None) for each student's login. `worksheet` is the path of Moodle's grading worksheet.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise UserError(f"there is no folder {folder} of submissions")
    recogniser = Recogniser(assignment) if isinstance(assignment, str) else assignment
    names = Names(students)
    if worksheet is not None:
        names.moodle = identifiers(worksheet, names)
    walk = _Walk(folder, names, recogniser)
    walk.visit(walk.open(Entry((), folder, "folder")))
    when = due if callable(due) else lambda student: due
    others = sum(of_another(found, recogniser) for found in walk.found.values())
    shared = others > 1 and others * SHARED >= len(walk.found)
    for unclear in () if shared else walk.of_others:
        walk.keep_in_mind(*unclear)
    files = {}
    for student in (each.student for each in students):
        if file := chosen(student, walk.found.pop(student, ()), recogniser, shared) or walk.perhaps(student):
            late = "" if file.fault else lateness(file, when(student))
            files[student] = replace(file, flags=tuple(filter(None, (*file.flags, late))))
    return Intake(files, tuple(map(one_line, walk.notices)))


class _Walk:
    """Goes through the folder: `found` is {student: Candidates}; what cannot be told is kept, and noted."""

    def __init__(self, folder, names, recogniser):
        self.folder, self.names, self.recogniser = folder, names, recogniser
        self.found = defaultdict(list)
        self.notices: list[str] = []
        self.of_others: list = []  # (Entry, Owner, why) of files that another assignment's name and cells have
        self.sections = {folded(each.section) for each in names.students if each.section}
        self._unsure: dict = {}  # {student: (Entry, why)}
        self._anybodys: list = []  # (Entry, why)
        self._count = 0
        self._entries: Counter = Counter()  # how many there are of each student
        self._unpacked: Counter = Counter()  # and how many bytes in zips

    def open(self, entry, most=None):
        """The entries in a folder or zip; none, with a notice, where it cannot be opened."""
        try:
            entries = children(entry, most)
        except Unopenable as reason:
            self.notices.append(f"{entry.shown or self.folder} {reason}")
            self._anybodys.append((entry, self.notices[-1]))
            return []
        self._count += len(entries)
        if self._count > MOST:
            raise UserError(f"{self.folder} has more than {MOST} files and folders; give the folder of one assignment")
        return [each for each in entries if not _is_hidden(each.name)]

    def visit(self, entries, stranger=""):
        """Find the owner of each entry; what has none may be a section's folder, in which owners are looked for."""
        entries = [each for each in entries if not self._was_handed_out(each)]
        known = self._gradescopes(entries)
        owners = [known.get(each.name) or self._owner(each) for each in entries]
        owners = _hidden_names(entries, owners)
        anybody = any(owner.students for owner in owners)
        for entry, owner in zip(entries, owners, strict=True):
            if owner.students and not stranger:
                for student in owner.students:
                    self.possess(student.student, entry, owner)
                for student in owner.perhaps:
                    self._unsure.setdefault(student.student, (entry, f"{entry.shown} names {student.student} too"))
                if len(owner.students) > 1:
                    together = ", ".join(each.student for each in owner.students)
                    self.notices.append(f"{entry.shown} is of {together} together")
            elif owner is not NOBODY and not self._is_of_several(entry, owner):
                self._note(entry, owner, owner.reason or f"{stranger!r} is not in the roster")
            elif entry.kind == "link" and not entry.name.lower().endswith(".ipynb"):
                self.notices.append(f"{entry.shown} is a symbolic link: not followed")
            elif entry.kind in ("folder", "zip") and not entry.name.lower().endswith(".ipynb"):
                closed = stranger or ("" if not anybody or self._is_group(entry.name) else _stem(entry))
                if len(entry.parts) < DEEPEST:
                    self.visit(self.open(entry), closed)
                else:
                    self.notices.append(f"{entry.shown} is not looked into: it is too deep")
                    self._anybodys.append((entry, self.notices[-1]))
            elif ".ipynb" in entry.name.lower():
                self._note(entry, owner, self._nobodys(entry, stranger))

    def possess(self, student, entry, owner, packed=None):
        """Keep everything below an entry for its owner, whatever it is called there."""
        keep = self.found[student].append
        if entry.kind in ("folder", "zip"):
            if len(entry.parts) >= DEEPEST or len(entry.inside) > 2:
                keep(Candidate(entry, owner, "is too deep in folders or zips", packed))
                return
            try:
                below = self._below(student, entry, packed is not None)
            except Unopenable as reason:
                keep(Candidate(entry, owner, str(reason), packed))
                return
            if not below and (entry.kind == "zip" or ".ipynb" in entry.name.lower()):
                keep(Candidate(entry, owner, f"is a {entry.kind} with nothing in it that can be read", packed))
            for each in below:
                if not _is_hidden(each.name):
                    zipped = entry.time if entry.kind == "zip" and packed is None else packed
                    self.possess(student, each, owner, zipped)
        elif entry.kind == "link" and ".ipynb" not in entry.name.lower():
            self.notices.append(f"{entry.shown} is a symbolic link: not followed")
        else:
            keep(Candidate(entry, owner, packed=packed))

    def _below(self, student, entry, in_zip):
        """The entries in a student's folder or zip. Raises Unopenable where there is more than one student needs."""
        below = children(entry, MOST_IN_ZIP if entry.kind == "zip" or in_zip else None)
        self._entries[student] += len(below)
        if self._entries[student] > MOST_OF_ONE:
            raise Unopenable(f"is not looked into: {MOST_OF_ONE} files were there before; ask for the notebook alone")
        if entry.kind == "zip":
            self._unpacked[student] += unpacked(entry)
            if self._unpacked[student] > MOST_UNPACKED:
                most = f"the {MOST_UNPACKED // 2**20} MB that are read of one student"
                raise Unopenable(f"has, unpacked, more than {most}: ask for the notebook alone")
        return below

    def perhaps(self, student):
        """In place of a file, the fault that something may be this student's and nobody can tell; None if not."""
        for entry, why in [*filter(None, [self._unsure.get(student)]), *self._anybodys[:1]]:
            fault = f"it may be this student's, and nobody can tell: {why}"
            return SubmissionFile(student, entry.path, entry.inside, fault=fault, perhaps=True)
        return None

    def _owner(self, entry):
        if GRADESCOPE.fullmatch(entry.name):
            reason = f"Gradescope keeps whose it is in {gradescope.FILE}; put that file of the export beside it"
            return Owner(reason=reason, anonymous=True)
        name = _stem(entry) if entry.kind == "zip" else entry.name
        return self.names.owner(name, entry.kind == "folder", self.recogniser.named)

    def _gradescopes(self, entries):
        """{folder: Owner} by a file of Gradescope's that lies beside the folders."""
        files = [each for each in entries if each.name == gradescope.FILE and each.kind == "file"]
        found = gradescope.submitters(files[0]) if files else {}
        return {folder: submitted(self.names, *who) for folder, who in found.items()}

    def _was_handed_out(self, entry):
        """Whether a folder has what the instructor made, in which everybody has a notebook; that is said."""
        if entry.kind == "folder" and folded(entry.name) in HANDED_OUT and not self._owner(entry).students:
            self.notices.append(f"{entry.shown} is not looked into: nothing was handed in there")
            return True
        return False

    def _is_of_several(self, entry, owner):
        """Whether in a folder that may be a student's by a part of its name, or a tutor's, work says whose it is."""
        if owner.platform or owner.anonymous or entry.kind not in ("folder", "zip"):
            return False
        with contextlib.suppress(Unopenable):
            owners = {each for entry in children(entry) for each in self._owner(entry).students}
            return len(owners) > 1 or (bool(owners) and owners <= {*owner.perhaps})
        return False

    def _is_group(self, name):
        """Whether a name beside those of students may be that of a section, or of a download."""
        words = {word.rstrip("0123456789") for word in words_of(name)}
        return folded(name) in self.sections or self.recogniser.says(name) is not None or bool(words & GROUPS)

    def _note(self, entry, owner, reason):
        """Something whose owner cannot be told; for whom it may be, it is not nothing."""
        if self._is_anothers(entry):
            self.of_others.append((entry, owner, reason))
        else:
            self.keep_in_mind(entry, owner, reason)

    def keep_in_mind(self, entry, owner, reason):
        """Say that something is not graded, and for whom it may be."""
        self.notices.append(f"{entry.shown} is not graded: {reason}")
        for student in (*owner.perhaps, *owner.students):
            self._unsure.setdefault(student.student, (entry, f"{entry.shown}: {reason}"))
        if owner.anonymous:
            self._anybodys.append((entry, f"{entry.shown}: {reason}"))

    def _is_anothers(self, entry):
        """Whether a file is another assignment's, by its name and its cells."""
        if entry.kind != "file" or self.recogniser.says(entry.name) is not False:
            return False
        try:
            return not self.recogniser.looks(read(entry.path, entry.inside)).ours
        except Unopenable:
            return False

    def _nobodys(self, entry, stranger):
        """Why a file without an owner has none."""
        if stranger:
            return f"{stranger!r} is not in the roster"
        head = self.recogniser.named.without(_stem(entry).removesuffix(".ipynb"))
        if not head and len(entry.parts) > 1:
            head = entry.parts[-2]
        if head:
            return f"{head!r} is not in the roster"
        return "no name says whose it is; put it into a folder that is called by the student's login"


def _hidden_names(entries, owners):
    """The owners, where one name of nobody's stands with several numbers: by that word Moodle hides names."""
    hidden = defaultdict(list)
    for place, owner in enumerate(owners):
        if owner.platform == "moodle" and not (owner.students or owner.perhaps):
            hidden[entries[place].name.partition("_")[0]].append(place)
    several = {place for places in hidden.values() if len(places) > 1 for place in places}
    return [replace(owner, anonymous=True) if place in several else owner for place, owner in enumerate(owners)]


def _is_hidden(name):
    """What systems put beside files: of macOS, of editors; but Jupyter's checkpoints may be all that there is."""
    return name in ("__MACOSX", "Thumbs.db", "desktop.ini") or (
        name.startswith(".") and name != ".ipynb_checkpoints" and ".ipynb" not in name.lower()
    )


def _stem(entry):
    return entry.name[:-4] if entry.name.lower().endswith(".zip") else entry.name
