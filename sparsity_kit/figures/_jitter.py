"""Steps of a fixed size: with sign(θ) they jitter around zero, with the prox they land on it."""

from dataclasses import dataclass

import numpy as np

from sparsity_kit import flow
from sparsity_kit.figures import words
from sparsity_kit.figures.canvas import label, legend, on
from sparsity_kit.figures.drawing import Drawing
from sparsity_kit.figures.looks import FAINT, INK, VERMILION, look
from sparsity_kit.inputs import as_count, as_nonnegative, as_real
from sparsity_kit.penalties import L1

BESIDE, BELOW = 0.25, 0.72  # shares of the axes: right of this, and above that, lies the legend


@dataclass(frozen=True, eq=False, repr=False)
class Jitter(Drawing):
    """What `jitter` drew.

    sign_steps, proximal_steps: θ after 0, 1, … steps, (n_steps + 1,). landed: the first step at which the proximal
    iteration is exactly zero, None if it is not yet. swing: the smallest and the largest θ of the sign steps after they
    first crossed zero, None if they did not.
    """

    sign_steps: np.ndarray
    proximal_steps: np.ndarray
    landed: int | None
    swing: tuple | None


def jitter(start, lam, step, n_steps, ax=None):
    """θ ← θ − step·λ·sign(θ) beside θ ← soft threshold of θ at step·λ: one never is zero, the other is, exactly.

    One coefficient; `start` a number, `n_steps` at least 1. Raises ValueError for a step or λ that is not positive.
    """
    start = float(as_real("start", start, ndim=0))
    for name, value in (("lam", lam), ("step", step)):
        if float(as_nonnegative(name, value, ndim=0)) == 0:
            raise ValueError(f"{name} must be positive, got 0.0: without it nothing moves")
    n_steps = as_count("n_steps", n_steps, least=1)
    signs = flow.sign_iteration([start], lam, step, n_steps)[:, 0]
    proximal = flow.proximal_iteration(L1(), [start], lam, step, n_steps)[:, 0]
    landed = int(np.argmax(proximal == 0.0)) if (proximal == 0.0).any() else None
    crossed = np.flatnonzero(signs * np.sign(start) < 0)
    after = signs[crossed[0] - 1 :] if crossed.size else None
    swing = None if after is None else (float(after.min()), float(after.max()))
    ax = _draw(on(ax), signs, proximal)
    title = f"λ = {words.number(lam)}, step {words.number(step)}: each step is {words.number(step * lam)} long"
    label(ax, x="step", y="θ", title=title, caption="the penalty alone, Ω(θ) = |θ|")
    return Jitter(ax, _alt(start, lam, step, signs, landed, swing), signs, proximal, landed, swing)


def _draw(ax, signs, proximal):
    steps, look_of_l1 = np.arange(len(signs)), look(L1())
    ax.axhline(0, color=FAINT, linewidth=0.8)
    ax.plot(steps, signs, color=VERMILION, linestyle=(0, (4, 2)), marker="x", markersize=7, linewidth=1.4,
            markeredgewidth=1.8, label="sign steps: jitter")  # fmt: skip
    ax.plot(steps, proximal, color=look_of_l1.colour, linestyle=look_of_l1.line, marker=look_of_l1.marker, markersize=6,
            linewidth=2.0, label="proximal steps: land on zero")  # fmt: skip
    landed = proximal == 0.0
    ax.plot(steps[landed], proximal[landed], "s", markerfacecolor="none", markeredgecolor=INK, markersize=14,
            label="exactly zero")  # fmt: skip
    ax.xaxis.get_major_locator().set_params(integer=True)
    _make_room(ax, signs)
    legend(ax, loc="upper right" if signs[0] >= 0 else "lower right")
    return ax


def _make_room(ax, signs):
    """The picture grows, upwards or for a negative start downwards, until the legend hides no step."""
    side = 1 if signs[0] >= 0 else -1
    far, near = sorted(ax.get_ylim(), key=lambda end: side * end)
    reached = side * np.max(side * signs[int(BESIDE * (len(signs) - 1)) :])
    if side * (reached - far) > BELOW * side * (near - far):
        near = far + (reached - far) / BELOW
    ax.set_ylim(sorted([far, near]))


def _alt(start, lam, step, signs, landed, swing):
    length = words.number(step * lam)
    text = [f"Steps of length {length} from θ = {words.number(start)}, λ = {words.number(lam)}."]
    if swing is None:
        still = f"have not crossed zero after {len(signs) - 1} steps"
        text.append(f"Sign steps {'hit zero by luck' if (signs[1:] == 0).any() else still}.")
    else:
        rounding = len(signs) * max(abs(start), step * lam)  # what so many steps are rounded beside
        low, high = (words.number(end, beside=rounding) for end in swing)
        text.append(f"Sign steps jitter between {low} and {high}"
                    f"{' and never are zero.' if (signs != 0).all() else ' and hit zero by luck.'}")  # fmt: skip
    fate = "are not zero yet" if landed is None else f"are exactly zero from step {landed} on"
    text.append(f"Proximal steps {fate}.")
    return " ".join(text)
