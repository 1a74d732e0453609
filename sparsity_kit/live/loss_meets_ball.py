"""Drag the loss, and watch where its contours touch the penalty's ball."""

import numpy as np
import traitlets
from traitlets import Bool, Enum, Float

from sparsity_kit.figures import loss_meets_ball, words
from sparsity_kit.figures.asked import need_plane
from sparsity_kit.live.touching import budgeted, priced
from sparsity_kit.live.widget import Live, as_number, as_numbers, module
from sparsity_kit.losses import Quadratic, SquaredError
from sparsity_kit.penalties import L1, L2, ElasticNet, Lq, SquaredL2
from sparsity_kit.solvers import minimize

PENALTIES = {"L1": L1, "squared L2": SquaredL2, "L2": L2, "elastic net": ElasticNet, "Lq": Lq}
FORMS = ("penalised", "constrained")
START = Quadratic([[1.0, 0.5], [0.5, 1.0]], center=[0.7, 2.1]) + 2.0 * L1()
FLATTEST = 1e-10  # the smallest ratio of A's eigenvalues that can be drawn


class LossMeetsBall(Live):
    """Contours of f(θ) = (θ − c)ᵀA(θ − c) and the ball {Ω <= r} that they touch at θ*; all of it can be moved by hand.

    `LossMeetsBall(objective)` takes a SquaredError or Quadratic with two coefficients plus λ times L1, SquaredL2, L2,
    ElasticNet or Lq; with `radius=` it starts from a budget. Its state are traits, to be set and read: `A`
    [[a, b], [b, d]] and `center` [c₁, c₂], the `penalty` by name with `l1_ratio` and `q`, the price `lam` and the
    budget `radius`. The last two always belong together; `form` says which of them is given, and stays when the loss
    moves: "penalised" or "constrained". `reach` is half the window's width. `show_cone` and `show_zeros` show the
    normal cone, and the centres for which a coefficient is exactly zero.
    `theta`, `loss`, `objective` and `solution` are computed by the kit from what was made by hand.

    Raises ValueError or TypeError for another number of coefficients, a bowl without a single lowest point, a
    negative λ, numbers that are not finite.
    """

    _esm = module("loss_meets_ball.js")
    A = traitlets.Any().tag(sync=True)
    center = traitlets.Any().tag(sync=True)
    penalty = Enum(list(PENALTIES), "L1").tag(sync=True)
    l1_ratio = Float(0.5).tag(sync=True)
    q = Float(0.5).tag(sync=True)
    form = Enum(FORMS, "penalised").tag(sync=True)
    lam = Float(0.0).tag(sync=True)
    radius = Float(0.0).tag(sync=True)
    reach = Float(1.0).tag(sync=True)
    show_cone = Bool(True).tag(sync=True)
    show_zeros = Bool(True).tag(sync=True)

    def __init__(self, objective=START, **traits):
        need_plane("LossMeetsBall", objective)
        state = _bowl(objective.loss) | _shape(objective.penalty) | {"lam": float(objective.lam)} | traits
        if "radius" in traits:
            state |= {"form": "constrained"}
            del state["lam"]  # it follows
        state["center"] = as_numbers("center", state["center"], (2,))
        state.setdefault("reach", 1.5 * max(map(abs, state["center"])) or 1.0)
        super().__init__(**state)

    @traitlets.validate("A")
    def _check_matrix(self, proposal):
        A = as_numbers("A", proposal.value, (2, 2))
        Quadratic(A, [0.0, 0.0])
        flat, steep = np.linalg.eigvalsh(A)
        if not flat > FLATTEST * steep:
            raise ValueError(
                f"A must have two positive eigenvalues, got {flat:.3g} and {steep:.3g}: contours would be parallel "
                "lines, with no single lowest point; add a little to the diagonal"
            )
        return A

    @traitlets.validate("center")
    def _check_center(self, proposal):
        return as_numbers("center", proposal.value, (2,))

    @traitlets.validate("lam", "radius")
    def _check_nonnegative(self, proposal):
        return as_number(proposal.trait.name, proposal.value)

    @traitlets.validate("reach")
    def _check_reach(self, proposal):
        return as_number("reach", proposal.value, above=0.0)

    @traitlets.validate("l1_ratio")
    def _check_ratio(self, proposal):
        return ElasticNet(proposal.value).l1_ratio

    @traitlets.validate("q")
    def _check_power(self, proposal):
        return Lq(proposal.value).q

    @traitlets.observe("A", "center", "penalty", "l1_ratio", "q", "form", "lam", "radius")
    def _keep_together(self, change):
        """λ and r belong together: the other follows from the given one, unless it is the other that was just set."""
        given, other = ("radius", "lam") if self.form == "constrained" else ("lam", "radius")
        follows = self._solved(self.form)[other]
        if np.isclose(getattr(self, other), follows, rtol=1e-9, atol=0.0):
            return
        if change.name == other:
            setattr(self, given, self._solved("penalised" if other == "lam" else "constrained")[given])
        else:
            setattr(self, other, follows)

    def _solved(self, form):
        amount = self.radius if form == "constrained" else self.lam
        return _solve(self.loss, self._penalty, form, amount)

    @property
    def _penalty(self):
        arguments = {"elastic net": (self.l1_ratio,), "Lq": (self.q,)}.get(self.penalty, ())
        return PENALTIES[self.penalty](*arguments)

    @property
    def loss(self):
        """f, as a Quadratic."""
        return Quadratic(self.A, self.center)

    @property
    def objective(self):
        """f + λΩ at the price `lam`."""
        return self.loss + self.lam * self._penalty

    @property
    def theta(self):
        """θ*, shape (2,), as the solvers of the kit find it."""
        return self._solved(self.form)["theta"]

    @property
    def solution(self):
        """θ* as the Solution of `objective`, with its certificate.

        Raises ValueError in the constrained form of a penalty that is not convex, where no price leads to θ*.
        """
        lowest = priced(self.loss, self._penalty, self.lam)
        if self.objective.value(lowest) < self.objective.value(self.theta) - 1e-9 * self.loss.value([0.0, 0.0]):
            raise ValueError(
                f"no price leads to θ* = {words.point(self.theta)}: at λ = {self.lam:.4g} f + λΩ is lower at "
                f"{words.point(lowest)}, because {self._penalty!r} is not convex; read .theta"
            )
        return minimize(self.objective, start=self.theta)

    def drawing(self):
        """The same state, printed: `figures.loss_meets_ball`."""
        half = max(self.reach, 1.25 * max(map(abs, self.center)))
        return loss_meets_ball(self.objective, window=(-half, half, -half, half), start=self.theta)


