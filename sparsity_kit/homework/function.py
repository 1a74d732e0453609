"""An answer that is a function: called on cases, and compared with the key's values on them."""

import builtins
import contextlib
import copy
import io
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from sparsity_kit.homework.compare import Kind
from sparsity_kit.homework.reading import Blank, Unreadable


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

    def read(self, answer):
        """The function with what it returns for each case; it is called once for each, and only if it is asked."""
        if not callable(answer) or isinstance(answer, type):
            raise Unreadable("a function is expected: its name, without parentheses")
        return _Called(answer, self.cases, self.reveal)

    def same(self, value, key):
        return all(self._problem(value, key, number) is None for number in range(len(self.cases)))

    def remark(self, value, key):
        for number, case in enumerate(self.cases):
            problem = self._problem(value, key, number)
            if problem and self.reveal:
                return f"With the arguments {', '.join(map(_show, case))} {problem}."
            if problem:
                return f"{problem[0].upper()}{problem[1:]}{f', {self.where[number]}' if self.where else ''}."
        return "It is wrong somewhere."

    def shown(self, value):
        """What it does on the first case, for a look at its form."""
        outcome = value.outcome(0)
        if isinstance(outcome, str):
            return f"a function; in a trial {outcome}"
        one = f"{bool(outcome)}" if outcome.dtype == bool else "a number"
        return f"a function; in a trial it returns {f'numbers of shape {outcome.shape}' if outcome.ndim else one}"

    def _problem(self, value, key, number):
        """What is wrong with the value for one case, in words; None if nothing is."""
        outcome, expected = value.outcome(number), np.asarray(key(*copy.deepcopy(self.cases[number])), dtype=float)
        if isinstance(outcome, str):
            return outcome
        if outcome.shape != expected.shape:
            return f"the result has shape {outcome.shape} instead of {expected.shape}"
        if np.allclose(outcome, expected, self.tolerance, self.tolerance):
            return None
        return (
            f"it returns {_show(outcome)} instead of {_show(expected)}" if self.reveal else "it returns a wrong value"
        )


@dataclass(frozen=True)
class _Called:
    """A student's function and what came of calling it."""

    function: Callable
    cases: tuple
    tell: bool
    outcomes: dict = field(default_factory=dict)

    def outcome(self, number):
        """Its numbers or truth values, or what went wrong, in words. Raises Blank if the function returns `...`."""
        if number not in self.outcomes:
            self.outcomes[number] = self._call(copy.deepcopy(self.cases[number]))
        return self.outcomes[number]

    def _call(self, case):
        try:
            with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
                warnings.simplefilter("ignore")
                result = self.function(*case)
        except (Exception, SystemExit) as error:
            return f"it raises {f'{type(error).__name__}: {error}' if self.tell else _kind_of_error(error)}"
        if result is Ellipsis:
            raise Blank
        if result is None:
            return "it returns nothing; end it with return …"
        try:
            result = np.asarray(result)
            if result.dtype == bool:
                return result
            return result.astype(float) if result.dtype.kind in "iufO" else "it does not return numbers"
        except Exception:
            return "it does not return numbers"


def _kind_of_error(error):
    """An error's name if Python gave it that name; a student's own name could carry anything."""
    name = type(error).__name__
    return name if getattr(builtins, name, None) is type(error) else "an error"


def _show(argument):
    return str(np.asarray(argument).tolist())
