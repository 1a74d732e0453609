"""Pyodide's files, each checked: its core from npm, its packages from a folder of files or from Pyodide's release."""

import hashlib
import json
import os
import shutil
import subprocess
import tarfile
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

VERSION = "0.27.7"
CORE_SHA256 = "89d5d952675eb08e11286e52c7238f1248ce71726e896db9703e73bef23dc343"
RELEASE = f"https://cdn.jsdelivr.net/pyodide/v{VERSION}/full/"
CORE = ("pyodide.js", "pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")


class NotThere(Exception):
    """A file cannot be had, or is not what it should be; the message says which, and the cure."""


def core(folder):
    """Bring the core into the folder, unless it is there: the interpreter and the lock, a list of all packages."""
    folder.mkdir(parents=True, exist_ok=True)
    archive = folder / f"pyodide-{VERSION}.tgz"
    if not archive.is_file():
        npm = shutil.which("npm")
        if not npm or subprocess.run([npm, "pack", "--silent", f"pyodide@{VERSION}"], cwd=folder).returncode:
            raise NotThere(f"npm cannot bring pyodide@{VERSION}: install Node.js, and connect to the network once")
    _check(archive, CORE_SHA256)
    with tarfile.open(archive) as opened:
        for name in CORE:
            (folder / name).write_bytes(opened.extractfile(f"package/{name}").read())


def lock(folder):
    """The lock of the core in the folder: `packages` has an entry for each package, under its name."""
    return json.loads((folder / "pyodide-lock.json").read_text(encoding="utf-8"))


def fetch(names, folder):
    """Bring the files of these packages into the folder that has the core, unless they are there.

    They come from the folder that PYODIDE_FILES names, or from Pyodide's release. Raises NotThere.
    """
    lent, known = os.environ.get("PYODIDE_FILES"), lock(folder)["packages"]
    for entry in (known[name] for name in names):
        file = folder / entry["file_name"]
        if file.is_file():
            pass
        elif lent and (Path(lent) / file.name).is_file():
            shutil.copy(Path(lent) / file.name, file)
        else:
            _download(file)
        _check(file, entry["sha256"])


def _download(file):
    try:
        with urlopen(RELEASE + file.name, timeout=60) as answer:
            file.write_bytes(answer.read())
    except (URLError, TimeoutError) as error:
        cure = "connect to the network, or name a folder that has it in PYODIDE_FILES"
        raise NotThere(f"{RELEASE}{file.name} cannot be had, {error}: {cure}") from None


def _check(file, sha256):
    found = hashlib.sha256(file.read_bytes()).hexdigest()
    if found != sha256:
        file.unlink()
        raise NotThere(f"{file.name} has the sha256 {found}, not {sha256}: it was removed; try again")
