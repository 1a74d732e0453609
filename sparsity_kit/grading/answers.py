"""What a box says about a value, as plain data: numbers, text, lists, arrays; never an object of the student's.

A description is believed to be JSON and nothing more. SymPy objects arrive as their text, which the whitelist of
`sparsity_kit.answers` reads; functions arrive as a table of what they returned, asked for while the box was alive.
"""

import builtins
import contextlib
import json
import math

import numpy as np

from sparsity_kit.answers import Unreadable
from sparsity_kit.answers.formula import SympyText
from sparsity_kit.answers.numbers import read_number

_DEEPEST = 10


def plain(description, depth=0):
    """The value that is described. Raises Unreadable where the description is none."""
    if not isinstance(description, dict) or depth > _DEEPEST:
        raise Unreadable("the program that ran the notebook gave no sensible answer")
    kind, value = str(description.get("type")), description.get("value")
    if kind in _EXACT and type(value) in _EXACT[kind]:
        return SympyText(value) if kind in ("number", "sympy") else value
    if kind == "none":
        return None
    if kind == "blank":
        return ...
    if kind in ("list", "tuple", "set", "frozenset", "dict") and isinstance(description.get("items"), list):
        items = [plain(item, depth + 1) for item in description["items"]]
        return tuple(items) if kind == "tuple" else items
    if kind == "array":
        return _array(description)
    if kind == "figure":
        return stranger("Figure")
    if kind == "function":
        return stranger("function")
    if kind == "other" and isinstance(description.get("name"), str):
        return stranger(description["name"])
    raise Unreadable("the program that ran the notebook gave no sensible answer")


_EXACT = {"bool": (bool,), "int": (int,), "float": (float,), "str": (str,), "number": (str,), "sympy": (str,)}


def _array(description):
    shape, values = description.get("shape"), description.get("values")
    if not (isinstance(shape, list) and isinstance(values, list) and len(shape) <= _DEEPEST):
        raise Unreadable("the program that ran the notebook gave no sensible answer")
    sizes = all(type(size) is int and 0 <= size <= 10**6 for size in shape)
    if not sizes or math.prod(shape) != len(values) or not all(type(v) in (int, float, bool) for v in values):
        raise Unreadable("an array of numbers is expected")
    try:
        return np.array(values, dtype=float).reshape(shape)
    except OverflowError:
        raise Unreadable("an array of numbers is expected, and one of these is too large") from None


def stranger(name):
    """An object of which the name of its type is known, and nothing else."""
    return type("".join(c for c in name if c.isprintable())[:60] or "object", (), {})()


def describe_argument(value):
    """An argument of a function as `inside/describe.py` restores it: numbers, text, lists, tuples and arrays."""
    if isinstance(value, np.ndarray):
        return {
            "type": "array", "shape": list(value.shape), "dtype": value.dtype.str, "values": value.ravel().tolist()
        }  # fmt: skip
    if isinstance(value, np.generic):
        return describe_argument(value.item())
    if isinstance(value, (list, tuple)):
        return {"type": type(value).__name__, "items": [describe_argument(item) for item in value]}
    if value is None or isinstance(value, (bool, int, float, str)):
        return {"type": "plain", "value": value}
    raise TypeError(f"a function in the box takes numbers, text, lists and arrays, got {type(value).__name__}")


class Asked:
    """A function of the student's, as a table: what it returned, or how it failed, for each list of arguments."""

    def __init__(self):
        self.table = {}

    def record(self, arguments, reply):
        """Keep the box's reply to a call, as text: a forged megabyte of it may be 300,000 objects, 25 MB."""
        with contextlib.suppress(RecursionError):
            self.table[_key(arguments)] = json.dumps(reply)

    def __call__(self, *arguments):
        reply = json.loads(self.table.get(_key(arguments), "{}"))
        if "error" in reply:
            kind, text, _ = error_text(reply["error"])
            raise _error_class(kind)(text)
        return _numbers(plain(reply.get("value")))


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


def _key(arguments):
    return json.dumps([describe_argument(argument) for argument in arguments])


def error_text(error):
    """(type, text, line) of an error that the box reports, short and printable; the line of its cell or None."""
    error = error if isinstance(error, dict) else {}
    kind, text = (
        "".join(c for c in part if c.isprintable())[:200] if isinstance(part, str) else ""
        for part in (error.get("type"), error.get("text"))
    )
    line = error.get("line")
    return kind[:60] or "an error", text, line if type(line) is int and 0 < line < 10_000 else None
