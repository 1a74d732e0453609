"""Run once, by the grader alone: fills the cache of compiled modules and fonts, and finds out whether a box works."""

import contextlib
import importlib
import json
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


def main(settings, needed, welcome):
    """Import what students import, then take on their limits, and see that everything can still be read."""
    os.write(1, b"running\n")  # whatever fails from here on is not the box's fault
    os.umask(0o022)
    sys.path.insert(0, HERE)
    files = [
        importlib.import_module(name).__file__ for name in ("describe", "execute", "pictures", "tampering", *needed)
    ]
    for name in welcome:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    importlib.import_module("limit").apply(settings)
    for file in files:
        open(file or "", "rb").close()
    os.write(1, b"ready\n")


if __name__ == "__main__":
    main(*map(json.loads, sys.argv[1:]))
