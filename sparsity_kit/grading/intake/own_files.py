"""Everything that lies in what is a student's, whatever it is called there; no more than one student needs."""

from collections import Counter, defaultdict

from sparsity_kit.grading.intake.entry import Unopenable
from sparsity_kit.grading.intake.submission_file import SubmissionFile
from sparsity_kit.grading.intake.tree import children
from sparsity_kit.grading.intake.zips import MOST_IN_ZIP, unpacked

DEEPEST = 8  # folders and zips in each other
MOST_OF_ONE = 20_000  # entries of one student
MOST_UNPACKED = 100 * 2**20  # bytes in all zips of one student


class OwnFiles:
    """`found` is {student: SubmissionFiles}; what is not followed is said to `unclear`."""

    def __init__(self, unclear):
        self.found, self.unclear = defaultdict(list), unclear
        self._entries: Counter = Counter()  # how many there are of each student
        self._unpacked: Counter = Counter()  # and how many bytes in zips

    def keep(self, student, entry, owner, packed=None):
        """Keep an entry, or everything below it, for its owner; `packed` is the time of the student's zip around it."""
        files = self.found[student]  # none, for who has an empty folder, is known of a student too
        if entry.opens:
            try:
                below = self._below(student, entry, packed is not None)
            except Unopenable as reason:
                files.append(SubmissionFile(entry, owner, str(reason), packed))
                return
            packed = entry.time if entry.kind == "zip" and packed is None else packed
            for each in below:
                self.keep(student, each, owner, packed)
        elif entry.kind == "link" and not entry.is_called_notebook:
            self.unclear.is_link(entry)
        else:
            files.append(SubmissionFile(entry, owner, packed=packed))

    def _below(self, student, entry, in_zip):
        """The entries in a student's folder or zip. Raises Unopenable: also for more than one student needs."""
        if len(entry.parts) >= DEEPEST or len(entry.inside) > 2:
            raise Unopenable("is too deep in folders or zips: ask for the notebook alone")
        below = children(entry, MOST_IN_ZIP if entry.kind == "zip" or in_zip else None)
        self._entries[student] += len(below)
        if self._entries[student] > MOST_OF_ONE:
            raise Unopenable(f"is not looked into: {MOST_OF_ONE} files were there before; ask for the notebook alone")
        if entry.kind == "zip":
            self._unpacked[student] += unpacked(entry)
            if self._unpacked[student] > MOST_UNPACKED:
                most = f"the {MOST_UNPACKED // 2**20} MB that are read of one student"
                raise Unopenable(f"has, unpacked, more than {most}: ask for the notebook alone")
        below = [each for each in below if not each.is_hidden]
        if not below and (entry.kind == "zip" or entry.is_called_notebook):
            raise Unopenable(f"is a {entry.kind} with nothing in it that can be read")
        return below
