"""The numbers of one penalty that `side_by_side` draws, all from its value and its prox in the plane."""

from dataclasses import dataclass

import numpy as np

from sparsity_kit.figures._unit_balls import kink, on_first_axis
from sparsity_kit.figures.plane import ball_boundary
from sparsity_kit.halving import last
from sparsity_kit.plane.slopes import forward_slope

FAR = 1e6  # beyond which, in units of the data or of λ, a ball or a range of zeros has no end
ROUNDING = 1e-12  # a slope at zero that is so much smaller than Ω(1) is a rounded difference


@dataclass(frozen=True, eq=False)
class Portrait:
    """One penalty, mostly with θ₂ = 0.

    sizes: Ω(t, 0) for the figure's `t`, (m,). slope: Ω′ just right of zero, infinite where it has no bound. ball: the
    boundary of {Ω <= 1}, (k, 2), cut off where it is out of sight. cone: the width of its normal cone where it crosses
    the axis of θ₁, in degrees; nan if it does not end there. curve: θ₁* for the figure's `xy`, (m,). zeros: up to which
    |x·y| that is exactly zero. valleys: local minima that are not lowest, rows (x·y, θ). path: θ* for the figure's
    `lams`, (n, 2). leaves: the λ at which each is zero from then on; infinite for never.
    """

    sizes: np.ndarray
    slope: float
    ball: np.ndarray
    cone: float
    curve: np.ndarray
    zeros: float
    valleys: np.ndarray
    path: np.ndarray
    leaves: np.ndarray


def portrait(penalty, data, lam, t, xy, lams):
    """The `Portrait` of a penalty of two coefficients, for columns of length 1 at right angles with x·y = `data`."""
    curve, other = _on_axis(penalty, xy, lam).T
    path = penalty.prox(np.tile(data, (len(lams), 1)), lams[:, None] / 2)
    boundary, cone = _ball(penalty, 4 * t.max())
    zeros = _until(lambda v: _on_axis(penalty, [v], lam)[0, 0] == 0, _balance(penalty, lam))
    leaves = np.array([_leaves(penalty, data, j) for j in range(2)])
    valleys = _valleys(penalty, lam, t, xy[other == 0], curve[other == 0])  # else θ₂ moves as well
    slope = float(forward_slope(penalty, np.zeros(2), [1.0, 0.0]))
    if slope <= ROUNDING * penalty.value(np.array([1.0, 0.0])) < np.inf:
        slope = 0.0
    return Portrait(_size(penalty, t), slope, boundary, cone, curve, zeros, valleys, path, leaves)


def _size(penalty, t):
    return penalty.value(np.stack([t, 0 * t], axis=-1))


def _on_axis(penalty, xy, lam):
    xy = np.asarray(xy, dtype=float)
    return penalty.prox(np.stack([xy, 0 * xy], axis=-1), lam / 2)


def _leaves(penalty, data, j):
    """The λ from which on coefficient j is zero."""
    size = float(penalty.value(data))
    unit = data @ data / size if 0 < size < np.inf else 1.0  # the λ at which zero costs what no zero costs
    return _until(lambda price: penalty.prox(data, price / 2)[j] != 0, unit)


def _balance(penalty, lam):
    """The t at which t² costs what λΩ(t, 0) costs; 1 where there is none."""
    found = last(lambda t: t * t < lam * penalty.value(np.array([t, 0.0])), far=1e100)
    return found if 0 < found < np.inf else 1.0


def _until(holds, unit):
    return last(holds, far=FAR * unit, high=min(unit, 1.0))


def _ball(penalty, sight):
    """The boundary of {Ω <= 1}, as far as it is in sight; and its cone on the axis of θ₁."""
    boundary = ball_boundary(penalty, 1.0, reach=FAR)
    crossing = on_first_axis(boundary)
    cone = np.nan if crossing[0] > 0.999 * FAR else float(kink(penalty, crossing))
    length = np.linalg.norm(boundary, axis=-1, keepdims=True)
    return boundary * (sight / np.maximum(length, sight)), cone


def _valleys(penalty, lam, t, xy, curve):
    """Rows (x·y, θ): where (θ − x·y)² + λΩ(θ, 0) is lower than on both sides, and not lowest of all."""
    cost = (t - xy[:, None]) ** 2 + lam * _size(penalty, t)
    low = (cost[:, 1:-1] < cost[:, :-2]) & (cost[:, 1:-1] < cost[:, 2:])
    row, column = np.nonzero(low)
    found = np.stack([xy[row], t[column + 1]], axis=-1)
    return found[np.abs(found[:, 1] - curve[row]) > 3 * (t[1] - t[0])]
