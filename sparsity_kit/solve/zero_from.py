"""The price at which a coefficient becomes zero for good."""

import numpy as np

from sparsity_kit.solve.minimize import minimize


def zero_from(objective, lams, thetas):
    """For each coefficient the λ from which on it is exactly zero, (p,), of its minimisers θ (m, p) at rising `lams`.

    Between two λ of the grid it is found by dividing. Infinite where it is not zero at the last, 0 where it always is.
    """
    loss, penalty = objective.loss, objective.penalty
    alive = thetas != 0.0
    last = np.where(alive.any(axis=0), len(lams) - 1 - np.argmax(alive[::-1], axis=0), -1)
    ends = np.where(last == len(lams) - 1, np.inf, lams[np.minimum(last + 1, len(lams) - 1)])
    dropping = np.flatnonzero((last >= 0) & np.isfinite(ends))
    low = lams[last[dropping]]
    for _ in range(5 if dropping.size else 0):
        inner = np.linspace(low, ends[dropping], 17)
        still = minimize(loss + inner * penalty).theta[:, range(len(dropping)), dropping] != 0.0
        k = len(inner) - 1 - np.argmax(still[::-1], axis=0)
        k = np.where(still.any(axis=0), k, 0)
        low, ends[dropping] = inner[k, range(len(dropping))], inner[np.minimum(k + 1, 16), range(len(dropping))]
    return np.where(last < 0, 0.0, ends)
