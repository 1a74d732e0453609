"""How it is found out whether boxes can be made here, and the folder that they share: told by what a trial says."""

import json
import os
import subprocess
import sys

import pytest

from sparsity_kit.grading import available
from sparsity_kit.grading.box import bubblewrap, cache, process, trial
from sparsity_kit.grading.box.inside import limit
from sparsity_kit.grading.box.syscalls import seccomp_program
from sparsity_kit.grading.limits import LIMITS

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="there are boxes on Linux only")


class Tried:
    """What stands in the place of a program in a box: it has said so much, and notes its command and its time."""

    def __init__(self, out=b"running\nready\n", err=b"", fails=None):
        self.out, self.err, self.fails, self.commands, self.seconds = out, err, fails, [], None

    def __call__(self, command):
        self.commands.append(command)
        if self.fails:
            raise self.fails
        return self

    def communicate(self, timeout):
        self.seconds = timeout
        return self.out, self.err

    def asked(self):
        """What was to be imported in the last trial: what it needs, and what is welcome."""
        return [json.loads(word) for word in self.commands[-1][-2:]]


@pytest.fixture
def trying(monkeypatch, tmp_path):
    """A function that has this said by each trial, on a machine where nothing is known of boxes yet."""
    (tmp_path / "kit").mkdir()
    (tmp_path / "kit" / "file.py").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(trial, "style_of_boxes", trial.style_of_boxes.__wrapped__)
    monkeypatch.setattr(cache, "cache", cache.cache.__wrapped__)
    monkeypatch.setattr(cache, "KIT", tmp_path / "kit")
    monkeypatch.setattr(bubblewrap, "cache", cache.cache)
    monkeypatch.setattr(trial.shutil, "which", lambda name: "/usr/bin/bwrap")
    monkeypatch.setattr(trial, "prefixes", lambda: ["/no/such/folder"])
    monkeypatch.setattr(trial, "seccomp_program", lambda: b"")
    monkeypatch.setattr(trial.sys, "platform", "linux")

    def tried(**said):
        monkeypatch.setattr(trial, "popen", found := Tried(**said))
        return found

    return tried


SAYS = {  # what a trial says, and what the instructor is told
    "nothing": ({"out": b""}, "cannot make a box here (no answer): allow user namespaces"),
    "its last line": ({"out": b"", "err": b"one\ntwo\n"}, "cannot make a box here (two): allow user namespaces"),
    "no program": ({"out": b"", "err": b"bwrap: execvp x"}, "in folders that can be read: use an environment of its"),
    "no folder": ({"out": b"", "err": b"Can't find source path"}, "in folders that can be read: use an environment"),
    "no ready": ({"out": b"running\n"}, "A box can be made here, but Python cannot import in it what students import"),
    "its own words": ({"out": b"running\nready\nno\n", "err": b"x"}, "cannot import in it what students import (x)"),
    "no process": ({"fails": OSError("no memory")}, "cannot make a box here (no memory): allow"),
    "no end": ({"fails": subprocess.TimeoutExpired("bwrap", 300)}, "'bwrap' timed out after 300 seconds): allow"),
}


@pytest.mark.parametrize("name", SAYS)
def test_what_a_trial_says_is_told(name, trying):
    said, words = SAYS[name]
    tried = trying(**said)
    assert words in available() and not cache.is_filled()
    styles = 1 if os.geteuid() or said.get("out", b"").startswith(b"running") else 2
    assert len(tried.commands) == styles


def test_the_first_trial_imports_all_that_students_import_and_a_later_one_the_kit(trying, monkeypatch, tmp_path):
    tried = trying()
    assert available() == "" and tried.asked() == [list(trial.NEEDED), list(trial.WELCOME)] and tried.seconds == 300
    assert available() == "" and tried.asked() == [["sparsity_kit"], []]
    os.utime(tmp_path / "kit" / "file.py", (1, 1))
    assert not cache.is_filled(), "a file of the kit was saved"
    cache.note_filled()
    assert cache.is_filled()
    monkeypatch.setattr(trial, "note_filled", (tmp_path / "no folder" / "x").touch)
    assert "There can be no folder for the box's compiled modules" in available()
    folder = cache.cache()
    assert folder == tmp_path / "cache" / "sparsity-kit" / "box" and (folder / "compiled").is_dir()
    assert cache.cache() == folder and (folder / "fonts").is_dir()


@pytest.mark.parametrize(
    ("user", "fails", "style"), [(0, (), "root"), (0, ("root",), "user"), (1, (), "user"), (1, ("root",), "user")]
)
def test_root_needs_no_namespace_of_users_where_it_can_do_without(user, fails, style, trying, monkeypatch):
    trying()
    monkeypatch.setattr(trial.os, "geteuid", lambda: user)
    monkeypatch.setattr(trial, "_fails", lambda style: "no" if style in fails else "")
    assert trial.style_of_boxes() == style


def test_in_a_box_that_root_makes_the_runner_is_a_user_that_nobody_is():
    user = trial.settings(LIMITS, "root")["user"]
    assert 60578 <= user < 61184 and trial.settings(LIMITS, "root")["boxed"]
    assert [trial.settings(LIMITS, style)["user"] for style in ("user", None)] == [0, 0]
    assert [trial.settings(LIMITS, style)["boxed"] for style in ("user", None)] == [True, False]


def test_the_fonts_of_who_is_in_no_box_are_not_those_of_the_boxes(trying, monkeypatch, tmp_path):
    folder = cache.fonts_without_a_box("elsewhere")
    assert folder == str(tmp_path / "cache" / "sparsity-kit" / "fonts-without-a-box") and os.path.isdir(folder)
    assert cache.fonts_without_a_box("elsewhere") == folder
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert cache.fonts_without_a_box("elsewhere") == "elsewhere"