def _solve(loss, penalty, form, amount):
    """θ*, λ and r from the given one of the last two."""
    if form == "constrained":
        theta, lam = budgeted(loss, penalty, amount)
        return {"theta": theta, "lam": lam, "radius": amount}
    theta = priced(loss, penalty, amount)
    return {"theta": theta, "lam": amount, "radius": float(penalty.value(theta))}


def _bowl(loss):
    """`A` and `center` of a squared error or a bowl; they leave out what f is at its lowest point."""
    if not isinstance(loss, SquaredError | Quadratic):
        raise TypeError(f"LossMeetsBall takes SquaredError or Quadratic, got {loss!r}; draw others with figures")
    if isinstance(loss, Quadratic):
        return {"A": loss.A, "center": loss.center}
    return {"A": loss.gram, "center": np.linalg.lstsq(loss.X, loss.y, rcond=None)[0]}


def _shape(penalty):
    """The traits that say which penalty."""
    names = {kind: name for name, kind in PENALTIES.items()}
    if type(penalty) not in names:
        raise TypeError(f"LossMeetsBall knows {', '.join(PENALTIES)}, got {penalty!r}; draw others with figures")
    own = {"l1_ratio": penalty.l1_ratio} if isinstance(penalty, ElasticNet) else {}
    return {"penalty": names[type(penalty)]} | own | ({"q": penalty.q} if isinstance(penalty, Lq) else {})
