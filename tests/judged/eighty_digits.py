"""The judge: minima in 120 decimal digits, each proved by weak duality to 1e-40·F(0); it knows nothing of the kit.

X, y, λ and θ are taken as the exact numbers that the floats are. `Regression(X, y).minimum(lam, shape)` is argmin of
‖Xθ − y‖² + λΩ(θ), found by the methods in `exact_solvers` with digits to spare, and `.value(theta, lam, shape)` is F at
a θ of anybody's. Python's own `decimal` is the arithmetic: it has any number of digits, and no exponent is too large.
"""

from dataclasses import dataclass
from decimal import Decimal, getcontext, localcontext
from functools import partial

import numpy as np

from . import exact_solvers as solvers
from .exact_solvers import Unsettled

DIGITS = (120, 240, 480)  # where the first are too few for a proof, the next are tried
PROOF = Decimal("1e-40")  # of F(0)


@dataclass(frozen=True)
class Elastic:
    """Ω(θ) = l1·‖θ‖₁ + squares·‖θ‖²."""

    l1: float = 1.0
    squares: float = 0.0

    def size(self, theta):
        return Decimal(self.l1) * sum(abs(theta)) + Decimal(self.squares) * (theta @ theta)

    def largest(self, slope):
        """The smallest λ at which θ = 0 is the minimiser; infinite where there is no kink."""
        return max(abs(slope)) / Decimal(self.l1) if self.l1 else Decimal("inf")

    def shorten(self, slope, lam):
        """A factor s <= 1 with (λΩ)*(s·slope) finite, and that value."""
        edge, bend = lam * Decimal(self.l1), lam * Decimal(self.squares)
        if bend:
            return Decimal(1), sum(max(abs(v) - edge, Decimal(0)) ** 2 for v in slope) / (4 * bend)
        return min([Decimal(1), *(edge / abs(v) for v in slope if abs(v) > edge)]), Decimal(0)


@dataclass(frozen=True)
class Groups:
    """Ω(θ) = Σ w_g‖θ_g‖₂; labels (p,) 0, 1, …, and a weight for each label, 1 unless given. One group is ‖θ‖₂."""

    labels: tuple
    weights: tuple = ()

    @property
    def members(self):
        return [[j for j, label in enumerate(self.labels) if label == g] for g in range(max(self.labels) + 1)]

    @property
    def prices(self):
        return [Decimal(w) for w in self.weights] or [Decimal(1)] * (max(self.labels) + 1)

    def size(self, theta):
        return sum(w * solvers.length(theta[g]) for g, w in zip(self.members, self.prices, strict=True))

    def largest(self, slope):
        return max(solvers.length(slope[g]) / w for g, w in zip(self.members, self.prices, strict=True))

    def shorten(self, slope, lam):
        largest = self.largest(slope)
        return min(Decimal(1), lam / largest) if largest else Decimal(1), Decimal(0)


@dataclass(frozen=True)
class Minimum:
    """F(θ) of a θ that is proved to be within `gap` of the minimum; theta (p,) of Decimals."""

    value: Decimal
    gap: Decimal
    theta: np.ndarray


class _Judged:
    """F(θ) = f(θ) + λΩ(θ) for exact data; a subclass says what f, its slope, its dual and its solver are."""

    def __init__(self, X, y):
        self.X, self.y = exact(X), exact(y)
        self.p = self.X.shape[1]

    def value(self, theta, lam, shape):
        """F(θ), a Decimal; θ of floats or Decimals."""
        with localcontext(prec=DIGITS[0]):
            return self._value(exact(theta), Decimal(lam), shape)

    def at_zero(self):
        """F(0), the unit of every gap."""
        return self.value(np.zeros(self.p), 0, Elastic())

    def largest(self, shape):
        """λ_max: from there on θ = 0 is the minimiser."""
        with localcontext(prec=DIGITS[0]):
            return shape.largest(self._slope(exact(np.zeros(self.p))))

    def minimum(self, lam, shape, start=None):
        """The proved `Minimum`; `ArithmeticError` where no proof was found. A `start` near it saves time, no more."""
        lam, short = Decimal(lam), None
        start = np.zeros(self.p) if start is None else start
        for digits in DIGITS:
            with localcontext(prec=digits):
                try:
                    theta = self._solve(lam, shape, exact(start))
                    gap = self._gap(theta, lam, shape)
                except Unsettled as error:
                    short = error
                    continue
                if gap <= PROOF * self.at_zero():
                    return Minimum(self._value(theta, lam, shape), gap, theta)
                short = Unsettled(f"proved to {gap:.1e} only, where F(0) is {self.at_zero():.1e}")
        raise short

    def _value(self, theta, lam, shape):
        return self._loss(theta) + lam * shape.size(theta)

    def _gap(self, theta, lam, shape):
        """F(θ) minus the dual at u = ∇h(Xθ), shortened until it is feasible (Boyd and Vandenberghe 2004, 5.5)."""
        shorten, conjugate = shape.shorten(self._slope(theta), lam)
        return self._value(theta, lam, shape) + self._loss_conjugate(theta, shorten) + conjugate


