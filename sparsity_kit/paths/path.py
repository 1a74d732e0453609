"""A path: θ for every λ, because from one kink to the next it moves on a straight line."""

from functools import cached_property
from typing import NamedTuple

import numpy as np

from sparsity_kit.certificates.duality import gap
from sparsity_kit.inputs import as_nonnegative, frozen
from sparsity_kit.losses import SquaredError
from sparsity_kit.losses.tables import exponents
from sparsity_kit.penalties import L1, ElasticNet
from sparsity_kit.printable import printable


class Event(NamedTuple):
    """What happens as λ falls through a kink: the columns that have `entered` and those that have `left`, from 0.

    kind: "entered" or "left" if it is one column, "tie" if there are more, "end" where the path was cut off.
    """

    lam: float
    kind: str
    entered: tuple
    left: tuple


class Path:
    """The minimiser of ‖Xθ − y‖² + ridge·‖θ‖² + λ‖θ‖₁ for all λ >= lams[-1]. Call it: path(λ) is θ.

    lams (k,): the kinks, falling, from λ_max or a larger `lam_min`, in the units of λ. theta (k, p): θ there, in units
    of y per unit of the column. active, signs: the columns that are not zero just below each kink, and their signs.
    events: one per kink. ended: None if the path came down to the `lam_min` that was asked for; else one sentence that
    says at which λ it ended and why. X, y and ridge are the data, which are not copied.
    """

    def __init__(self, X, y, ridge, lams, columns, theta, ended=None):
        self.X, self.y, self.ridge, self.lams, self.ended = X, y, ridge, lams, ended
        self._columns, self._theta = columns, theta  # θ (k, u) of the columns (u,) that are ever active
        for array in (lams, theta):
            array.setflags(write=False)

    def __call__(self, lam):
        """θ at any λ >= lams[-1]: shape (p,) for a number, (..., p) for an array of λ. Exact zeros are == 0.0.

        Raises ValueError for a λ below the end of the path, with the reason why it ended.
        """
        lam = self._followed(lam)
        below = np.searchsorted(-self.lams, -lam)
        above = np.maximum(below - 1, 0)
        theta = np.zeros((*lam.shape, self.X.shape[1]))
        theta[..., self._columns] = on_line(
            lam, (self.lams[above], self._theta[above]), (self.lams[below], self._theta[below])
        )
        return theta

    def _followed(self, lam):
        """λ as an array; ValueError where the path does not go down so far."""
        lam = as_nonnegative("lam", lam)
        if lam.min() < self.lams[-1]:
            raise too_low("the path", self.lams[-1], lam.min(), self.ended)
        return lam

    def duality_gap(self, lam):
        """F(θ) minus a lower bound of min F, evaluated at θ = path(λ), shape of λ; in the squared units of y.

        It is that of `duality.duality_gap`, rounding counted, in units in which X and y are about 1.
        """
        lam, theta = self._followed(lam), self(lam)
        x, y = exponents(self.X, self.y)
        loss = SquaredError(np.ldexp(self.X, -x), np.ldexp(self.y, -y))
        lam, ridge, theta = np.ldexp(lam, -x - y), np.ldexp(self.ridge, -2 * x), np.ldexp(theta, x - y)
        found = np.empty(lam.shape)
        for place in np.ndindex(lam.shape):
            price = lam[place] + ridge
            penalty = ElasticNet(lam[place] / price) if ridge else L1()
            found[place] = gap(loss + price * penalty, theta[place])
        return np.ldexp(found, 2 * y)[()]

    @cached_property
    def theta(self):
        """θ at every kink, shape (k, p)."""
        return frozen(self(self.lams))

    @cached_property
    def _below(self):
        """Signs just below each kink, shape (k, u): a line that is zero at both ends is zero between."""
        return np.sign(self._theta + np.append(self._theta[1:], self._theta[-1:], axis=0))

    @cached_property
    def active(self):
        """The columns that are not zero just below each kink (above the last one), a tuple of k arrays."""
        return tuple(frozen(self._columns[signs != 0]) for signs in self._below)

    @cached_property
    def signs(self):
        """The signs that go with `active`, a tuple of k arrays."""
        return tuple(frozen(signs[signs != 0]) for signs in self._below)

    @cached_property
    def events(self):
        """One `Event` per kink, a tuple."""
        before = np.zeros(len(self._columns), dtype=bool)
        events = []
        for lam, now in zip(self.lams, self._below != 0, strict=True):
            entered, left = (tuple(self._columns[which].tolist()) for which in (now & ~before, before & ~now))
            kind = "tie" if len(entered + left) > 1 else "entered" if entered else "left" if left else "end"
            events.append(Event(float(lam), kind, entered, left))
            before = now
        return tuple(events)

    def __repr__(self):
        ends = f"λ from {self.lams[0]:.6g} to {self.lams[-1]:.6g}"
        return printable(f"Path(X {self.X.shape}: {len(self.lams)} kinks, {ends})")


def on_line(lam, above, below):
    """θ at λ on the line between two kinks, each λ and θ there; above the first kink it is θ there."""
    (high, start), (low, end) = above, below
    share = ((np.minimum(lam, high) - low) / np.where(high > low, high - low, 1.0))[..., None]
    return (1 - share) * end + share * start


def too_low(path, end, lam, ended):
    """The error for a λ below the end of a path, with the reason why it ended."""
    cure = f"a larger lam ({ended})" if ended else "a larger lam, or a smaller lam_min"
    return ValueError(f"{path} ends at λ = {end:.6g}, got lam = {lam:.6g}; take {cure}")
