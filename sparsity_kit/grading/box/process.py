"""A process for a student's code: in a box, or, for code that the instructor trusts, without one."""

import os
import shutil
import signal
import sys
import tempfile
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from sparsity_kit.grading.box.bubblewrap import ENVIRONMENT, INSIDE, WRITABLE, around, popen, prefixes, python
from sparsity_kit.grading.box.cache import fonts_without_a_box
from sparsity_kit.grading.box.syscalls import seccomp_program
from sparsity_kit.grading.box.trial import NoBox, cure, fails, settings


class Box:
    """A running box, to be closed: `process` with its pipes, and the `settings` that its runner waits for.

    With `unprotected` it is a process like any other, with the same limits but for those that need a box.
    """

    def __init__(self, limits, unprotected=False):
        style = None if unprotected else _style()
        self.folder = tempfile.mkdtemp(prefix="sparsity-kit-") if unprotected else None
        self.settings = settings(limits, style)
        owner = f"grader={os.getpid()}"  # for whoever looks through a list of processes
        if style:
            self.process = popen(around([*python(), "/inside/runner.py", owner], limits, style))
        else:
            runner = [sys.executable, "-I", "-X", "utf8", str(INSIDE / "runner.py"), owner]
            home = {"HOME": self.folder, "MPLCONFIGDIR": fonts_without_a_box(self.folder)}
            self.process = popen(runner, ENVIRONMENT | home, self.folder)

    def names(self):
        """How many files, folders and links there are in the box; 0 if there is no box, not yet, or no more."""
        root = f"/proc/{_innermost(self.process.pid)}/root"
        try:
            if os.path.samefile(root, "/"):
                return 0
            rooms = [os.statvfs(f"{root}{folder}") for folder in WRITABLE]
        except OSError:
            return 0
        return sum(room.f_files - room.f_ffree for room in rooms)

    def close(self):
        """End every process of the box."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            with suppress(OSError):
                pipe.close()
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)


def _innermost(pid):
    """The last of a chain of processes that have one child each: a box's own, which can make none (man 5 proc)."""
    with suppress(OSError):
        while children := Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            pid = int(children[0])
    return pid


def available():
    """Empty if boxes work here; otherwise the reason and the cure, for the instructor."""
    try:
        _style()
    except NoBox as reason:
        return str(reason)
    return ""


@lru_cache
def _style():
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
        failure = fails(style)
        if not failure:
            return style
    raise NoBox(f"bubblewrap cannot make a box here ({failure}): {cure(failure)}.")