class Regression(_Judged):
    """f(θ) = ‖Xθ − y‖²."""

    def _loss(self, theta):
        residual = self.X @ theta - self.y
        return residual @ residual

    def _slope(self, theta):
        return 2 * (self.X @ theta - self.y) @ self.X

    def _loss_conjugate(self, theta, shorten):
        residual = self.X @ theta - self.y
        return 2 * shorten * (residual @ self.y) + shorten**2 * (residual @ residual)

    def _gap(self, theta, lam, shape):
        return super()._gap(theta, lam, shape) if lam else self._left_to_win(theta)

    def _left_to_win(self, theta):
        """f(θ) − min f: what one Newton step more would win; infinite where a column is not orthogonal to the residual.

        The second is not implied by the first: a column that was taken for dependent has no part in Newton's step.
        """
        half_slope, sizes = self._slope(theta) / 2, [solvers.length(x) * solvers.length(self.y) for x in self.X.T]
        nothing = Decimal(10) ** -(getcontext().prec * 3 // 4)
        if any(abs(v) > nothing * size for v, size in zip(half_slope, sizes, strict=True)):
            return Decimal("inf")
        return abs(half_slope @ solvers.least_squares(self.X.T @ self.X, half_slope))

    def _solve(self, lam, shape, start):
        gram, c = self.X.T @ self.X, self.y @ self.X
        if isinstance(shape, Groups) and lam:
            return self._solve_groups(gram, c, lam, shape, start)
        gram = gram + lam * Decimal(getattr(shape, "squares", 0)) * exact(np.eye(self.p))
        edge = lam * Decimal(getattr(shape, "l1", 0)) / 2
        return solvers.lasso(gram, c, edge, start) if edge else solvers.least_squares(gram, c)

    def _solve_groups(self, gram, c, lam, shape, theta):
        """From large prices to small ones, ten times at once, each nearly; the last one to the end."""
        largest, worst = self.largest(shape), self.at_zero()
        for price in [lam * 10**k for k in range(20, 0, -1) if lam * 10**k < largest] + [lam]:
            aim = PROOF * worst if price == lam else (price / largest) ** 2 * worst / 10**6
            edges = [price * w / 2 for w in shape.prices]
            done = partial(self._near, price, shape, aim)
            theta = solvers.groups(gram, c, shape.members, edges, theta, done)
        return theta

    def _near(self, lam, shape, aim, theta):
        return self._gap(theta, lam, shape) <= aim


class Logistic(_Judged):
    """f(θ) = Σ log(1 + exp(−yᵢ xᵢ·θ)), labels ±1; λ > 0 and `Elastic` shapes."""

    def _loss(self, theta):
        return sum((1 + (-m).exp()).ln() if m > 0 else (1 + m.exp()).ln() - m for m in self.y * (self.X @ theta))

    def _doubt(self, theta):
        return np.array([1 / (1 + m.exp()) for m in self.y * (self.X @ theta)])

    def _slope(self, theta):
        return -(self.y * self._doubt(theta)) @ self.X

    def _loss_conjugate(self, theta, shorten):
        return sum(q * q.ln() for a in shorten * self._doubt(theta) for q in (a, 1 - a) if q > 0)

    def _solve(self, lam, shape, start):
        """Newton: the quadratic that f is nearly, solved with its penalty; shortened until F falls."""
        theta, edge, bend, worst = start, lam * Decimal(shape.l1), lam * Decimal(shape.squares), PROOF * self.at_zero()
        for _ in range(200):
            if self._gap(theta, lam, shape) <= worst:
                break
            doubt = self._doubt(theta)
            bends = (self.X * (doubt * (1 - doubt))[:, None]).T @ self.X / 2
            c = bends @ theta - self._slope(theta) / 2
            gram = bends + bend * exact(np.eye(self.p))
            goal = solvers.lasso(gram, c, edge / 2, theta) if edge else solvers.least_squares(gram, c)
            theta = solvers.descend(lambda t: self._value(t, lam, shape), theta, goal - theta)
        return theta


def exact(values):
    """An array of the Decimals that these floats are; Decimals stay as they are."""
    return np.vectorize(lambda v: v if isinstance(v, Decimal) else Decimal(float(v)), otypes=[object])(values)
