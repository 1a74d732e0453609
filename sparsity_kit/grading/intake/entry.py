"""Something that lies in a folder or in a zip: a file, a folder, an unopened zip."""

import stat
from dataclasses import dataclass
from pathlib import Path

LARGEST = 10 * 2**20  # bytes of a notebook


class Unopenable(Exception):
    """A folder, zip or file that cannot be read; the message is the end of "hw2.zip …", with what to do."""


@dataclass(frozen=True)
class Entry:
    """Something in a folder. `parts` are the names below the folder that was given, those of opened zips among them.

    `path` is on the disk; `inside`, in a zip there, the names of zips in it and of the file itself. The `kind` is
    "file", "folder", "zip", "link", or "odd", a device say; `time` the last change, in seconds.
    """

    parts: tuple
    path: Path
    kind: str
    time: float = 0.0
    inside: tuple = ()
    folder: tuple = ()  # of a folder in a zip, its path there

    @property
    def name(self):
        """Its own name."""
        return self.parts[-1]

    @property
    def stem(self):
        """Its own name, that of a zip without the ending."""
        return self.name[:-4] if self.name.lower().endswith(".zip") else self.name

    @property
    def shown(self):
        """Its path below the folder that was given."""
        return "/".join(self.parts)

    @property
    def opens(self):
        """Whether there may be something in it."""
        return self.kind in ("folder", "zip")

    @property
    def is_called_notebook(self):
        """Whether its name says so, perhaps with an ending of a browser's behind it."""
        return ".ipynb" in self.name.lower()

    @property
    def is_hidden(self):
        """Whether a system put it beside files, macOS or an editor; Jupyter's checkpoints may be all that there is."""
        return self.name in ("__MACOSX", "Thumbs.db", "desktop.ini") or (
            self.name.startswith(".") and self.name != ".ipynb_checkpoints" and not self.is_called_notebook
        )


def kind_of(name, mode):
    """The kind of an Entry, by its name and its mode on the disk."""
    if stat.S_ISLNK(mode):
        return "link"
    if stat.S_ISDIR(mode):
        return "folder"
    if not stat.S_ISREG(mode):
        return "odd"
    return "zip" if name.lower().endswith(".zip") else "file"


def too_large(size, largest):
    """Why something is not read."""
    return f"has {size / 2**20:.0f} MB, more than the {largest // 2**20} MB that are read"
