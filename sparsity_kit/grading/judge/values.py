"""What a box says about a value, as plain data: numbers, text, lists, arrays; never an object of the student's.

A description is believed to be JSON and nothing more, and is first seen to be no larger than an honest box makes it.
SymPy objects arrive as their text, which the whitelist of `sparsity_kit.answers` reads; functions arrive as a table of
their replies (`function_table`).
"""

import math

import numpy as np

from sparsity_kit.answers import Unclear, Unreadable
from sparsity_kit.answers.sympy_objects import without_rounding
from sparsity_kit.answers.syntax import SympyText
from sparsity_kit.grading.box.inside.describe import LONGEST_FORMULA, LONGEST_TEXT, MOST_ITEMS

_DEEPEST = 10


def value_of(description):
    """The value that is described. Raises Unreadable where the description is none, or too large."""
    if _is_large(description):
        raise Unreadable(f"it has more than {MOST_ITEMS} entries")
    return _value(description, 0)


def _is_large(description):
    """Whether more entries are described than are read; a forged reply of a megabyte has 500,000."""
    waiting, count = [description], 0
    while waiting and count <= MOST_ITEMS:
        each = waiting.pop()
        for part in (each.get("items"), each.get("values")) if isinstance(each, dict) else ():
            if isinstance(part, list):
                count += len(part)
                waiting += part if count <= MOST_ITEMS else ()
    return count > MOST_ITEMS


def _value(description, depth):
    if not isinstance(description, dict) or depth > _DEEPEST:
        raise Unreadable("the program that ran the notebook gave no sensible answer")
    kind, value = str(description.get("type")), description.get("value")
    if kind in _EXACT and type(value) in _EXACT[kind]:
        return _text(kind, value) if isinstance(value, str) else value
    if kind == "none":
        return None
    if kind == "blank":
        return ...
    if kind == "long":
        raise Unclear("its formula is too long")
    if kind in ("list", "tuple", "set", "frozenset") and isinstance(description.get("items"), list):
        items = [_value(item, depth + 1) for item in description["items"]]
        return _set(items) if kind in ("set", "frozenset") else tuple(items) if kind == "tuple" else items
    if kind == "array":
        return _array(description)
    if kind == "function":
        return stranger("function")
    if kind == "other" and isinstance(description.get("name"), str):
        return stranger(description["name"])
    raise Unreadable("the program that ran the notebook gave no sensible answer")


_EXACT = {"bool": (bool,), "int": (int,), "float": (float,), "str": (str,), "number": (str,), "sympy": (str,)}


def _text(kind, value):
    """Text, or what SymPy has written, which may be longer."""
    of_sympy = kind in ("number", "sympy")
    if len(value) > (LONGEST_FORMULA if of_sympy else LONGEST_TEXT):
        raise Unreadable(f"it is a text of {len(value)} characters")
    return without_rounding(SympyText(value)) if of_sympy else value


def _array(description):
    shape, values = description.get("shape"), description.get("values")
    if not (isinstance(shape, list) and isinstance(values, list) and len(shape) <= _DEEPEST):
        raise Unreadable("the program that ran the notebook gave no sensible answer")
    sizes = all(type(size) is int and 0 <= size <= 10**6 for size in shape)
    if not sizes or math.prod(shape) != len(values) or not all(type(v) in (int, float, bool) for v in values):
        raise Unreadable("an array of numbers is expected")
    truths = bool(values) and all(type(v) is bool for v in values)
    try:
        return np.array(values, dtype=bool if truths else float).reshape(shape)
    except OverflowError:
        raise Unreadable("an array of numbers is expected, and one of these is too large") from None


def _set(items):
    """A set of what can be in one: text and numbers."""
    if not all(isinstance(item, (str, int, float)) for item in items):
        raise Unreadable("a set of letters or numbers is expected")
    return frozenset(items)


def stranger(name):
    """An object of which the name of its type is known, and nothing else."""
    return type("".join(c for c in name if c.isprintable())[:60] or "object", (), {})()
