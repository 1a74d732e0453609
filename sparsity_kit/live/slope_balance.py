"""One coefficient: move the loss's slope and the penalty's, and see which lines are held at zero."""

from sparsity_kit.asked import as_switch, need, need_penalty_of_one
from sparsity_kit.figures import slope_balance
from sparsity_kit.live.bowls import line_of
from sparsity_kit.live.checks import as_number, as_positive, as_power, as_price, as_ratio, one_of
from sparsity_kit.live.shapes import OWN, OfAnyPenalty, as_traits_or_own
from sparsity_kit.live.widget import Live, State, module
from sparsity_kit.losses import Quadratic, SquaredError
from sparsity_kit.objective import Objective
from sparsity_kit.penalties import L1
from sparsity_kit.solve.minimize import minimize

NAMES = ("L1", "squared L2", "elastic net", "Lq")  # with one coefficient L2 is L1
START = SquaredError([[1.0], [1.0]], [2.0, 1.0]) + 4.0 * L1()


class SlopeBalance(OfAnyPenalty, Live):
    """−f′(θ) = 2x·y − 2x·x θ against λ∂Ω(θ): they cross at θ*. The line, the staircase and its price can be moved.

    `SlopeBalance(objective)` takes a SquaredError or Quadratic with one coefficient plus λ times L1, SquaredL2,
    ElasticNet or Lq, or times a penalty of your own, which is drawn by its formula. Its state is kept in traits, to be
    set and read: the data `xx` = x·x and `xy` = x·y, the `penalty` by name ("own" is yours) with `l1_ratio` and `q`,
    and the price `lam`. `reach` and `rise` are half the window's width and height; `show_held` shows the pulls 2x·y for
    which θ* is exactly zero. `theta`, `loss`, `objective` and `solution` are computed by the kit from what was made by
    hand.

    Raises ValueError or TypeError for another number of coefficients, x·x = 0, a negative λ, numbers that are not
    finite, a penalty whose formula is not true or cannot be drawn.
    """

    _esm = module("slope_balance.js")
    xx = State(2.0, as_positive)
    xy = State(3.0, as_number)
    penalty = State("L1", one_of(*NAMES, OWN))
    l1_ratio = State(0.5, as_ratio)
    q = State(0.5, as_power)
    lam = State(4.0, as_price)
    reach = State(1.0, as_positive)
    rise = State(1.0, as_positive)
    show_held = State(True, as_switch)

    def __init__(self, objective=START, **traits):
        need("SlopeBalance", Objective, objective)
        if objective.loss.n_features != 1 or objective.batch_shape != ():
            shape = f"{objective.loss.n_features} and batch {objective.batch_shape}"
            raise ValueError(f"SlopeBalance needs one loss of 1 coefficient, got {shape}")
        state = line_of("SlopeBalance", objective.loss)
        need_penalty_of_one("SlopeBalance", objective.penalty)
        state |= as_traits_or_own(self, objective.penalty, NAMES, 1)
        state |= {"lam": float(objective.lam)} | traits
        xx, xy, lam = as_positive("xx", state["xx"]), as_number("xy", state["xy"]), as_price("lam", state["lam"])
        state.setdefault("reach", 1.5 * abs(xy) / xx or 1.0)
        state.setdefault("rise", 1.6 * max(2 * abs(xy), lam) or 1.0)
        super().__init__(**state)

    @property
    def loss(self):
        """f, up to a constant, as a Quadratic."""
        return Quadratic([[self.xx]], [self.xy / self.xx])

    @property
    def solution(self):
        """θ* as the kit's Solution, with its certificate."""
        return minimize(self.objective)

    @property
    def theta(self):
        """θ*, a number."""
        return float(self.solution.theta[0])

    def drawing(self):
        """The same state, printed: `figures.slope_balance` in the same window."""
        reach, rise = max(self.reach, 1.2 * abs(self.theta)), max(self.rise, 2.5 * abs(self.xy))
        return slope_balance(self.objective, window=(-reach, reach, -rise, rise))
