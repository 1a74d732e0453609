"""Ω(θ), a penalty: a shape without a price."""

from typing import Any

from sparsity_kit.brackets import Shape, described, forget, missing
from sparsity_kit.penalty.priced import PricedPenalty

KNOWLEDGE = {"convex", "duals", "flow", "arrival", "as_elastic_net", "as_groups", "free", "name", "look"}


class Penalty(Shape):
    """Ω(θ), a shape without a price. A new penalty is a subclass with three methods:

    - `value(theta)`: Ω(θ), from shape (..., p) to (...);
    - `prox(v, step)`: argmin over θ of ½‖θ − v‖² + step·Ω(θ), shape (..., p); `step` broadcasts against `v`;
    - `symbolic(theta)`: Ω's formula for a list of real SymPy symbols, one per coefficient.

    Set `separable = True` if Ω is a sum of one and the same function of each coefficient, `convex = True` if it is
    convex and lowest at 0, and `n_features` if Ω is defined for so many coefficients only. A penalty that is both
    separable and convex has a duality gap, and its flow, from its value and its prox alone.

    What more a penalty may know of itself, and pictures and solvers then use:

    - `duals(theta, pull, blur, lam)`: for slopes w = pull ± blur (..., p), pairs of a share and of the gap
      λΩ(θ) + (λΩ)*(w) − w·θ >= 0 at share·w, (...) each, with shares so small that the conjugate (λΩ)* is finite;
    - `flow(start, travelled)`: θ (..., p), after λ·time = `travelled`, of θ' ∈ −λ∂Ω(θ); `arrival(start)`: the
      `travelled` at which each coefficient is zero, (..., p), infinite for never;
    - `as_elastic_net()`: (a, b) if Ω(θ) = a·‖θ‖₁ + b·‖θ‖², else None: these have an exact path;
    - `as_groups(p)`: the labels (p,), from 0 on, and the weights of groups, if Ω is the weighted sum of their lengths;
    - `free`: which coefficients cost nothing, (p,), or None;
    - `name`, as it is written in pictures, and `look`: its colour, line style and marker there (see `figures.looks`).
    """

    separable = False
    convex = False
    n_features: int | None = None
    duals: Any = None
    flow: Any = None
    arrival: Any = None
    free: Any = None
    look: Any = None

    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        forget(cls, Penalty, ("value", "prox"), KNOWLEDGE)

    __pandas_priority__ = 9999  # so that Series * penalty asks the penalty too

    def __rmul__(self, lam):
        return PricedPenalty(lam, self)

    __mul__ = __rmul__

    def __add__(self, other):
        return 1.0 * self + other

    def __radd__(self, loss):
        return loss + 1.0 * self

    @staticmethod
    def of(formula):
        """Ω(θ) = Σ ω(θⱼ) from the formula of ω in one coefficient t: value, prox, `symbolic`, and whether it is convex.

        The formula is text of t, numbers, + - * / **, abs, sqrt, max, min, sign, exp, log and
        Piecewise((value, condition), …, (value, True)). The prox is that of the lowest place, also where Ω is not
        convex. Raises ValueError, in one line, for text that is no such formula, and for what is no penalty: not a
        number for every t, not 0 at 0, not even, negative, not continuous, or falling on the way out.

        >>> Penalty.of("abs(t) + t**2").prox([3.0, -0.2], 1.0).round(4)
        array([0.6667, 0.    ])
        """
        from sparsity_kit.penalty.written import Written

        return Written(formula)

    def prox(self, v, step):
        """argmin over θ of ½‖θ − v‖² + step·Ω(θ), shape (..., p)."""
        raise missing(self, "prox(v, step)")

    def as_elastic_net(self):
        """(a, b) if Ω(θ) = a·‖θ‖₁ + b·‖θ‖², else None."""

    def as_groups(self, p):
        """Labels (p,) and weights of groups, if Ω(θ) is the weighted sum of their lengths, else None."""

    @property
    def name(self):
        """What it is called in a picture."""
        return repr(self).removesuffix("()")


def as_penalty(value):
    """Return `value` if it is a penalty; otherwise raise TypeError."""
    if not isinstance(value, Penalty):
        raise TypeError(f"penalty must be a penalty such as L1(), got {described(value, 'penalty')}")
    return value
