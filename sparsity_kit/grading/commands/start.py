"""\
Copy the lessons into a folder of yours, and open lesson 0 in JupyterLab.

Start again whenever you like: what you have changed is never written over. Where the kit has a newer version of a
lesson that you have changed, that version is put beside yours, under a name that says so.

  sparsity-kit start
  sparsity-kit start "my lessons" --no-browser
  sparsity-kit start /srv/class/ann --copy-only"""

import hashlib
import json
import os
from importlib.metadata import version
from pathlib import Path

from sparsity_kit.grading.commands.lessons import PLACE, lessons
from sparsity_kit.grading.commands.this_python import named, nameless
from sparsity_kit.grading.files import write
from sparsity_kit.grading.terminal import UserError, say

VERSION = version("sparsity-kit")
RECORD = ".sparsity-kit.json"  # which version of each lesson a folder was given


def arguments(command):
    """What can be typed after `start`."""
    command.add_argument(
        "folder", nargs="?", default="sparsity-lessons", metavar="FOLDER", help="where to (default: sparsity-lessons)"
    )
    how = command.add_mutually_exclusive_group()
    how.add_argument("--no-browser", action="store_true", help="let JupyterLab print its address, and open no browser")
    how.add_argument("--copy-only", action="store_true", help="copy the lessons, and do not start JupyterLab")


def run(options):
    """Copy the lessons, say what was done, and open lesson 0 unless only the copy is wanted."""
    folder = Path(options.folder)
    open_lab = None if options.copy_only else _jupyterlab()
    try:
        said = copy_lessons(folder)
    except OSError as error:
        reason = error.strerror or error
        cure = "name a folder that you can write to: sparsity-kit start FOLDER"
        raise UserError(f"the lessons cannot be copied to {folder}: {reason}; {cure}") from None
    say("\n".join([*said, f"The lessons are in {folder.resolve()}"]))
    if open_lab:
        os.chdir(folder)
        address = f"/lab/tree/{lessons()[0].name}"  # also in what is printed where there is no browser
        open_lab([f"--LabApp.default_url={address}", *(["--no-browser"] if options.no_browser else [])])
    return 0


def _jupyterlab():
    """What opens JupyterLab. Raises UserError if it is not installed: before a file is copied."""
    try:
        from jupyterlab.labapp import main
    except ImportError:
        cure = "pip install 'sparsity-kit[course]', or --copy-only to have the files alone"
        raise UserError(f"JupyterLab is not installed: {cure}") from None
    as_root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return lambda arguments: main([*arguments, *as_root])


def copy_lessons(folder):
    """Bring `folder` up to date with the kit's lessons; one line for each newer version put beside a student's work."""
    given = _record(folder)
    said = []
    for path in [*sorted(PLACE.glob("*.ipynb")), *sorted(PLACE.glob("beside/*.*")), PLACE / "LICENSE"]:
        name = path.relative_to(PLACE).as_posix()
        shipped, mine = path.read_bytes(), folder / name
        copy = named(shipped) if path.suffix == ".ipynb" else shipped
        there = mine.read_bytes() if mine.exists() else None
        if there is None or _digest(there) in (_digest(shipped), given.get(name)):
            if there != copy:
                write(mine, copy)
        elif _digest(shipped) != given.get(name):
            beside = _beside(mine, copy)
            write(beside, copy)
            said.append(f"{mine.name} is yours and stays; the newer version is beside it: {beside.name}")
        given[name] = _digest(shipped)
    if given != _record(folder):
        write(folder / RECORD, json.dumps(given, indent=1) + "\n")
    return said


def _beside(mine, copy):
    """A name beside a student's file for the newer version: one that is free, or has it already."""
    newer = mine.with_name(f"{mine.stem}.newer-{VERSION}{mine.suffix}")
    number = 1
    while newer.exists() and newer.read_bytes() != copy:
        number += 1
        newer = mine.with_name(f"{mine.stem}.newer-{VERSION}-{number}{mine.suffix}")
    return newer


def _record(folder):
    """What the folder was given, {file: digest}; nothing if that cannot be read: then every change is a student's."""
    try:
        given = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return given if isinstance(given, dict) else {}


def _digest(content):
    return hashlib.sha256(nameless(content)).hexdigest()
