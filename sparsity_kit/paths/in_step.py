"""Many paths in step: every problem goes down to its next kink, and exchanges a column there, until all have ended.

Every kink is certified as it is met. Where rounding is seen there, it is wiped off, and the kink looked for again.
What is rare is not done here: a problem becomes `doubtful`, and stands still from then on, where a kink stays spoiled,
a column that is due depends on the active ones up to rounding, or a tie does not resolve.
"""

import numpy as np

from sparsity_kit.paths.inspection import CERTIFIED, gap_of
from sparsity_kit.paths.lines import TIED, VISIBLE

EVENTS = 32  # until rounding is wiped off all lines
MOST_EVENTS, MOST_EACH = 100, 20  # in all or for each column: a path that is longer is doubtful


def follow(tableaus, lam_min):
    """Go down to lam_min (b,): λ (k, b), k times θ (p, b), and where a kink was met, (k, b)."""
    steps: list[tuple] = []
    going, standing = ~tableaus.doubtful, np.zeros(tableaus.count)
    while going.any() or not steps:
        above = tableaus.lam
        j, theta = _next_kinks(tableaus, lam_min, going)
        steps.append((tableaus.lam, theta, going))
        standing = (standing + 1) * (going & (tableaus.lam >= above * (1 - TIED)))
        tableaus.doubtful |= standing > tableaus.n_columns
        going = going & (tableaus.lam > lam_min) & ~tableaus.doubtful
        tableaus.exchange(j, np.flatnonzero(going))
        going &= ~tableaus.doubtful
        if len(steps) % EVENTS == 0:
            tableaus.refine(tableaus.each)
            tableaus.note_answer()
        if len(steps) > max(MOST_EVENTS, MOST_EACH * tableaus.n_columns):
            tableaus.doubtful |= going
            going = np.zeros_like(going)
    tableaus.note_answer()
    lams, theta, met = zip(*steps, strict=True)
    return np.stack(lams), theta, np.stack(met)


def _next_kinks(tableaus, lam_min, going):
    """Go down to the next kinks, or to lam_min (b,): which columns are due, (b,), and θ (p, b) there.

    In the problems that are `going` (b,) every kink is certified, or they become doubtful.
    """
    above = tableaus.lam
    j, theta, wrong = _go_down(tableaus, lam_min, going)
    if len(wrong):
        tableaus.move(above)
        tableaus.refine(wrong)
        j, theta, wrong = _go_down(tableaus, lam_min, going)
    tableaus.doubtful[wrong] = True
    return j, theta


def _go_down(tableaus, lam_min, going):
    """To the next kinks, as they come: who is due, θ, and in which problems the kink is spoiled."""
    j, lam = tableaus.next_events()
    tableaus.move(np.maximum(lam, lam_min))
    theta = tableaus.signs * np.maximum(tableaus.signs * tableaus.values, 0.0)
    theta[j, tableaus.each] *= lam <= lam_min  # who leaves is at zero
    return j, theta, np.flatnonzero(going & ~_certified(tableaus, theta))


def _certified(tableaus, theta):
    """Whether θ (p, b) is right at the prices of now, by the same measure as `inspect`; (b,)."""
    size = tableaus.length + np.abs(theta).sum(axis=0)
    rho = tableaus.c - tableaus.sweeps.gram_times(theta[None], slice(None))[0]
    square = tableaus.length**2
    gap = gap_of(theta, rho, tableaus.lam * tableaus.half, square, VISIBLE * size, forgiven=0.0, axis=0)
    tableaus.largest = np.maximum(tableaus.largest, size)
    return gap <= CERTIFIED * square
