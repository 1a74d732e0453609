"""What goes into a box as JSON, and what can be taken from a reply, which a student's code may have forged."""

import json

import numpy as np

_MOST_FIGURES = 100


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


def call_key(arguments):
    """The arguments of a call as text: by it, the reply to the call is found again."""
    return json.dumps([describe_argument(argument) for argument in arguments])


def as_text(reply):
    """Value or error of a reply to a call, as text to be kept; "{}" if it is too deep.

    A forged megabyte of it may be 300,000 objects, 25 MB.
    """
    try:
        return json.dumps({part: reply[part] for part in ("value", "error") if part in reply})
    except RecursionError:
        return "{}"


def error_text(error):
    """(type, text, line) of an error that a box reports, short and printable; the line of its cell or None."""
    error = error if isinstance(error, dict) else {}
    kind, text = (
        "".join(c for c in part if c.isprintable())[:200] if isinstance(part, str) else ""
        for part in (error.get("type"), error.get("text"))
    )
    line = error.get("line")
    return kind[:60] or "an error", text, line if type(line) is int and 0 < line < 10_000 else None


def figures(axes):
    """The number of axes of each figure; a forged list may have a million objects."""
    axes = axes[:_MOST_FIGURES] if isinstance(axes, list) else []
    return [count for count in axes if type(count) is int and 0 <= count < 1000]


def names(bound):
    """The names that a cell binds."""
    return {name for name in bound if isinstance(name, str)} if isinstance(bound, list) else set()


def kind_of(description):
    """The type that a description of a value claims to have; None if it is no description."""
    return description.get("type") if isinstance(description, dict) else None
