"""How files are written: whole or not at all, whatever happens, and with the file's name in what is said."""

import errno
import os
from pathlib import Path

import pytest

from sparsity_kit.grading.files import write
from sparsity_kit.grading.release.secret import make_secret
from sparsity_kit.grading.terminal import UserError


def full(*_, **__):
    raise OSError(errno.ENOSPC, "No space left on device")  # as a write says it, without a name


def interrupted(*_, **__):
    raise KeyboardInterrupt


@pytest.mark.parametrize("content", ["new", b"new"])
@pytest.mark.parametrize(("happens", "raised"), [(full, OSError), (interrupted, KeyboardInterrupt)])
def test_what_cannot_be_written_leaves_the_old_file_alone_in_its_folder(
    tmp_path, monkeypatch, content, happens, raised
):
    path = tmp_path / "ann" / "hw2.html"
    write(path, "old")
    monkeypatch.setattr(os, "replace", happens)
    with pytest.raises(raised) as caught:
        write(path, content)
    assert os.listdir(path.parent) == ["hw2.html"] and path.read_text() == "old"
    assert raised is not OSError or caught.value.filename == str(path)


def test_a_folder_in_the_place_of_a_file_is_named_as_it_was_typed(tmp_path):
    with pytest.raises(IsADirectoryError) as caught:
        write(tmp_path, "new")
    assert caught.value.filename == str(tmp_path)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no disk that is always full")
def test_on_a_full_disk_no_empty_file_is_taken_for_a_secret(tmp_path, monkeypatch):
    path, open_file = tmp_path / "term.key", os.open
    monkeypatch.setattr(os, "open", lambda *how: (os.close(open_file(*how)), open_file("/dev/full", os.O_WRONLY))[1])
    with pytest.raises(UserError, match=r"term\.key cannot be written: No space left on device; make room there"):
        make_secret(path)
    monkeypatch.undo()
    assert len(make_secret(path)) == 8
