"""The way through a folder that was handed in: whose is what lies there, down to each student's own files."""

import contextlib
from collections import Counter, defaultdict
from dataclasses import replace

from sparsity_kit.grading.intake import gradescope
from sparsity_kit.grading.intake.candidate import Candidate
from sparsity_kit.grading.intake.entry import Unopenable
from sparsity_kit.grading.intake.owner import NOBODY, Owner
from sparsity_kit.grading.intake.platforms import GRADESCOPE, submitted
from sparsity_kit.grading.intake.spelling import folded, words_of
from sparsity_kit.grading.intake.tree import children
from sparsity_kit.grading.intake.unclear import Unclear
from sparsity_kit.grading.intake.zips import MOST_IN_ZIP, unpacked
from sparsity_kit.grading.terminal import UserError

DEEPEST = 8  # folders and zips in each other
MOST = 200_000  # entries that are looked at, without those of students
MOST_OF_ONE = 20_000  # entries of one student
MOST_UNPACKED = 100 * 2**20  # bytes in all zips of one student
GROUPS = {
    "submitted", "submission", "submissions", "collected", "section", "sections", "group", "groups", "class", "export",
    "assignment", "assignments", "download", "downloads", "upload", "uploads", "late", "time", "extension",
    "extensions", "tutorial", "lab",
}  # fmt: skip
HANDED_OUT = {"release", "released", "source", "autograded", "feedback", "graded"}  # of nbgrader's course, and of ours


class Walk:
    """Goes through a folder: `found` is {student: Candidates}, and what cannot be told is in `unclear`."""

    def __init__(self, folder, names, recogniser):
        self.folder, self.names, self.recogniser = folder, names, recogniser
        self.found, self.unclear = defaultdict(list), Unclear(recogniser)
        self.sections = {folded(each.section) for each in names.students if each.section}
        self._count = 0
        self._entries: Counter = Counter()  # how many there are of each student
        self._unpacked: Counter = Counter()  # and how many bytes in zips

    def open(self, entry, most=None):
        """The entries in a folder or zip; none, with a notice, where it cannot be opened."""
        try:
            entries = children(entry, most)
        except Unopenable as reason:
            self.unclear.may_be_anybodys(entry, str(reason))
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
                    self.unclear.may_be_of(student, entry, f"{entry.shown} names {student.student} too")
                if len(owner.students) > 1:
                    together = ", ".join(each.student for each in owner.students)
                    self.unclear.notices.append(f"{entry.shown} is of {together} together")
            elif owner is not NOBODY and not self._is_of_several(entry, owner):
                self.unclear.note(entry, owner, owner.reason or f"{stranger!r} is not in the roster")
            elif entry.kind == "link" and not entry.name.lower().endswith(".ipynb"):
                self.unclear.is_link(entry)
            elif entry.kind in ("folder", "zip") and not entry.name.lower().endswith(".ipynb"):
                closed = stranger or ("" if not anybody or self._is_group(entry.name) else _stem(entry))
                if len(entry.parts) < DEEPEST:
                    self.visit(self.open(entry), closed)
                else:
                    self.unclear.may_be_anybodys(entry, "is not looked into: it is too deep")
            elif ".ipynb" in entry.name.lower():
                self.unclear.note(entry, owner, self._nobodys(entry, stranger))

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
            self.unclear.is_link(entry)
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
            self.unclear.notices.append(f"{entry.shown} is not looked into: nothing was handed in there")
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
