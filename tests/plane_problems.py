"""Two coefficients: what their test files share."""

import numpy as np
from hypothesis import strategies as st

EPS = np.finfo(float).eps
reals = st.floats(-100, 100).map(lambda x: round(x, 3))
columns = st.lists(st.tuples(reals, reals, reals), min_size=3, max_size=3)
sizes = st.floats(-8, 8).map(lambda x: 10.0**x)


def misses(gram, c, lam, theta):
    """How far each slope 2(Gθ − c)ⱼ is from −λ∂|θⱼ|, in units of rounding: (..., 2)."""
    pull = c - (gram @ theta[..., None])[..., 0]
    m = np.asarray(lam)[..., None] / 2
    miss = np.where(theta != 0, np.abs(pull - m * np.sign(theta)), np.maximum(np.abs(pull) - m, 0))
    norms = np.sqrt(gram.diagonal(axis1=-2, axis2=-1))
    y = np.max(np.abs(c) / np.where(norms > 0, norms, 1.0), axis=-1, keepdims=True)  # ‖y‖ is at least that
    return miss / (EPS * (norms * y + m + (np.abs(gram) @ np.abs(theta)[..., None])[..., 0] + 1e-300))
