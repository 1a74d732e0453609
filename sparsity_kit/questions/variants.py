"""A question with its numbers: those of a student, of a group that shares them, of a notebook, or none in a lesson."""

import inspect
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, partial
from itertools import combinations

import numpy as np

from sparsity_kit.answers import RIGHT, Choice
from sparsity_kit.questions.draw import Draw, until
from sparsity_kit.questions.question import Mistake, Question

REFERENCE = b"the numbers of the reference notebooks"


@dataclass(frozen=True)
class Variant:
    """One question with what is `given`. Kind, key and mistakes follow from it, each when it is first asked for."""

    question: Question
    given: dict = field(default_factory=dict)
    hidden: Draw | None = None

    @cached_property
    def kind(self):
        """How answers are read and compared; hidden cases are drawn until no two of the possible answers meet."""
        if self.question.draws_cases:
            enough = until(self._tells_apart, lambda: self._called(self.question.kind), tries=1000)
            more = until(lambda kind: kind is not None, lambda: self._called(self.question.kind))
            return enough.mixed_with(more, self.hidden)
        return self._called(self.question.kind) if callable(self.question.kind) else self.question.kind

    @cached_property
    def key(self):
        """The right answer."""
        if self.question.answers:
            return self._among(RIGHT)
        marked = self.question.key is None and isinstance(self.kind, Choice)
        key = self.kind.key if marked else self._answer(self.question.key)
        if key is None:
            raise ValueError(f"{self.question.name} has no key; give key or answers, or mark an option as RIGHT")
        return key

    @cached_property
    def mistakes(self):
        """The mistakes that are known; `answer_of` computes what each leads to."""
        if self.question.answers:
            return tuple(Mistake(None, message, name) for name, message in self.question.mistakes.items())
        mistakes = self.question.mistakes
        mistakes = self._called(mistakes) if callable(mistakes) else mistakes
        if not self.question.wants_function and isinstance(self.kind, Choice):
            mistakes = (*mistakes, *self.kind.wrong(self.key))
        return tuple(Mistake.of(each) for each in mistakes)

    def answer_of(self, mistake):
        """What a mistake leads to, with these numbers."""
        return self._among(mistake.name) if self.question.answers else self._answer(mistake.answer)

    @property
    def is_apart(self):
        """Whether no two of the possible answers meet."""
        return self._tells_apart(self.kind)

    def _tells_apart(self, kind):
        if kind is None:
            return False
        values = [kind.read(self.key), *(kind.read(self.answer_of(mistake)) for mistake in self.mistakes)]
        return not any(kind.meet(*pair) for pair in combinations(values, 2))

    def _among(self, name):
        if name not in self.together:
            raise KeyError(f"the answers of {self.question.name} lack {name}, they have {[*self.together]}; add it")
        return self.together[name]

    @cached_property
    def together(self):
        """What `answers` gives for these numbers: {RIGHT: the key, name of a mistake: its answer, …}."""
        return self._called(self.question.answers) if self.question.answers else {}

    def _answer(self, answer):
        """A value as it stands; what a function gives; or the function itself, if that is what is asked for."""
        if not callable(answer):
            return answer
        if not self.question.wants_function:
            return self._called(answer)
        return partial(answer, **self._numbers_for(answer))

    def _called(self, function):
        numbers = self._numbers_for(function)
        if lacking := [name for name, needed in _parameters(function).items() if needed and name not in numbers]:
            asks = f"{self.question.name} asks for {', '.join(lacking)}"
            raise TypeError(f"{asks}, its numbers are {', '.join(self.given) or 'none'}; draw it, too")
        return function(**numbers)

    def _numbers_for(self, function):
        """Those of the numbers that a function names; lists are arrays, as they are for a student."""
        names, numbers = _parameters(function), self.given | {"hidden": self.hidden}
        return {
            name: np.array(value) if type(value) is list else value for name, value in numbers.items() if name in names
        }


@lru_cache(1000)  # many draws ask the same functions
def _parameters(function):
    """The names of what a function takes, and whether it needs them."""
    return {name: each.default is each.empty for name, each in inspect.signature(function).parameters.items()}


def variant(assignment, question, secret=REFERENCE, who="reference"):
    """The variant of a question for `who`: a student's name, or the name of a group that shares its numbers."""
    draw, hidden = (Draw(secret, who, assignment.name, question.name, each) for each in ("given", "hidden"))

    def propose():
        given = question.numbers(draw)
        if given is not None and not isinstance(given, dict):
            raise TypeError(f"{question.name} needs its numbers by their names, such as {{'a': 2}}, got {given!r}")
        return None if given is None else Variant(question, given, hidden)

    def good(proposal):
        return proposal is not None and (question.by_hand or question.draws_cases or proposal.is_apart)

    if not question.numbers:
        return Variant(question, {}, hidden)
    return until(good, propose)
