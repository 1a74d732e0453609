"""The slopes of Ω at a point, in every direction, by differences: nothing here knows a formula of any penalty."""

import numpy as np

ANGLES = np.arange(0, 360, 0.5)  # degrees; multiples of 45 among them, where the usual corners are


def directions(degrees=ANGLES):
    """Unit vectors at these angles, shape (..., 2); exactly zero where cosine or sine is."""
    radians = np.deg2rad(degrees)
    unit = np.stack([np.cos(radians), np.sin(radians)], axis=-1)
    return np.where(np.abs(unit) < 1e-12, 0.0, unit)


def forward_slope(penalty, theta, direction):
    """Ω'(θ; d) = lim (Ω(θ + hd) − Ω(θ))/h as h falls to 0; inf where it grows without bound, as for √|θ| at zero.

    Also inf where d leads out of the region in which Ω is finite; NaN where Ω is infinite at θ itself, since there is
    no slope there. theta (..., p), direction (..., p) broadcast; shape (...).
    """
    theta, direction = np.asarray(theta, dtype=float), np.asarray(direction, dtype=float)
    nonzero = np.abs(theta[theta != 0])
    scale = nonzero.max() if nonzero.size else 1.0
    h = max(min(1e-6 * scale, nonzero.min() / 2 if nonzero.size else np.inf), 1e-9 * scale)
    here = penalty.value(theta)
    here = np.where(np.isfinite(here), here, np.nan)

    def quotient(h):
        return (penalty.value(theta + h * direction) - here) / h

    near, nearer, steeper = quotient(h), quotient(h / 2), quotient(h / 1e4)
    noise = 64 * np.finfo(float).eps * np.abs(here) / (h / 1e4)
    least = 1e-2 * np.abs(near[np.isfinite(near)]).max(initial=0.0) + noise
    grows = np.isfinite(near) & (steeper > 1.4 * np.abs(near)) & (steeper > least)
    slope = np.where(np.isfinite(near), 2 * nearer - np.where(np.isfinite(near), near, 0.0), steeper)
    return np.where(grows, np.inf, slope)


def priced(lam, slopes):
    """λ times slopes that may be infinite; 0 for λ = 0."""
    return lam * slopes if lam > 0 else np.zeros_like(slopes)
