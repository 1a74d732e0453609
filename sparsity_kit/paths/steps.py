"""Many paths, step by step, down to the end of each."""

import numpy as np

from sparsity_kit.paths.in_step import EVENTS

MOST_EVENTS, MOST_EACH = 100, 20  # in all or for each column: a path that is longer is doubtful


def follow(tableaus, lam_min):
    """Go down to lam_min (b,): λ (k, b), k times θ (p, b), and where a kink was met, (k, b)."""
    steps: list[tuple] = []
    going = ~tableaus.doubtful
    while going.any() or not steps:
        j, theta = tableaus.next_kinks(lam_min, going)
        steps.append((tableaus.lam, theta, going))
        going = going & (tableaus.lam > lam_min) & ~tableaus.doubtful
        tableaus.exchange(j, np.flatnonzero(going))
        going &= ~tableaus.doubtful
        if len(steps) % EVENTS == 0:
            tableaus.refresh()
        if len(steps) > max(MOST_EVENTS, MOST_EACH * tableaus.n_columns):
            tableaus.doubtful |= going
            going = np.zeros_like(going)
    tableaus.note_answer()
    lams, theta, met = zip(*steps, strict=True)
    return np.stack(lams), theta, np.stack(met)
