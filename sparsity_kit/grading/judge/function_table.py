"""A function of the student's, of which nothing is left but what it returned while the box was alive."""

import builtins
import contextlib
import json

from sparsity_kit.answers import Unreadable
from sparsity_kit.answers.formula import SympyText
from sparsity_kit.answers.numbers import read_number
from sparsity_kit.grading.box.messages import call_key, error_text
from sparsity_kit.grading.judge.values import value_of


class FunctionTable:
    """Can be called with the arguments of the box's `replies`: returns what the function returned, or fails as it did.

    `replies` are {arguments: reply}, both as JSON text.
    """

    def __init__(self, replies):
        self.replies = replies

    def __call__(self, *arguments):
        reply = json.loads(self.replies.get(call_key(arguments), "{}"))
        if "error" in reply:
            kind, text, _ = error_text(reply["error"])
            raise _error_class(kind)(text)
        return _numbers(value_of(reply.get("value")))


def _numbers(value):
    """Fractions and SymPy's numbers, which arrive as their text, as floats; everything else as it is."""
    if isinstance(value, (list, tuple)):
        return [*map(_numbers, value)]
    with contextlib.suppress(Unreadable, ArithmeticError, ValueError):
        return read_number(value) if isinstance(value, SympyText) else value
    return value


def _error_class(name):
    """Python's own class of this name, or one that has the name and nothing else."""
    known = getattr(builtins, name, None)
    return known if isinstance(known, type) and issubclass(known, Exception) else type(name, (Exception,), {})
