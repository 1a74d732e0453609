"""What is in a zip, also in one inside another, without unpacking it onto the disk.

Of a zip (zipfile, APPNOTE 4.4) no size and no path is believed that is written in it: what is read is read up to a
limit, in memory, and a path is only ever compared.
"""

import contextlib
import io
import re
import stat
import zipfile
import zlib
from collections import defaultdict
from datetime import datetime
from functools import lru_cache

from sparsity_kit.grading.intake.entry import Entry, Unopenable, kind_of, too_large

LARGEST_ZIP = 20 * 2**20  # bytes of a zip that a student made
MOST_IN_ZIP = 2000  # files in it
LONGEST_PATH, LONGEST_NAME = 1024, 255  # characters in it, as on a disk; a forged one has 65,535, all in one name
_PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # others can take any amount of memory to unpack
_BROKEN = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError, KeyError,
    OverflowError,
)  # fmt: skip


def in_zip(entry, most):
    """The Entries in a zip, or in a folder of one."""
    zips = entry.inside if entry.kind == "zip" else entry.inside[:-1]
    listing = _listing(entry.path, entry.path.lstat().st_mtime_ns, zips, most)
    found = []
    for name, (kind, member, time) in sorted(listing.get(entry.folder, {}).items()):
        folder = (*entry.folder, name) if kind == "folder" else ()
        found.append(Entry((*entry.parts, name), entry.path, kind, time, (*zips, member), folder))
    return found


@lru_cache(maxsize=8)
def _listing(path, _changed, zips, most):
    """{folder in the zip: {name: (kind, name of the member, time)}}; a zip that has `_changed` is listed anew."""
    if most is not None and path.lstat().st_size > LARGEST_ZIP and not zips:
        raise Unopenable(f"{too_large(path.lstat().st_size, LARGEST_ZIP)}: ask for the notebook alone")
    archive = _opened(path, zips)
    members = archive.infolist()
    if most is not None and len(members) > most:
        raise Unopenable(
            f"has {len(members)} files, more than the {most} that are looked at: ask for the notebook alone"
        )
    listing: dict[tuple, dict] = defaultdict(dict)
    for member in members:
        parts, mode = _parts(member), member.external_attr >> 16
        if not parts:
            continue
        for depth in range(1, len(parts)):
            listing[parts[: depth - 1]].setdefault(parts[depth - 1], ("folder", "", 0.0))
        kind = "folder" if member.is_dir() else kind_of(parts[-1], mode if stat.S_ISLNK(mode) else stat.S_IFREG)
        listing[parts[:-1]][parts[-1]] = (kind, member.filename, _time(member))
    return listing


def _parts(member):
    """The path of a member as names; () for one that only a forged zip has: out of its folder, or longer than any."""
    name = member.filename
    if len(name) > LONGEST_PATH:
        return ()
    if not member.flag_bits & 0x800:  # macOS writes UTF-8 without saying so
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    name = name.replace("\\", "/")
    parts = tuple(part for part in name.split("/") if part not in ("", "."))
    out = name.startswith("/") or ".." in parts or re.match(r"[A-Za-z]:", name)
    return () if out or any(len(part) > LONGEST_NAME for part in parts) else parts


def _time(member):
    try:
        return datetime(*member.date_time).timestamp()
    except (ValueError, OverflowError, OSError):
        return 0.0


def unpacked(entry):
    """How many bytes there are in a zip. No member can be read further than its size, if that is a lie."""
    return sum(member.file_size for member in _opened(entry.path, entry.inside).infolist())


def _opened(path, zips):
    """The open zip of a path, or one inside it. Raises Unopenable."""
    try:
        info = path.lstat()
        if not stat.S_ISREG(info.st_mode):
            raise Unopenable("is no file")
        return _archive(path, info.st_mtime_ns, zips)
    except _BROKEN as error:
        raise Unopenable(
            f"is no zip that can be opened ({error or type(error).__name__}): ask for the notebook"
        ) from None


@lru_cache(maxsize=4)
def _archive(path, changed, zips):
    if not zips:
        return zipfile.ZipFile(path)
    data = _member(_archive(path, changed, zips[:-1]), zips[-1], LARGEST_ZIP)
    return zipfile.ZipFile(io.BytesIO(data))


def read_member(path, inside, largest):
    """The bytes of a file in a zip. Raises Unopenable."""
    return _member(_opened(path, inside[:-1]), inside[-1], largest)


def _member(archive, name, largest):
    try:
        member = archive.getinfo(name)
        if member.flag_bits & 0x1:
            raise Unopenable("is encrypted: ask for it without a password")
        if member.compress_type not in _PLAIN:
            raise Unopenable("is packed in a way that is not read here: ask for the notebook")
        with archive.open(member) as file:
            data = file.read(largest + 1)
    except _BROKEN as error:
        raise Unopenable(f"is damaged in its zip ({error}): ask for the notebook") from None
    if len(data) > largest:
        raise Unopenable(f"has more than the {largest // 2**20} MB that are read: ask for it without its outputs")
    return data
