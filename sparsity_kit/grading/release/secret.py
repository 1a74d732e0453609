"""The term's secret: 32 random bytes in a file that only its owner reads. Of it, only a tag is ever shown."""

import base64
import hmac
import json
import os
import secrets
from pathlib import Path

from sparsity_kit.grading.terminal import UserError

SHORTEST = 32  # characters: 32 hexadecimal digits are 128 bits


def make_secret(path):
    """Write a new secret, 64 hexadecimal digits; its tag. Raises UserError if there is a file already."""
    text = secrets.token_hex(32)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise UserError(
            f"{path} exists already and is left alone: with another secret, every student would get other numbers; "
            "give another file name for another term"
        ) from None
    except OSError as error:
        raise UserError(f"{path} cannot be written: {error.strerror}; give a file in a folder of yours") from None
    try:
        with open(handle, "w", encoding="ascii") as file:
            file.write(text + "\n")
    except OSError as error:  # a full disk: an empty file would be left alone the next time
        os.unlink(path)
        raise UserError(f"{path} cannot be written: {error.strerror}; make room there, and try again") from None
    return tag(text.encode())


def read_secret(path):
    """The secret in a file, as bytes. Raises UserError if it is missing, too long or too short to be one."""
    try:
        text = Path(path).read_text(encoding="utf-8-sig").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", "it is no text")
        raise UserError(
            f"no secret can be read from {path}: {reason}; give the file with which you released, or make one for a "
            f"new term: sparsity-kit homework secret {path}"
        ) from None
    if lines := text.count("\n"):
        raise UserError(
            f"{path} has {lines + 1} lines, and a secret is one; give the file that was made with: "
            "sparsity-kit homework secret FILE"
        )
    if len(text) < SHORTEST:
        raise UserError(
            f"the secret in {path} has {len(text)} characters, too few to be unguessable; "
            f"make one with: sparsity-kit homework secret FILE"
        )
    return text.encode()


def readable_by_others(path):
    """Whether anybody but its owner may read the file."""
    return os.name == "posix" and bool(os.stat(path).st_mode & 0o077)


def anonymous(secret, assignment, student):
    """Letters and digits that stand for a student's name in one assignment, and do not give it away.

    >>> anonymous(b"a secret", "hw2", "ann")
    'SYZSK43MD'
    """
    digest = hmac.digest(secret, json.dumps(["anonymous", assignment, student]).encode(), "sha256")
    return f"S{base64.b32encode(digest[:5]).decode()}"  # a letter first: no spreadsheet takes it for a number


def tag(secret):
    """Eight hexadecimal digits that name a secret and do not give it away: HMAC(secret, "tag")."""
    return hmac.digest(secret, b"tag", "sha256").hex()[:8]
