"""A key in a form that can be counted and compared."""

from copy import deepcopy

import numpy as np


def key_text(variant):
    """The key as text: a value, a set in order, or what a function gives for its cases."""
    key = variant.key
    if callable(key):
        return repr([np.asarray(key(*deepcopy(case)), dtype=float).round(9).tolist() for case in variant.kind.cases])
    if isinstance(key, (set, frozenset)):
        return repr(sorted(map(str, key)))
    return str(np.asarray(key).tolist())
