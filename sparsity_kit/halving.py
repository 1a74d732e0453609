"""Finding a place by cutting an interval again and again."""

import numpy as np


def halve(holds, low, high, rounds=60):
    """`low` and `high` moved together to where `holds` ends, between a low where it is true and a high where it is not.

    holds (array): booleans of the same shape. low and high are numbers, or arrays of them, each with its own place.

    >>> low, high = halve(lambda x: x * x < 2, 1.0, 2.0)
    >>> round(float(low), 12), float(high - low) < 1e-15
    (1.414213562373, True)
    """
    for _ in range(rounds):
        middle = (low + high) / 2
        true = holds(middle)
        low, high = np.where(true, middle, low), np.where(true, high, middle)
    return low, high


def cut(holds, low, high, parts=64):
    """The same for one place: `holds` is asked of all cuts into `parts` at once, for where many cost hardly more.

    >>> low, high = cut(lambda x: x * x < 2, 1.0, 2.0)
    >>> round(float(low), 12), float(high - low) < 1e-15
    (1.414213562373, True)
    """
    for _ in range(17):
        places = np.linspace(low, high, parts + 1)
        first = np.argmin([*holds(places[1:-1]), False])
        if (places[first], places[first + 1]) == (low, high):
            break
        low, high = places[first], places[first + 1]
    return low, high


def last(holds, far, high=1.0):
    """The largest place from 0 on up to which something holds; infinity if it still does at `far`.

    >>> last(lambda x: x < 90, far=100), last(lambda x: x < 110, far=100)
    (89.99999999999999, inf)
    """
    low, high = 0.0, min(high, far)
    while holds(high):
        if high == far:
            return np.inf
        low, high = high, min(4 * high, far)
    return float(halve(holds, low, high)[0])
