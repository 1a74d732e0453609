"""Drag the loss, and watch where its contours touch the penalty's ball."""

import numpy as np
import traitlets

from sparsity_kit.asked import as_switch, need_plane
from sparsity_kit.figures import loss_meets_ball, words
from sparsity_kit.live.bowls import bowl_of
from sparsity_kit.live.checks import as_bowl, as_positive, as_power, as_price, as_ratio, as_vector, one_of
from sparsity_kit.live.shapes import OWN, PENALTIES, OfAnyPenalty, as_traits_or_own, penalty_of
from sparsity_kit.live.widget import Live, State, half_width, module
from sparsity_kit.losses import Quadratic
from sparsity_kit.penalties import L1
from sparsity_kit.solve.lowest import lowest, lowest_on_ball
from sparsity_kit.solve.minimize import minimize

START = Quadratic([[1.0, 0.5], [0.5, 1.0]], center=[0.7, 2.1]) + 2.0 * L1()


class LossMeetsBall(OfAnyPenalty, Live):
    """Contours of f(θ) = (θ − c)ᵀA(θ − c) and the ball {Ω <= r} that they touch at θ*; all of it can be moved by hand.

    `LossMeetsBall(objective)` takes a SquaredError or Quadratic with two coefficients plus λ times L1, SquaredL2, L2,
    ElasticNet or Lq, or times a penalty of your own, which is drawn by its formula; with `radius=` it starts from a
    budget. Its state is kept in traits, to be set and read: `A` [[a, b], [b, d]] and `center` [c₁, c₂], the `penalty`
    by name ("own" is yours) with `l1_ratio` and `q`, the price `lam` and the budget `radius`. The last two always
    belong together; `form` says which of them is given, and stays when the loss moves: "penalised" or "constrained".
    (No price leads to a budget of 0 where Ω has no corner: then `lam` stays as it was.)
    `reach` is half the window's width. `show_cone` and `show_zeros` show the normal cone, and the centres for which a
    coefficient is exactly zero.
    `theta`, `loss`, `objective` and `solution` are computed by the kit from what was made by hand.

    Raises ValueError or TypeError for another number of coefficients, a bowl without a single lowest point, a
    negative λ, numbers that are not finite, a penalty whose formula is not true or cannot be drawn.
    """

    _esm = module("loss_meets_ball.js")
    A = State(START.loss.A.tolist(), as_bowl)
    center = State(START.loss.center.tolist(), as_vector)
    penalty = State("L1", one_of(*PENALTIES, OWN))
    l1_ratio = State(0.5, as_ratio)
    q = State(0.5, as_power)
    form = State("penalised", one_of("penalised", "constrained"))
    lam = State(0.0, as_price)
    radius = State(0.0, as_price)
    reach = State(1.0, as_positive)
    show_cone = State(True, as_switch)
    show_zeros = State(True, as_switch)
    _asked = None  # what was solved last

    def __init__(self, objective=START, **traits):
        need_plane("LossMeetsBall", objective)
        state = bowl_of("LossMeetsBall", objective.loss) | as_traits_or_own(self, objective.penalty, PENALTIES, 2)
        state |= {"lam": float(objective.lam)} | traits
        if "radius" in traits:
            state |= {"form": "constrained"}
            del state["lam"]  # it follows
        state["center"] = as_vector("center", state["center"])
        state.setdefault("reach", 1.5 * max(map(abs, state["center"])) or 1.0)
        super().__init__(**state)

    @traitlets.observe("A", "center", "penalty", "l1_ratio", "q", "form", "lam", "radius")
    def _keep_together(self, change):
        """λ and r belong together: the other follows from the given one, unless it is the other that was just set."""
        given, other = ("radius", "lam") if self.form == "constrained" else ("lam", "radius")
        follows = self._solved(self.form)[other]
        if np.isclose(getattr(self, other), follows, rtol=1e-9, atol=0.0):
            return
        if change.name == other:
            setattr(self, given, self._solved("penalised" if other == "lam" else "constrained")[given])
        elif np.isfinite(follows):
            setattr(self, other, follows)

    def _solved(self, form):
        """θ*, λ and r from the given one of the last two; the last is kept, as every trait that is set asks for it."""
        given = self.radius if form == "constrained" else self.lam
        asked = repr((form, given, self.A, self.center, self.penalty, self.l1_ratio, self.q))
        if asked != self._asked:
            self._found, self._asked = self._solve(form), asked
        return self._found

    def _solve(self, form):
        loss, penalty = self.loss, penalty_of(self)
        if form == "constrained":
            theta, lam = lowest_on_ball(loss, penalty, self.radius)
            return {"theta": theta, "lam": lam, "radius": self.radius}
        theta = lowest(loss + self.lam * penalty)
        return {"theta": theta, "lam": self.lam, "radius": float(penalty.value(theta))}

    @property
    def loss(self):
        """f, as a Quadratic."""
        return Quadratic(self.A, self.center)

    @property
    def theta(self):
        """θ*, shape (2,), as the solvers of the kit find it."""
        return self._solved(self.form)["theta"].copy()

    @property
    def solution(self):
        """θ* as the Solution of `objective`, with its certificate.

        Raises ValueError in the constrained form where no price leads to θ*: at a budget of 0 without a corner there,
        and elsewhere where a penalty is not convex.
        """
        objective, theta = self.objective, self.theta
        best = lowest(objective)
        if objective.value(best) < objective.value(theta) - 1e-9 * objective.loss.value([0.0, 0.0]):
            why = "has no corner there" if objective.penalty.convex else "is not convex"
            raise ValueError(
                f"no price leads to θ* = {words.point(theta)}: at λ = {self.lam:.4g} f + λΩ is lower at "
                f"{words.point(best)}, because {objective.penalty!r} {why}; read .theta"
            )
        return minimize(objective, start=theta)

    def drawing(self):
        """The same state, printed: `figures.loss_meets_ball` in the same window; ValueError where λ is infinite."""
        if np.isinf(self._solved(self.form)["lam"]):
            raise ValueError(f"no price leads to a budget of 0 with {penalty_of(self)!r}; take a larger radius")
        half = half_width(self.reach, self.center)
        return loss_meets_ball(self.objective, window=(-half, half, -half, half), start=self.theta)
