"""Numbers for which every wrong way leads elsewhere: a variant in which two of them meet is drawn again."""

from itertools import combinations

import numpy as np


def all_differ(answers, tolerance=1e-3):
    """Whether no two of these numbers or arrays are the same, to `tolerance` relative to the larger one.

    >>> all_differ([1.0, [1.0, 2.0], [2.0, 1.0]]), all_differ([0.3, 0.1 + 0.2])
    (True, False)
    """
    return not any(_same(np.asarray(a), np.asarray(b), tolerance) for a, b in combinations(answers, 2))


def _same(a, b, tolerance):
    size = max(np.abs(a).max(initial=0), np.abs(b).max(initial=0))
    return a.shape == b.shape and np.abs(a - b).max(initial=0) <= tolerance * size


def drawn_until(good, propose):
    """The first of the proposals that is good; `propose()` draws a new one each time."""
    while not good(proposal := propose()):
        pass
    return proposal
