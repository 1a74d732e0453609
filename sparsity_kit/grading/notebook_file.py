"""What a file says as JSON, or what it is instead of a notebook."""

import contextlib
import json
import re

_UTF8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")  # beyond ASCII
_WINDOWS = "The file is not in UTF-8: its letters were read as those of an old editor on Windows."
_MERGED = "two versions are in it, which git could not merge"
KINDS = {  # what a file is instead, by how it begins
    b"PK\3\4": "it is a zip under another name, to be unpacked",
    b"<<<<<<<": _MERGED,
    b"<": "it is a web page, of a login say, saved in its place",
    b"%PDF": "it is a PDF under another name",
}


class Corrupt(Exception):
    """This is no notebook; the message says what is wrong with the file."""


def parsed(data):
    """(what a file says as JSON, flags), in Unicode or as an old editor on Windows writes it. Raises Corrupt."""
    with contextlib.suppress(ValueError, RecursionError):
        try:
            return json.loads(data), []
        except UnicodeDecodeError:
            if not _UTF8.search(data):  # else a letter is damaged, and all others would be read as two
                return json.loads(data.decode("cp1252")), [_WINDOWS]
    begins = data.lstrip()
    kind = next((what for sign, what in KINDS.items() if begins.startswith(sign)), "it is damaged, or of another kind")
    kind = _MERGED if b"\n<<<<<<< " in data else kind
    raise Corrupt(f"the file is not a notebook: {kind}")
