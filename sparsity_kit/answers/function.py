"""Answers that are functions: called on cases, and compared by what they return."""

import math
from dataclasses import dataclass, replace
from itertools import zip_longest

import numpy as np

from sparsity_kit.answers.called import Called
from sparsity_kit.answers.kind import Kind, Unreadable
from sparsity_kit.answers.numbers import near


@dataclass(frozen=True)
class Function(Kind):
    """A function that the student wrote: called on `cases`, tuples of arguments, and compared with the key.

    `where` says of each case what is special about it: "where v is below the threshold". With `reveal=False` a remark
    has these words only, and no argument, no value and no text of the student's errors: the cases stay unknown.
    """

    cases: tuple
    tolerance: float = 1e-9
    where: tuple = ()
    reveal: bool = True

    form = "a function: its name, without parentheses and without quotes; a zero has to be zero exactly"

    @classmethod
    def unknown(cls, cases, tolerance=1e-9):
        """A function of which no case is revealed; `cases` are {what is special about it: its arguments}."""
        return cls(tuple(cases.values()), tolerance, tuple(cases), reveal=False)

    def mixed_with(self, more, draw):
        """These cases and some of those of `more`, in any order: neither place nor number says what is expected."""
        mine, theirs = ({repr(case): (case, where) for case, where in kind.told()} for kind in (self, more))
        some = {name: row for name, row in theirs.items() if draw.integer(0, 1)}
        cases, where = zip(*draw.shuffled((some | mine).values()), strict=True)
        return replace(self, cases=cases, where=where if self.where else ())

    def told(self):
        """(case, what is special about it) pairs."""
        return zip_longest(self.cases, self.where)

    def blind_tries(self, key):
        """How many answers there are for somebody who knows what is returned how often, and no argument."""
        outcomes = [key.outcome(number) for number in range(len(self.cases))]
        if all(isinstance(each, np.ndarray) and each.dtype == bool and each.ndim == 0 for each in outcomes):
            return math.comb(len(outcomes), sum(map(bool, outcomes)))
        return 1 if all(np.array_equal(each, outcomes[0]) for each in outcomes) else math.inf

    def read(self, answer):
        """The function with what it returns for each case; it is called once for each, and only if it is asked."""
        if not callable(answer) or isinstance(answer, type):
            raise Unreadable("a function is expected: its name, without parentheses")
        return Called(answer, self.cases, self.reveal)

    def same(self, value, key):
        return all(self._problem(value, key, number) is None for number in range(len(self.cases)))

    def meet(self, first, second):
        pairs = ((first.outcome(number), second.outcome(number)) for number in range(len(self.cases)))
        return all(a is b or (_numbers(a) and _numbers(b) and near(a, b, self.tolerance)) for a, b in pairs)

    def remark(self, value, key):
        problems = ((number, self._problem(value, key, number)) for number in range(len(self.cases)))
        number, problem = next((number, problem) for number, problem in problems if problem)
        if self.reveal:
            return f"With the arguments {', '.join(map(_shown, self.cases[number]))} {problem}."
        return f"{problem[0].upper()}{problem[1:]}{f', {self.where[number]}' if self.where else ''}."

    def shown(self, value):
        """What it does on the first case, for a look at its form."""
        outcome = value.outcome(0)
        if isinstance(outcome, str):
            return f"a function; in a trial {outcome}"
        one = f"{bool(outcome)}" if outcome.dtype == bool else "a number"
        return f"a function; in a trial it returns {f'numbers of shape {outcome.shape}' if outcome.ndim else one}"

    def _problem(self, value, key, number):
        """What is wrong with the value for one case, in words; None if nothing is."""
        outcome, expected = value.outcome(number), key.outcome(number)
        if isinstance(outcome, str):
            return outcome
        if isinstance(expected, str):
            return "it returns something where an error is expected"
        if expected.ndim == 0 and outcome.size == 1:
            outcome = outcome.reshape(())
        if outcome.shape != expected.shape:
            tells = not self.reveal and not {*outcome.shape} <= {1, *expected.shape}  # numbers of it may be arguments
            shape = "another shape" if tells else f"shape {outcome.shape}"
            return f"the result has {shape} instead of {expected.shape}{self._hint(outcome, expected)}"
        if np.allclose(outcome, expected, self.tolerance, self.tolerance):
            small = (expected == 0) & (outcome != 0)
            exact = not (small.any() and (small & key.zeros(number)).any())
            return None if exact else "it returns a small number where zero is expected, exactly"
        if not self.reveal:
            return "it returns a wrong value"
        return f"it returns {_shown(outcome)} instead of {_shown(expected)}"

    def _hint(self, outcome, expected):
        """What the wrong shape may come from, where a case is revealed."""
        if self.reveal and outcome.ndim and not expected.ndim:
            return ": one number is expected; @ adds the products of two arrays up, and * does not"
        if self.reveal and expected.ndim and not outcome.ndim:
            return ": one number for each entry is expected, and not only one; a return in a loop ends it at once"
        return ""


def _numbers(outcome):
    return not isinstance(outcome, str)


def _shown(argument):
    return str(np.asarray(argument).tolist())
