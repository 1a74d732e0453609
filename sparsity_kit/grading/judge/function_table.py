"""A function of the student's, of which nothing is left but what it returned while the box was alive."""

import builtins
import json

import numpy as np

from sparsity_kit.answers import Unclear, Unreadable
from sparsity_kit.answers.numbers import floats
from sparsity_kit.grading.box.messages import call_key, error_text
from sparsity_kit.grading.judge.values import value_of


class Unsteady(Exception):
    """The function gave two answers to the same arguments."""


class FunctionTable:
    """Can be called with the arguments of the box's `replies`: returns what the function returned, or fails as it did.

    `replies` are (arguments, reply) pairs, both as JSON text. Raises Unsteady, and Unclear where a package was missing.
    """

    def __init__(self, replies):
        self.replies: dict[str, str] = {}
        for key, reply in replies:
            if "ModuleNotFoundError" in reply:  # a reply may be long: not all are read twice
                kind, text, _ = error_text(json.loads(reply).get("error"))
                if kind == "ModuleNotFoundError":
                    raise Unclear(f"a package may not be here ({text})")
            if not _alike(self.replies.setdefault(key, reply), reply):
                raise Unsteady

    def __call__(self, *arguments):
        reply = json.loads(self.replies.get(call_key(arguments), "{}"))
        if "error" in reply:
            kind, text, _ = error_text(reply["error"])
            raise _error_class(kind)(text)
        return value_of(reply.get("value"))


def _alike(first, second):
    """Whether two replies are the same error, or the same values but for rounding."""
    if first == second:
        return True
    one, other = json.loads(first), json.loads(second)
    if "error" in one or "error" in other:
        return "error" in one and "error" in other and error_text(one["error"])[0] == error_text(other["error"])[0]
    try:
        a, b = (np.asarray(floats(value_of(reply.get("value"))), dtype=float) for reply in (one, other))
        return a.shape == b.shape and np.allclose(a, b, rtol=1e-9, atol=1e-12, equal_nan=True)
    except (Unreadable, ArithmeticError, TypeError, ValueError):
        return False


def _error_class(name):
    """Python's own class of this name, or one that has the name and nothing else."""
    known = getattr(builtins, name, None)
    return known if isinstance(known, type) and issubclass(known, Exception) else type(name, (Exception,), {})
