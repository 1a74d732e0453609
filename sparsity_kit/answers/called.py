"""A student's function, called on cases: what it returns, or what goes wrong in it."""

import builtins
import contextlib
import copy
import io
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from sparsity_kit.answers.kind import Blank
from sparsity_kit.answers.numbers import floats

_CURES = {  # of the usual errors of a function that was written for one number, or in another order
    "truth value of an array": "if, and, max and min ask for one number and have an array: np.where, np.maximum and "
    "np.minimum go entry by entry",
    "can be converted to Python scalar": "functions of math take one number; those of NumPy take arrays",
    "positional argument": "either it has other arguments than the question names, or a function that it calls has",
}


@dataclass(frozen=True)
class Called:
    """A function and what came of calling it."""

    function: Callable
    cases: tuple
    tell: bool
    outcomes: dict = field(default_factory=dict)

    def outcome(self, number):
        """Its numbers or truth values, or what went wrong, in words. Raises Blank if the function returns `...`."""
        if number not in self.outcomes:
            self.outcomes[number] = self._call(copy.deepcopy(self.cases[number]))
        return self.outcomes[number]

    def zeros(self, number):
        """Where its numbers are held at zero: they stay there if the arguments move a little, each by another share."""
        out, back = (self._call(_moved(self.cases[number], size)) for size in (1e-7, -1e-7))
        return (out == 0) & (back == 0)  # the words of an error are no zeros

    def _call(self, case):
        try:
            with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
                warnings.simplefilter("ignore")
                result = self.function(*case)
        except (Exception, SystemExit) as error:
            return f"it raises {_told(error) if self.tell else _kind_of_error(error)}"
        if result is Ellipsis:
            raise Blank
        if result is None:
            return "it returns nothing; end it with return …"
        try:
            is_plain = isinstance(result, np.ndarray) and result.dtype.kind in "biuf"  # and may be large
            result = result if is_plain else np.asarray(floats(result))
            if result.dtype == bool:
                return result
            return result.astype(float) if result.dtype.kind in "iufO" else "it does not return numbers"
        except Exception:
            return "it does not return numbers"


def _moved(case, size):
    return [
        each * (1 + size * place) if isinstance(each, (float, np.ndarray)) else each
        for place, each in enumerate(case, 1)
    ]


def _told(error):
    """An error's name and text, and for the usual ones a cure."""
    cure = next((f" ({cure})" for part, cure in _CURES.items() if part in str(error)), "")
    return f"{type(error).__name__}: {error}{cure}"


def _kind_of_error(error):
    """An error's name if Python gave it that name; a student's own name could carry anything."""
    name = type(error).__name__
    return name if getattr(builtins, name, None) is type(error) else "an error"
