"""What lies in a folder: files, folders and unopened zips alike. No link is followed."""

import os
import stat
from pathlib import Path

from sparsity_kit.grading.intake.entry import LARGEST, Entry, Unopenable, kind_of, too_large
from sparsity_kit.grading.intake.zips import in_zip, read_member


def children(entry, most=None):
    """The Entries in a folder or a zip, sorted by name. Raises Unopenable, for a zip of more than `most` files too."""
    if entry.inside or entry.kind == "zip":
        return in_zip(entry, most)
    try:
        found = sorted(os.scandir(entry.path), key=lambda each: each.name)
    except OSError as error:
        raise Unopenable(f"cannot be opened: {error.strerror}") from None
    return [_on_disk((*entry.parts, each.name), each) for each in found]


def _on_disk(parts, found):
    try:
        info = found.stat(follow_symlinks=False)
    except OSError:
        return Entry(parts, Path(found.path), "odd")
    return Entry(parts, Path(found.path), kind_of(found.name, info.st_mode), info.st_mtime)


def read(entry, largest=LARGEST):
    """The bytes of a file on the disk or in a zip there. Raises Unopenable."""
    path = entry.path
    if entry.inside:
        return read_member(path, entry.inside, largest)
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        raise Unopenable("is a symbolic link" if path.is_symlink() else f"cannot be read: {error.strerror}") from None
    try:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            raise Unopenable("is no file")
        if found.st_size > largest:
            raise Unopenable(f"{too_large(found.st_size, largest)}: without its outputs it is small")
        with open(handle, "rb", closefd=False) as file:
            return file.read(largest)
    finally:
        os.close(handle)
