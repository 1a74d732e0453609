"""Run the command as an instructor does, in a process of its own; time it, or kill it."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sparsity_kit.grading.marks.store import Store


@dataclass(frozen=True)
class Time:
    """Seconds by the clock, and seconds of the whole machine's processors: let it do nothing else meanwhile.

    What a box used is in nobody's account of its children, because nobody waits for them when it is closed.
    """

    wall: float
    cpu: float


def timed(command, folder, environment=None):
    """The Time that a command takes in a folder. Raises RuntimeError with what it said if it fails."""
    before, start = busy(), time.perf_counter()
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    wall, after = time.perf_counter() - start, busy()
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)
    return Time(wall, after - before)


def busy():
    """Seconds that the processors were busy since the machine started (Linux, man 5 proc: /proc/stat)."""
    user, nice, system = Path("/proc/stat").read_text().split("\n")[0].split()[1:4]
    return (int(user) + int(nice) + int(system)) / os.sysconf("SC_CLK_TCK")


def grade(name, out, workers=2, program=(sys.executable, "-m", "sparsity_kit.grading")):
    """The command line that grades an assignment of the class."""
    numbers = ["--secret", "term.key", "--roster", "class.csv"]
    return [
        *program,
        "homework",
        "grade",
        name,
        "--assignment",
        name,
        *numbers,
        "--out",
        out,
        "--workers",
        str(workers),
    ]


def killed(command, folder, out, enough):
    """Start a command, and kill -9 it when the store has `enough` submissions; (how many it has then, its session)."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, cwd=folder, start_new_session=True, **quiet)
    while finished(folder / out) < enough and process.poll() is None:
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    return finished(folder / out), process.pid


def finished(folder):
    """How many submissions are in a store, of all assignments."""
    try:
        with closing(sqlite3.connect(f"file:{folder}/grades.sqlite?mode=ro", uri=True)) as base:
            return base.execute("SELECT count(*) FROM submissions").fetchone()[0]
    except sqlite3.OperationalError:  # not there yet
        return 0


def marks(folder, name):
    """Everything that a store says about an assignment's marks, to be compared."""
    with Store(folder) as store:
        return store.marks(name), [each.flags for each in store.submissions(name).values()], store.intake(name)
