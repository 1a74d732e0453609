"""A homework question is an exercise whose numbers are drawn anew: for each student, for a class, or from a pool."""

from collections.abc import Callable
from dataclasses import dataclass

from sparsity_kit.homework.compare import Kind
from sparsity_kit.homework.draw import Draw
from sparsity_kit.homework.exercise import Exercise, vet


class ByHand(Kind):
    """A picture or a paragraph: a person reads it, with the question's rubric beside it."""


def _nothing(draw):
    """No numbers: the question is the same for everybody."""
    return {}


@dataclass(frozen=True)
class Question:
    """One question of an assignment.

    `answer` is the name of the variable that holds a student's answer; "" where a person reads the cell.
    `given(draw)` draws the numbers of a variant, {name: number, text or nested list}, and nothing that a variant may
    not have: no further choice is made later. `exercise(given, hidden)` is the exercise for these numbers; what must
    not be known before grading (the arguments a function is called with) is drawn from `hidden`. `rubric` says what a
    person looks for, as (points, sentence) pairs.
    """

    name: str
    points: float
    answer: str
    exercise: Callable[[dict, Draw], Exercise]
    given: Callable[[Draw], dict] = _nothing
    rubric: tuple = ()

    @property
    def by_hand(self):
        """Whether a person marks it."""
        return not self.answer


@dataclass(frozen=True)
class Assignment:
    """Questions that are handed out and handed in together."""

    name: str
    title: str
    questions: tuple

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


@dataclass(frozen=True)
class Variant:
    """One question with its numbers: what is `given`, and the `exercise` that follows from it."""

    question: Question
    given: dict
    exercise: Exercise

    def vet(self):
        """What is wrong with this variant, as a list of sentences; empty if it may be handed out."""
        return [] if self.question.by_hand else vet(self.exercise)


REFERENCE = b"the numbers of the reference notebooks"


def variant(assignment, question, secret=REFERENCE, who="reference"):
    """The variant of a question for `who`: a student's name, or the name of a group that shares its numbers."""
    given = question.given(Draw(secret, who, assignment.name, question.name, "given"))
    hidden = Draw(secret, who, assignment.name, question.name, "hidden")
    return Variant(question, given, question.exercise(given, hidden))


def share(secret, student, assignment, pool=None):
    """Whose numbers a student gets: "student:…" its own, with `pool` one of so many, with pool=1 those of the class.

    Raises ValueError for a pool of less than one.
    """
    if pool is None:
        return f"student:{student}"
    if pool < 1:
        raise ValueError(f"a pool has at least one variant, got {pool}")
    return f"pool:{Draw(secret, student, assignment.name, 'pool').integer(1, pool)}"


def given_cell(given):
    """The code cell that gives a student the numbers: one line each; lists become arrays.

    >>> print(given_cell({"lam": 2.5, "c": [1, -3]}))
    lam = 2.5
    c = np.array([1, -3])
    """
    return "\n".join(
        f"{name} = np.array({value!r})" if isinstance(value, list) else f"{name} = {value!r}"
        for name, value in given.items()
    )


def told_apart(numbers, exercise):
    """`given` for a Question: `numbers(draw)` once more until no mistake equals the key or another mistake."""

    def given(draw):
        drawn = numbers(draw)
        while vet(exercise(drawn, Draw(b"", "vetting"))):
            drawn = numbers(draw)
        return drawn

    return given
