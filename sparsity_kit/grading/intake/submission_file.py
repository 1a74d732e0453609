"""A file that a student handed in, on the disk or in a zip there, and what it could be graded as."""

from codecs import BOM_UTF8
from dataclasses import dataclass
from pathlib import PurePosixPath

from sparsity_kit.grading.intake.entry import Entry, Unopenable
from sparsity_kit.grading.intake.people import NOBODY, Owner
from sparsity_kit.grading.intake.tree import read

PERHAPS = "perhaps"  # in place of the hash of a file of which nobody knows whose it is
KINDS = {
    "a PDF": (".pdf",),
    "a web page": (".html", ".htm", ".mhtml"),
    "a Python script": (".py",),
    "a text": (".doc", ".docx", ".odt", ".rtf", ".pages", ".md", ".tex"),
    "a picture": (".png", ".jpg", ".jpeg", ".heic", ".gif", ".webp", ".svg"),
    "a link to a file, not the file itself": (".lnk", ".url", ".webloc", ".gdoc", ".icloud"),
    "an archive that is not opened here": (".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz"),
}


@dataclass(frozen=True)
class SubmissionFile:
    """An Entry of a student's, by its Owner; `fault` says why it cannot be graded, if it cannot, and what to do.

    `packed` is the time of the zip that the student made around it, if there is one: inside, any date may be written.
    `perhaps` it is this student's, and nobody can tell. `flags` are for the instructor and change no mark.
    """

    entry: Entry
    owner: Owner = NOBODY
    fault: str = ""
    packed: float | None = None
    perhaps: bool = False
    flags: tuple = ()

    @property
    def time(self):
        """When it was last changed, or packed, in seconds."""
        return self.entry.time if self.packed is None else self.packed

    def read(self):
        """(bytes, fault): b"" and why, if it is a link, no file, too large, or cannot be read; else the fault is ""."""
        if self.fault:
            return b"", self.fault
        try:
            return read(self.entry), ""
        except Unopenable as reason:
            return b"", f"it {reason}"

    @property
    def data(self):
        """Its bytes, read anew each time: a student may have gigabytes in many files. b"" if they cannot be read."""
        return self.read()[0]

    @property
    def kind(self):
        """What it is instead of a notebook, by the end of its name; "" if it may be one."""
        ending = PurePosixPath(self.entry.name.lower()).suffix
        return next((kind for kind, endings in KINDS.items() if ending in endings), "")

    @property
    def may_be_notebook(self):
        """Whether it is called a notebook, or begins like one."""
        if self.fault or self.kind:
            return False
        if self.entry.is_called_notebook and not self.entry.name.startswith("._"):
            return True
        return self.entry.kind == "file" and self.data.removeprefix(BOM_UTF8).lstrip()[:1] == b"{"

    @property
    def is_shadow(self):
        """Whether it is kept beside a file by Jupyter or macOS."""
        return self.entry.name.startswith("._") or ".ipynb_checkpoints" in self.entry.parts
