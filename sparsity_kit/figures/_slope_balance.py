"""One coefficient: the loss's slope against the penalty's. An interval of slopes at zero is what makes a zero."""

from dataclasses import dataclass

import numpy as np

from sparsity_kit.asked import need, need_penalty_of_one, no_price
from sparsity_kit.figures import words
from sparsity_kit.figures.canvas import label, on
from sparsity_kit.figures.drawing import Drawing
from sparsity_kit.figures.labels import name_beside, place
from sparsity_kit.figures.looks import FAINT, INK, LOSS, look
from sparsity_kit.figures.plane import as_window, bottom_of
from sparsity_kit.figures.slope_curve import crossings, slope_curve, slopes
from sparsity_kit.objective import Objective
from sparsity_kit.solve.minimize import minimize


@dataclass(frozen=True, eq=False, repr=False)
class SlopeBalance(Drawing):
    """What `slope_balance` drew.

    theta: θ*, a number. slope: −f′(θ*), where the curves cross. interval: the two ends of λ∂Ω(0); they are equal if
    Ω has no kink at zero. grid, loss_line, penalty_line: the curves, (m,); the penalty's has both ends at zero.
    """

    theta: float
    slope: float
    interval: tuple
    grid: np.ndarray
    loss_line: np.ndarray
    penalty_grid: np.ndarray
    penalty_line: np.ndarray

    @property
    def height(self):
        """The height of λ∂Ω(0): how many slopes of the loss lead to exactly zero."""
        return self.interval[1] - self.interval[0]


def slope_balance(objective, ax=None, window=None):
    """−f′(θ) against λ∂Ω(θ): they cross at θ*. Where λ∂Ω is upright at zero, many slopes of f lead to exactly 0.

    One objective of one coefficient. `window` is left, right, bottom and top: as far as there is something to see,
    unless given. Raises ValueError for other objectives.
    """
    need("slope_balance", Objective, objective)
    loss, penalty = objective.loss, objective.penalty
    if loss.n_features != 1 or objective.batch_shape != ():
        raise ValueError(
            "slope_balance needs one objective of 1 coefficient, got "
            f"{loss.n_features} and batch {objective.batch_shape}; give one column of X and one λ"
        )
    need_penalty_of_one("slope_balance", penalty)
    lam, theta = float(objective.lam), float(minimize(objective).theta[0])
    slope = float(-loss.gradient([theta])[0])
    _need_price(loss, penalty, lam, theta)
    window = window if window is None else as_window(window)
    grid = _grid(loss, theta) if window is None else np.linspace(window[0], window[1], 401)
    loss_line = -loss.gradient(grid[:, None])[:, 0]
    penalty_grid, penalty_line, interval = slope_curve(penalty, lam, theta, grid)
    curves = grid, loss_line, penalty_grid, penalty_line
    ax = on(ax)
    _draw(ax, penalty, lam, (theta, slope), interval, curves, window)
    label(ax, x="θ", y="slope", title=f"{look(penalty).name}, λ = {words.number(lam)}", caption=words.lam_caption(loss))
    steepest = np.abs(loss_line).max()
    line = "falling curve" if np.abs(np.diff(loss_line, 2)).max() > 1e-9 * steepest else "falling line"
    line = line if steepest else "flat line"
    found = crossings(loss, penalty, lam, penalty_grid, penalty_line)
    also = [t for t in found if abs(t - theta) > 1e-6 * (grid[-1] - grid[0])]
    alt = _alt(line, look(penalty).name, lam, theta, slope, interval, steepest, also)
    return SlopeBalance(ax, alt, theta, slope, interval, *curves)


def _need_price(loss, penalty, lam, theta):
    if not np.isfinite(penalty.value(np.zeros(1))):
        raise ValueError(f"slope_balance needs a penalty that is finite at zero, got Ω(0) infinite for {penalty!r}")
    held = abs(loss.gradient([theta])[0]) > 1e-8 * loss.lipschitz
    if lam == 0 and held and np.isinf(slopes(penalty, [theta])).any():
        raise no_price(penalty)


def _grid(loss, theta):
    """From well left of zero to well right of it, with θ* and the loss's minimiser in between."""
    bottom = bottom_of(loss)
    width = 1.4 * max(abs(theta), 0.0 if bottom is None else abs(float(bottom[0]))) or 1.0
    return np.linspace(-width, width, 401)


def _draw(ax, penalty, lam, crossing, interval, curves, window):
    grid, loss_line, penalty_grid, penalty_line = curves
    (theta, slope), looks = crossing, look(penalty)
    steepest = np.abs(loss_line).max()
    reach = 1.12 * (max(steepest, min(lam, 4 * steepest)) or lam or 1.0)
    shown = np.clip(penalty_line, -4 * reach, 4 * reach)  # an infinite slope leaves the picture
    ax.axhline(0, color=FAINT, linewidth=0.8)
    ax.axvline(0, color=FAINT, linewidth=0.8)
    ax.plot(grid, loss_line, color=LOSS, linewidth=1.8)
    ax.plot(penalty_grid, shown, color=looks.colour, linestyle=looks.line, linewidth=2.4)
    upright = np.clip(interval, -4 * reach, 4 * reach)
    if upright[1] > upright[0]:
        ax.plot([0, 0], upright, color=looks.colour, linewidth=7, alpha=0.45, solid_capstyle="butt", zorder=3)
    ax.plot(theta, slope, marker=looks.marker, color=looks.colour, markeredgecolor=INK, markersize=10, zorder=6)
    ax.set_xlim(grid[0], grid[-1])
    ax.set_ylim(*((-reach, reach) if window is None else window[2:]))
    ax.locator_params(nbins=5)
    place(ax, f"θ* = {words.number(theta)}", (theta, slope), prefer=(-1, 0))
    for name, line in (("−f′(θ)", (grid, loss_line)), ("λ∂Ω(θ)", (penalty_grid, shown))):
        name_beside(ax, name, np.stack(line, axis=-1))


def _alt(line, name, lam, theta, slope, interval, steepest, also):
    size = max(lam, steepest)
    low, high = (words.number(end, beside=size) for end in interval)
    height = words.number(interval[1] - interval[0], beside=size)
    upright = (
        f"At zero the slopes of λΩ fill the interval from {low} to {high}, of height {height}"
        if interval[1] > interval[0]
        else f"At zero λΩ has the one slope {low}, an interval of height 0"
    )
    verdict = "exactly zero" if theta == 0.0 else "not zero"
    others = f" They cross at {words.listing(map(words.number, also))} too, where F is not lower." if also else ""
    return (
        f"The {line} −f′ crosses the slopes of λ times the {name} penalty, λ = {words.number(lam)}, at "
        f"θ* = {words.number(theta)}, slope {words.number(slope, beside=steepest)}. {upright}: θ* is {verdict}.{others}"
    )
