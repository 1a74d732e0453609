"""The box: a process with nothing but Python, the kit, and a small scratch folder (bubblewrap, man 1 bwrap).

No network, no home, no repository, no other processes; every folder is read-only but /tmp, /dev/shm and the home, and
these are small and gone afterwards. The limits on memory, time, files and threads are set by `inside/limit.py`.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path

from sparsity_kit.grading.limits import LIMITS
from sparsity_kit.grading.syscalls import seccomp_program

KIT = Path(__file__).parent.parent
INSIDE = KIT / "grading" / "inside"
HOME = "/home/student"
_SECCOMP = "the number of the file with the system calls"
FONTS = f"{HOME}/.matplotlib"
ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "HOME": HOME,
    "LANG": "C.UTF-8",
    "MPLBACKEND": "Agg",
    "MPLCONFIGDIR": FONTS,
    **dict.fromkeys(["OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"], "1"),
}
READY = ("numpy", "sympy", "matplotlib.pyplot", "sparsity_kit", "sparsity_kit.derivations", "sparsity_kit.figures")
_SYSTEM = ("/usr", "/bin", "/lib", "/lib32", "/lib64", "/etc/ld.so.cache", "/etc/alternatives", "/etc/localtime")
_NAMESPACES = ("--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try")
_TIED = ("setpriv", "--pdeathsig", "KILL", "unshare", "--pid", "--fork", "--kill-child")
_UNUSED_USERS = range(60578, 61184)  # that systemd leaves to nobody


class NoBox(Exception):
    """There is no box on this machine; the message says why, and what to do."""


class Box:
    """A running box, to be closed: `process` with its pipes, and the first line that its runner waits for.

    With `unprotected` it is a process like any other, for submissions that the instructor trusts.
    """

    def __init__(self, limits, unprotected=False):
        style = None if unprotected else _style()
        self.folder = tempfile.mkdtemp(prefix="sparsity-kit-") if unprotected else None
        self.settings = _settings(limits, style)
        owner = f"grader={os.getpid()}"  # for whoever looks through a list of processes
        if style:
            self.process = _popen(_around([*_python(), "/inside/runner.py", owner], limits, style))
        else:
            runner = [sys.executable, "-I", "-X", "utf8", str(INSIDE / "runner.py"), owner]
            home = {"HOME": self.folder, "MPLCONFIGDIR": f"{self.folder}/.matplotlib"}
            self.process = _popen(runner, ENVIRONMENT | home, self.folder)

    def close(self):
        """End every process of the box, and wait until it has ended."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            with suppress(OSError):
                pipe.close()
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)


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
    for folder in _prefixes():
        if Path.home().is_relative_to(folder):
            raise NoBox(f"Python is installed in {folder}, and your files with it: use an environment of its own.")
    failures = []
    for style in ("root", "user") if os.geteuid() == 0 else ("user",):
        try:
            failure = _fails(style)
        except OSError as error:
            failure = str(error)
        if not failure:
            return style
        failures.append(failure)
    raise NoBox(
        f"bubblewrap cannot make a box here ({failures[-1]}): allow user namespaces "
        "(`sysctl kernel.unprivileged_userns_clone=1`, on Ubuntu 24.04 an AppArmor profile for bwrap), "
        "or in a container give it the right to make them."
    )


def _fails(style):
    """What goes wrong when a box fills the cache; empty if nothing does."""
    settings = json.dumps(_settings(LIMITS, style))
    program = [*_python(), "/inside/warm.py", settings, json.dumps(READY)]
    process = _popen(_around(program, LIMITS, style, fill_cache=True))
    out, err = process.communicate(timeout=300)
    return "" if out.strip() == b"ready" else (err.decode(errors="replace").strip() or "no answer").splitlines()[-1]


def _python():
    return [sys.executable, "-I", "-X", "utf8", "-X", f"pycache_prefix={_cache() / 'compiled'}"]


def _settings(limits, style):
    user = _UNUSED_USERS[os.getpid() % len(_UNUSED_USERS)] if style == "root" else 0
    return {**asdict(limits), "user": user, "boxed": style is not None}


def _around(program, limits, style, fill_cache=False):
    """The command that runs a program in a box."""
    scratch = [word for folder in ("/tmp", HOME, "/dev/shm") for word in _scratch(folder, limits)]
    python = [word for folder in _prefixes() for word in ("--ro-bind", folder, folder)]
    cache = _cache()
    parents = {parent for path in (*_prefixes(), KIT, cache / "compiled") for parent in Path(path).parents}
    compiled, fonts = str(cache / "compiled"), cache / "fonts"
    kept = ["--ro-bind", compiled, compiled]
    if fill_cache:
        kept = ["--bind", compiled, compiled, "--bind", str(fonts), FONTS]
    else:
        for file in fonts.glob("fontlist*.json"):
            kept += ["--ro-bind", str(file), f"{FONTS}/{file.name}"]
    return [
        *(_TIED if style == "root" else ()),  # bwrap may not kill another user's process; the end of a namespace does
        "bwrap", *_NAMESPACES, *(["--unshare-user"] if style == "user" else []), "--seccomp", _SECCOMP,
        "--die-with-parent", "--new-session", "--as-pid-1", "--hostname", "box", "--cap-drop", "ALL",
        *(["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"] if style == "root" else []),
        "--proc", "/proc", "--dev", "/dev", *scratch,
        *(word for path in sorted(parents - {Path("/")}) for word in ("--perms", "0755", "--dir", str(path))),
        *(word for path in _SYSTEM for word in ("--ro-bind-try", path, path)), *python,
        "--ro-bind", str(KIT), str(KIT), "--ro-bind", str(INSIDE / "homework"), str(KIT / "homework"),
        "--tmpfs", str(KIT / "grading"), "--remount-ro", str(KIT / "grading"), "--ro-bind", str(INSIDE), "/inside",
        *kept, "--chdir", HOME, "--remount-ro", "/dev", "--remount-ro", "/", "--", *program,
    ]  # fmt: skip


def _scratch(folder, limits):
    return ["--perms", "1777", "--size", str(limits.file_bytes), "--tmpfs", folder]


@lru_cache
def _prefixes():
    """The folders of Python and its packages, outermost first."""
    named = {Path(prefix) for prefix in (sys.prefix, sys.base_prefix)}
    folders = {str(form) for prefix in named for form in (prefix, prefix.resolve())}
    return sorted(folder for folder in folders if not Path(folder).is_relative_to("/usr"))


@lru_cache
def _cache():
    """The folder of compiled modules and fonts that the boxes share, read-only."""
    folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "sparsity-kit" / "box"
    try:
        for part in ("compiled", "fonts"):
            (folder / part).mkdir(parents=True, exist_ok=True, mode=0o755)
    except OSError as error:
        raise NoBox(f"{folder} cannot be written ({error.strerror}): name another with XDG_CACHE_HOME.") from None
    return folder


def _popen(command, environment=ENVIRONMENT, folder=None):
    """The process, with pipes; nothing of the grader's environment reaches it."""
    boxed = _SECCOMP in command
    read, write = os.pipe()
    try:
        os.write(write, seccomp_program() or b"")
        os.close(write)
        return subprocess.Popen(
            [str(read) if word == _SECCOMP else word for word in command],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env=environment, cwd=folder, pass_fds=(read,) if boxed else (), start_new_session=True,
        )  # fmt: skip
    finally:
        os.close(read)
