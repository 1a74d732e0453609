"""The file that a student handed in. A link is not followed, and no more is read than a notebook may have."""

import os
import stat
from dataclasses import dataclass
from pathlib import Path

LARGEST = 10 * 2**20  # bytes of a notebook


@dataclass(frozen=True)
class SubmissionFile:
    """One student's file. `copy` is its number among copies; `late`, whether Canvas names it so.

    `flags` are for the instructor and change no mark.
    """

    student: str
    path: Path
    copy: int = 0
    late: bool = False
    flags: tuple = ()

    def read(self):
        """(bytes, fault): b"" and why, if it is a link, no file, too large, or cannot be read; else the fault is ""."""
        try:
            handle = os.open(self.path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        except OSError as error:
            return b"", "it is a symbolic link" if self.path.is_symlink() else f"it cannot be read: {error.strerror}"
        try:
            found = os.fstat(handle)
            if not stat.S_ISREG(found.st_mode):
                return b"", "it is no file"
            if found.st_size > LARGEST:
                size = f"{found.st_size / 2**20:.0f} MB, more than the {LARGEST // 2**20} MB that are read"
                return b"", f"it has {size}"
            with open(handle, "rb", closefd=False) as file:
                return file.read(LARGEST), ""
        finally:
            os.close(handle)

    def changed(self):
        """The time of its last change, in seconds; 0 if that cannot be told."""
        try:
            return self.path.lstat().st_mtime
        except OSError:
            return 0.0
