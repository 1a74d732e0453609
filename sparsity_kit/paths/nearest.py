"""Which columns to follow, where there are many more of them than rows."""

import numpy as np


def nearest_to_an_edge(rho, lams, active, count):
    """The active columns and about `count` others: those nearest to an edge, and those whose lines will meet one first.

    rho (k, p): the correlations at the last kinks, at the prices lams (k,), in units of the band's half width at λ = 1.
    """
    reach = np.where(active, np.inf, np.abs(rho[-1]))
    if len(rho) == 1 or lams[-1] == lams[-2]:
        return largest(reach, count + active.sum())
    slope = (rho[-1] - rho[-2]) / (lams[-1] - lams[-2])
    at_zero = rho[-1] - lams[-1] * slope
    closing = 1 - np.sign(at_zero) * slope
    due = np.divide(np.abs(at_zero), closing, out=np.where(active, np.inf, 0.0), where=~active & (closing > 0))
    return np.union1d(largest(reach, count // 2 + active.sum()), largest(due, count // 2 + active.sum()))


def largest(values, count):
    """The places of the `count` largest values, in order."""
    if count >= len(values):
        return np.arange(len(values))
    return np.sort(np.argpartition(-values, count)[:count])
