"""Type a penalty of one coefficient: see its graph, slopes, ball and prox, and whether it can give zeros."""

from dataclasses import replace
from math import inf

from sparsity_kit.figures import shrinkage, words
from sparsity_kit.figures.looks import INK
from sparsity_kit.inputs import shown
from sparsity_kit.live.checks import as_number, as_positive, as_price
from sparsity_kit.live.widget import Live, State, module
from sparsity_kit.losses import Quadratic
from sparsity_kit.penalty import Penalty


def as_formula(name, value):
    """The text of a penalty's formula, as `Penalty.of` takes it."""
    return Penalty.of(value).formula


class PenaltyLab(Live):
    """min (θ − x·y)² + λΩ(θ) for a penalty Ω(t) that is typed: can it give exact zeros, from when on, and why?

    `PenaltyLab("abs(t) + t**2")` takes a formula, as `Penalty.of` does, or a penalty that it made. Its state is kept in
    traits, to be set and read: the `formula`; the price `lam`; the data `xy`, x·y of a feature of length 1; `reach`,
    half the window's width. What follows is computed by the kit: `penalty`, `convex`, `slope` (Ω′ just right of zero,
    infinite for √|t|), `theta`, and the `threshold`, up to which |x·y| θ* is exactly zero.

    Raises ValueError, in one line, for what is no penalty's formula, for a negative λ and for numbers not finite.
    """

    _esm = module("penalty_lab.js")
    formula = State("abs(t) + t**2", as_formula)
    lam = State(2.0, as_price)
    xy = State(1.5, as_number)
    reach = State(2.0, as_positive)

    def __init__(self, formula="abs(t) + t**2", **traits):
        if not isinstance(formula, str) and not hasattr(formula, "formula"):
            cure = "draw a class of your own with LossMeetsBall or SlopeBalance"
            raise TypeError(f'PenaltyLab takes a formula in t, such as "abs(t) + t**2", got {shown(formula)}; {cure}')
        super().__init__(formula=getattr(formula, "formula", formula), **traits)

    @property
    def penalty(self):
        """Ω, as a penalty of the kit."""
        return Penalty.of(self.formula)

    @property
    def convex(self):
        """Whether Ω is convex."""
        return self.penalty.convex

    @property
    def slope(self):
        """Ω′ just right of zero."""
        return self.penalty.slope

    @property
    def objective(self):
        """(θ − x·y)² + λΩ(θ)."""
        return Quadratic([[1.0]], [self.xy]) + self.lam * self.penalty

    @property
    def theta(self):
        """θ*, a number: the prox of λΩ/2 at x·y."""
        return float(self.penalty.prox([self.xy], self.lam / 2)[0])

    @property
    def threshold(self):
        """The largest |x·y| for which θ* is exactly zero."""
        return self.penalty.threshold(self.lam)

    def drawing(self):
        """The same state, printed: `figures.shrinkage` in the same window, with θ* at x·y."""
        far = max(self.reach, 1.05 * abs(self.xy))
        drawn = shrinkage(self.penalty, self.lam, reach=far, window=(-far, far, -0.95 * far, 0.95 * far))
        drawn.ax.plot([self.xy], [self.theta], "o", color=INK, markersize=9, zorder=7)
        kind = "convex" if self.convex else "not convex"
        here = "exactly zero" if self.theta == 0 else words.number(self.theta)
        size = words.number(self.slope)
        slopes = {0: "the slope 0 at zero", inf: "every slope at zero"}
        slope = slopes.get(self.slope, f"the slopes −{size} and {size} beside zero")
        return replace(
            drawn,
            alt=f"{drawn.alt} The penalty is {kind}, with {slope}. At x·y = {words.number(self.xy)} θ* is {here}.",
        )
