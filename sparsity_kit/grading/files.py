"""Where the kit's own files are, and how files are written: one whole or not at all, several as a zip."""

import io
import os
import zipfile
from pathlib import Path

KIT = Path(__file__).parent.parent


def write(path, content):
    """Write text or bytes into a file; its folder is made. A reader sees the old file or the new one, never a part."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        if isinstance(content, bytes):
            draft.write_bytes(content)
        else:
            draft.write_text(content, encoding="utf-8", newline="")
        os.replace(draft, path)
    except BaseException as error:  # a full disk, or an interruption
        draft.unlink(missing_ok=True)
        if isinstance(error, OSError):
            error.filename = str(path)
        raise


def zipped(files, mode=0o644):
    """The bytes of a zip with {name: text of a file}, the same for the same files."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in sorted(files.items()):
            entry = zipfile.ZipInfo(name)
            entry.external_attr = mode << 16
            archive.writestr(entry, text, zipfile.ZIP_DEFLATED)
    return data.getvalue()
