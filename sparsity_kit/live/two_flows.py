"""Two penalties side by side, each alone: put a point somewhere, let time run, and see what is zero when."""

import math
from dataclasses import replace

import numpy as np

from sparsity_kit import figures, flow
from sparsity_kit.asked import as_switch
from sparsity_kit.figures import words
from sparsity_kit.figures.canvas import panels
from sparsity_kit.figures.drawing import Drawing, together
from sparsity_kit.figures.looks import INK, look
from sparsity_kit.figures.plane import prepare
from sparsity_kit.live.checks import LARGEST, as_points, as_positive, as_price, as_ratio, as_speed, one_of
from sparsity_kit.live.shapes import as_traits, known_penalty
from sparsity_kit.live.widget import Live, State, half_width, module
from sparsity_kit.losses import Quadratic

NAMES = ("L1", "squared L2", "L2", "elastic net")  # those whose flow has a formula
MOST_STEPS = 1000  # as in flowing.js
FAR = 230  # steps that run away are followed until they have grown e^230 times


class PenaltyFlow(Live):
    """θ′ = −λ∂Ω(θ), the penalty alone, for two penalties side by side: where a point is at a time, and what is zero.

    `PenaltyFlow(L1(), SquaredL2(), start=[3, 1])` takes two of L1, SquaredL2, L2 and ElasticNet, or their names. Its
    state is kept in traits, to be set and read: `start`, one to four points [[θ₁, θ₂], …]; the penalties `first` and
    `second` by name, with the `l1_ratio` of the elastic net; the price `lam`; and the `time`. `motion` is "flow", or
    says how the flow is imitated in steps of duration `step`, at most 1000 of them: "sign steps" go against the
    gradient, with sign 0 = 0 (for L2 the direction θ/‖θ‖), "proximal steps" use the prox. `reach` is half the
    window's width; `show_ahead` shows where the flow leads. Dragged close to an axis or a diagonal, a start is on it.
    `penalties`, `theta` and `hitting_times` are computed by the kit from what was made by hand.

    Raises ValueError or TypeError for other penalties, a negative λ or time, a step of zero, numbers that are not
    finite.
    """

    _esm = module("two_flows.js")
    start = State([[3.0, 1.0]], as_points)
    first = State("L1", one_of(*NAMES))
    second = State("squared L2", one_of(*NAMES))
    l1_ratio = State(0.5, as_ratio)
    lam = State(1.0, as_speed)
    motion = State("flow", one_of("flow", "sign steps", "proximal steps"))
    step = State(0.4, as_positive)
    time = State(0.0, as_price)
    reach = State(1.0, as_positive)
    show_ahead = State(True, as_switch)

    def __init__(self, first="L1", second="squared L2", **traits):
        kinds = (first, second)
        told = [{"penalty": each} if isinstance(each, str) else as_traits("PenaltyFlow", each, NAMES) for each in kinds]
        ratios = [{"l1_ratio": each["l1_ratio"]} for each in told if "l1_ratio" in each]
        if ratios and ratios[0] != ratios[-1]:
            raise ValueError(f"PenaltyFlow draws one l1_ratio, got {first!r} and {second!r}; make them equal")
        state = {"first": told[0]["penalty"], "second": told[1]["penalty"], "start": [[3.0, 1.0]], "lam": 1.0}
        state |= (ratios[0] if ratios else {}) | traits
        far = float(np.abs(as_points("start", state["start"])).max()) or 1.0
        step = 0.4 / 3 * far / (as_speed("lam", state["lam"]) or 1.0)
        state = {"reach": min(1.4 * far, LARGEST), "step": min(max(step, 1 / LARGEST), LARGEST)} | state
        super().__init__(**state)

    @property
    def penalties(self):
        """The two penalties."""
        return tuple(known_penalty(self, name) for name in (self.first, self.second))

    @property
    def theta(self):
        """θ at `time`, for both penalties and from every start: shape (2, k, 2)."""
        if self.motion != "flow":
            return np.stack([self._steps(penalty)[:, -1] for penalty in self.penalties])
        return np.stack([flow.penalty_flow(p, self.start, self.lam, [self.time])[:, 0] for p in self.penalties])

    @property
    def hitting_times(self):
        """When each coordinate of the exact flow is zero: shape (2, k, 2); 0 if it starts there, inf for never."""
        return np.stack([flow.hitting_times(penalty, self.start, self.lam) for penalty in self.penalties])

    def _steps(self, penalty):
        """θ after 0, 1, … steps until `time`, shape (k, n + 1, 2)."""
        start, lam, step = np.array(self.start), self.lam, self.step
        shares = penalty.as_elastic_net()
        share = shares[0] if shares else 1.0
        sign, growth = self.motion == "sign steps", abs(1 - 2 * step * lam * (1 - share))
        most = FAR / math.log(growth) if sign and growth > 1 else MOST_STEPS
        count = math.floor(min(self.time / step + 1e-9, MOST_STEPS, most))
        if not sign:
            return flow.proximal_iteration(penalty, start, lam, step, count)
        if not shares:  # L2 stays on a line through the origin, and there it is L1 of one coefficient
            length = penalty.value(start)[:, None]
            return flow.sign_iteration(length, lam, step, count) * (start / np.where(length > 0, length, 1.0))[:, None]
        smooth = Quadratic(lam * (1 - share) * np.eye(2), np.zeros(2)) if share < 1 else None
        return flow.sign_iteration(start, share * lam, step, count, smooth)

    def drawing(self):
        """The same state, printed: `figures.penalty_flow` twice in the same window, with what moved until `time`."""
        return together(*(self._printed(*each) for each in zip(self.penalties, self.theta, panels(2), strict=True)))

    def _printed(self, penalty, theta, ax):
        half = half_width(self.reach, self.start)
        window = (-half, half, -half, half)
        if self.lam > 0:
            drawn = figures.penalty_flow(penalty, self.start, self.lam, ax=ax, window=window)
        else:
            ax = prepare(ax, window, f"{look(penalty).name} flow, λ = 0", "")
            drawn = Drawing(ax, f"Flow down the {look(penalty).name} penalty alone: at λ = 0 nothing moves.")
        steps = self._steps(penalty) if self.motion != "flow" else theta[:, None]
        for walk in steps:
            drawn.ax.plot(*walk.T, "x-", color=INK, linewidth=0.8, markersize=6, zorder=8)
        drawn.ax.plot(*theta.T, "o", color=look(penalty).colour, markeredgecolor=INK, markersize=10, zorder=8)
        after = "" if self.motion == "flow" else f", after {steps.shape[1] - 1} {self.motion},"
        there = words.listing(words.point(each) for each in theta)
        return replace(drawn, alt=f"{drawn.alt} At t = {words.number(self.time)}{after} θ is {there}.")
