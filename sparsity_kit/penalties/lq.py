"""Powers between: a kink that is infinitely steep below 1, none above."""

import numpy as np

from sparsity_kit.fits import as_pair
from sparsity_kit.inputs import as_nonnegative, as_real
from sparsity_kit.penalties._soft_threshold import soft_threshold
from sparsity_kit.penalty import Penalty
from sparsity_kit.rational import as_rational

SHARES = np.array([[1.0], [0.1], [1e-3], [1e-6]])  # that z and the slope of the penalty have in |v|, where steps begin


class Lq(Penalty):
    """Ω(θ) = Σ|θⱼ|^q with 0 < q <= 2: L1 is q = 1, squared L2 is q = 2. Not convex for q < 1, no kink for q > 1.

    For q < 1 the slope at zero is infinite: the prox jumps from zero to a distance, and `minimize` finds a stationary
    point that depends on where it starts. ValueError for another q. (Frank and Friedman 1993, Technometrics.)

    >>> Lq(0.5).prox([3.0, 1.4], 1.0).round(4)
    array([2.6955, 0.    ])
    """

    separable = True
    look = "#56B4E9", (0, (6, 1.5, 1.2, 1.5, 1.2, 1.5, 1.2, 1.5)), "v"

    def __init__(self, q):
        self.q = float(as_nonnegative("q", q, ndim=0))
        if not 0 < self.q <= 2:
            raise ValueError(f"q must be above 0 and at most 2, got {self.q}")
        self.convex = self.q >= 1

    @property
    def name(self):
        """Lq, and its power."""
        return f"Lq, q = {self.q:g}"

    @np.errstate(over="ignore")  # infinite where it is beyond float64
    def value(self, theta):
        """Σ|θⱼ|^q, from shape (..., p) to (...)."""
        return (np.abs(as_real("theta", theta, ndim="1+")) ** self.q).sum(axis=-1)

    def prox(self, v, step):
        """The root of z − |v| + step·q·z^(q−1) that is farthest from zero, with v's sign; zero if that costs less."""
        v, step = np.broadcast_arrays(*as_pair(v, step))
        if self.q == 1:
            return soft_threshold(v, step)
        size, free = np.abs(v), (v == 0) | (step == 0)
        z = _farthest_root(np.where(free, 1.0, size), np.where(free, 0.0, step), self.q)
        cheaper = (z > 0) & (z / 2 - size + step * np.where(z > 0, z, 1.0) ** (self.q - 1) < 0)  # than zero, over z
        return np.where(free, v, np.where(cheaper, np.sign(v) * z, 0.0)) + 0.0  # no -0.

    def symbolic(self, theta):
        """Σ|θⱼ|^q for SymPy symbols."""
        return sum(abs(t) ** as_rational(self.q) for t in theta)

    def flow(self, start, travelled):
        """|θ|^(2 − q) falls at the constant speed q(2 − q); for q = 2, θ decays like exp(−2·travelled)."""
        if self.q == 2:
            return start * np.exp(-2 * travelled)
        left = np.maximum(np.abs(start) ** (2 - self.q) - self.q * (2 - self.q) * travelled, 0.0)
        return np.sign(start) * left ** (1 / (2 - self.q))

    def arrival(self, start):
        """|θ(0)|^(2 − q)/(q(2 − q)); never for q = 2."""
        if self.q == 2:
            return np.full_like(start, np.inf)
        return np.abs(start) ** (2 - self.q) / (self.q * (2 - self.q))

    def as_elastic_net(self):
        """(1, 0) for q = 1 and (0, 1) for q = 2; else None."""
        return {1.0: (1.0, 0.0), 2.0: (0.0, 1.0)}.get(self.q)

    def __repr__(self):
        return f"Lq({self.q})"


def _farthest_root(size, step, q):
    """The largest z >= 0 with z − size + step·q·z^(q−1) = 0, or 0 where there is none; by Newton's steps.

    The function bends one way only, so the steps from beyond the root (q < 1) or from before it (q > 1) never pass it.
    """
    shape, size, step = size.shape, size.ravel(), step.ravel()
    with np.errstate(divide="ignore", over="ignore", under="ignore", invalid="ignore"):
        before = np.minimum(SHARES * size / 2, ((1 - SHARES / 2) * size / (step * q)) ** (1 / (q - 1)))
        z = size.copy() if q < 1 else before.max(axis=0)
        busy = np.arange(z.size)  # where it has not settled; each number goes on alone, and knows no neighbours
        for _ in range(100):
            old, at = z[busy], step[busy] * q
            bend = 1 + at * (q - 1) * old ** (q - 2)
            new = old - (old - size[busy] + at * old ** (q - 1)) / bend
            new = np.where((bend > 0) & (new > 0), new, 0.0)
            moved = np.abs(new - old) > 4e-16 * old
            z[busy] = np.where(moved, new, old)
            busy = busy[moved]
            if not busy.size:
                break
    return z.reshape(shape)
