"""Drag x·y along θ*'s curve, past the threshold; with a second feature, see the rule fail and be mended."""

from dataclasses import replace

import numpy as np

from sparsity_kit.asked import as_switch, need_one
from sparsity_kit.figures import shrinkage, words
from sparsity_kit.figures.looks import INK
from sparsity_kit.live.bowls import features_of
from sparsity_kit.live.checks import as_correlation, as_number, as_positive, as_price, one_of
from sparsity_kit.live.shapes import as_traits
from sparsity_kit.live.widget import Live, State, module
from sparsity_kit.losses import SquaredError
from sparsity_kit.penalties import L1, SquaredL2
from sparsity_kit.penalties.best_subset import BestSubset, best_subset
from sparsity_kit.solve.minimize import minimize

KINDS = {"L1": L1, "squared L2": SquaredL2, "best subset": BestSubset}
START = SquaredError([[1.0]], [1.6]) + 2.0 * L1()


class Threshold(Live):
    """θ* against x·y: zero for |x·y| <= λ/2 with L1, only at 0 with squared L2. With two features, |xⱼ·r₋ⱼ| decides.

    `Threshold(objective)` takes a SquaredError or Quadratic with one coefficient, or with two whose features are
    equally long, plus λ times L1 or SquaredL2. Its state is kept in traits, to be set and read: ‖x‖² as `xx`, x·y as
    `xy`, the `penalty` by name ("best subset" costs λ for each coefficient that is not zero: it keeps x·y/‖x‖² where
    |x·y| > √λ‖x‖), the price `lam`; whether there is a `second` feature, x₂·y as `xy2`, and its `correlation` with the
    first, x₁·x₂/‖x‖². `reach` and `rise` are half the window's width and height.

    What follows is computed by the kit, with one entry per feature: `theta`, `alive`, `threshold`, what the `rule`
    |xⱼ·y| > threshold says, and `partial_residual`, xⱼ·r₋ⱼ, which is right. `loss` is ‖Xθ − y‖² with a smallest X and
    y that have these inner products.

    Raises ValueError or TypeError for features of two lengths or in proportion, a negative λ, numbers not finite.
    """

    _esm = module("threshold.js")
    xx = State(1.0, as_positive)
    xy = State(1.6, as_number)
    penalty = State("L1", one_of(*KINDS))
    lam = State(2.0, as_price)
    second = State(False, as_switch)
    xy2 = State(2.4, as_number)
    correlation = State(0.6, as_correlation)
    reach = State(1.0, as_positive)
    rise = State(1.0, as_positive)

    def __init__(self, objective=START, **traits):
        need_one("Threshold", objective)
        state = features_of("Threshold", objective.loss) | as_traits("Threshold", objective.penalty, KINDS)
        state |= {"lam": float(objective.lam)} | traits
        state.setdefault("xy2", 1.5 * as_number("xy", state["xy"]))
        super().__init__(**state)
        seen, far = max(abs(self.xy), abs(self.xy2), self.lam / 2), np.abs(self.partial_residual).max()
        self.reach = traits.get("reach", 1.3 * max(seen, min(far, 4 * seen)) or 1.0)  # of columns alike, far is endless
        self.rise = traits.get("rise", self.reach / self.xx)

    @property
    def _pulls(self):
        return np.array([self.xy, self.xy2] if self.second else [self.xy])

    @property
    def loss(self):
        """f = ‖Xθ − y‖², up to a constant: a SquaredError with as many rows as features."""
        length, rho = np.sqrt(self.xx), self.correlation if self.second else 0.0
        X = length * np.array([[1.0, rho], [0.0, np.sqrt((1 - rho) * (1 + rho))]])
        p = len(self._pulls)
        return SquaredError(X[:p, :p], np.linalg.solve(X[:p, :p].T, self._pulls))

    @property
    def objective(self):
        """f + λΩ; ValueError for best subset, which the solvers of the kit do not know."""
        if self.penalty == "best subset":
            raise ValueError("best subset is not a penalty of the kit; read .theta, or set .penalty to 'L1'")
        return self.loss + self.lam * KINDS[self.penalty]()

    @property
    def theta(self):
        """θ*, shape (p,): by `minimize`, or for best subset by trying every subset."""
        if self.penalty == "best subset":
            return best_subset(self.loss, self.lam)
        return minimize(self.objective, tol=1e-13).theta

    @property
    def alive(self):
        """Which coefficients of θ* are not zero, shape (p,)."""
        return self.theta != 0

    @property
    def threshold(self):
        """Up to which |x·y| a feature alone is zero: λ/2, 0 for squared L2, √λ‖x‖ for best subset."""
        return {"L1": self.lam / 2, "best subset": float(np.sqrt(self.lam) * np.sqrt(self.xx))}.get(self.penalty, 0.0)

    @property
    def rule(self):
        """What |xⱼ·y| > threshold says, shape (p,). With one feature it is `alive`; with two it may be wrong."""
        return np.abs(self._pulls) > self.threshold

    @property
    def partial_residual(self):
        """xⱼ·r₋ⱼ, shape (p,): xⱼ times y without what the other feature explains. |xⱼ·r₋ⱼ| > threshold iff alive."""
        return self._pulls - (self.correlation * self.xx * self.theta[::-1] if self.second else 0.0)

    def drawing(self):
        """The same state, printed: `figures.shrinkage` in the same window, with θ* where it stands."""
        given, mended, theta = self._pulls, self.partial_residual, self.theta
        half, rise = max(self.reach, *(1.1 * np.abs(given))), max(self.rise, *(1.15 * np.abs(theta)))
        drawn = shrinkage(KINDS[self.penalty](), self.lam, reach=half, xx=self.xx, window=(-half, half, -rise, rise))
        if self.second:
            style = {"angles": "xy", "scale_units": "xy", "scale": 1, "width": 0.006, "zorder": 6, "color": INK}
            drawn.ax.quiver(given, theta, mended - given, 0 * theta, **style)
        drawn.ax.plot(given, theta, "o", color=INK, markersize=9, markerfacecolor="none", zorder=7)
        drawn.ax.plot(mended, theta, "o", color=INK, markersize=5, zorder=7)
        return replace(drawn, alt=f"{drawn.alt} {self._alt()}")

    def _alt(self):
        """What θ* and the rule are, of each feature."""
        found = []
        told = zip(self._pulls, self.theta, self.rule, self.partial_residual, strict=True)
        for j, (pull, theta, rule, residual) in enumerate(told):
            index = words.theta(j)[1:] if self.second else ""
            life = "exactly zero" if theta == 0 else words.number(theta)
            text = f"At x{index}·y = {words.number(pull)} θ{index}* is {life}"
            if self.second:
                right, r = "right" if rule == (theta != 0) else "wrong", words.number(residual)
                text += f"; the rule |x{index}·y| > threshold is {right}, the partial residual's x{index}·r is {r}"
            found.append(f"{text}.")
        return " ".join(found)
