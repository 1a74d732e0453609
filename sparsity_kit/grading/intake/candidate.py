"""Something that a student handed in, as what it could be graded."""

from codecs import BOM_UTF8
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from sparsity_kit.grading.intake.entry import Entry, Unopenable
from sparsity_kit.grading.intake.owner import Owner
from sparsity_kit.grading.intake.submission_file import SubmissionFile
from sparsity_kit.grading.intake.tree import read

KINDS = {
    **dict.fromkeys([".pdf"], "a PDF"),
    **dict.fromkeys([".html", ".htm", ".mhtml"], "a web page"),
    **dict.fromkeys([".py"], "a Python script"),
    **dict.fromkeys([".doc", ".docx", ".odt", ".rtf", ".pages", ".md", ".tex"], "a text"),
    **dict.fromkeys([".png", ".jpg", ".jpeg", ".heic", ".gif", ".webp", ".svg"], "a picture"),
    **dict.fromkeys([".lnk", ".url", ".webloc", ".gdoc", ".icloud"], "a link to a file, not the file itself"),
    **dict.fromkeys([".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz"], "an archive that is not opened here"),
}


@dataclass(frozen=True)
class Candidate:
    """An Entry of a student's, by its Owner; `problem` says why it cannot be looked at, if it cannot.

    `packed` is the time of the zip that the student made around it, if there is one: inside, any date may be written.
    """

    entry: Entry
    owner: Owner
    problem: str = ""
    packed: float | None = None

    @property
    def kind(self):
        """What it is instead of a notebook, by the end of its name; "" if it may be one."""
        return KINDS.get(PurePosixPath(self.entry.name.lower()).suffix, "")

    @cached_property
    def contents(self):
        """(bytes, why): b"" and why, if they cannot be read."""
        try:
            return read(self.entry.path, self.entry.inside), ""
        except Unopenable as reason:
            return b"", str(reason)

    @property
    def data(self):
        """Its bytes; b"" if they cannot be read."""
        return self.contents[0]

    @property
    def may_be_notebook(self):
        """Whether it is called a notebook, or begins like one."""
        if self.problem or self.kind:
            return False
        if ".ipynb" in self.entry.name.lower() and not self.entry.name.startswith("._"):
            return True
        return self.entry.kind == "file" and self.data.removeprefix(BOM_UTF8).lstrip()[:1] == b"{"

    @property
    def is_shadow(self):
        """Whether it is kept beside a file by Jupyter or macOS."""
        return self.entry.name.startswith("._") or ".ipynb_checkpoints" in self.entry.parts

    def file(self, student, fault="", flags=()):
        """The SubmissionFile."""
        entry, owner = self.entry, self.owner
        time = self.time if entry.inside else None
        return SubmissionFile(
            student, entry.path, entry.inside, owner.platform, owner.order, owner.late, owner.handed_in, time, fault,
            flags=flags,
        )  # fmt: skip

    @property
    def time(self):
        """When it was last changed, or packed."""
        return self.entry.time if self.packed is None else self.packed
