"""A process for a student's code: in a box, or, for code that the instructor trusts, without one."""

import os
import shutil
import signal
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from sparsity_kit.grading.box.bubblewrap import ENVIRONMENT, INSIDE, WRITABLE, around, popen, python
from sparsity_kit.grading.box.cache import fonts_without_a_box
from sparsity_kit.grading.box.trial import settings, style_of_boxes


class Box:
    """A running box, to be closed: `process` with its pipes, and the `settings` that its runner waits for.

    With `unprotected` it is a process like any other, with the same limits but for those that need a box.
    """

    def __init__(self, limits, unprotected):
        style = None if unprotected else style_of_boxes()
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

    def waited(self):
        """Seconds that the runner has waited for a processor, because others had it; 0 where Linux does not say."""
        try:
            _, waited, _ = Path(f"/proc/{_innermost(self.process.pid)}/schedstat").read_text().split()
        except (OSError, ValueError):
            return 0.0
        return int(waited) / 1e9

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
