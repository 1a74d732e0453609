"""The numbers of a variant as a student has them: written into a cell, and read back from a notebook."""

import json
import math
import re

import numpy as np


def given_cell(given):
    """The code cell that gives a student the numbers: one line each; lists become arrays.

    >>> print(given_cell({"lam": 2.5, "c": [1, -3], "word": "up"}))
    lam = 2.5
    c = np.array([1, -3])
    word = "up"
    """
    return "\n".join(f"{name} = {_literal(value)}" for name, value in given.items())


def _literal(value):
    if isinstance(value, list):
        return f"np.array({value!r})"
    return json.dumps(value) if isinstance(value, str) else repr(value)


def from_notebook(name, given, reference):
    """What is given as `numbers` draws it. Raises ValueError, with the cure, if it cannot be a variant."""
    if given.keys() != reference.keys():
        call = ", ".join(f"{each}={each}" for each in reference)
        raise ValueError(f'the numbers that belong to it are given as check("{name}", …, {call})')
    plain = {each: value.tolist() if isinstance(value, np.ndarray) else value for each, value in given.items()}
    for each, value in plain.items():
        if _form(value) != _form(reference[each]):
            raise ValueError(f"{each} is not what the question gives: run the cell that gives it once more")
    return plain


def unplain(given):
    """The names of what is not read back from a notebook as it was written: NumPy's own numbers, tuples, NaN.

    >>> unplain({"lam": 2.5, "c": [1, -3], "pair": (1, 2), "far": [0.0, math.inf]})
    ['pair', 'far']
    """
    return [name for name, value in given.items() if re.search("no number|something else", str(_form(value)))]


def _form(value):
    """What two variants of one number, text or list have in common: the kind, and a list's shape."""
    if type(value) is list:
        return [_form(each) for each in value]
    if type(value) in (int, float):
        return "number" if math.isfinite(value) else "no number"
    return "text" if type(value) is str else "something else"
