"""Answers that are objects of other packages, as the plain data that a grader sees of them too.

SymPy itself is not imported.
"""

import math
import re

import numpy as np

from sparsity_kit.answers.kind import Unreadable
from sparsity_kit.answers.syntax import SympyText

MOST_ENTRIES = 20_000  # that are read, here and by the grader
ROUNDING = 2e-14  # an imaginary part that is no larger is none, or no larger share of a real part above 1
_COMPLEX = re.compile(r"(-?\d+(?:\.\d*)?(?:e[+-]?\d+)?) [+-] (\d*\.\d*(?:e-?\d+)?)\*I")  # as SymPy prints a number


def is_sympy(answer):
    """Whether the answer is a SymPy object, without importing SymPy to find out."""
    return any(str(base.__module__).partition(".")[0] == "sympy" for base in type(answer).__mro__)  # f(x) has no module


def plain(answer):
    """A SymPy object as its text or as a list, anything like an array as an array, all else as it is.

    The grader sees nothing else of such objects (`grading/box/inside/describe.py`), so both read the same. A matrix
    of one row or column is a list of its entries. Raises Unreadable for lists of too many.
    """
    if _is_large(answer):
        raise Unreadable(f"it has more than {MOST_ENTRIES} entries")
    if is_sympy(answer):
        if hasattr(answer, "tolist"):
            line = hasattr(answer, "row_join") and 1 in answer.shape  # a matrix, and no other array
            return _each(list(answer) if line else answer.tolist())
        is_tuple = type(answer).__name__ == "Tuple"
        return tuple(map(plain, answer)) if is_tuple else _written(answer)
    if type(answer).__module__ == "__main__":  # a student's own class
        return answer
    if type(answer) is dict and len(answer) == 1 and is_sympy(*answer):  # as solve(…, dict=True) returns it
        return plain(*answer.values())
    if hasattr(answer, "toarray") and math.prod(answer.shape) <= MOST_ENTRIES:
        answer = answer.toarray()
    if isinstance(answer, np.ma.MaskedArray):
        answer = np.ma.filled(answer.astype(float), np.nan)
    if hasattr(answer, "__array__") and not isinstance(answer, (np.generic, type)):
        answer = np.asarray(answer)
        return plain(answer.tolist()) if answer.dtype.kind not in "biufc" else _real(answer)
    return _each(_real(answer))


def _is_large(answer):
    """Whether lists, sets and arrays have, one in another, more entries than are read."""
    waiting, count = [answer], 0
    while waiting and count <= MOST_ENTRIES:
        each = waiting.pop()
        if isinstance(each, np.ndarray):
            count += each.size
        elif type(each) in (list, tuple, set, frozenset):
            count += len(each)
            waiting += each if count <= MOST_ENTRIES else ()
    return count > MOST_ENTRIES


def _written(answer):
    """The text of a SymPy object; of a number without an imaginary part that is zero but for rounding."""
    return without_rounding(SympyText(answer))


def without_rounding(text):
    """The same text, or the real part alone of a number like -1.5 + 0.e-23*I, as SymPy finds roots.

    >>> without_rounding(SympyText("-1.5 + 0.e-23*I")), without_rounding(SympyText("1.5 + 0.1*I"))
    ('-1.5', '1.5 + 0.1*I')
    """
    number = _COMPLEX.fullmatch(text)
    return SympyText(number[1]) if number and _is_rounding(float(number[1]), float(number[2])) else text


def _is_rounding(real, imaginary):
    return np.abs(imaginary) <= ROUNDING * np.maximum(1, np.abs(real))


def _each(answer):
    if type(answer) in (set, frozenset):
        return frozenset(_written(each) if is_sympy(each) else each for each in answer)
    return type(answer)(map(plain, answer)) if type(answer) in (list, tuple) else answer


def _real(answer):
    """A complex number, or an array of them, without imaginary parts that are zero but for rounding, as of roots."""
    is_complex = isinstance(answer, (complex, np.complexfloating, np.ndarray)) and np.asarray(answer).dtype.kind == "c"
    if not is_complex or not _is_rounding(np.real(answer), np.imag(answer)).all():
        return answer
    return np.real(answer)


def single(answer):
    """An answer as `plain` has it, and of a list or an array of one its entry, as SymPy's solve returns it."""
    answer = plain(answer)
    for _ in range(9):
        if isinstance(answer, np.ndarray) and answer.size == 1:
            answer = answer.item()
        elif isinstance(answer, (list, tuple)) and len(answer) == 1:
            answer = plain(answer[0])
    return answer


def sympy_number(answer):
    """A SymPy number as a float, the infinite ones included."""
    if not getattr(answer, "is_number", False):
        raise Unreadable(f"a number is expected, not {answer}")
    if answer.is_infinite:
        return math.inf if answer.is_positive else -math.inf
    if answer.is_real is None:
        raise Unreadable("SymPy does not say whether this number is real; give what N(…) makes of it")
    if not answer.is_real:
        raise Unreadable("a real number is expected")
    return float(answer)
