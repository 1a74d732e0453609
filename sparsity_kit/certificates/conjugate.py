"""The conjugate of a penalty that only says its value and its prox.

For z⁺ = prox of sλΩ at z + s·w, the slope w⁺ = w + (z − z⁺)/s is one of λΩ at z⁺ (Moreau 1965), so that there
(λΩ)*(w⁺) = w⁺·z⁺ − λΩ(z⁺), exactly. Repeated with longer and longer s, w⁺ comes to w, or to the end of the slopes that
λΩ has (Rockafellar 1976, SIAM Journal on Control and Optimization 14).
"""

import numpy as np

from sparsity_kit.penalties.norm import share_within

FAR = 1e150  # Ω(t)/t out there is the steepest slope that Ω has
EPS = np.finfo(float).eps
ROUNDS = 100
FACTOR = 4.0  # by which s grows


def duals(penalty, theta, pull, blur, lam):
    """`Penalty.duals` for a penalty that is convex, separable and lowest at 0: one share, and the gap there."""
    yield _share_and_gap(penalty, theta, pull, blur, lam)


@np.errstate(over="ignore", invalid="ignore")  # what is no number bounds nothing
def _share_and_gap(penalty, theta, pull, blur, lam):
    """By how much w = pull ± blur is shortened to be a slope of λΩ, and λΩ(θ) + (λΩ)*(w) − w·θ."""
    price = lam[..., None]
    slopes = pull + np.sign(pull) * blur
    steepest = np.where(price > 0, price * _steepest(penalty, np.sign(slopes)), 0.0)
    share = share_within(np.abs(slopes), steepest).min(axis=-1)
    slopes = share[..., None] * slopes
    near, at = _slopes_near(penalty, theta, slopes, price)
    reached = np.where(slopes != 0, np.clip(near / np.where(slopes != 0, slopes, 1.0), 0.0, 1.0), 1.0).min(axis=-1)
    share = share * reached
    gap = lam * (penalty.value(theta) - penalty.value(at)) - (near * (theta - at)).sum(axis=-1)
    gap += 4 * EPS * (lam * penalty.value(at) + (np.abs(slopes) * np.abs(at)).sum(axis=-1))  # rounding, far out
    gap += ((near - share[..., None] * pull) * theta).sum(axis=-1)
    return share, np.where(np.isfinite(gap), gap, np.inf)


def _steepest(penalty, signs):
    """The largest slope of Ω on the side of each sign, (..., p)."""
    up, down = (penalty.value(np.array([side * FAR])) / FAR for side in (1.0, -1.0))
    return np.where(signs < 0, down, up)


def _slopes_near(penalty, theta, slopes, price):
    """Slopes that λΩ has, as near to these as can be, and the points where it has them, (..., p) each."""
    at, step = theta, np.where(theta != 0, np.abs(theta), 1.0) / np.where(slopes != 0, np.abs(slopes), 1.0)
    near = slopes
    for _ in range(ROUNDS):
        new = penalty.prox(at + step * slopes, step * price)
        near, at, step = slopes + (at - new) / step, new, np.minimum(FACTOR * step, FAR)
        if (np.abs(near - slopes) <= 2 * EPS * np.abs(slopes)).all():
            break
    return near, at