def test_the_limits_that_a_process_sets_itself(monkeypatch):
    """As root after it has become nobody; the number of threads in a box alone, for it counts a user's processes."""
    import resource

    done = []
    monkeypatch.setattr(resource, "getrlimit", lambda kind: (-1, -1))
    monkeypatch.setattr(resource, "setrlimit", lambda kind, limits: done.append((kind, limits)))
    for name in ("setgroups", "setgid", "setuid"):
        monkeypatch.setattr(os, name, lambda who, name=name: done.append((name, who)))
    names = ("CORE", 0), ("AS", 2_000_000_000), ("CPU", 40), ("FSIZE", 16_000_000), ("NOFILE", 64), ("MSGQUEUE", 0)
    first = [(getattr(resource, f"RLIMIT_{name}"), (most, most)) for name, most in names]
    threads = (resource.RLIMIT_NPROC, (64, 64))
    for style, more in (
        ("root", [("setgroups", []), ("setgid", 7), ("setuid", 7), threads]), ("user", [threads]), (None, [])
    ):  # fmt: skip
        done.clear()
        limit.apply(trial.settings(LIMITS, style) | ({"user": 7} if style == "root" else {}))
        assert done == first + more


@pytest.mark.parametrize("error", [ValueError, OSError])
def test_a_limit_that_cannot_be_set_is_an_error_on_linux_alone(monkeypatch, error):
    import resource

    def refuses(*_):
        raise error

    monkeypatch.setattr(resource, "setrlimit", refuses)
    monkeypatch.setattr(limit.sys, "platform", "linux")
    with pytest.raises(error):
        limit._resource("RLIMIT_CORE", 0)
    monkeypatch.setattr(limit.sys, "platform", "darwin")
    limit._resource("RLIMIT_CORE", 0)


def pairs(command, *words):
    """The places after which a word stands in the command."""
    return {(word, command[place + 1]) for place, word in enumerate(command) if word in words}


def test_a_box_of_roots_is_made_in_another_way_than_a_users(trying):
    """Root needs no namespace of users, but the right to become one, and programs whose end is that of the box."""
    root, user = (bubblewrap.around(["program", "word"], LIMITS, style) for style in ("root", "user"))
    assert root[: len(bubblewrap._TIED)] == list(bubblewrap._TIED) and user[0] == "/usr/bin/bwrap"
    assert "--unshare-user" in user and "--unshare-user" not in root and root[-3:] == ["--", "program", "word"]
    assert pairs(user, "--cap-drop", "--cap-add") == {("--cap-drop", "ALL")}
    assert pairs(root, "--cap-add") == {("--cap-add", "CAP_SETUID"), ("--cap-add", "CAP_SETGID")}


def test_python_is_bound_with_its_packages_and_what_is_in_usr_is_there_already(monkeypatch, tmp_path):
    (tmp_path / "venv").symlink_to(real := tmp_path / "real")
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "venv"))
    monkeypatch.setattr(sys, "base_prefix", "/usr/local")
    assert bubblewrap.prefixes.__wrapped__() == [str(real), str(tmp_path / "venv")]


def test_the_folder_that_boxes_share_is_written_to_by_the_trial_alone(trying, tmp_path):
    """Of the fonts later boxes have the list, in a folder of their own."""
    (folder := cache.cache() / "fonts").joinpath("fontlist-v1.json").touch()
    compiled, fonts = str(cache.cache() / "compiled"), bubblewrap.FONTS
    filling, later = (bubblewrap.around([], LIMITS, "user", **fills) for fills in ({"fill_cache": True}, {}))
    assert (
        pairs(filling, "--bind") == {("--bind", compiled), ("--bind", str(folder))} and pairs(later, "--bind") == set()
    )
    assert ("--ro-bind", compiled) in pairs(later, "--ro-bind") and ("--dir", fonts) in pairs(later, "--dir")
    place = later.index(str(folder / "fontlist-v1.json"))
    assert later[place - 1 : place + 2] == ["--ro-bind", later[place], f"{fonts}/fontlist-v1.json"]
    assert [later[place + 1] for place, word in enumerate(later) if word == "--size"] == [str(LIMITS.file_bytes)] * 3


def test_a_program_has_the_filter_and_nothing_else_of_the_graders(monkeypatch):
    """Open are its three streams, the folder that `ls` lists, and the filter where the command names it."""
    monkeypatch.setenv("GRADER_SECRET", "x")
    before = len(os.listdir("/proc/self/fd"))
    filtered = ["sh", "-c", "wc -c < /proc/self/fd/$0; exec ls /proc/self/fd", bubblewrap._SECCOMP]
    with bubblewrap.popen(filtered) as shell:
        length, *files = shell.communicate()[0].split()
    assert int(length) == len(seccomp_program() or b"") and len(files) == 5
    with bubblewrap.popen(["sh", "-c", "pwd; ls /proc/self/fd | wc -l; exec env"], folder="/") as shell:
        folder, files, *environment = shell.communicate()[0].decode().split()
    expected = {f"{name}={value}" for name, value in bubblewrap.ENVIRONMENT.items()}
    assert (folder, files) == ("/", "4") and expected == set(environment) - {"PWD=/", "OLDPWD=/"}
    assert len(os.listdir("/proc/self/fd")) == before


def test_the_innermost_of_a_chain_of_processes_is_the_boxs_own():
    with subprocess.Popen(["sh", "-c", "sh -c 'echo $$; read x'; true"], stdin=-1, stdout=-1) as outer:
        inner = int(outer.stdout.readline())
        assert [process._innermost(pid) for pid in (outer.pid, inner)] == [inner, inner] != [outer.pid] * 2
        outer.stdin.close()
    assert process._innermost(outer.pid) == outer.pid, "it is no more"
