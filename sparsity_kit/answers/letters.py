"""Answers that are letters: one of several options, some of them, or True and False."""

from dataclasses import dataclass

import numpy as np

from sparsity_kit.answers.kind import Kind, Unreadable
from sparsity_kit.answers.slips import foreign
from sparsity_kit.answers.spelling import letters_in
from sparsity_kit.answers.sympy_objects import plain, single


class _Right:
    """Marks the right one where answers stand in a table."""

    def __repr__(self):
        return "RIGHT"

    def __reduce__(self):
        return "RIGHT"  # copies and other processes have the same one, so `is RIGHT` holds there too


RIGHT = _Right()


@dataclass(frozen=True)
class Choice(Kind):
    """One letter of a table, {letter: (option, what is wrong with it, its name in two words or nothing)}.

    `RIGHT` stands in place of what is wrong with the right one. Where that depends on numbers, the question has a key.
    """

    table: dict

    @property
    def options(self):
        """{letter: option}."""
        return {letter: option for letter, (option, *_) in self.table.items()}

    @property
    def key(self):
        """The letter that is marked as right; None if none is."""
        return next((letter for letter, (_, reason, *_) in self.table.items() if reason is RIGHT), None)

    def wrong(self, key):
        """(letter, what is wrong with it, name) of all options but the key."""
        return [(letter, *reason) for letter, (_, *reason) in self.table.items() if letter != key]

    @property
    def form(self):
        """How it is written."""
        return f"one letter in quotes, such as {next(iter(self.table))!r}"

    def read(self, answer):
        answer = single(answer)
        letter = letters_in(answer) if isinstance(answer, str) else ""
        if letter not in self.table:
            raise Unreadable(f"one letter is expected, {', '.join(map(repr, self.table))}{foreign(letter)}")
        return letter

    def shown(self, value):
        return f"the letter {value}"


@dataclass(frozen=True)
class Choices(Kind):
    """A set of letters out of `options`, {letter: option}, written "ACD", "A, C" or {"A", "C"}."""

    options: dict

    @property
    def form(self):
        """How it is written."""
        return f"letters in quotes, such as {''.join(self.options)[:2]!r}"

    def read(self, answer):
        letters, answer = "".join(self.options), plain(answer)
        if isinstance(answer, (list, tuple, set, frozenset)) and all(isinstance(part, str) for part in answer):
            answer = " ".join(answer)
        if not isinstance(answer, str):
            raise Unreadable(f"letters are expected, such as {letters[:2]!r}")
        chosen = frozenset(letters_in(answer))
        if not chosen <= set(letters):
            raise Unreadable(f"letters out of {letters} are expected{foreign(''.join(sorted(chosen)))}")
        return chosen

    def remark(self, value, key):
        extra, missing = "some of them do not belong there", "others are missing"
        said = [words for words, letters in ((extra, value - key), (missing, key - value)) if letters]
        return f"It is not these letters: {', and '.join(said)}."

    def shown(self, value):
        return f"the letters {', '.join(sorted(value))}" if value else "no letter at all"


@dataclass(frozen=True)
class Boolean(Kind):
    """True or False."""

    form = "True or False"

    def read(self, answer):
        answer = single(answer)
        if isinstance(answer, str) and letters_in(answer) in ("TRUE", "FALSE"):
            return letters_in(answer) == "TRUE"
        if isinstance(answer, (bool, np.bool_)):
            return str(answer) == "True"
        raise Unreadable("True or False is expected")
