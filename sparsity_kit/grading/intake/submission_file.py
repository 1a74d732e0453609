"""The file that a student handed in, on the disk or in a zip there. No more is read than a notebook may have."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sparsity_kit.grading.intake.entry import Unopenable
from sparsity_kit.grading.intake.tree import read

PERHAPS = "perhaps"  # in place of the hash of a file of which nobody knows whose it is


@dataclass(frozen=True)
class SubmissionFile:
    """One student's file, or what is there in place of one; then `fault` says why it cannot be graded, and what to do.

    `inside` are the names in the zip at `path`, if it is in one. `platform` named it, "canvas" say; `order` is higher
    for a later one there, `late` whether Canvas says so, `handed_in` when it came if that is known. `perhaps` it is
    this student's, and nobody can tell. `flags` are for the instructor and change no mark.
    """

    student: str
    path: Path
    inside: tuple = ()
    platform: str = ""
    order: int = 0
    late: bool = False
    handed_in: datetime | None = None
    time: float | None = None
    fault: str = ""
    perhaps: bool = False
    flags: tuple = ()

    @property
    def name(self):
        """The file's own name."""
        return self.inside[-1].rpartition("/")[2] if self.inside else self.path.name

    def read(self):
        """(bytes, fault): b"" and why, if it is a link, no file, too large, or cannot be read; else the fault is ""."""
        if self.fault:
            return b"", self.fault
        try:
            return read(self.path, self.inside), ""
        except Unopenable as reason:
            return b"", f"it {reason}"

    def changed(self):
        """The time of its last change, in seconds; 0 if that cannot be told."""
        try:
            return self.path.lstat().st_mtime if self.time is None else self.time
        except OSError:
            return 0.0
