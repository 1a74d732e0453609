"""What there is to say of a `Portrait`: the titles of its pictures, and the sentences of its alt text."""

import numpy as np

from sparsity_kit.figures import words


def slopes(slope):
    """From where to where Ω has slopes at zero."""
    if slope == 0:
        return "slope at zero: 0"
    size = words.number(slope)
    return f"slopes at zero: −{size} to {size}" if np.isfinite(slope) else "all slopes at zero"


def corner(cone):
    """How the ball crosses an axis."""
    if np.isnan(cone):
        return "no end on the axes"
    return "smooth on the axes" if cone < 0.1 else f"a corner, its cone {words.number(cone)}°"


def zeros(most):
    """For which data θ* is exactly zero."""
    return "zero only at x·y = 0" if most == 0 else f"zero up to |x·y| = {words.number(most)}"


def leaving(leaves):
    """From which λ on coefficients are zero."""
    if np.isinf(leaves).all():
        return "never zero"
    return f"zeros from λ = {', '.join(map(words.number, dict.fromkeys(leaves.round(9))))}"


def story(names, portraits, lam, data):
    """All portraits in sentences."""
    start = f"Penalties of (θ₁, θ₂) for columns at right angles, x·y = {words.point(data)}."
    stories = []
    for name, one in zip(names, portraits, strict=True):
        story = f"{name}: {slopes(one.slope)}; its ball: {corner(one.cone)}; at λ = {words.number(lam)} θ* is "
        story += zeros(one.zeros)
        if len(one.valleys):
            at_zero = (one.valleys[:, 1] == 0).any()
            story += ", with other local minima" + (", among them zero beyond that" if at_zero else "")
        stories.append(f"{story}; its path: {leaving(one.leaves)}.")
    return " ".join([start, *stories])
