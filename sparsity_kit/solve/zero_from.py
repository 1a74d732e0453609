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
    deaths = np.where(last == len(lams) - 1, np.inf, lams[np.minimum(last + 1, len(lams) - 1)])
    dying = np.flatnonzero((last >= 0) & np.isfinite(deaths))
    low = lams[last[dying]]
    for _ in range(5 if dying.size else 0):
        inner = np.linspace(low, deaths[dying], 17)
        still = minimize(loss + inner * penalty).theta[:, range(len(dying)), dying] != 0.0
        k = len(inner) - 1 - np.argmax(still[::-1], axis=0)
        k = np.where(still.any(axis=0), k, 0)
        low, deaths[dying] = inner[k, range(len(dying))], inner[np.minimum(k + 1, 16), range(len(dying))]
    return np.where(last < 0, 0.0, deaths)
