"""The plane of two coefficients: its window, the contours of a loss, the boundary of a ball."""

import warnings

import numpy as np
from matplotlib.figure import Figure

from sparsity_kit import asked
from sparsity_kit.figures.canvas import label, on
from sparsity_kit.figures.looks import FAINT, LOSS
from sparsity_kit.halving import halve
from sparsity_kit.losses import Quadratic
from sparsity_kit.penalties import SquaredL2
from sparsity_kit.plane.slopes import directions
from sparsity_kit.solve.minimize import minimize

GRID = 161  # points per side for the contours of a loss
CLOSED = 1e-6  # of the distance of these points: ends so near are one point


def square_window(points, pad=0.14):
    """Left, right, bottom, top of a square that holds these points (..., 2) and the origin."""
    points = np.concatenate([np.reshape(points, (-1, 2)), np.zeros((1, 2))])
    low, high = points.min(axis=0), points.max(axis=0)
    half = max((high - low).max() / 2 * (1 + 2 * pad), 1e-300)
    middle = (low + high) / 2
    return middle[0] - half, middle[0] + half, middle[1] - half, middle[1] + half


def as_window(window):
    """Left, right, bottom, top as given, as floats. Raises ValueError for what is not a window."""
    wanted = "(left, right, bottom, top) with left < right and bottom < top"
    return asked.as_window(window, 4, lambda left, right, bottom, top: left < right and bottom < top, wanted)


def prepare(ax, window, title=None, caption=None):
    """Axes of the plane: equal scales, named θ₁ and θ₂; its only lines are the two on which a coefficient is zero."""
    ax = on(ax)
    ax.set(aspect="equal", xlim=window[:2], ylim=window[2:])
    ax.spines[:].set_visible(False)
    ax.tick_params(length=0, pad=6)
    ax.axhline(0, color=FAINT, linewidth=1.0, zorder=1.2)
    ax.axvline(0, color=FAINT, linewidth=1.0, zorder=1.2)
    label(ax, x="θ₁", y="θ₂", title=title, caption=caption)
    return ax


def grid(window, count):
    """x (count,), y (count,) and the points of the grid that they span, (count, count, 2)."""
    x, y = np.linspace(window[0], window[1], count), np.linspace(window[2], window[3], count)
    return x, y, np.stack(np.meshgrid(x, y), axis=-1)


def contours(loss, levels, window):
    """{f = level} inside the window, for each level a list of arrays (k, 2): lines whose points lie on the contour.

    A grid finds the lines; then each point takes a few Newton steps along the gradient, onto the contour itself.
    """
    x, y, points = grid(window, GRID)
    values, scratch = loss.value(points), Figure().add_subplot()
    found = []
    for level in levels:
        crossed = values.min() < level < values.max()
        lines = scratch.contour(x, y, values, levels=[level]).allsegs[0] if crossed else []
        found.append([_onto(loss, level, np.asarray(line), x[1] - x[0]) for line in lines if len(line) > 1])
    return found


def _onto(loss, level, line, reach):
    """The line, moved to where f is at this level. One that is closed but for rounding is closed exactly."""
    closed = np.abs(line[0] - line[-1]).max() < CLOSED * reach
    for _ in range(3):
        slope = loss.gradient(line)
        square = np.square(slope).sum(axis=-1, keepdims=True)
        step = (loss.value(line) - level)[:, None] * slope / np.where(square > 0, square, 1.0)
        length = np.linalg.norm(step, axis=-1, keepdims=True)
        line = line - step * np.minimum(length, reach) / np.where(length > 0, length, 1.0)
    if closed:
        line[-1] = line[0]
    return line


def draw_lines(ax, lines, **style):
    """Contours of a loss, in its look."""
    for line in lines:
        ax.plot(*line.T, **({"color": LOSS, "linewidth": 1.0, "zorder": 3} | style))


def ball_boundary(penalty, radius, reach, through=(0.0, 0.0)):
    """The boundary of {Ω <= radius}, along rays from its centre: shape (k, 2), closed.

    The rays take in the directions of the axes and the diagonals, and the point `through`, so that corners are
    sharp. Along a ray that never leaves the ball the boundary stops at distance `reach`.
    """
    through = np.asarray(through)
    centre = ball_centre(penalty, through)
    rays = directions()
    if (distance := np.linalg.norm(through - centre)) > 0:
        rays = np.concatenate([rays, [(through - centre) / distance]])
        rays = rays[np.argsort(np.arctan2(rays[:, 1], rays[:, 0]), kind="stable")]

    def inside(size):
        return penalty.value(centre + size[:, None] * rays) <= radius

    size, _ = halve(inside, np.zeros(len(rays)), np.full(len(rays), reach), rounds=70)
    boundary = centre + size[:, None] * rays
    return np.concatenate([boundary, boundary[:1]])


def ball_centre(penalty, near):
    """Where Ω is least: the origin, or, if Ω falls from there, where its prox with a very long step leads."""
    size = np.abs(near).max() or 1.0
    at_zero = penalty.value(np.zeros(2))
    if np.isfinite(at_zero) and (penalty.value(1e-3 * size * directions()) >= at_zero).all():
        return np.zeros(2)
    return penalty.prox(near, 1e6 * (1 + size))


def bottom_of(loss):
    """The minimiser of the loss, or None where it has none nearby: an unpenalised logistic fit may run away."""
    if isinstance(loss, Quadratic):
        return loss.center
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a runaway is told by the certificate, below
        solution = minimize(loss + 0.0 * SquaredL2())
    farther = loss.value(2 * solution.theta) < solution.value  # then f falls without end
    return None if farther or not solution.converged else solution.theta
