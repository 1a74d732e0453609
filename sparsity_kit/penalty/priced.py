"""λ·Ω, a penalty and its price, which is added to a loss."""

import numpy as np

from sparsity_kit.brackets import Shape, Summand, described
from sparsity_kit.fits import need_broadcast
from sparsity_kit.inputs import as_nonnegative, frozen, shown

ONE_PENALTY = 'take one for both: ElasticNet, Penalty.of("abs(t) + t**4"), or a class'


class PricedPenalty(Summand):
    """λ·Ω: what is added to a loss."""

    __array_ufunc__ = None
    __pandas_priority__ = 9999

    def __init__(self, lam, penalty):
        self.lam = frozen(as_nonnegative("lam", lam))
        self.penalty = penalty

    def __rmul__(self, factor):
        factor = as_nonnegative("lam", factor)
        need_broadcast(factor=factor, lam=self.lam)
        with np.errstate(over="ignore"):  # what is no number is refused
            return PricedPenalty(factor * self.lam, self.penalty)

    __mul__ = __rmul__

    def __add__(self, other):
        if isinstance(other, PricedPenalty):
            raise TypeError(
                f"cannot add {shown(other)} to {shown(self)}: the prox of a sum is not the sum of the proxes; "
                + ONE_PENALTY
            )
        if isinstance(other, Shape):
            return NotImplemented  # which knows what to make of it
        raise TypeError(f"a penalty is added to a loss, as in SquaredError(X, y) + 2.0 * L1(); got {described(other)}")

    __radd__ = __add__

    def __repr__(self):
        price = str(self.lam) if self.lam.size <= 10 else f"lams {self.lam.shape}"
        return f"{price} * {self.penalty!r}"
