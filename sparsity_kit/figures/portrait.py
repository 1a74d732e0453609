"""The numbers of one penalty that `side_by_side` draws, all from its value and its prox in the plane."""

from dataclasses import dataclass

import numpy as np

from sparsity_kit.figures._unit_balls import kink, on_first_axis
from sparsity_kit.figures.plane import ball_boundary
from sparsity_kit.halving import last
from sparsity_kit.plane.slopes import forward_slope

FAR = 1e6  # beyond which, in units of the data or of λ, a ball or a range of zeros has no end
SIDES = np.array([-1.0, 1.0])
ROUNDING = 1e-12  # a slope at zero that is so much smaller than Ω(1) is a rounded difference


@dataclass(frozen=True, eq=False)
class Portrait:
    """One penalty, mostly with θ₂ = 0.

    sizes: Ω(t, 0) for the figure's `t`, (m,). slopes: Ω′ just left and just right of zero, (2,), infinite where it has
    no bound. ball: the boundary of {Ω <= 1}, (k, 2), cut off where it is out of sight. cone: the width of its normal
    cone where it crosses the axis of θ₁, in degrees; nan if it does not end there. curve: θ₁* for the figure's `xy`,
    (m,). zeros: from which to which x·y that is exactly zero, (2,). valleys: local minima that are not lowest, rows
    (x·y, θ). path: θ* for the figure's `lams`, (n, 2). leaves: the λ at which each is zero from then on; infinite for
    never.
    """

    sizes: np.ndarray
    slopes: np.ndarray
    ball: np.ndarray
    cone: float
    curve: np.ndarray
    zeros: np.ndarray
    valleys: np.ndarray
    path: np.ndarray
    leaves: np.ndarray


def portrait(penalty, data, lam, t, xy, lams):
    """The `Portrait` of a penalty of two coefficients, for columns of length 1 at right angles with x·y = `data`."""
    curve, other = _on_axis(penalty, xy, lam).T
    path = penalty.prox(np.tile(data, (len(lams), 1)), lams[:, None] / 2)
    boundary, cone = _ball(penalty, 4 * t.max())
    unit = _balance(penalty, lam)
    zeros = SIDES * [_until(lambda v, side=side: _on_axis(penalty, [side * v], lam)[0, 0] == 0, unit) for side in SIDES]
    leaves = np.array([_leaves(penalty, data, j) for j in range(2)])
    valleys = _valleys(penalty, lam, t, xy[other == 0], curve[other == 0])  # else θ₂ moves as well
    return Portrait(_size(penalty, t), _slopes(penalty), boundary, cone, curve, zeros + 0.0, valleys, path, leaves)


def _slopes(penalty):
    """Ω′ along the axis of θ₁, just left and just right of zero."""
    ends = np.stack([SIDES, 0 * SIDES], axis=-1)
    slopes, sizes = forward_slope(penalty, np.zeros(2), ends), penalty.value(ends)
    return SIDES * np.where(np.isfinite(sizes) & (np.abs(slopes) <= ROUNDING * sizes), 0.0, slopes) + 0.0  # no -0.


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
