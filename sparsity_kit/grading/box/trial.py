"""Whether boxes can be made here, and how: found out by making one, in which is imported what students import."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path

from sparsity_kit.grading.box.bubblewrap import around, popen, prefixes, python
from sparsity_kit.grading.box.cache import is_filled, note_filled
from sparsity_kit.grading.box.syscalls import seccomp_program
from sparsity_kit.grading.limits import LIMITS

NEEDED = ("sparsity_kit", "sympy", "matplotlib.pyplot", "sparsity_kit.derivations", "sparsity_kit.figures")
WELCOME = ("sklearn.datasets", "sklearn.linear_model", "pandas", "IPython.display")
_UNUSED_USERS = range(60578, 61184)  # that systemd leaves to nobody


class NoBox(Exception):
    """There is no box on this machine; the message says why, and what to do."""


def settings(limits, style):
    """What the runner is told first: its limits, and as whom it is to run."""
    user = _UNUSED_USERS[os.getpid() % len(_UNUSED_USERS)] if style == "root" else 0
    return {**asdict(limits), "user": user, "boxed": style is not None}


def available():
    """Empty if boxes work here; otherwise the reason and the cure, for the instructor."""
    try:
        style_of_boxes()
    except NoBox as reason:
        return str(reason)
    return ""


@lru_cache
def style_of_boxes():
    """How a box is made here, found out by making one: "root" without a user namespace, or "user" with one."""
    if sys.platform != "linux":
        raise NoBox(f"Boxes need Linux and this is {sys.platform}: grade on a Linux machine or in a Linux container.")
    if not shutil.which("bwrap"):
        raise NoBox("bubblewrap is missing: install it, as with `sudo apt install bubblewrap`.")
    if seccomp_program() is None:
        raise NoBox("Boxes know the system calls of x86_64 and aarch64 only: grade on such a machine.")
    if not Path(f"/proc/self/task/{os.getpid()}/children").exists():
        raise NoBox("This Linux does not list a process's children (CONFIG_PROC_CHILDREN): grade on another machine.")
    for folder in prefixes():
        if Path.home().is_relative_to(folder):
            raise NoBox(f"Python is installed in {folder}, and your files with it: use an environment of its own.")
    failure = ""
    for style in ("root", "user") if os.geteuid() == 0 else ("user",):
        failure = _fails(style)
        if not failure:
            return style
    raise NoBox(f"bubblewrap cannot make a box here ({failure}): {_cure(failure)}.")


def _fails(style):
    """What bubblewrap says if it can make no box; empty if it can. Raises NoBox where it is something else that fails.

    In the box is imported what students import, which fills the cache.
    """
    try:
        filled = is_filled()
        names = json.dumps(NEEDED[:1] if filled else NEEDED), json.dumps(() if filled else WELCOME)
        program = [*python(), "/inside/warm.py", json.dumps(settings(LIMITS, style)), *names]
        command = around(program, LIMITS, style, fill_cache=True)
    except OSError as error:
        raise _no_cache(error) from None
    try:
        out, err = popen(command).communicate(timeout=300)
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    said = (err.decode(errors="replace").strip() or "no answer").splitlines()[-1]
    if not out.startswith(b"running"):
        return said
    if out.split()[-1:] != [b"ready"]:
        raise NoBox(
            f"A box can be made here, but Python cannot import in it what students import ({said}): install the kit "
            "with all its packages into one environment that can be read; PYTHONPATH does not count in a box."
        )
    try:
        note_filled()
    except OSError as error:
        raise _no_cache(error) from None
    return ""


def _cure(failure):
    """What helps, by what bubblewrap says."""
    if "execvp" in failure or "source path" in failure:
        return "Python and its packages must be in folders that can be read: use an environment of its own (`venv`)"
    return (
        "allow user namespaces (`sysctl kernel.unprivileged_userns_clone=1`, on Ubuntu 24.04 an AppArmor profile for "
        "bwrap), or in a container give it the right to make them"
    )


def _no_cache(error):
    return NoBox(
        f"There can be no folder for the box's compiled modules ({error}): name one that you can write, as in "
        "`export XDG_CACHE_HOME=/tmp/cache`."
    )
