"""Rows of the store, with names."""

from typing import NamedTuple


class Submission(NamedTuple):
    """What is known of a student's file: its hash, what it was graded with, where it lies, and its anonymous code."""

    hash: str
    made_with: str
    file: str
    flags: tuple
    code: str


class Change(NamedTuple):
    """What counts for a question was `before` and `after`, in points (None: it waited for a person), and why."""

    at: str
    student: str
    question: str
    before: float | None
    after: float | None
    why: str
