"""A question is a declaration: what is asked, what kind of answer, the key, and the usual mistakes.

The exercise of a lesson is a question that draws nothing. In homework the numbers are drawn anew for each student, and
what depends on them is a function that names those it needs: `key=lambda a, b: 2 * a * b`. So nothing is computed
before it is needed.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sparsity_kit.answers import Function


@dataclass(frozen=True)
class Mistake:
    """A wrong answer that has a reason: `answer` is what the reason leads to, `message` names the reason.

    `name` says the same in two or three words, for counting in a class: "sign flipped", "factor 2 lost".
    """

    answer: Any
    message: str
    name: str = ""

    @classmethod
    def of(cls, row):
        """The mistake of a row of a table. Raises TypeError if it is none."""
        if isinstance(row, cls):
            return row
        if isinstance(row, (tuple, list)) and len(row) in (2, 3):
            return cls(*row)
        raise TypeError(f"a mistake is a row (answer, message, name), got {row!r}; mend the table of mistakes")


@dataclass(frozen=True, eq=False)
class Question:
    """One question with its key and its mistakes, each a Mistake or a row of a table, (answer, message, name).

    `kind` reads and compares answers (`sparsity_kit.answers`); without one a person reads them, by the `rubric`,
    (points, sentence) pairs. `right` says why the key is right; `hints` are shown one by one.

    `numbers(draw)` draws what is given, {name: number, text or nested list}, or None where it has drawn nothing good.
    `kind`, `key` and the answer of each mistake are values, or functions of the numbers that they name. If the answer
    itself is a function, it gets those numbers beside its arguments; what it is called with must stay unknown, so
    `kind` draws it from `hidden`. No two of the possible answers may meet (`Variant`): else it is drawn again.

    Where answers are best computed together, `answers` stands for the key: a function of the numbers that gives
    {RIGHT: the key, name of a mistake: its answer, …}; `mistakes` then is {name: message}.

    `points` and `answer`, the name of the variable that holds a student's answer, are homework's. `idea` is what a
    question measures that is asked before and after a course (`Idea`): it teaches nothing, so it has no hints.
    """

    name: str
    text: str
    kind: Any = None
    key: Any = None
    right: str = ""
    mistakes: Any = ()
    hints: tuple = ()
    numbers: Callable | None = None
    answers: Callable | None = None
    points: float = 0
    answer: str = ""
    rubric: tuple = ()
    idea: Any = None

    @property
    def by_hand(self):
        """Whether a person marks it."""
        return self.kind is None

    @property
    def draws_cases(self):
        """Whether an answer is a function that is called with arguments which are drawn, and stay unknown."""
        return callable(self.kind) and "hidden" in inspect.signature(self.kind).parameters

    @property
    def wants_function(self):
        """Whether an answer is a function."""
        return self.draws_cases or isinstance(self.kind, Function)


@dataclass(frozen=True, eq=False)
class Assignment:
    """Questions that are handed out and handed in together."""

    name: str
    title: str
    questions: tuple

    def __post_init__(self):
        if isinstance(self.questions, Question):
            raise TypeError(f"{self.name} needs a tuple of questions, got one alone: put a comma after it, (question,)")

    @property
    def measures(self):
        """Whether it measures ideas, before or after a course, and is no homework."""
        return all(question.idea for question in self.questions)

    @property
    def points(self):
        """The full mark."""
        return sum(question.points for question in self.questions)

    def question(self, name):
        """The question of this name. Raises KeyError with the names there are."""
        for question in self.questions:
            if question.name == name:
                return question
        names = ", ".join(question.name for question in self.questions)
        raise KeyError(f"{self.name} has no question {name}; it has {names}")
