"""The folder of compiled modules and fonts that all boxes share, read-only: imports then take a sixth of the time."""

import hashlib
import os
import sys
from functools import lru_cache
from pathlib import Path

import numpy as np

from sparsity_kit.grading.files import KIT


@lru_cache
def cache():
    """The folder; made if it is not there. Raises OSError if it cannot be made."""
    folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "sparsity-kit" / "box"
    for part in ("compiled", "fonts"):
        (folder / part).mkdir(parents=True, exist_ok=True, mode=0o755)
    return folder


def fonts_without_a_box(otherwise):
    """The folder of fonts for processes that are in no box: no box reads what they write. `otherwise` where none is."""
    try:
        (folder := cache().parent / "fonts-without-a-box").mkdir(exist_ok=True)
        return str(folder)
    except OSError:
        return otherwise


def is_filled():
    """Whether it was filled for this Python, these packages and this kit, as they are now."""
    return _stamp().exists()


def note_filled():
    """Remember that it was filled."""
    _stamp().touch()


def _stamp():
    """An empty file whose name changes when a package is installed or a file of the kit is saved."""
    packages = Path(np.__file__).parent.parent
    saved = max(file.stat().st_mtime_ns for file in KIT.rglob("*.py"))
    state = f"{sys.version} {sys.prefix} {packages} {packages.stat().st_mtime_ns} {KIT} {saved}"
    return cache() / f"filled-{hashlib.sha256(state.encode()).hexdigest()[:16]}"
