"""The attacks where there is no box: each in a process that has the grader's secret, keys, files, limits and terminal.

`python outside.py FOLDER` prints {attack: "won", "lost" or the error}; what an attack writes goes into FOLDER.
"""

import ctypes
import errno
import json
import os
import sys
import threading
from pathlib import Path

import hostile
import numpy as np
from toy import GIVEN, VARIANTS

_OWN_MOUNTS_AND_NAME, _PRIVATE = 0x20000 | 0x4000000, 0x44000
ATTACKS = hostile.LOOKS | hostile.REACHES | hostile.WRITES | {"threads": hostile.MANY_THREADS}
OF_ROOT = ("a file system", "root", "the settings of the kernel")
NOT_TRIED = "not tried"


def run(name, cell, folder):
    """What comes of an attack in a process of its own, on a terminal of its own."""
    import pty  # there is none on Windows, where these tests are collected all the same

    read, write = os.pipe()
    pid, terminal = pty.fork()
    if pid == 0:
        try:
            os.write(write, _outcome(name, cell, folder).encode())
        finally:
            os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as result:
        said = result.read().decode()
    os.close(terminal)
    os.waitpid(pid, 0)
    return said


def _outcome(name, cell, folder):
    """As a careless grader would do it: with all that it knows in the process that runs the cell."""
    if not _apart() and name in OF_ROOT:
        return NOT_TRIED
    secret, key = os.environ["GRADER_SECRET"], VARIANTS["q-slope"].key
    scope = {"np": np, **GIVEN["q-slope"]}
    with open(folder / "marks", "w") as marks:
        marks.write(secret)
        try:
            exec(cell, scope)
        except BaseException as error:
            return NOT_TRIED if getattr(error, "errno", 0) == errno.EAFNOSUPPORT else f"{type(error).__name__}: {error}"
        return "won" if scope["slope"] == key else "lost"


def _apart():
    """Whether this process has mounts and a name of the machine of its own, so that the machine keeps its own."""
    libc = ctypes.CDLL(None)
    if os.geteuid() or libc.unshare(_OWN_MOUNTS_AND_NAME):
        return False
    return libc.mount(b"none", b"/", None, _PRIVATE, None) == 0


def main(folder):
    """Run all attacks; where one writes into a place that should stay as it is, into FOLDER instead."""
    threading.Thread(target=hostile.SERVER.serve_forever, daemon=True).start()
    results = {}
    for name, cell in ATTACKS.items():
        place = folder / name.replace(" ", "-")
        place.mkdir()
        os.environ.update(HOME=str(place), TMPDIR=str(place))
        for kept in (*hostile.FOLDERS.values(), "'/dev/shm'"):
            cell = cell.replace(f"join({kept},", f"join({str(place)!r},")
        if name in hostile.WRITES:
            cell = cell.replace(f"os.symlink('{hostile.REPOSITORY}'", f"os.symlink({str(folder)!r}")
        results[name] = run(name, cell, folder)
    print(json.dumps(results))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
