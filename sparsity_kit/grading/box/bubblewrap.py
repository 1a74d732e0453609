"""The bubblewrap command around a program (man 1 bwrap).

In the box are Python, its packages and the kit, read-only; /tmp, /dev/shm and the home are small, and gone afterwards.
There is no network, no other process, and nothing of the grader's environment.
"""

import os
import shutil
import subprocess
import sys
from functools import lru_cache
from pathlib import Path

from sparsity_kit.grading.box.cache import cache
from sparsity_kit.grading.box.syscalls import seccomp_program
from sparsity_kit.grading.files import KIT

INSIDE = Path(__file__).parent / "inside"
HOME = "/home/student"
WRITABLE = ("/tmp", HOME, "/dev/shm")  # small, in memory, and gone with the box
FONTS = f"{HOME}/.matplotlib"
ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "HOME": HOME,
    "LANG": "C.UTF-8",
    "MPLBACKEND": "Agg",
    "MPLCONFIGDIR": FONTS,
    **dict.fromkeys(["OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"], "1"),
}
_SYSTEM = ("/usr", "/bin", "/lib", "/lib32", "/lib64", "/etc/ld.so.cache", "/etc/alternatives", "/etc/localtime")
_NAMESPACES = ("--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try")
_TIED = ("setpriv", "--pdeathsig", "KILL", "unshare", "--pid", "--fork", "--kill-child")
_SECCOMP = "the number of the file with the system calls"


def around(program, limits, style, fill_cache=False):
    """The command that runs a program in a box, made in the `style` of "root" or of any "user"."""
    compiled = str(cache() / "compiled")
    folders = [Path(folder) for folder in (*prefixes(), KIT, compiled)]
    parents = sorted({str(parent) for folder in folders for parent in folder.parents} - {"/"})
    return [
        *(_TIED if style == "root" else ()),  # bwrap may not kill another user's process; the end of a namespace does
        shutil.which("bwrap") or "bwrap", "--seccomp", _SECCOMP,
        *_NAMESPACES, *(["--unshare-user"] if style == "user" else []),
        "--die-with-parent", "--new-session", "--as-pid-1", "--hostname", "box", "--cap-drop", "ALL",
        *(["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"] if style == "root" else []),
        "--proc", "/proc", "--dev", "/dev",
        *_each(WRITABLE, "--perms", "1777", "--size", str(limits.file_bytes), "--tmpfs"),
        *_each(parents, "--perms", "0755", "--dir"),
        *_bound(_SYSTEM, "--ro-bind-try"), *_bound(prefixes()), *_bound([str(KIT)]),
        "--ro-bind", str(INSIDE / "homework"), str(KIT / "homework"),
        "--tmpfs", str(KIT / "grading"), "--remount-ro", str(KIT / "grading"), "--ro-bind", str(INSIDE), "/inside",
        *_bound([compiled], "--bind" if fill_cache else "--ro-bind"), *_fonts(fill_cache),
        "--chdir", HOME, *_each(("/proc", "/dev", "/"), "--remount-ro"), "--", *program,
    ]  # fmt: skip


def _each(paths, *words):
    return [word for path in paths for word in (*words, path)]


def _bound(paths, how="--ro-bind"):
    return [word for path in paths for word in (how, path, path)]


def _fonts(fill_cache):
    """The folder that Matplotlib writes its list of fonts to; later the list alone, in a folder that can be written."""
    if fill_cache:
        return ["--bind", str(cache() / "fonts"), FONTS]
    lists = (cache() / "fonts").glob("fontlist*.json")
    can_be_written = ["--perms", "1777", "--dir", FONTS]  # else Matplotlib makes its list anew elsewhere, for 0.4 s
    return [*can_be_written, *(word for file in lists for word in ("--ro-bind", str(file), f"{FONTS}/{file.name}"))]


@lru_cache
def prefixes():
    """The folders of Python and its packages, outermost first."""
    named = {Path(prefix) for prefix in (sys.prefix, sys.base_prefix)}
    folders = {str(form) for prefix in named for form in (prefix, prefix.resolve())}
    return sorted(folder for folder in folders if not Path(folder).is_relative_to("/usr"))


def bound_with(path):
    """The folder with which a path can be read in every box; None if it lies in none that is bound."""
    place = Path(path).resolve()
    folders = (*_SYSTEM, *prefixes(), str(KIT))
    return next((folder for folder in folders if place.is_relative_to(Path(folder).resolve())), None)


def python():
    """Isolated from the user's settings; without the docstrings of packages (-OO), which saves a tenth of a run."""
    return [sys.executable, "-I", "-OO", "-X", "utf8", "-X", f"pycache_prefix={cache() / 'compiled'}"]


def popen(command, environment=ENVIRONMENT, folder=None):
    """The process, with pipes; nothing of the grader's environment reaches it."""
    read, write = os.pipe()
    try:
        os.write(write, seccomp_program() or b"")
        os.close(write)
        return subprocess.Popen(
            [str(read) if word == _SECCOMP else word for word in command],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env=environment, cwd=folder, pass_fds=(read,) if _SECCOMP in command else (), start_new_session=True,
        )  # fmt: skip
    finally:
        os.close(read)
